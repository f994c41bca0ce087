"""What can happen to a payment and on its way back. Who paid is personal; amounts are yuan."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


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
