"""What can happen to a period.

Parties may read all of it; a kind of deadline that concerns one side alone narrows it to that side.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class DeadlineStarted(Fact):
    """A period has begun to run; its last day is fixed, with the computation."""

    deadline: int
    period: str
    title: str
    run: int
    started_on: date
    ends_on: date
    is_provisional: bool
    computation: tuple[str, ...]
    kind: ClassVar[str] = "core.deadline-started"
    sentence: ClassVar[str] = "{title}自 {started_on} 起算，最后一日为 {ends_on}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineMet(Fact):
    """What the period was for has been done in time."""

    deadline: int
    period: str
    title: str
    kind: ClassVar[str] = "core.deadline-met"
    sentence: ClassVar[str] = "{title}：已在期限内完成"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineLapsed(Fact):
    """A period ran out with nobody acting."""

    deadline: int
    period: str
    title: str
    ends_on: date
    kind: ClassVar[str] = "core.deadline-lapsed"
    sentence: ClassVar[str] = "{title}已于 {ends_on} 届满"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineSuspended(Fact):
    """A period stands still from a day on."""

    deadline: int
    period: str
    title: str
    since: date
    reason: str
    kind: ClassVar[str] = "core.deadline-suspended"
    sentence: ClassVar[str] = "{title}自 {since} 起中止：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineResumed(Fact):
    """A period runs again; its last day has moved by the days it stood still."""

    deadline: int
    period: str
    title: str
    resumed_on: date
    was: date
    ends_on: date
    kind: ClassVar[str] = "core.deadline-resumed"
    sentence: ClassVar[str] = "{title}自 {resumed_on} 起恢复计算，最后一日改为 {ends_on}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineExtended(Fact):
    """The last day of a period has been put off."""

    deadline: int
    period: str
    title: str
    was: date
    ends_on: date
    reason: str
    kind: ClassVar[str] = "core.deadline-extended"
    sentence: ClassVar[str] = "{title}由 {was} 延长至 {ends_on}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineRecomputed(Fact):
    """The holidays of a year have been published: a provisional last day has become final."""

    deadline: int
    period: str
    title: str
    was: date
    ends_on: date
    computation: tuple[str, ...]
    kind: ClassVar[str] = "core.deadline-recomputed"
    sentence: ClassVar[str] = "放假安排公布后，{title}的最后一日由 {was} 确定为 {ends_on}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineRestarted(Fact):
    """A period has been broken off because it begins anew."""

    deadline: int
    period: str
    title: str
    kind: ClassVar[str] = "core.deadline-restarted"
    sentence: ClassVar[str] = "{title}重新起算"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PARTIES


@dataclass(frozen=True, slots=True)
class DeadlineLifted(Fact):
    """A period has lost its object before it ran out."""

    deadline: int
    period: str
    title: str
    reason: str
    kind: ClassVar[str] = "core.deadline-lifted"
    sentence: ClassVar[str] = "{title}不再适用：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.PARTIES
