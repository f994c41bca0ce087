"""What benchmarks/books.py measures, with Django set up and a court of its own."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from django.db import transaction

from benchmarks._court import Measured, show
from sim.payment import BOOK_ROWS
from tests.cast import on_stage
from yunting.core.models import Court
from yunting.lib import clock, envelope
from yunting.money import callbacks
from yunting.money.gateways import PAYMENT
from yunting.money.models import Book, BookState, Method, Payment, PaymentState, Why
from yunting.money.services import books

PAYMENTS = 100_000
# So many the bank has and the court was never told of.
STRANGE = 7
FEN = 5_000
MOST_SECONDS = 60


def main() -> int:
    """Measure and print."""
    court = on_stage(clock.now()).court
    paid_at = clock.now() - timedelta(days=2)
    payments = took_in(court, paid_at)
    book = books.ask_next(court=court, at=clock.now())
    if book is None:
        raise RuntimeError("no day is over")
    began = time.perf_counter()
    for page in pages(book, [*map(row_of, payments), *strange(paid_at)]):
        with transaction.atomic():
            callbacks.booked(page, at=clock.now())
    took = time.perf_counter() - began
    book.refresh_from_db()
    if book.state != BookState.DIFFERS or book.differences.count() != STRANGE:
        raise RuntimeError(f"{book.state}, {book.differences.count()} differences")
    what = f"{PAYMENTS:,} payments of a day, told, kept and compared"
    limit = copied_bare(book)
    return show("books", [Measured(what, "s", took, limit, at_most=MOST_SECONDS)])


def took_in(court: Court, at: datetime) -> list[Payment]:
    """Return the payments the court was told of, as rows."""
    return Payment.objects.bulk_create(
        [
            Payment(
                court=court,
                serial=f"{number:020}",
                account_number="09029999000000001",
                fen=FEN,
                payer="张澄",
                method=Method.QR,
                paid_at=at,
                told_at=at,
                day=clock.day_of(at),
                state=PaymentState.HELD,
                why=Why.UNKNOWN_ACCOUNT,
            )
            for number in range(PAYMENTS)
        ],
        batch_size=5_000,
    )


def row_of(payment: Payment) -> dict[str, str]:
    """Return a payment as the bank tells it."""
    return row(payment.serial, payment.paid_at)


def strange(at: datetime) -> list[dict[str, str]]:
    """Return what only the bank has."""
    return [row(f"9{number:019}", at) for number in range(STRANGE)]


def row(serial: str, at: datetime) -> dict[str, str]:
    """Return one row of the bank's book."""
    return {
        "serial": serial,
        "account": "09029999000000001",
        "reference": "",
        "amount": "50.00",
        "payer": "张澄",
        "method": "qr",
        "at": at.isoformat(),
    }


def pages(book: Book, rows: list[Mapping[str, str]]) -> Iterator[envelope.Message]:
    """Yield the answers of the bank, each with as many rows as it puts into one."""
    for start in range(0, len(rows), BOOK_ROWS):
        body: dict[str, Any] = {
            "day": f"{book.day}",
            "reference": book.reference,
            "start": start,
            "rows": rows[start : start + BOOK_ROWS],
            "more": start + BOOK_ROWS < len(rows),
        }
        yield envelope.Message(uuid4(), "payment.book.answer", PAYMENT, "浙0902", body)


def copied_bare(book: Book) -> float:
    """Copy the same rows into a bare table in one transaction; seconds."""
    found = list(book.rows.values_list("position", "serial", "account_number", "fen", "at"))
    with psycopg.connect(os.environ["YUNTING_OWNER_DATABASE_URL"]) as owner:
        owner.execute(
            "CREATE TABLE bare_row (position int, serial text, account text, fen bigint,"
            " at timestamptz, PRIMARY KEY (position))"
        )
        began = time.perf_counter()
        with owner.cursor().copy("COPY bare_row FROM STDIN") as copy:
            for one in found:
                copy.write_row(one)
        owner.commit()
        return time.perf_counter() - began


sys.exit(main())
