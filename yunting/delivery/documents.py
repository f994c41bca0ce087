"""The papers of delivery: the proof that something was served. T13, T12."""

from dataclasses import dataclass
from datetime import date

from yunting.core.audience import Audience
from yunting.core.document_kinds import DocumentKind, register


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as the certificate lists it; times in the court's words, empty if none."""

    method: str
    address: str
    sent: str
    arrived: str
    read: str
    replied: str
    result: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """电子送达凭证 and 送达回证: what, to whom, how, when, by which rule it counts."""

    recipient: str
    party: str
    paper: str
    paper_number: str
    paper_code: str
    sha256: str
    ground: str
    effective_on: date
    method: str
    rule: str
    reasons: tuple[str, ...]
    attempts: tuple[Tried, ...]
    clerk: str


E_CERTIFICATE = register(
    DocumentKind(
        name="delivery.e-certificate",
        title="电子送达凭证",
        template="certificate.typ",
        context=Certificate,
        audience=Audience.SIDE,
        basis="法释〔2021〕12号 第三十一条",
    )
)
RETURN = register(
    DocumentKind(
        name="delivery.return",
        title="送达回证",
        template="certificate.typ",
        context=Certificate,
        audience=Audience.SIDE,
        basis="民事诉讼法 第八十七条",
    )
)
