"""A dispute's file for programs: what lies in it, the whole as one PDF, who has seen what.

An item is named by `kind` (paper or file) and its number. What you may not see is not there: 404.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from yunting.core import case_file, case_file_building, reading
from yunting.core.access import account_of, get_for
from yunting.core.models import Matter
from yunting.lib import clock
from yunting.ui import serving
from yunting.web.api.paging import Code, as_file
from yunting.web.case_file import door, whole

router = Router(tags=["电子卷宗"])
PDF = "application/pdf"
Kind = Literal["paper", "file"]
ITEM = "/matters/{code}/file/{kind}/{int:pk}"


class ItemOut(Schema):
    """One item; `struck` says why it no longer counts, `sealed` from whom it is kept."""

    kind: str
    id: int
    title: str
    whose: str
    on: date
    state: str
    struck: str
    sealed: str


class BindingOut(Schema):
    """A building under way; `of` is 0 until it begins, `error` says that a try failed."""

    done: int
    of: int
    error: str


class FileOut(Schema):
    """What lies in a dispute's file for me; `pages` of the whole as one PDF, null if not built."""

    items: list[ItemOut]
    pages: int | None
    built_at: datetime | None
    binding: BindingOut | None


class ReaderOut(Schema):
    """Somebody who has looked at an item."""

    who: str
    of_the_court: bool
    times: int
    first: datetime
    last: datetime


class ReasonBody(Schema):
    """Why."""

    reason: str = Field(max_length=1000)


@router.get("/matters/{code}/file", response=FileOut, summary="卷内目录和合订本的情况")
def one_file(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Return what lies in a dispute's file, as far as I may see it."""
    matter, _ = get_for(request, Matter, code=code)
    account = account_of(request)
    built = case_file.standing(matter, account).built
    return {
        "items": [_item(row) for row in whole.rows(matter, account)],
        "pages": built.pages if built else None,
        "built_at": built.built_at if built else None,
        "binding": None if built else case_file_building.run_of(matter, account),
    }


@router.post("/matters/{code}/file/build", response={202: None}, summary="制作电子卷宗合订本")
def build(request: HttpRequest, code: Code) -> Status[None]:
    """Have the file made into one PDF for me; nothing happens if it is current."""
    matter, _ = get_for(request, Matter, code=code)
    account = account_of(request)
    if case_file.standing(matter, account).built is None:
        case_file_building.ask(matter, account, at=clock.now())
    return Status(202, None)


@router.get(
    "/matters/{code}/file/whole.pdf",
    response={200: None},
    openapi_extra=as_file(PDF),
    summary="电子卷宗合订本（PDF）",
)
def whole_pdf(request: HttpRequest, code: Code) -> HttpResponseBase:
    """Return the file as one PDF; refused as `case-file-not-built` until it is made."""
    matter, actor = get_for(request, Matter, code=code)
    built = case_file.current(case_file.standing(matter, account_of(request)))
    reading.note(built, matter=matter, by=actor)
    return serving.case_file(request, built)


@router.get(f"{ITEM}/readers", response=list[ReaderOut], summary="谁看过这一件（法院）")
def readers(request: HttpRequest, code: Code, kind: Kind, pk: int) -> list[dict[str, Any]]:
    """Return everybody who has looked at an item."""
    item, _ = door.court_item_for(request, code, kind, pk)
    return [
        {
            "who": str(one.account),
            "of_the_court": one.account.is_court_staff,
            "times": one.times,
            "first": one.first,
            "last": one.last,
        }
        for one in reading.readers_of(item, matter=item.matter)
    ]


def _item(row: whole.Row) -> dict[str, Any]:
    struck = f"{row.struck.get_ground_display()}：{row.struck.reason}" if row.struck else ""
    return {
        "kind": row.kind,
        "id": row.pk,
        "title": row.title,
        "whose": row.whose,
        "on": row.on,
        "state": row.state,
        "struck": struck,
        "sealed": row.sealed,
    }
