"""What can happen to the bank's book of a day and to a difference. Amounts are yuan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class BookAsked(Fact):
    """The bank is asked for its book of a day."""

    book: int
    day: date
    attempt: int
    kind: ClassVar[str] = "money.book-asked"
    sentence: ClassVar[str] = "请银行发送{day}的对账单，第{attempt}次"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class BookAgreed(Fact):
    """The bank's book of a day is the court's own, to the fen."""

    book: int
    day: date
    rows: int
    amount: Decimal
    kind: ClassVar[str] = "money.book-agreed"
    sentence: ClassVar[str] = "{day}与银行对账一致，{rows}笔，合计{amount}元"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class BookDiffered(Fact):
    """The bank's book of a day differs from the court's own."""

    book: int
    day: date
    differences: int
    bank: Decimal
    own: Decimal
    kind: ClassVar[str] = "money.book-differed"
    sentence: ClassVar[str] = (
        "{day}与银行对账有{differences}处差异，银行合计{bank}元，本院合计{own}元"
    )
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class BookSettled(Fact):
    """Of every difference of a day somebody has found out why."""

    book: int
    day: date
    kind: ClassVar[str] = "money.book-settled"
    sentence: ClassVar[str] = "{day}与银行对账的差异已全部查清"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DifferenceFound(Fact):
    """One difference between the two books of a day."""

    difference: int
    day: date
    what: str
    serial: str
    kind: ClassVar[str] = "money.difference-found"
    sentence: ClassVar[str] = "{day}对账差异：{what}，流水号{serial}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DifferenceTaken(Fact):
    """What only the bank had stands in the court's books now."""

    difference: int
    serial: str
    kind: ClassVar[str] = "money.difference-taken"
    sentence: ClassVar[str] = "{actor}按银行流水{serial}补记入账"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DifferenceExplained(Fact):
    """Somebody has found out why, in words."""

    difference: int
    serial: str
    note: str
    kind: ClassVar[str] = "money.difference-explained"
    sentence: ClassVar[str] = "{actor}说明对账差异{serial}：{note}"
    personal: ClassVar[tuple[str, ...]] = ("note",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class DifferenceGone(Fact):
    """In the book the bank sent again the difference is no more."""

    difference: int
    serial: str
    kind: ClassVar[str] = "money.difference-gone"
    sentence: ClassVar[str] = "重发的对账单里没有差异{serial}了"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT
