"""What can happen to what people say of the court. The facts name neither the words nor anybody.

They stand in the history of the dispute, which its judge reads: that something was said and was
answered, not by whom, of what kind, or about whom. `proof` is a salted commitment to the words.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class VoiceHeard(Fact):
    """Somebody said something, and it went to a colleague who answers by a day."""

    voice: int
    step: str
    proof: str
    due_on: date
    kind: ClassVar[str] = "feedback.heard"
    sentence: ClassVar[str] = "收到一条对办理工作的意见，{due_on}前答复"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class StepRated(Fact):
    """Somebody gave marks for a step, without words."""

    voice: int
    step: str
    proof: str
    kind: ClassVar[str] = "feedback.rated"
    sentence: ClassVar[str] = "收到一条对办理工作的评价"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class VoiceOverdue(Fact):
    """It was not answered in time: it is with the president now, where there is one for it."""

    voice: int
    kind: ClassVar[str] = "feedback.overdue"
    sentence: ClassVar[str] = "一条对办理工作的意见逾期没有答复，交院长办理"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class VoiceAnswered(Fact):
    """Whoever was named has answered."""

    voice: int
    proof: str
    kind: ClassVar[str] = "feedback.answered"
    sentence: ClassVar[str] = "已答复一条对办理工作的意见"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT
