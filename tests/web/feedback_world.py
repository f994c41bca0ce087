"""What people said, in every state a page shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.cast import Cast
from tests.feedback import build as said
from yunting.feedback.models import Voice

LONG = "等了很久才有人看，" * 60


@dataclass(frozen=True, slots=True)
class Voices:
    """Of 张's cases; 孙, who accepted them, was named to answer."""

    waiting: Voice
    overdue: Voice
    answered: Voice
    noted: Voice


def build(cast: Cast) -> Voices:
    """Make them now."""
    return Voices(
        waiting=said.heard(cast, replace(said.COMPLAINS, words=LONG)),
        overdue=said.overdue(cast, said.THANKS),
        answered=said.answered(said.heard(cast), reply=LONG),
        noted=said.heard(cast, said.RATES),
    )
