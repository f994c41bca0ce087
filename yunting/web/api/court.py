"""The court's own lists for programs: the cases a colleague may see, a judge's own by age."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema

from yunting.core.models import Case
from yunting.filing.selectors import docket, law
from yunting.lib import clock
from yunting.ui.keyset import Keyset
from yunting.web.api.paging import USUAL, Cursor, Size, page_of
from yunting.web.portals.court import staff_of

router = Router(tags=["案件"])
NEWEST_FIRST: Keyset[Case] = Keyset("api-cases", ("-registered_at", "-id"))
Mine = Annotated[bool, Query(description="只列我承办的")]


class CaseOut(Schema):
    """A numbered case; `days` is how long ago it was registered."""

    id: int
    number: str
    matter: str
    title: str
    state: str
    procedure: str
    registered_at: datetime
    days: int


class CasesOut(Schema):
    """A page of cases, the newest first; `next` is the cursor of the next page."""

    items: list[CaseOut]
    next: str | None


@router.get("/cases", response=CasesOut, summary="案件列表，新立案的在前")
def list_cases(
    request: HttpRequest, mine: Mine = False, after: Cursor = "", size: Size = USUAL
) -> dict[str, Any]:
    """Return the cases I may see, or a judge's own; one query however many."""
    account = staff_of(request)
    rows: QuerySet[Case] = Case.objects.visible_to(account).select_related("matter", "filing")
    if mine:
        rows = rows.filter(docket.held_by(account))
    found, following = page_of(NEWEST_FIRST, rows, after=after, size=size)
    on = clock.day_of(clock.now())
    return {"items": [_row(case, on) for case in found], "next": following}


def _row(case: Case, on: date) -> dict[str, Any]:
    return {
        "id": case.pk,
        "number": case.number,
        "matter": case.matter.code,
        "title": case.filing.title,
        "state": case.state,
        "procedure": law.label_of_procedure(case.procedure),
        "registered_at": case.registered_at,
        "days": docket.days_since(case, on=on),
    }
