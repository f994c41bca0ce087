"""What somebody says, from the form to its answer."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import PARTIES, Role
from yunting.feedback import events
from yunting.feedback.deadlines import BASIS
from yunting.feedback.models import ANSWERERS, VoiceState

SAY = Move(
    name="say",
    source=BIRTH,
    target=VoiceState.WAITING,
    by=PARTIES,
    basis=BASIS,
    fact=events.VoiceHeard,
    label="提出意见",
)
RATE = Move(
    name="rate",
    source=BIRTH,
    target=VoiceState.NOTED,
    by=PARTIES,
    basis=BASIS,
    fact=events.StepRated,
    label="评价打分",
)
RAISE = Move(
    name="raise",
    source=frozenset({VoiceState.WAITING}),
    target=VoiceState.OVERDUE,
    by=frozenset({Role.CLOCK}),
    basis=BASIS,
    fact=events.VoiceOverdue,
    label="逾期交院长",
)
ANSWER = Move(
    name="answer",
    source=frozenset({VoiceState.WAITING}),
    target=VoiceState.ANSWERED,
    by=ANSWERERS,
    basis=BASIS,
    fact=events.VoiceAnswered,
    label="答复",
    duty=True,
    task="答复当事人的意见",
)
ANSWER_LATE = Move(
    name="answer-late",
    source=frozenset({VoiceState.OVERDUE}),
    target=VoiceState.ANSWERED,
    by=ANSWERERS,
    basis=BASIS,
    fact=events.VoiceAnswered,
    label="答复",
    duty=True,
    task="答复逾期的意见",
)
VOICE = register(
    Procedure(
        subject="feedback.Voice",
        title="意见",
        states=VoiceState,
        moves=(SAY, RATE, RAISE, ANSWER, ANSWER_LATE),
    )
)
