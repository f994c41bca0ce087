"""What 张 says of the steps of a case, in each of its states, by the court's own acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.cast import AT, Cast, acting
from tests.money.build import accepted
from yunting.core import lapses
from yunting.core.models import Account, Case, Matter
from yunting.feedback.models import Step, Voice, VoiceKind, VoiceState
from yunting.feedback.services import voices
from yunting.feedback.services.voices import Said

LONG_AGO = AT - timedelta(days=30)
COMPLAINS = Said(kind=VoiceKind.COMPLAINT, step=Step.FILING, words="等了很久才有人看。")
THANKS = Said(kind=VoiceKind.THANKS, step=Step.FILING, words="讲得很清楚，谢谢。")
RATES = Said(kind=VoiceKind.RATING, step=Step.FILING, score=4)


def says(who: Account, matter: Matter, said: Said = COMPLAINS, *, at: datetime = AT) -> Voice:
    """Let a party of a dispute say something."""
    return voices.say(matter, said, by=acting(who, matter), at=at)


def heard(cast: Cast, said: Said = COMPLAINS, *, at: datetime = AT) -> Voice:
    """Return what 张 says of a case 孙 has accepted."""
    return says(cast.zhang, accepted(cast, at).matter, said, at=at)


def answered(voice: Voice, *, at: datetime = AT, reply: str = "已经改进，抱歉。") -> Voice:
    """Let whoever was named answer."""
    assert voice.assigned_to is not None
    by = acting(voice.assigned_to, voice.matter)
    return voices.answer(voice, reply=reply, by=by, at=at)


def overdue(cast: Cast, said: Said = COMPLAINS) -> Voice:
    """Return what was said long ago and nobody answered."""
    voice = heard(cast, said, at=LONG_AGO)
    lapses.lapse_due(voice, at=AT)
    voice.refresh_from_db()
    return voice


def case_of(voice: Voice) -> Case:
    """Return the case it is about."""
    assert voice.case is not None
    return voice.case


VOICES: dict[str, Callable[[Cast], Voice]] = {
    VoiceState.WAITING: heard,
    VoiceState.OVERDUE: overdue,
    VoiceState.ANSWERED: lambda cast: answered(heard(cast)),
    VoiceState.NOTED: lambda cast: heard(cast, RATES),
}
SUBJECTS: dict[str, dict[str, Callable[[Cast], Any]]] = {"feedback.Voice": dict(VOICES)}
