"""The court's side of filing for programs: queue, one filing, every act of the desk.

`seen` is the newest fact the program knew of the matter (`newest` in what it read): an act is
refused as `moved-on` when somebody else has acted since. Leave it out to act without having looked.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core import versions
from yunting.core.access import actor_for
from yunting.core.idempotency import once
from yunting.core.procedure import open_moves
from yunting.filing.forms.catalogue import entry, remarks
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors import door, queue, review
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.services import decision, taking_over
from yunting.filing.services import review as reviews
from yunting.lib import clock

desk_api = Router(tags=["立案审查"])
PAGE = 50
LONG = 1000


class RowOut(Schema):
    """A filing in the queue. `day` of `of` is where the seven days stand, null when none run."""

    id: int
    matter: str
    title: str
    form: str
    state: str
    run: int
    day: int | None
    of: int | None
    ends_on: date | None
    is_escalated: bool
    was_allowed_again: bool
    amount: Decimal | None
    reviewer: str
    received_at: datetime


class QueueOut(Schema):
    """A page of the queue, the first received first; `next` is the `after` of the next page."""

    rows: list[RowOut]
    next: int | None


class RemarkOut(Schema):
    """What does not fit together: error, warn or redirect."""

    level: str
    paths: list[str]
    message: str
    basis: str


class DefectOut(Schema):
    """One spot that was returned."""

    path: str
    reason: str
    basis: str
    note: str


class ReturnOut(Schema):
    """One return."""

    run: int
    at: datetime
    due_on: date
    is_second: bool
    defects: list[DefectOut]


class FilingOut(Schema):
    """One filing with what its decision rests on; `moves` are the acts possible for me now."""

    id: int
    matter: str
    title: str
    state: str
    run: int
    values: dict[str, str]
    remarks: list[RemarkOut]
    returns: list[ReturnOut]
    moves: list[str]
    case: str
    newest: int


class Act(Schema):
    """What every act may say: the newest fact of the matter that was seen."""

    seen: int | None = None


class AcceptBody(Act):
    """Whether facts and rights are clear and little is in dispute (民事诉讼法 第一百六十条)."""

    is_simple: bool


class FaultBody(Schema):
    """One spot to correct; reason and basis are obligatory."""

    path: str = Field(max_length=120)
    reason: str = Field(max_length=32)
    basis: str = Field(max_length=200)
    note: str = Field(default="", max_length=LONG)


class ReturnBody(Act):
    """Everything to correct, and the last day, inclusive."""

    faults: list[FaultBody]
    due_on: date


class GroundBody(Act):
    """A ground by its code, and why."""

    ground: str = Field(max_length=32)
    reason: str = Field(max_length=LONG)


class ReasonBody(Act):
    """Why."""

    reason: str = Field(default="", max_length=200)


class RedirectBody(Act):
    """A ground by its code, and which court or authority the matter is for."""

    ground: str = Field(max_length=32)
    to: str = Field(max_length=200)


class StandsOut(Schema):
    """Where the filing stands now; `repeated` when the same key had done the act before."""

    state: str
    case: str
    repeated: bool


class TakenOut(Schema):
    """What became of one filing of a queue; `refused` is the code of the refusal."""

    id: int
    refused: str
    message: str


@desk_api.get("/filings", response=QueueOut, summary="待审查的起诉材料，先到的在前")
def list_filings(
    request: HttpRequest, state: FilingState | None = None, after: int = 0
) -> dict[str, Any]:
    """Return the queue of my division by number, fifty at a time; two queries and one for me."""
    account = door.reviewer_of(request)
    rows = queue.queue(account, on=clock.day_of(clock.now())).filter(pk__gt=after)
    if state is not None:
        rows = rows.filter(state=state)
    found = list(rows.order_by("pk")[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return {"rows": [_row(one) for one in found[:PAGE]], "next": more}


@desk_api.get("/filings/{int:pk}", response=FilingOut, summary="一份起诉材料和审查需要的全部内容")
def get_filing(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one filing with everything its decision rests on."""
    filing, actor = door.filing_for(request, pk)
    form, values = entry(filing.form).form, values_of(latest(filing))
    return {
        "id": filing.pk,
        "matter": filing.matter.code,
        "title": filing.title,
        "state": filing.state,
        "run": filing.run,
        "values": values,
        "remarks": list(remarks(form, values, on=clock.day_of(clock.now()))),
        "returns": [
            {
                "run": one.run,
                "at": one.at,
                "due_on": one.due_on,
                "is_second": one.is_second,
                "defects": list(one.defects.all()),
            }
            for one in review.returns(filing)
        ],
        "moves": [move.name for move in open_moves(filing, actor)],
        "case": filing.case.number if filing.case else "",
        "newest": versions.newest(filing.matter),
    }


