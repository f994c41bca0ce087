"""Ask the bank for its book of each day that is over, and compare it with the court's own.

The bank tells its rows in pages, each an answer of its own, so a day may have any number. They
are kept as it told them. Once the last has come both books are laid beside each other: what is
not the same to the fen is a difference, and of each somebody must find out why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from django.db import transaction
from django.db.models import Max, Min

from yunting.core.actor import Actor
from yunting.core.models import Court
from yunting.core.procedure import perform
from yunting.lib import clock, money
from yunting.lib.errors import Refused
from yunting.money import events, gateways, procedure, settings
from yunting.money.models import (
    Book,
    BookRow,
    BookState,
    Difference,
    DifferenceKind,
    DifferenceState,
    Payment,
)
from yunting.money.selectors import books
from yunting.money.selectors.books import Entry


class UnknownBook(Refused):
    """The bank answers something this court did not ask."""

    code: ClassVar[str] = "unknown-book"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the bank's book; `amount` is yuan, negative where money went back."""

    serial: str
    account: str
    reference: str
    amount: Decimal
    payer: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the bank's book of a day, from the row numbered `start`; `more` follow."""

    reference: str
    day: date
    start: int
    rows: Sequence[Row] = field(default_factory=tuple)
    more: bool = False


def ask_next(*, court: Court, at: datetime) -> Book | None:
    """Ask for the book of the next day that is over and was not asked for; None if there is none.

    The first is the day of the first payment, or yesterday. Two workers ask once.
    """
    over = clock.day_of(at - settings.BOOK_AFTER_MIDNIGHT) - timedelta(days=1)
    if _next_day(court, over) > over:
        return None
    with transaction.atomic():
        Court.objects.select_for_update(no_key=True).get(pk=court.pk)
        day = _next_day(court, over)
        if day > over:
            return None
        with perform(procedure.ASK, None, by=Actor.court(), at=at) as step:
            book = step.subject = Book.objects.create(
                court=court, day=day, state=BookState.ASKED, asked_at=at
            )
            step.fact = events.BookAsked(book=book.pk, day=day, attempt=book.attempt)
        gateways.ask_for_book(book)
    return book


def ask_again(book: Book, *, by: Actor, at: datetime) -> Book:
    """Ask for the book of a day once more; what it shows then is what counts.

    :raises OutOfOrder: if both books are the same, or every difference is settled
    :raises NotYours: if the actor does not keep the books
    """
    with perform(procedure.ASK_AGAIN, book, by=by, at=at) as step:
        found = step.subject
        found.attempt, found.told, found.asked_at = found.attempt + 1, 0, at
        found.save(update_fields=["attempt", "told", "asked_at"])
        gateways.ask_for_book(found)
        step.fact = events.BookAsked(book=found.pk, day=found.day, attempt=found.attempt)
    return step.subject


def take(page: Page, *, at: datetime) -> Book:
    """Keep a page of the bank's book, ask for the next, and compare after the last.

    A page that was told, or belongs to an earlier attempt, changes nothing.

    :raises UnknownBook: if this court never asked for it
    """
    with transaction.atomic():
        book = _asked(page.reference)
        is_next = book.state == BookState.ASKED and page.start == book.told
        if page.reference != book.reference or not is_next:
            return book
        if page.day != book.day:
            return _compared(book, [_other_day(page.day)], at=at)
        _keep(book, page)
        if page.more and page.rows:
            gateways.ask_for_book(book)
            return book
        own = dict(books.own_entries(book))
        book.own_count, book.own_fen = len(own), sum(one.fen for one in own.values())
        return _compared(book, list(_differences(book, own)), at=at)


def _next_day(court: Court, first: date) -> date:
    """Return the day to ask for next; the very first is that of the first payment, or `first`."""
    last: date | None = Book.objects.filter(court=court).aggregate(day=Max("day"))["day"]
    if last is not None:
        return last + timedelta(days=1)
    paid: date | None = Payment.objects.filter(court=court).aggregate(day=Min("day"))["day"]
    return paid or first


def locked(pk: int) -> Book:
    """Return a day, locked: whoever changes one of its differences holds it first."""
    rows = Book.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("court").get(pk=pk)


def _asked(reference: str) -> Book:
    """Return the book behind the name under which the bank was asked, `账17-1`, locked."""
    pk, _, attempt = reference.removeprefix("账").partition("-")
    if pk.isdecimal() and attempt.isdecimal() and Book.objects.filter(pk=int(pk)).exists():
        found = locked(int(pk))
        if int(attempt) <= found.attempt:
            return found
    raise UnknownBook("没有要过这份对账单。", remedy="请核对对账单号。")


