"""The bank of the training court: its book of each day, on some days wrong, and what it keeps.

Every evening the court asks for the books of the days that are over. The bank has what the court
has but on four days, so that each way in which two books can differ has an example. In the end it
is told its own history, so that what people do next finds the money where the court believes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

import httpx
from django.conf import settings

from yunting.core import callbacks
from yunting.core.actor import Actor
from yunting.core.models import Account, Court, OutboxMessage
from yunting.lib import clock, envelope, money
from yunting.money.gateways import PAYMENT
from yunting.money.models import Book, Difference, DifferenceState, Payment
from yunting.money.services import books, differences
from yunting.money.services.books import Row
from yunting.project.training.paid import KEEPER
from yunting.project.training.people import people

LACKS, KNOWS_MORE, DOUBLES, LEFT_OPEN = (
    date(2026, 1, 14),
    date(2026, 1, 20),
    date(2026, 2, 3),
    date(2026, 2, 13),
)
# The bank answers for no later day before the court opens.
LAST_TOLD = date(2026, 2, 28)
NO_CASE = "09029999000000001"


def compare(at: datetime) -> None:
    """Ask for the book of every day that is over, and let the bank tell it."""
    court = Court.objects.get(code=settings.COURT_ID)
    while book := books.ask_next(court=court, at=at):
        if book.day <= LAST_TOLD:
            _tell(book, list(_told(book.day)), at=at)
            _look_into(book, at=at)


def _told(day: date) -> Iterator[Row]:
    rows = list(_rows(day))
    if day == LACKS:
        rows = rows[1:]
    if day == DOUBLES:
        rows.append(rows[0])
    yield from rows
    if day in {KNOWS_MORE, LEFT_OPEN}:
        yield _strange(day)


def _look_into(book: Book, *, at: datetime) -> None:
    """Let who keeps the books do what the day is an example of."""
    by = _keeper()
    if book.day == LACKS:
        again = books.ask_again(book, by=by, at=at)
        _tell(again, list(_rows(book.day)), at=at)
    for one in Difference.objects.filter(book=book, state=DifferenceState.OPEN):
        if book.day == KNOWS_MORE:
            differences.take_in(one, by=by, at=at)
        elif book.day == DOUBLES:
            told = "银行重复列出，已经电话核实，只有一笔。"
            differences.explain(one, reason=told, by=by, at=at)


def _tell(book: Book, rows: list[Row], *, at: datetime) -> None:
    """Let the bank answer the question for a book, as its messages do."""
    body = {
        "day": f"{book.day}",
        "reference": book.reference,
        "start": 0,
        "rows": [_written(row) for row in rows],
        "more": False,
    }
    asked = OutboxMessage.objects.filter(type="payment.book").latest("id")
    answer = envelope.Message(
        uuid4(),
        "payment.book.answer",
        PAYMENT,
        settings.COURT_ID,
        body,
        correlation=str(asked.message_id),
    )
    callbacks.take(answer, at=at)


def _keeper() -> Actor:
    handle = people().colleague(KEEPER).handle
    return Actor.of(Account.objects.get(handle=handle), None)


def _rows(day: date | None = None) -> Iterator[Row]:
    """Yield what the court knows to have come and gone, of one day or ever."""
    for one in Payment.objects.order_by("paid_at", "id"):
        came = Row(
            serial=one.serial,
            account=one.account_number,
            reference=one.reference,
            amount=one.amount,
            payer=one.payer,
            method=one.method,
            at=one.paid_at,
        )
        if day in {None, one.day}:
            yield came
        if one.back_day is not None and day in {None, one.back_day}:
            evening = datetime.combine(one.back_day, time(18), clock.ZONE)
            back = {"serial": one.back_serial, "reference": one.back_reference}
            yield replace(came, **back, amount=-one.amount, at=evening)


def _strange(day: date) -> Row:
    """Return a payment nobody told the court of."""
    at = datetime.combine(day, time(16, 40), clock.ZONE)
    return Row(f"{day:%Y%m%d}7700", NO_CASE, "", Decimal("50.00"), "钱路", "transfer", at)


def remember() -> None:
    """Tell the bank its own history."""
    rows = [_written(row) for row in [*_rows(), _strange(LEFT_OPEN)]]
    url = f"{settings.NEIGHBOURS_URL}/admin/book"
    httpx.post(url, json={"rows": rows}, trust_env=False).raise_for_status()


def _written(row: Row) -> dict[str, str]:
    """Return a row as the bank's messages write it."""
    return {
        "serial": row.serial,
        "account": row.account,
        "reference": row.reference,
        "amount": money.plain(row.amount),
        "payer": row.payer,
        "method": row.method,
        "at": row.at.isoformat(),
    }
