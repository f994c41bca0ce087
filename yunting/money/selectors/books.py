"""Read the two books of a day: the bank's as it told it, the court's own, and their differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from yunting.core.models import Account
from yunting.money.models import Book, BookRow, Difference, DifferenceState, Payment


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of either book in fen, negative where money went back.

    `pk` is the bank's row or the court's payment.
    """

    pk: int
    serial: str
    account: str
    fen: int
    matter: int | None = None


def books_of(account: Account) -> QuerySet[Book]:
    """Return the books of the court whose money the account handles; one query when read."""
    is_open = Q(differences__state=DifferenceState.OPEN)
    return Book.objects.visible_to(account).annotate(open=Count("differences", filter=is_open))


def bank_entries(book: Book) -> Iterator[Entry]:
    """Yield what the bank told in this attempt, in its order; one query."""
    rows = BookRow.objects.filter(book=book, attempt=book.attempt).order_by("position")
    for pk, serial, account, fen in rows.values_list("pk", "serial", "account_number", "fen"):
        yield Entry(pk, serial, account, fen)


def own_entries(book: Book) -> Iterator[tuple[str, Entry]]:
    """Yield the court's own lines of the day by serial number; two queries."""
    rows = Payment.objects.filter(court=book.court)
    fields = ("account_number", "fen", "matter_id")
    came = rows.filter(day=book.day).values_list("pk", "serial", *fields)
    for pk, serial, account, fen, matter in came:
        yield serial, Entry(pk, serial, account, fen, matter)
    went = rows.filter(back_day=book.day).values_list("pk", "back_serial", *fields)
    for pk, serial, account, fen, matter in went:
        yield serial, Entry(pk, serial, account, -fen, matter)


def rows_of(book: Book) -> QuerySet[BookRow]:
    """Return the bank's rows, each with what the court has under that number: came, went."""
    same = Payment.objects.filter(court=book.court)
    came = same.filter(day=book.day, serial=OuterRef("serial"))
    went = same.filter(back_day=book.day, back_serial=OuterRef("serial"))
    return BookRow.objects.filter(book=book, attempt=book.attempt).annotate(
        came_fen=Subquery(came.values("fen")[:1]), went_fen=Subquery(went.values("fen")[:1])
    )


def differences_of(book: Book) -> QuerySet[Difference]:
    """Return every difference of a day, those to look at first; one query."""
    rows = book.differences.select_related("row", "payment__case", "settled_by", "book")
    return rows.annotate(is_open=Q(state=DifferenceState.OPEN)).order_by("-is_open", "id")
