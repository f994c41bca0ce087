"""The papers of filing: what each says, whom it is for, what follows when it is signed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunting.core.audience import Audience
from yunting.core.document_kinds import DocumentKind, register
from yunting.core.roles import Role

ACCEPTING = "民事诉讼法 第一百二十六条"
DIVISION = frozenset({Role.FILING_CHIEF, Role.PRESIDENT})
PANEL = frozenset({Role.JUDGE, Role.DIVISION_CHIEF, Role.PRESIDENT})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a paper names them: 原告 张澄, 审判员 王衢."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Proceeding:
    """What every paper of a case says of it."""

    parties: tuple[Named, ...]
    cause: str
    accepted_on: date
    procedure: str
    phone: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """收件凭证: what was received, when, by which fingerprint it can be known again."""

    submitter: str
    received_on: date
    at: str
    receipt: str
    title: str
    sha256: str
    materials: tuple[tuple[str, str], ...]
    due_on: date


@dataclass(frozen=True, slots=True)
class AcceptanceNotice:
    """受理案件通知书."""

    case: Proceeding
    fee: Decimal
    pay_days: int


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """交纳诉讼费用通知书: the amount, its arithmetic, until when, relief and review."""

    case: Proceeding
    amount: Decimal
    in_words: str
    lines: tuple[str, ...]
    basis: str
    pay_days: int


@dataclass(frozen=True, slots=True)
class ResponseNotice:
    """应诉通知书: the answer, the objection to jurisdiction, whether to go online."""

    case: Proceeding
    answer_days: int
    associate_days: int


@dataclass(frozen=True, slots=True)
class EvidenceNotice:
    """举证通知书: the burden, the period, the consequence of being late."""

    case: Proceeding
    days: int


@dataclass(frozen=True, slots=True)
class JudgesNotice:
    """审判人员通知书: who tries the case, and the right to ask for their recusal."""

    case: Proceeding
    judges: tuple[Named, ...]
    is_change: bool


@dataclass(frozen=True, slots=True)
class RefusalRuling:
    """民事裁定书（不予受理）: FIL-09."""

    parties: tuple[Named, ...]
    claims: tuple[str, ...]
    received_on: date
    ground: str
    article: str
    reason: str
    appeal_days: int
    appeal_court: str


@dataclass(frozen=True, slots=True)
class TransferRuling:
    """民事裁定书（移送管辖）: JUR-10."""

    parties: tuple[Named, ...]
    cause: str
    accepted_on: date
    to: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeemedWithdrawnRuling:
    """民事裁定书（按撤诉处理）: the fee was not paid in time. `fee` is yuan."""

    parties: tuple[Named, ...]
    cause: str
    accepted_on: date
    plaintiffs: tuple[str, ...]
    fee: Decimal
    due_on: date


@dataclass(frozen=True, slots=True)
class ObjectionRuling:
    """民事裁定书（管辖权异议）: FIL-17. `to` is empty when it is dismissed, `fee` is yuan.

    `receipt` is that of the objection.
    """

    parties: tuple[Named, ...]
    cause: str
    accepted_on: date
    receipt: str
    objector: str
    raised_on: date
    asked: str
    ground: str
    to: str
    reason: str
    fee: Decimal | None
    appeal_days: int
    appeal_court: str
    is_final: bool


def _kind(name: str, title: str, context: type, audience: Audience, basis: str) -> DocumentKind:
    template = f"{name.removeprefix('filing.').replace('-', '_')}.typ"
    return register(DocumentKind(name, title, template, context, audience, basis))


RECEIPT = register(
    DocumentKind(
        name="filing.receipt",
        title="收件凭证",
        template="receipt.typ",
        context=Receipt,
        audience=Audience.SIDE,
        basis="法释〔2015〕8号 第二条",
        series="收",
    )
)
ACCEPTANCE = _kind(
    "filing.acceptance-notice", "受理案件通知书", AcceptanceNotice, Audience.SIDE, ACCEPTING
)
FEE = _kind(
    "filing.fee-notice",
    "交纳诉讼费用通知书",
    FeeNotice,
    Audience.SIDE,
    "诉讼费用交纳办法 第二十二条",
)
RESPONSE = _kind(
    "filing.response-notice",
    "应诉通知书",
    ResponseNotice,
    Audience.SIDE,
    "民事诉讼法 第一百二十八条",
)
EVIDENCE = _kind(
    "filing.evidence-notice",
    "举证通知书",
    EvidenceNotice,
    Audience.SIDE,
    "民事诉讼证据规定 第五十条",
)
JUDGES = _kind(
    "filing.judges-notice",
    "审判人员通知书",
    JudgesNotice,
    Audience.SIDE,
    "民事诉讼法 第一百三十一条",
)
REFUSAL = register(
    DocumentKind(
        name="filing.refusal-ruling",
        title="民事裁定书",
        template="refusal_ruling.typ",
        context=RefusalRuling,
        audience=Audience.SIDE,
        basis=ACCEPTING,
        case_type="民初",
        signed_by=DIVISION,
        signs_as="审判员",
        effects=(
            "编定案号，加盖院印",
            "立案审查到此为止，纠纷转为“已裁定不予受理”",
            "裁定书送达起诉人，上诉期从送达起算",
        ),
    )
)
TRANSFER = register(
    DocumentKind(
        name="filing.transfer-ruling",
        title="民事裁定书",
        template="transfer_ruling.typ",
        context=TransferRuling,
        audience=Audience.PARTIES,
        basis="民事诉讼法 第三十七条",
        signed_by=PANEL,
        signs_as="审判员",
        effects=(
            "加盖院印，送达各方当事人",
            "案件转为“已移送”，本院不再审理，审理期限停止",
            "受移送的法院不得再自行移送",
        ),
    )
)
DEEMED_WITHDRAWN = register(
    DocumentKind(
        name="filing.deemed-withdrawn-ruling",
        title="民事裁定书",
        template="deemed_withdrawn_ruling.typ",
        context=DeemedWithdrawnRuling,
        audience=Audience.PARTIES,
        basis="民诉法解释 第二百一十三条",
        signed_by=PANEL | DIVISION,
        signs_as="审判员",
        effects=(
            "加盖院印，送达各方当事人",
            "案件转为“已按撤诉处理”，审理期限停止",
            "不再收取本案的案件受理费；以后到账的款项退回付款人",
        ),
    )
)
_RULING = "民事诉讼法 第一百三十条第一款"
_TO_APPEAL = "送达每一方当事人，上诉期各自从收到之日起算；小额诉讼一经作出立即生效"
OBJECTION_UPHELD = register(
    DocumentKind(
        name="filing.objection-upheld",
        title="民事裁定书",
        template="objection_ruling.typ",
        context=ObjectionRuling,
        audience=Audience.PARTIES,
        basis=_RULING,
        signed_by=frozenset({Role.JUDGE}),
        signs_as="审判员",
        effects=(
            "加盖院印，异议转为“裁定移送，未生效”，各方都能看到结果和理由",
            _TO_APPEAL,
            "生效后案件转为“已移送”，本院不再审理，审理期限停止",
        ),
    )
)
OBJECTION_DISMISSED = register(
    DocumentKind(
        name="filing.objection-dismissed",
        title="民事裁定书",
        template="objection_ruling.typ",
        context=ObjectionRuling,
        audience=Audience.PARTIES,
        basis=_RULING,
        signed_by=frozenset({Role.JUDGE}),
        signs_as="审判员",
        effects=(
            "加盖院印，异议转为“裁定驳回，未生效”，各方都能看到结果和理由",
            "提出异议的一方负担异议不成立的案件受理费",
            _TO_APPEAL,
            "生效后本院继续审理，中止的举证期限恢复计算",
        ),
    )
)
