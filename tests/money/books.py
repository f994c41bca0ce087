"""The bank's book of the day on which a fee was paid, in every state, told as the bank tells it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from tests.cast import AT, Cast, acting
from tests.money.build import FEE, Owed, keeper, owed
from yunting.lib import clock
from yunting.money.models import Book, Difference, Payment
from yunting.money.services import books, differences
from yunting.money.services.books import Page, Row


def morning_after(at: datetime, *, days: int = 1) -> datetime:
    """Return two o'clock of the night so many days after, when the day is over for the bank."""
    return datetime.combine(clock.day_of(at) + timedelta(days=days), time(2), clock.ZONE)


NEXT_MORNING = morning_after(AT)
STRANGE = "20260302555"


def asked(told: Owed, *, at: datetime = NEXT_MORNING) -> Book:
    """Return the book of the day the bank was asked for that morning."""
    book = books.ask_next(court=told.cast.court, at=at)
    assert book is not None
    return book


def row_of(payment: Payment, **changed: Any) -> Row:
    """Return a payment as the bank's book has it, with changes."""
    said: dict[str, Any] = {
        "serial": payment.serial,
        "account": payment.account_number,
        "reference": payment.reference,
        "amount": payment.amount,
        "payer": payment.payer,
        "method": payment.method,
        "at": payment.paid_at,
    }
    return Row(**said | changed)


def strange(told: Owed, **changed: Any) -> Row:
    """Return a payment of the fee that the court was never told of."""
    said: dict[str, Any] = {
        "serial": STRANGE,
        "account": told.notice.account.number,
        "reference": told.notice.reference,
        "amount": FEE,
        "payer": "张澄",
        "method": "transfer",
        "at": AT,
    }
    return Row(**said | changed)


def tell(book: Book, *rows: Row, at: datetime = NEXT_MORNING, **changed: Any) -> Book:
    """Let the bank tell these rows as the whole book."""
    said: dict[str, Any] = {
        "reference": book.reference,
        "day": book.day,
        "start": 0,
        "rows": rows,
        "more": False,
    }
    return books.take(Page(**said | changed), at=at)


def agreeing(cast: Cast) -> Book:
    """Return a day on which both books say the same."""
    told = owed(cast)
    payment = told.pays()
    return tell(asked(told), row_of(payment))


def differing(cast: Cast) -> Book:
    """Return a day on which the bank has a payment of the fee that the court lacks."""
    told = owed(cast)
    return tell(asked(told), strange(told))


def differing_twice(cast: Cast) -> Book:
    """Return a day on which the bank has one payment the court lacks, and lacks one it has."""
    told = owed(cast)
    told.pays("20260302003")
    return tell(asked(told), strange(told, serial="20260302004"))


def the(book: Book) -> Difference:
    """Return the only difference of a day."""
    return Difference.objects.get(book=book)


def explained(cast: Cast) -> Difference:
    """Return a difference somebody has explained."""
    by = acting(keeper(cast))
    return differences.explain(the(differing(cast)), reason="银行冲正", by=by, at=NEXT_MORNING)


def taken(cast: Cast) -> Difference:
    """Return a difference that was put into the court's books."""
    return differences.take_in(the(differing(cast)), by=acting(keeper(cast)), at=NEXT_MORNING)


def gone(cast: Cast) -> Difference:
    """Return a difference that the book the bank sent again does not show."""
    book = differing(cast)
    again = books.ask_again(book, by=acting(keeper(cast)), at=NEXT_MORNING)
    tell(again)
    return Difference.objects.get(book=book)
