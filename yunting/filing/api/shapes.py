"""What the filer's API takes and gives."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema
from pydantic import Field


class FilingOut(Schema):
    """A filing of one's own. `number` counts the saves of its answers."""

    id: int
    code: str
    form: str
    title: str
    state: str
    run: int
    received_at: datetime | None


class NewFilingIn(Schema):
    """A complaint to begin; `maritime` is no, yes or unsure; `principal` is whom one acts for."""

    kind: str = Field(max_length=64)
    maritime: str = Field(max_length=10)
    principal: int | None = None


class AskedOut(Schema):
    """One question in the list of all."""

    key: str
    part: str
    title: str
    is_done: bool


class DraftOut(FilingOut):
    """A filing with its questions as they are asked with the present answers."""

    number: int
    saved_at: datetime | None
    questions: list[AskedOut]


class OptionOut(Schema):
    """One answer to choose."""

    key: str
    label: str


class FieldOut(Schema):
    """One answer: where it stands, what it is called, how it is stored, what it says."""

    path: str
    label: str
    kind: str
    is_required: bool
    options: list[OptionOut]
    value: str


class AllegedOut(Schema):
    """One thing the plaintiff says at an element."""

    label: str
    value: str


class QuestionOut(Schema):
    """A question and its fields; `seen` goes back with the answers.

    `alleged` is what the plaintiff says there; empty in a complaint.
    """

    key: str
    title: str
    seen: int
    fields: list[FieldOut]
    alleged: list[AllegedOut]


class AnswersIn(Schema):
    """Answers by path, as a person would type them; what is left out stays as it is.

    `add` names a block to add one of, `remove` one to take away, such as `defendants.1`.
    """

    seen: int
    answers: dict[str, str] = Field(default_factory=dict, max_length=2_000)
    add: str = ""
    remove: str = ""


class FaultOut(Schema):
    """Why one answer cannot stand, and what to do."""

    path: str
    message: str
    remedy: str
    position: int | None


class SavedOut(Schema):
    """The save number after saving, and what cannot stand as it is; it is saved all the same."""

    number: int
    saved_at: datetime | None
    faults: list[FaultOut]


class RemarkOut(Schema):
    """What does not fit together: error, redirect or warn."""

    level: str
    code: str
    paths: list[str]
    message: str
    remedy: str
    basis: str


class LineOut(Schema):
    """One line of the fee's arithmetic, yuan."""

    label: str
    sum: str
    amount: Decimal


class CheckOut(Schema):
    """Everything before it is sent. `seen` goes back with the signature."""

    seen: int
    is_ready: bool
    title: str
    claims: list[str]
    facts: list[str]
    remarks: list[RemarkOut]
    unreadable: list[str]
    missing: list[str]
    amount: Decimal | None
    fee: Decimal
    fee_lines: list[LineOut]


class SignIn(Schema):
    """The signature: the signer's own name, over save number `seen`."""

    seen: int
    signed: str = Field(max_length=100)
    confirmed: bool


class ReceiptOut(Schema):
    """The receipt of one submission."""

    receipt: str
    run: int
    at: datetime
    sha256: str
    check_url: str


class ReturnedOut(Schema):
    """One returned field: why, under which article, the clerk's words, and what was sent."""

    path: str
    reason: str
    basis: str
    note: str
    old: str


class CorrectionOut(Schema):
    """What came back, by when, and the fields that may change."""

    due_on: date
    seen: int
    returned: list[ReturnedOut]
    fields: list[FieldOut]


class WithdrawIn(Schema):
    """The wish to take the complaint back."""

    reason: str = Field("", max_length=500)
    confirmed: bool
