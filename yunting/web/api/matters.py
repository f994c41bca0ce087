"""Disputes for programs: the same that the case page shows, to the same people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from yunting.core import agenda, events, receipts
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Matter, Participation
from yunting.filing.selectors import receipts as filing_receipts
from yunting.filing.selectors import standing
from yunting.filing.selectors.proceeding import Defendant
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui import export
from yunting.ui.keyset import Keyset
from yunting.web import dispute
from yunting.web.api.paging import CALENDAR, CSV, USUAL, Code, Cursor, Size, as_file, page_of
from yunting.web.case_page import calendar_file
from yunting.web.standing import standing_of

router = Router(tags=["案件"])
NEWEST_FIRST: Keyset[Matter] = Keyset("api-matters", ("-id",))
Before = Annotated[int | None, Query(ge=1, description="只要这一号以前的记录")]
AT_ONCE = 200
COLUMNS = ("纠纷码", "名称", "状态", "开始填写", "首次提交")


class MatterRow(Schema):
    """A dispute in a list; `page` is its address for people."""

    code: str
    title: str
    standing: str
    opened_at: datetime
    sent_at: datetime | None
    page: str


class MattersOut(Schema):
    """One page of disputes; `next` is the cursor of the following one."""

    items: list[MatterRow]
    next: str | None


class PartyOut(Schema):
    """Who takes part, in which role, and whom an agent represents."""

    name: str
    role: str
    role_name: str
    side: str
    represents: str | None


class NextStepOut(Schema):
    """What must happen next: who, by when (inclusive), why; `is_mine` if it is my turn."""

    what: str
    who: str
    due_on: date | None
    why: str
    basis: str
    is_mine: bool
    page: str = Field(alias="href")


class PeriodOut(Schema):
    """A period of the dispute; `ends_on` is the last day, inclusive; `lines` its computation."""

    title: str
    ends_on: date
    state: str
    basis: str
    lines: list[str]


class DefendantOut(Schema):
    """A defendant: `answer` is what it sent, null before; `party` names it among several."""

    party: int
    name: str
    is_own: bool
    answer: int | None
    is_late: bool


class MatterOut(MatterRow):
    """One dispute. Amounts are yuan, as text; `case_number` is there once it is registered."""

    case: int | None
    case_number: str | None
    filing: int | None
    cause: str
    procedure: str
    amount: Decimal | None
    fee: Decimal | None
    fee_steps: list[str]
    next_steps: list[NextStepOut]
    deadlines: list[PeriodOut]
    parties: list[PartyOut]
    defendants: list[DefendantOut]
    objections: list[int]
    extensions: list[int]


class FactOut(Schema):
    """One fact of the timeline, as people read it; `number` names it for ever."""

    number: int
    at: datetime
    sentence: str
    basis: str


class TimelineOut(Schema):
    """One page of facts, newest first; `next` goes into `before`."""

    items: list[FactOut]
    next: int | None


class HeadOut(Schema):
    """What the court signed: the log had this size and this root at this instant."""

    size: int
    root: str
    at: str
    key: str
    signature: str


class PublicKeyOut(Schema):
    """The RSA key that signed; the modulus is hexadecimal."""

    modulus: str
    exponent: int


class OpeningOut(Schema):
    """The value and salt behind one commitment in a fact."""

    field: str
    value: str
    salt: str


class ProofOut(Schema):
    """What `verify.py` checks without the court: a fact, its place, its path, the signed head."""

    format: str
    kind: str
    ref: int
    body: str
    openings: list[OpeningOut]
    index: int
    path: list[str]
    head: HeadOut
    key: PublicKeyOut


@router.get("/matters", response=MattersOut, summary="案件列表，新的在前")
def list_matters(request: HttpRequest, after: Cursor = "", size: Size = USUAL) -> dict[str, Any]:
    """Return the disputes I may see; three queries however many."""
    rows = Matter.objects.visible_to(account_of(request))
    found, following = page_of(NEWEST_FIRST, rows, after=after, size=size)
    return {"items": [_row(m, own) for m, own in standing.all_of(found)], "next": following}


@router.get(
    "/matters.csv", response={200: None}, openapi_extra=as_file(CSV), summary="全部案件，CSV 表格"
)
def matters_csv(request: HttpRequest) -> HttpResponseBase:
    """Stream every dispute I may see, for a spreadsheet."""
    rows = Matter.objects.visible_to(account_of(request))
    return export.csv_of("matters", COLUMNS, _lines(NEWEST_FIRST.walk(rows)))


@router.get("/matters/{code}", response=MatterOut, summary="一个案件：状态、下一步、期限、参与人")
def one_matter(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Return one dispute as its page shows it."""
    found, actor = get_for(request, Matter, code=code)
    now = standing_of(found, account_of(request), actor, on=clock.day_of(clock.now()))
    heading, case, filing, progress = now.heading, now.case, now.filing, now.progress
    return {
        **_row(found, now.subjects),
        "case": case.pk if case else None,
        "case_number": case.number if case else None,
        "filing": filing.pk if filing else None,
        "cause": heading.cause,
        "procedure": heading.procedure,
        "amount": heading.amount,
        "fee": heading.fee,
        "fee_steps": [str(step) for step in heading.fee_steps],
        "next_steps": now.cards,
        "deadlines": now.clocks,
        "parties": [_party(part) for part in now.parties],
        "defendants": [_defendant(one) for one in progress.defendants] if progress else [],
        "objections": [one.pk for one in progress.objections] if progress else [],
        "extensions": [one.pk for one in progress.extensions] if progress else [],
    }


