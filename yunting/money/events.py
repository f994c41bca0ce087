"""What can happen to a fee and to a payment. Who paid is personal; amounts are yuan."""

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
    """The notice was served: the days to pay run from here."""

    notice: int
    served_on: date
    kind: ClassVar[str] = "money.fee-period-begun"
    sentence: ClassVar[str] = "交费通知于{served_on}送达，交费期限从次日起算"
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


@dataclass(frozen=True, slots=True)
class PaymentMatched(Fact):
    """A payment came and counts for the fee of a case."""

    payment: int
    serial: str
    amount: Decimal
    account: str
    payer: str
    kind: ClassVar[str] = "money.payment-matched"
    sentence: ClassVar[str] = "收到{payer}付款{amount}元，流水号{serial}，计入账号{account}"
    personal: ClassVar[tuple[str, ...]] = ("payer",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class PaymentHeld(Fact):
    """A payment came that counts for nothing, with why; it is to go back."""

    payment: int
    serial: str
    amount: Decimal
    account: str
    payer: str
    why: str
    kind: ClassVar[str] = "money.payment-held"
    sentence: ClassVar[str] = "收到{payer}付款{amount}元，流水号{serial}，列为待查：{why}"
    personal: ClassVar[tuple[str, ...]] = ("payer",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ReturnProposed(Fact):
    """Somebody proposes to send a held payment back."""

    payment: int
    serial: str
    amount: Decimal
    reason: str
    kind: ClassVar[str] = "money.return-proposed"
    sentence: ClassVar[str] = "{actor}提出退回流水号{serial}的{amount}元：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ReturnDeclined(Fact):
    """A second person does not agree to send it back, with the reason."""

    payment: int
    serial: str
    reason: str
    kind: ClassVar[str] = "money.return-declined"
    sentence: ClassVar[str] = "{actor}不同意退回流水号{serial}的付款：{reason}"
    personal: ClassVar[tuple[str, ...]] = ("reason",)
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ReturnConfirmed(Fact):
    """A second person agrees: the bank is asked to send it back."""

    payment: int
    serial: str
    amount: Decimal
    reference: str
    kind: ClassVar[str] = "money.return-confirmed"
    sentence: ClassVar[str] = "{actor}复核同意退回流水号{serial}的{amount}元，退款单{reference}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class PaymentReturned(Fact):
    """The bank has sent it back."""

    payment: int
    serial: str
    amount: Decimal
    back_serial: str
    kind: ClassVar[str] = "money.payment-returned"
    sentence: ClassVar[str] = "流水号{serial}的{amount}元已退回付款人，退款流水号{back_serial}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class ReturnFailed(Fact):
    """The bank could not send it back, with the reason: it is held again."""

    payment: int
    serial: str
    reason: str
    kind: ClassVar[str] = "money.return-failed"
    sentence: ClassVar[str] = "流水号{serial}的付款没有退回去：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


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
