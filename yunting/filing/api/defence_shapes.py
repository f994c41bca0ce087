"""What the defendant's API takes and gives."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from yunting.filing.api.shapes import AskedOut, RemarkOut

LONG = 5000


class AssociateIn(Schema):
    """The code on the paper, and whom one acts for, if not for oneself."""

    code: str = Field(max_length=40)
    principal: int | None = None


class AssociationOut(Schema):
    """A link of an account to a party: asked, linked or rejected; `matter` once it is linked."""

    id: int
    party: str
    state: str
    reason: str
    matter: str | None
    at: datetime


class WaitingOut(Schema):
    """Who asks to be linked to which case, for the court to compare."""

    id: int
    case: str
    party: str
    asker: str
    at: datetime


class RejectIn(Schema):
    """Why it is somebody else."""

    reason: str = Field(max_length=1000)


class PartyIn(Schema):
    """Which defendant, for who acts for several; by its number in the matter's `defendants`."""

    party: int | None = None


class AnswerOut(Schema):
    """An answer: to which case, of whom, awaited or submitted; `receipt` is its own side's."""

    id: int
    matter: str
    case: str
    party: str
    state: str
    is_late: bool
    due_on: date | None


class AnswerDraftOut(AnswerOut):
    """An answer being written, with its questions as they are asked now."""

    number: int
    saved_at: datetime | None
    questions: list[AskedOut]


class ReplyOut(Schema):
    """What is said to one element: confirm or dispute, and why."""

    key: str
    label: str
    stance: str
    reason: str
    exhibits: str


class AnswerCheckOut(Schema):
    """Everything before it is sent. `seen` goes back with the signature."""

    seen: int
    is_ready: bool
    title: str
    claims: list[ReplyOut]
    facts: list[ReplyOut]
    remarks: list[RemarkOut]
    unreadable: list[str]
    missing: list[str]


class SentAnswerOut(AnswerOut):
    """An answer as it was sent, for everybody in the case."""

    at: datetime
    sha256: str
    claims: list[ReplyOut]
    facts: list[ReplyOut]
    values: dict[str, str]


class LodgedOut(Schema):
    """The receipt of a paper; `about` is the objection or request it made, if it made one."""

    kind: str
    receipt: str
    at: datetime
    sha256: str
    check_url: str
    about: int | None = None


class PositionOut(Schema):
    """What one defendant says to an element; `word` is empty where nothing was said."""

    party: str
    word: str
    reason: str


class IssueOut(Schema):
    """One element: undisputed, disputed or open."""

    key: str
    label: str
    is_claim: bool
    alleged: list[str]
    positions: list[PositionOut]
    standing: str


class IssuesOut(Schema):
    """Every element alleged in a case; help for the judge, decided by nobody."""

    parties: int
    answered: int
    elements: list[IssueOut]


class ObjectionIn(PartyIn):
    """An objection to jurisdiction, signed by the own name of who sends it."""

    ground: str = Field(max_length=32)
    to_court: str = Field(max_length=100)
    reason: str = Field(max_length=LONG)
    signed: str = Field(max_length=100)


class ObjectionOut(Schema):
    """An objection and how it stands; `fee` in yuan once it was dismissed.

    `ruling` is the code of the paper that rules on it, empty where there is none to be seen.
    """

    id: int
    case: str
    party: str
    ground: str
    to_court: str
    reason: str
    state: str
    reasons: str
    fee: Decimal | None
    ruling: str = ""


class WithdrawObjectionIn(Schema):
    """The wish to take an objection back."""

    reason: str = Field("", max_length=LONG)


class TransferIn(Schema):
    """To which court a case goes, under which article, and why."""

    to: str = Field(max_length=100)
    article: str = Field(max_length=100)
    reason: str = Field(max_length=LONG)


class RulingOut(Schema):
    """The code of the paper that was drawn up, to be read and signed."""

    paper: str


class RulingIn(Schema):
    """What the judge rules: uphold, with the court the case goes to, or dismiss."""

    outcome: str = Field(pattern="^(uphold|dismiss)$")
    to_court: str = Field("", max_length=100)
    reasons: str = Field(max_length=LONG)


class AppealIn(Schema):
    """Which party has appealed, by its number."""

    party: int


class SecondInstanceIn(Schema):
    """What the court above ruled."""

    is_transfer: bool


class WishIn(Schema):
    """Until which day (inclusive), why, and for a missed period when the obstacle ended."""

    until: date
    reason: str = Field(max_length=LONG)
    obstacle_ended_on: date | None = None
    signed: str = Field(max_length=100)


class ExtensionOut(Schema):
    """A request for time and what became of it; days are inclusive."""

    id: int
    case: str
    party: str
    period: str
    wanted_until: date
    obstacle_ended_on: date | None
    reason: str
    state: str
    until: date | None
    reasons: str


class DecisionIn(Schema):
    """Grant until a day (inclusive), or refuse; with reasons."""

    outcome: str = Field(pattern="^(grant|refuse)$")
    until: date | None = None
    reasons: str = Field(max_length=LONG)
