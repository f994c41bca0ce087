"""The papers of money: the receipt of a payment, the decision on relief from a fee."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunting.core.audience import Audience
from yunting.core.document_kinds import DocumentKind, register
from yunting.core.roles import Role


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


@dataclass(frozen=True, slots=True)
class ReliefDecision:
    """司法救助决定书: FEE-40 to FEE-44. `outcome` is empty where it is refused; amounts are yuan.

    `reference` is that of the application, `due` what is still to be paid, `until` the last day of
    what is put off, inclusive.
    """

    reference: str
    applicant: str
    asked_on: date
    wanted: str
    ground: str
    fee: Decimal
    account: str
    outcome: str
    due: Decimal
    steps: tuple[str, ...]
    until: date | None
    reasons: str
    articles: str
    pay_days: int


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
_APPLICATION = "诉讼费用交纳办法 第四十八条"
RELIEF_GRANTED = register(
    DocumentKind(
        name="money.relief-granted",
        title="司法救助决定书",
        template="relief_decision.typ",
        context=ReliefDecision,
        audience=Audience.SIDE,
        basis="诉讼费用交纳办法 第四十四条",
        signed_by=frozenset({Role.JUDGE}),
        signs_as="审判员",
        effects=(
            "加盖院印，送达申请人",
            "免交的，不再收取；减交的，按减后的金额重新生成支付单；缓交的，最后一日改为决定的那一天",
            "减交的，交费期限从本决定书送达的次日重新计算",
        ),
    )
)
RELIEF_REFUSED = register(
    DocumentKind(
        name="money.relief-refused",
        title="司法救助决定书",
        template="relief_decision.typ",
        context=ReliefDecision,
        audience=Audience.SIDE,
        basis=_APPLICATION,
        signed_by=frozenset({Role.JUDGE}),
        signs_as="审判员",
        effects=(
            "加盖院印，送达申请人，申请人看到不准许的理由",
            "交费期限从本决定书送达的次日重新计算；逾期没有交纳的，裁定按撤诉处理",
        ),
    )
)
