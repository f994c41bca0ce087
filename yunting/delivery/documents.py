"""The papers of delivery: where papers go, and the proof that something was served. T11–T13."""

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


@dataclass(frozen=True, slots=True)
class ServiceReturn:
    """送达回证: what, on whom, where, by whom, who took it, why not, who saw it. T12.

    Of the attempt that served it; what it does not tell is empty.
    """

    cause: str
    recipient: str
    party: str
    paper: str
    paper_number: str
    paper_code: str
    method: str
    address: str
    received_on: date
    received_by: str
    refusal: str
    witness: str
    server: str
    tracking: str
    remark: str
    reasons: tuple[str, ...]
    attempts: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class AddressForm:
    """送达地址确认书: what a party stated, after it was told what follows. T11.

    `electronic` are pairs of channel and address, `told` pairs of heading and sentence.
    """

    party: str
    agent: str
    electronic: tuple[tuple[str, str], ...]
    postal_name: str
    postal_address: str
    postal_phone: str
    told: tuple[tuple[str, str], ...]
    confirmed_at: str
    hand: str


ADDRESS = register(
    DocumentKind(
        name="delivery.address-form",
        title="送达地址确认书",
        template="address_form.typ",
        context=AddressForm,
        audience=Audience.SIDE,
        basis="法释〔2021〕12号 第三十条",
    )
)
E_CERTIFICATE = register(
    DocumentKind(
        name="delivery.e-certificate",
        title="电子送达凭证",
        template="certificate.typ",
        context=Certificate,
        audience=Audience.SIDE,
        basis="法释〔2021〕12号 第三十一条",
        can_wait=True,
    )
)
RETURN = register(
    DocumentKind(
        name="delivery.return",
        title="送达回证",
        template="service_return.typ",
        context=ServiceReturn,
        audience=Audience.SIDE,
        basis="民事诉讼法 第八十七条",
        can_wait=True,
    )
)
