"""Consent stage by stage: asked, given, refused, taken back; the court may move a stage offline."""

from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import PARTIES, Role
from yunting.delivery.events import consent as events
from yunting.delivery.models import ConsentState as State
from yunting.delivery.models import RequestState
from yunting.delivery.procedure.roles import DECIDERS, SERVERS

ASKERS = SERVERS | {Role.COURT}
ASK = Move(
    name="ask",
    source=BIRTH,
    target=State.ASKED,
    by=ASKERS,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentAsked,
    label="告知并询问",
)
ASK_AGAIN = Move(
    name="ask-again",
    source=frozenset({State.SILENT, State.REFUSED, State.WITHDRAWN, State.OFFLINE}),
    target=State.ASKED,
    by=ASKERS,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentAsked,
    label="再次询问",
)
CHOOSE = Move(
    name="choose",
    source=BIRTH,
    target=State.GIVEN,
    by=frozenset({Role.COURT}),
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentChosen,
    label="自行选择在线",
)
VOLUNTEER = Move(
    name="volunteer",
    source=BIRTH,
    target=State.GIVEN,
    by=PARTIES,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentGiven,
    label="同意在线",
)
DECLINE_UNASKED = Move(
    name="decline-unasked",
    source=BIRTH,
    target=State.REFUSED,
    by=PARTIES,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentRefused,
    label="不同意在线",
)
GIVE = Move(
    name="give",
    source=frozenset({State.ASKED}),
    target=State.GIVEN,
    by=PARTIES,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentGiven,
    label="同意在线",
    duty=True,
    task="选择是否同意在线办理",
)
GIVE_LATER = Move(
    name="give-later",
    source=frozenset({State.REFUSED, State.WITHDRAWN, State.SILENT}),
    target=State.GIVEN,
    by=PARTIES,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentGiven,
    label="改为同意在线",
)
REFUSE = Move(
    name="refuse",
    source=frozenset({State.ASKED, State.SILENT}),
    target=State.REFUSED,
    by=PARTIES,
    basis="法释〔2021〕12号 第四条",
    fact=events.ConsentRefused,
    label="不同意在线",
)
LAPSE = Move(
    name="lapse",
    source=frozenset({State.ASKED}),
    target=State.SILENT,
    by=frozenset({Role.CLOCK}),
    basis="法释〔2021〕12号 第十条",
    fact=events.ConsentLapsed,
    label="逾期没有答复",
)
RETRACT = Move(
    name="retract",
    source=frozenset({State.GIVEN}),
    target=State.RETRACTING,
    by=PARTIES,
    basis="法释〔2021〕12号 第五条",
    fact=events.RetractionAsked,
    label="申请收回同意",
)
ALLOW_RETRACTION = Move(
    name="allow-retraction",
    source=frozenset({State.RETRACTING}),
    target=State.WITHDRAWN,
    by=DECIDERS,
    basis="法释〔2021〕12号 第五条",
    fact=events.RetractionAllowed,
    label="准许收回同意",
    duty=True,
    task="审查收回在线同意的申请",
)
DENY_RETRACTION = Move(
    name="deny-retraction",
    source=frozenset({State.RETRACTING}),
    target=State.GIVEN,
    by=DECIDERS,
    basis="法释〔2021〕12号 第五条",
    fact=events.RetractionDenied,
    label="不准许收回同意",
)
CONVERT = Move(
    name="convert",
    source=frozenset({State.ASKED, State.GIVEN, State.RETRACTING}),
    target=State.OFFLINE,
    by=DECIDERS,
    basis="法释〔2021〕12号 第五条",
    fact=events.StageConverted,
    label="转为线下",
)
NOTE_NON_ACTION = Move(
    name="note-non-action",
    source=frozenset({State.GIVEN}),
    target=State.GIVEN,
    by=SERVERS,
    basis="法释〔2021〕12号 第六条",
    fact=events.NonActionNoted,
    label="记录没有参加",
)
CONSENT = register(
    Procedure(
        subject="delivery.OnlineConsent",
        title="在线办理的同意",
        states=State,
        moves=(
            ASK,
            ASK_AGAIN,
            CHOOSE,
            VOLUNTEER,
            DECLINE_UNASKED,
            GIVE,
            GIVE_LATER,
            REFUSE,
            LAPSE,
            RETRACT,
            ALLOW_RETRACTION,
            DENY_RETRACTION,
            CONVERT,
            NOTE_NON_ACTION,
        ),
    )
)

ASK_OFFLINE = Move(
    name="ask-offline",
    source=BIRTH,
    target=RequestState.MADE,
    by=PARTIES,
    basis="法释〔2021〕12号 第五条",
    fact=events.OfflineAsked,
    label="申请各方到庭",
)
ALLOW_OFFLINE = Move(
    name="allow-offline",
    source=frozenset({RequestState.MADE}),
    target=RequestState.ALLOWED,
    by=DECIDERS,
    basis="法释〔2021〕12号 第五条",
    fact=events.OfflineAllowed,
    label="准许转为线下",
    duty=True,
    task="审查转为线下的申请",
)
DENY_OFFLINE = Move(
    name="deny-offline",
    source=frozenset({RequestState.MADE}),
    target=RequestState.DENIED,
    by=DECIDERS,
    basis="法释〔2021〕12号 第五条",
    fact=events.OfflineDenied,
    label="不准许转为线下",
)
OFFLINE = register(
    Procedure(
        subject="delivery.OfflineRequest",
        title="转为线下的申请",
        states=RequestState,
        moves=(ASK_OFFLINE, ALLOW_OFFLINE, DENY_OFFLINE),
    )
)
