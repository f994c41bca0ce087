"""What the court's API of delivery takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit

LONG = 1000


class AttemptOut(Schema):
    """One try with its trace."""

    method: str
    address: str
    is_confirmed: bool
    at: datetime
    sent_at: datetime | None
    arrived_at: datetime | None
    read_at: datetime | None
    replied_at: datetime | None
    failed_at: datetime | None
    failure: str
    failure_basis: str
    place: str
    received_by: str
    witness: str


class ServiceOut(Schema):
    """One service: whom, what, how, when; `next` is what the rule proposes, `moves` what I may."""

    id: int
    matter: str
    case: str
    title: str
    to: str
    party: str
    state: str
    effective_on: date | None
    rule: str
    computation: list[str]
    next: str
    moves: list[str]
    attempts: list[AttemptOut]


class RowOut(Schema):
    """A service in the list of all."""

    id: int
    matter: str
    case: str
    title: str
    to: str
    state: str
    how: str
    why: str
    waits_until: date | None
    prepared_at: datetime


class ServicesOut(Schema):
    """A page of services by number; `next` is the `after` of the next page."""

    rows: list[RowOut]
    next: int | None


class ServeBody(Schema):
    """A sealed paper and the party it is served on."""

    document: int
    party: int
    is_urgent: bool = False


class CallBody(Schema):
    """A call: the number, whether somebody was reached, what was said."""

    phone: str = Field(max_length=20)
    reached: bool
    said: str = Field(max_length=LONG)


class VisitBody(Schema):
    """A visit: handed over, left, or in vain."""

    outcome: str = Field(pattern="^(handed|left|vain)$")
    place: str = Field(max_length=300)
    received_by: str = Field(default="", max_length=100)
    witness: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=LONG)


class NoticeBody(Schema):
    """A public notice that was posted."""

    published_on: date
    where: list[str] = Field(max_length=10)
    parts: list[Literal["gist", "periods", "hearing", "consequence", "appeal"]]
    text: str = Field(max_length=LONG)
    reason: str = Field(max_length=LONG)
    is_missing: bool = False


class ReasonBody(Schema):
    """Why."""

    reason: str = Field(default="", max_length=LONG)


class DecideBody(ReasonBody):
    """A decision; both conditions are for taking a consent back."""

    allow: bool
    act_begun: bool = False
    delays_on_purpose: bool = False


class ConvertBody(ReasonBody):
    """Why a stage goes offline for somebody."""

    why: Unfit


class AskBody(Schema):
    """Whom to ask about which stages."""

    person: int
    stages: list[Stage]


class KnownBody(Schema):
    """An address from elsewhere."""

    person: int
    channel: Channel
    address: str = Field(max_length=300)
    source: str = Field(max_length=100)
    is_agreed: bool = False
    is_lawful: bool = False


class PersonBody(Schema):
    """Whom something is asked of."""

    person: int


class DeclinedBody(ReasonBody):
    """That somebody gives no address, and the lawful one used instead."""

    lawful: str = Field(default="", max_length=300)


class ReceiverBody(ReasonBody):
    """Who receives for a party; null for everybody again."""

    party: int
    receiver: int | None = None


class WordOut(Schema):
    """One person's word on one stage."""

    id: int | None
    person: str
    state: str


class StageOut(Schema):
    """One stage with everybody's word."""

    stage: str
    mode: str
    reasons: list[str]
    words: list[WordOut]


class StateOut(Schema):
    """Where something stands now."""

    id: int
    state: str


class LetterOut(Schema):
    """A letter to print: to whom, where, and the code it carries."""

    id: int
    service: int
    to: str
    address: str
    title: str
    code: str


class PrintedOut(Schema):
    """Letters that were printed now."""

    printed: list[int]