@desk_api.post("/filings/{int:pk}/accept", response=StandsOut, summary="准予立案")
def accept(request: HttpRequest, pk: int, body: AcceptBody) -> dict[str, Any]:
    """Accept the filing; the case is born."""
    return _acted(request, pk, decision.accept, body)


@desk_api.post("/filings/{int:pk}/return", response=StandsOut, summary="一次性告知补正")
def send_back(request: HttpRequest, pk: int, body: ReturnBody) -> dict[str, Any]:
    """Tell the filer everything to correct, once."""
    filing, actor = door.filing_for(request, pk)
    outcome = once(
        reviews.return_filing,
        filing,
        [reviews.Fault(**fault.dict()) for fault in body.faults],
        due_on=body.due_on,
        seen=body.seen,
        by=actor,
        at=clock.now(),
    )
    return _stands(filing, repeated=outcome.repeated)


@desk_api.post("/filings/{int:pk}/allow", response=StandsOut, summary="准许就新的事由再次告知补正")
def allow(request: HttpRequest, pk: int, body: GroundBody) -> dict[str, Any]:
    """Allow one more return on a new ground."""
    return _acted(request, pk, reviews.allow_second_return, body)


@desk_api.post("/filings/{int:pk}/refuse", response=StandsOut, summary="拟不予受理")
def refuse(request: HttpRequest, pk: int, body: GroundBody) -> dict[str, Any]:
    """Draft a non-acceptance."""
    return _acted(request, pk, reviews.draft_refusal, body)


@desk_api.post("/filings/{int:pk}/take-back", response=StandsOut, summary="撤回不予受理的意见")
def take_back(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Take the draft of a non-acceptance back."""
    return _acted(request, pk, reviews.take_back_refusal, body)


@desk_api.post("/filings/{int:pk}/redirect", response=StandsOut, summary="告知应向哪里提出")
def redirect(request: HttpRequest, pk: int, body: RedirectBody) -> dict[str, Any]:
    """Tell the filer which court or authority the matter is for."""
    return _acted(request, pk, reviews.redirect, body)


@desk_api.post("/filings/{int:pk}/take-over", response=StandsOut, summary="接办一份起诉材料的审查")
def take_over(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Take over the review."""
    return _acted(request, pk, taking_over.take_over, body)


@desk_api.post(
    "/reviewers/{handle}/take-over", response=list[TakenOut], summary="接办一位同事的全部审查"
)
def take_over_queue(request: HttpRequest, handle: str, body: ReasonBody) -> list[dict[str, Any]]:
    """Take over everything a colleague has under review, by staff number. M7."""
    colleague = door.colleague_of(request, handle=handle)
    outcome = once(
        taking_over.take_over_queue,
        colleague,
        reason=body.reason,
        by=actor_for(request),
        at=clock.now(),
    )
    return [
        {
            "id": one.filing.pk,
            "refused": one.refusal.code if one.refusal else "",
            "message": one.refusal.message if one.refusal else "",
        }
        for one in outcome.value or ()
    ]


def _acted(request: HttpRequest, pk: int, service: Any, body: Act) -> dict[str, Any]:
    filing, actor = door.filing_for(request, pk)
    outcome = once(service, filing, **body.dict(), by=actor, at=clock.now())
    return _stands(filing, repeated=outcome.repeated)


def _row(one: Any) -> dict[str, Any]:
    started, ends = one.review_started, one.review_ends
    return {
        "id": one.pk,
        "matter": one.matter.code,
        "title": one.title,
        "form": one.form,
        "state": one.state,
        "run": one.run,
        "day": (one.today - started).days if started else None,
        "of": (ends - started).days if started else None,
        "ends_on": ends,
        "is_escalated": one.is_escalated,
        "was_allowed_again": one.was_allowed_again,
        "amount": one.amount,
        "reviewer": str(one.reviewer or ""),
        "received_at": one.received_at,
    }


def _stands(filing: Filing, *, repeated: bool) -> dict[str, Any]:
    filing.refresh_from_db()
    number = filing.case.number if filing.case else ""
    return {"state": filing.state, "case": number, "repeated": repeated}
