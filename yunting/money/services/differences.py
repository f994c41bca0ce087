"""Find out why the two books of a day differ: put in what only the bank had, or say why."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yunting.core.actor import Actor
from yunting.core.models import Court
from yunting.core.procedure import perform
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.money import events, procedure
from yunting.money.models import BookRow, Difference, DifferenceKind, Method
from yunting.money.services import books, payments, reasons, returns


class NothingToTakeIn(Refused):
    """Only what the bank has and the court has not can be put into the court's books."""

    code: ClassVar[str] = "nothing-to-take-in"


def take_in(difference: Difference, *, by: Actor, at: datetime) -> Difference:
    """Put into the court's books what only the bank had: money that came, or that went back.

    If the bank told it meanwhile it stands there already, and nothing comes twice.

    :raises NothingToTakeIn: if the bank has nothing the court lacks
    :raises OutOfOrder: if it is settled
    :raises NotYours: if the actor does not keep the books
    """
    with transaction.atomic():
        book = books.locked(difference.book_id)
        with perform(procedure.TAKE_IN, difference, by=by, at=at) as step:
            found = step.subject
            _put_in(_lacking(found), court=book.court, at=at)
            _sign(found, by, at)
            step.fact = events.DifferenceTaken(difference=found.pk, serial=found.serial)
        books.settle_if_done(book, at=at)
    return step.subject


def explain(difference: Difference, *, reason: str, by: Actor, at: datetime) -> Difference:
    """Say why the books differ; it stays on record.

    :raises ReasonNeeded: if nothing is said
    :raises OutOfOrder: if it is settled
    :raises NotYours: if the actor does not keep the books
    """
    said = reasons.given(reason)
    with transaction.atomic():
        book = books.locked(difference.book_id)
        with perform(procedure.EXPLAIN, difference, by=by, at=at) as step:
            found = step.subject
            found.note = said
            _sign(found, by, at)
            step.fact = events.DifferenceExplained(
                difference=found.pk, serial=found.serial, note=said
            )
        books.settle_if_done(book, at=at)
    return step.subject


def _lacking(found: Difference) -> BookRow:
    if found.kind != DifferenceKind.NOT_HERE or found.row is None:
        raise NothingToTakeIn(
            f"这一处差异是“{found.get_kind_display()}”，没有可以补记的款项。",
            basis=procedure.BOOKS,
            remedy="请写明查到的原因。",
        )
    return found.row


def _sign(found: Difference, by: Actor, at: datetime) -> None:
    found.settled_by, found.settled_at = by.account, at
    found.save(update_fields=["note", "settled_by", "settled_at"])


def _put_in(row: BookRow, *, court: Court, at: datetime) -> None:
    if row.fen < 0:
        back_day = clock.day_of(row.at)
        back = returns.settle(
            row.reference,
            is_done=True,
            back_serial=row.serial,
            back_day=back_day,
            reason="",
            at=at,
        )
        if back.back_serial != row.serial:
            raise NothingToTakeIn(
                f"这笔退款现在是“{back.get_state_display()}”，不能补记。",
                basis=procedure.BOOKS,
                remedy="请向银行核实，再写明查到的原因。",
            )
        return
    told = payments.Told(
        serial=row.serial,
        account=row.account_number,
        reference=row.reference,
        amount=row.amount,
        payer=row.payer,
        method=Method(row.method) if row.method in Method.values else Method.TRANSFER,
        paid_at=row.at,
    )
    payments.take(told, court=court, at=at)
