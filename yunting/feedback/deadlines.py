"""The days in which somebody is answered."""

from datetime import date, timedelta

from yunting.core.audience import Audience
from yunting.core.deadline_kinds import DeadlineKind, register
from yunting.feedback import events, settings
from yunting.feedback.models import ANSWERERS
from yunting.rules import calendar
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

BASIS = "本院意见答复规则"


def last_day_to_answer(said: date) -> Finding[date]:
    """Return the last day on which what was said is answered, moved off holidays. [D]."""
    days = settings.ANSWER_DAYS
    rolled = calendar.roll(said + timedelta(days=days))
    return Finding(
        value=rolled.value,
        basis=(cite("design", "意见答复", on=said),),
        because=(("答复", f"{days}日以内"), *rolled.because),
        provisional=rolled.provisional,
    )


ANSWERING = register(
    DeadlineKind(
        name="feedback.answer",
        title="答复当事人的意见",
        starts_from=(events.VoiceHeard,),
        who=ANSWERERS,
        on_lapse="逾期没有答复的，交院长办理。",
        article=BASIS,
        audience=Audience.COURT,
        period=last_day_to_answer,
    )
)