def _keep(book: Book, page: Page) -> None:
    BookRow.objects.bulk_create(
        BookRow(
            book=book,
            attempt=book.attempt,
            position=position,
            serial=row.serial,
            account_number=row.account,
            reference=row.reference,
            fen=money.fen(row.amount),
            payer=row.payer,
            method=row.method,
            at=row.at,
        )
        for position, row in enumerate(page.rows, start=page.start)
    )
    before = book.bank_fen if page.start else 0
    book.told = page.start + len(page.rows)
    book.bank_fen = before + sum(money.fen(row.amount) for row in page.rows)
    book.save(update_fields=["told", "bank_fen"])


def _other_day(day: date) -> Difference:
    return Difference(kind=DifferenceKind.OTHER_DAY, serial=f"{day}")


def _differences(book: Book, own: dict[str, Entry]) -> Iterator[Difference]:
    """Lay the books beside each other, serial number by serial number."""
    seen: Counter[str] = Counter()
    for bank in books.bank_entries(book):
        ours = own.get(bank.serial)
        seen[bank.serial] += 1
        if seen[bank.serial] == 2:
            yield _difference(DifferenceKind.DOUBLED, bank, ours)
        elif seen[bank.serial] > 2:
            continue
        elif ours is None:
            yield _difference(DifferenceKind.NOT_HERE, bank, None)
        elif (ours.fen, ours.account) != (bank.fen, bank.account):
            yield _difference(DifferenceKind.OTHER, bank, ours)
    for serial, ours in own.items():
        if serial not in seen:
            yield _difference(DifferenceKind.NOT_THERE, None, ours)


def _difference(kind: DifferenceKind, bank: Entry | None, ours: Entry | None) -> Difference:
    serial = bank.serial if bank else ours.serial if ours else ""
    return Difference(
        kind=kind,
        serial=serial,
        row_id=bank.pk if bank else None,
        payment_id=ours.pk if ours else None,
        matter_id=ours.matter if ours else None,
        bank_fen=bank.fen if bank else None,
        own_fen=ours.fen if ours else None,
    )


def _compared(book: Book, found: list[Difference], *, at: datetime) -> Book:
    """Note what the comparison shows: nothing, or differences that somebody must look at."""
    count = len(found)
    if count > settings.MOST_DIFFERENCES:
        found = [Difference(kind=DifferenceKind.TOO_MANY, serial="")]
    _let_go(book, found, at=at)
    move = procedure.DIFFER if found else procedure.AGREE
    with perform(move, book, by=Actor.court(), at=at) as step:
        Book.objects.filter(pk=book.pk).update(
            own_count=book.own_count, own_fen=book.own_fen, compared_at=at
        )
        step.fact = (
            events.BookDiffered(book.pk, book.day, count, book.bank_amount, book.own_amount)
            if found
            else events.BookAgreed(book.pk, book.day, book.told, book.bank_amount)
        )
    known = set(book.differences.exclude(state=DifferenceState.GONE).values_list("kind", "serial"))
    for one in found:
        if (one.kind, one.serial) not in known:
            _find(book, one, at=at)
    book.refresh_from_db()
    settle_if_done(book, at=at)
    book.refresh_from_db()
    return book


def _let_go(book: Book, found: list[Difference], *, at: datetime) -> None:
    """Let those go that an earlier attempt showed and this one does not."""
    shown = {(one.kind, one.serial) for one in found}
    for one in book.differences.filter(state=DifferenceState.OPEN).order_by("id"):
        if (one.kind, one.serial) not in shown:
            with perform(procedure.VANISH, one, by=Actor.court(), at=at) as step:
                step.subject.settled_at = at
                step.subject.save(update_fields=["settled_at"])
                step.fact = events.DifferenceGone(difference=one.pk, serial=one.serial)


def _find(book: Book, one: Difference, *, at: datetime) -> None:
    with perform(procedure.FIND, None, by=Actor.court(), at=at) as step:
        one.book = book
        one.save(force_insert=True)
        step.subject = one
        step.fact = events.DifferenceFound(
            difference=one.pk, day=book.day, what=one.get_kind_display(), serial=one.serial
        )


def settle_if_done(book: Book, *, at: datetime) -> None:
    """Note that every difference of a locked day is found out, once the last one is.

    While the bank is asked once more, its newest book says it.
    """
    is_asked = book.state not in procedure.SETTLE.source
    if is_asked or book.differences.filter(state=DifferenceState.OPEN).exists():
        return
    with perform(procedure.SETTLE, book, by=Actor.court(), at=at) as step:
        step.fact = events.BookSettled(book=book.pk, day=book.day)
