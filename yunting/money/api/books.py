"""Each day's book of the bank beside the court's own, for programs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from yunting.core.access import get_for
from yunting.core.idempotency import once
from yunting.lib import clock
from yunting.money.api.court import ReasonBody
from yunting.money.models import Book, BookState, Difference
from yunting.money.selectors import books, door
from yunting.money.services import books as asking
from yunting.money.services import differences

books_api = Router(tags=["诉讼费账务"])
MOST = 200


class BookOut(Schema):
    """A day in both books, in yuan, less what went back. `open` counts what is unsettled."""

    id: int
    day: date
    state: str
    attempt: int
    open: int
    bank: Decimal
    bank_rows: int
    own: Decimal
    own_rows: int
    compared_at: datetime | None


class DifferenceOut(Schema):
    """One difference in yuan; null where a book has nothing."""

    id: int
    kind: str
    serial: str
    state: str
    bank: Decimal | None
    own: Decimal | None
    payment: int | None
    note: str


class OneBookOut(BookOut):
    """A day with each difference, what is unsettled first."""

    differences: list[DifferenceOut]


@books_api.get("/books", response=list[BookOut], summary="每日对账，新的在前")
def list_books(request: HttpRequest, state: BookState | None = None) -> list[dict[str, Any]]:
    """Return the days, the newest first; at most two hundred."""
    account, _ = door.keeper_of(request)
    rows = books.books_of(account).order_by("-day")
    rows = rows.filter(state=state) if state else rows
    return [_book(one) for one in rows[:MOST]]


@books_api.get("/books/{int:pk}", response=OneBookOut, summary="一天的对账")
def get_book(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a day with each difference."""
    found, _ = get_for(request, Book, pk=pk)
    return _one(request, found.pk)


@books_api.post("/books/{int:pk}/again", response=OneBookOut, summary="请银行重发对账单")
def ask_again(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Ask the bank for the book once more."""
    found, actor = get_for(request, Book, pk=pk)
    once(asking.ask_again, found, by=actor, at=clock.now())
    return _one(request, pk)


@books_api.post("/differences/{int:pk}/take-in", response=OneBookOut, summary="按银行流水补记")
def take_in(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Put into the court's books what only the bank had."""
    found, actor = get_for(request, Difference, pk=pk)
    once(differences.take_in, found, by=actor, at=clock.now())
    return _one(request, found.book_id)


@books_api.post("/differences/{int:pk}/explain", response=OneBookOut, summary="说明差异原因")
def explain(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Say why the books differ."""
    found, actor = get_for(request, Difference, pk=pk)
    once(differences.explain, found, reason=body.reason, by=actor, at=clock.now())
    return _one(request, found.book_id)


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    account, _ = door.keeper_of(request)
    found = books.books_of(account).get(pk=pk)
    rows = books.differences_of(found)
    return {**_book(found), "differences": [_difference(one) for one in rows]}


def _book(found: Any) -> dict[str, Any]:
    return {
        "id": found.pk,
        "day": found.day,
        "state": found.state,
        "attempt": found.attempt,
        "open": found.open,
        "bank": found.bank_amount,
        "bank_rows": found.told,
        "own": found.own_amount,
        "own_rows": found.own_count,
        "compared_at": found.compared_at,
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "id": one.pk,
        "kind": one.kind,
        "serial": one.serial,
        "state": one.state,
        "bank": one.bank_amount,
        "own": one.own_amount,
        "payment": one.payment_id,
        "note": one.note,
    }
