"""What can happen to a fee. Who paid is personal; amounts are yuan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class FeeNoticed(Fact):
    """The court asks a side to prepay its fee, to the account of the case."""

    notice: int
    amount: Decimal
    account: str
    kind: ClassVar[str] = "money.fee-noticed"
    sentence: ClassVar[str] = "{actor}通知预交案件受理费{amount}元，收款账号{account}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeePeriodBegun(Fact):
    """The notice was served, or what stopped the days is over: they run from the day after."""

    notice: int
    served_on: date
    kind: ClassVar[str] = "money.fee-period-begun"
    sentence: ClassVar[str] = "交费期限从{served_on}的次日起算"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeePeriodEnded(Fact):
    """The notice turned out not to be served: no days run, and none have run out."""

    notice: int
    reason: str
    kind: ClassVar[str] = "money.fee-period-ended"
    sentence: ClassVar[str] = "交费期限不再计算：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeeOrdered(Fact):
    """Somebody of the side asked for the way to pay."""

    notice: int
    amount: Decimal
    kind: ClassVar[str] = "money.fee-ordered"
    sentence: ClassVar[str] = "{actor}取得案件受理费{amount}元的支付单"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeeReminded(Fact):
    """The side was reminded before the days to pay ran out."""

    notice: int
    amount: Decimal
    due_on: date
    kind: ClassVar[str] = "money.fee-reminded"
    sentence: ClassVar[str] = "提醒在{due_on}前交纳案件受理费{amount}元"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeePaid(Fact):
    """The fee has come whole, by whoever paid it."""

    notice: int
    payment: int
    amount: Decimal
    payer: str
    serial: str
    paid_on: date
    kind: ClassVar[str] = "money.fee-paid"
    sentence: ClassVar[str] = "案件受理费{amount}元已于{paid_on}交纳，付款人{payer}"
    personal: ClassVar[tuple[str, ...]] = ("payer",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeeLapsed(Fact):
    """The days to pay ran out, and nothing was paid."""

    notice: int
    amount: Decimal
    due_on: date
    kind: ClassVar[str] = "money.fee-lapsed"
    sentence: ClassVar[str] = "到{due_on}没有交纳案件受理费{amount}元"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FeeNoticeClosed(Fact):
    """The fee is no longer asked for, with the reason."""

    notice: int
    reason: str
    kind: ClassVar[str] = "money.fee-notice-closed"
    sentence: ClassVar[str] = "不再收取案件受理费：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.SIDE
