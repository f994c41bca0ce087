"""One's own list for programs: what is to do, what runs out when, what the court has said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from yunting.core import agenda, messages, tasks
from yunting.core.access import account_of, get_for
from yunting.core.models import Deadline, Message
from yunting.lib import clock
from yunting.ui.keyset import Keyset
from yunting.web import todo
from yunting.web.api.paging import CALENDAR, USUAL, Cursor, Size, as_file, page_of
from yunting.web.case_page import calendar_file

router = Router(tags=["我的"])
NEWEST_FIRST: Keyset[Message] = Keyset("api-messages", ("-id",))
FIRST_TO_END: Keyset[Deadline] = Keyset("api-deadlines", ("lapses_at", "id"))
CALENDAR_NAME = "云庭期限"


class TaskOut(Schema):
    """Something I must do: on what, since when it waits, by when (inclusive), under what."""

    matter: str
    title: str
    what: str
    basis: str
    since: datetime | None
    due_on: date | None
    page: str


class DeadlineOut(Schema):
    """A running period; `ends_on` is its last day, inclusive; `lines` its computation."""

    id: int
    matter: str
    case_number: str | None
    title: str
    started_on: date
    ends_on: date
    state: str
    basis: str
    is_provisional: bool
    lines: list[str]


class DeadlinesOut(Schema):
    """One page of periods, the first to end first; `next` is the cursor of the following one."""

    items: list[DeadlineOut]
    next: str | None


class MessageOut(Schema):
    """What the court told me; `code` can be checked by anybody."""

    id: int
    code: str
    title: str
    text: str
    matter: str | None
    at: datetime
    read_at: datetime | None


class MessagesOut(Schema):
    """One page of messages, newest first; `next` is the cursor of the following one."""

    items: list[MessageOut]
    next: str | None


@router.get("/tasks", response=list[TaskOut], summary="我的待办，最急的在前")
def list_tasks(request: HttpRequest) -> list[todo.Duty]:
    """Return everything I must do, whatever role it comes from."""
    on = clock.day_of(clock.now())
    account = account_of(request)
    at_the_court = account.is_court_staff
    return todo.duties_of(tasks.tasks_of(account), on, at_the_court=at_the_court)


@router.get("/deadlines", response=DeadlinesOut, summary="正在计算的期限，先到期的在前")
def list_deadlines(request: HttpRequest, after: Cursor = "", size: Size = USUAL) -> dict[str, Any]:
    """Return the running periods of every dispute I may see, as far as I may know of them."""
    rows = Deadline.objects.visible_to(account_of(request)).open().select_related("matter", "case")
    found, following = page_of(FIRST_TO_END, rows, after=after, size=size)
    return {"items": [_deadline(row) for row in found], "next": following}


@router.get(
    "/calendar.ics",
    response={200: None},
    openapi_extra=as_file(CALENDAR),
    summary="全部期限的日历（.ics）",
)
def calendar(request: HttpRequest) -> HttpResponse:
    """Return the dates of every dispute I may see as one calendar file."""
    on = clock.day_of(clock.now())
    entries = agenda.of_account(account_of(request), on=on)
    return calendar_file(agenda.text(entries, name=CALENDAR_NAME), name="calendar")


@router.get("/messages", response=MessagesOut, summary="法院发给我的消息，新的在前")
def list_messages(request: HttpRequest, after: Cursor = "", size: Size = USUAL) -> dict[str, Any]:
    """Return what the court has told me."""
    rows = messages.messages_of(account_of(request))
    found, following = page_of(NEWEST_FIRST, rows, after=after, size=size)
    return {"items": [_message(row) for row in found], "next": following}


@router.post("/messages/{int:pk}/read", response={204: None}, summary="标记一条消息为已读")
def read_message(request: HttpRequest, pk: int) -> Status[None]:
    """Note that I have read a message; reading it twice changes nothing."""
    message, _ = get_for(request, Message, pk=pk)
    messages.mark_read(message, at=clock.now())
    return Status(204, None)


def _deadline(row: Deadline) -> dict[str, Any]:
    return {
        "id": row.pk,
        "matter": row.matter.code,
        "case_number": row.case.number if row.case else None,
        "title": row.title,
        "started_on": row.started_on,
        "ends_on": row.ends_on,
        "state": row.get_state_display(),
        "basis": row.basis,
        "is_provisional": row.is_provisional,
        "lines": row.steps,
    }


def _message(row: Message) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "matter": row.matter.code if row.matter else None,
        "at": row.at,
        "read_at": row.read_at,
    }
