"""The paper of a payment: the court's receipt."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunting.core.audience import Audience
from yunting.core.document_kinds import DocumentKind, register


@dataclass(frozen=True, slots=True)
class FeeReceipt:
    """诉讼费收据: what was received for which case, from whom, how. `amount` is yuan."""

    case: str
    parties: tuple[str, ...]
    what: str
    amount: Decimal
    in_words: str
    payer: str
    method: str
    serial: str
    account: str
    paid_on: date
    phone: str


RECEIPT = register(
    DocumentKind(
        name="money.fee-receipt",
        title="诉讼费收据",
        template="fee_receipt.typ",
        context=FeeReceipt,
        audience=Audience.SIDE,
        basis="诉讼费用交纳办法 第五十二条",
        series="费",
        can_wait=True,
    )
)