def _defendant(one: Defendant) -> dict[str, Any]:
    sent = one.answer if one.has_answered else None
    return {
        "party": one.party.pk,
        "name": one.party.person.name,
        "is_own": one.is_own,
        "answer": sent.pk if sent else None,
        "is_late": bool(sent and sent.is_late),
    }


@router.get("/matters/{code}/timeline", response=TimelineOut, summary="时间线，新的在前")
def timeline(
    request: HttpRequest,
    code: Code,
    before: Before = None,
    size: Size = USUAL,
) -> dict[str, Any]:
    """Return what happened, as far as I may know of it."""
    found, actor = get_for(request, Matter, code=code)
    entries, earlier = dispute.timeline(found, actor, before=before, size=size)
    return {"items": entries, "next": earlier}


@router.get(
    "/matters/{code}/calendar.ics",
    response={200: None},
    openapi_extra=as_file(CALENDAR),
    summary="期限日历（.ics）",
)
def calendar(request: HttpRequest, code: Code) -> HttpResponse:
    """Return the dispute's dates as a calendar file."""
    found, _ = get_for(request, Matter, code=code)
    entries = agenda.of_matter(found, account=account_of(request))
    return calendar_file(agenda.text(entries, name=found.code), name=found.code)


@router.get(
    "/matters/{code}/timeline/{int:number}/proof",
    response=ProofOut,
    summary="一条记录的存证证明",
)
def proof_of_fact(
    request: HttpRequest, code: Code, number: int, openings: bool = False
) -> dict[str, Any]:
    """Return the inclusion proof of a fact; with `openings` also the personal values behind it."""
    found, actor = get_for(request, Matter, code=code)
    return _proof(found, actor, number, openings=openings)


@router.get(
    "/matters/{code}/receipts/{receipt}/proof", response=ProofOut, summary="一份回执的存证证明"
)
def proof_of_receipt(
    request: HttpRequest, code: Code, receipt: Code, openings: bool = False
) -> dict[str, Any]:
    """Return the inclusion proof of a submission by the code on its receipt."""
    found, actor = get_for(request, Matter, code=code)
    event = filing_receipts.fact_of(found, receipt)
    if event is None:
        raise NotVisible
    return _proof(found, actor, event.pk, openings=openings)


def _proof(matter: Matter, actor: Actor, number: int, *, openings: bool) -> dict[str, Any]:
    event = events.history(matter, actor=actor).filter(pk=number).first()
    if event is None:
        raise NotVisible
    return receipts.export_proof(event, openings=openings)


def _lines(matters: Iterator[Matter]) -> Iterator[tuple[Any, ...]]:
    while found := list(islice(matters, AT_ONCE)):
        for matter, own in standing.all_of(found):
            title = standing.title_of(own)
            yield matter.code, title, standing.of(own), matter.opened_at, matter.sent_at


def _row(matter: Matter, subjects: list[Any]) -> dict[str, Any]:
    return {
        "code": matter.code,
        "title": standing.title_of(subjects),
        "standing": standing.of(subjects),
        "opened_at": matter.opened_at,
        "sent_at": matter.sent_at,
        "page": matter.get_absolute_url(),
    }


def _party(part: Participation) -> dict[str, Any]:
    return {
        "name": part.person.name,
        "role": part.role,
        "role_name": part.get_role_display(),
        "side": part.side,
        "represents": part.represents.person.name if part.represents else None,
    }
