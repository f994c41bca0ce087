"""What can happen to an application for relief from a fee. Means and reasons are personal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class ReliefAsked(Fact):
    """A side applies in writing to have its fee deferred, reduced or waived; days stand still."""

    relief: int
    notice: int
    wanted: str
    ground: str
    reference: str
    kind: ClassVar[str] = "money.relief-asked"
    sentence: ClassVar[str] = "{actor}申请{wanted}案件受理费，编号{reference}，决定前不计算期限"
    personal: ClassVar[tuple[str, ...]] = ("ground",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ReliefGranted(Fact):
    """A judge grants relief: `due` is still to be paid, `until` the day if it is put off."""

    relief: int
    notice: int
    granted: str
    due: Decimal
    until: date | None
    reasons: str
    kind: ClassVar[str] = "money.relief-granted"
    sentence: ClassVar[str] = "{actor}准许{granted}案件受理费，应交{due}元"
    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ReliefRefused(Fact):
    """A judge refuses relief, and says why."""

    relief: int
    notice: int
    reasons: str
    kind: ClassVar[str] = "money.relief-refused"
    sentence: ClassVar[str] = "{actor}不准许司法救助申请"
    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ReliefWithdrawn(Fact):
    """The side takes its application back."""

    relief: int
    notice: int
    kind: ClassVar[str] = "money.relief-withdrawn"
    sentence: ClassVar[str] = "{actor}撤回司法救助申请"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class ReliefDropped(Fact):
    """There is nothing left to decide: the fee was paid, or is no longer asked for."""

    relief: int
    notice: int
    reason: str
    kind: ClassVar[str] = "money.relief-dropped"
    sentence: ClassVar[str] = "司法救助申请不再办理：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeeReduced(Fact):
    """Less is to be paid, by another order: the former one counts no more."""

    notice: int
    before: Decimal
    amount: Decimal
    reference: str
    kind: ClassVar[str] = "money.fee-reduced"
    sentence: ClassVar[str] = "案件受理费由{before}元减为{amount}元"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeeDeferred(Fact):
    """The fee may be paid later, until a day the court sets, inclusive."""

    notice: int
    until: date
    kind: ClassVar[str] = "money.fee-deferred"
    sentence: ClassVar[str] = "案件受理费缓交至{until}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE
