"""The press's queue: takes what was issued, has it made, stores it, and records the seal's use.

Two commits. The first keeps the sealed bytes in the row; the second names them in the paper.
Whoever takes up the work of a press that was killed between them finds the bytes and uses no seal
again; one that was killed before the first has put a seal on nothing that anybody has.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import Q, QuerySet

from yunting.core import document_content as content
from yunting.core import document_facts as facts
from yunting.core import document_moves as moves
from yunting.core import store
from yunting.core.actor import Actor
from yunting.core.document_kinds import kinds
from yunting.core.models import Sealing
from yunting.core.press.making import Here, Made, Order
from yunting.core.procedure import OutOfOrder, perform

BATCH = 16
MAX_ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=2)
logger = logging.getLogger(__name__)


class Press(Protocol):
    """Makes files of orders, in their order."""

    def make(self, orders: Sequence[Order]) -> list[Made]:
        """Make them."""


def orders(*, after: int = 0) -> dict[int, Order]:
    """Return what waits to be made, for a press that begins ahead, by its number; one query."""
    waiting = Sealing.objects.filter(id__gt=after, sealed__isnull=True, attempts=0).order_by("id")
    return {row.pk: _order(row) for row in waiting.select_related("document__court")}


def make_some(*, machine_at: datetime, press: Press) -> bool:
    """Make and seal the oldest issued papers, at most `BATCH`; False if there are none.

    Safe in several processes: a row another holds is skipped. A paper that fails is set aside with
    its error and tried again later; after the last attempt it stays, for people to see.
    """
    with transaction.atomic():
        due = _due(machine_at).filter(sealed__isnull=True)
        rows = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
        _make(rows, press, machine_at)
    return bool(rows)


def store_some(*, at: datetime, machine_at: datetime) -> bool:
    """Store what bears its seal and name it in its paper, at most `BATCH`; False if there is none.

    Safe in several processes, and beside `make_some`: the next are made while these are stored.
    """
    rows = list(_due(machine_at).filter(sealed__isnull=False)[:BATCH])
    for row in rows:
        try:
            _finish(row, at=at)
        except Exception as error:
            _set_aside(row, f"{type(error).__name__}: {error}", machine_at)
            row.save(update_fields=["attempts", "error", "not_before"])
    return bool(rows)


def press_some(*, at: datetime, machine_at: datetime, press: Press | None = None) -> bool:
    """Make what is to be made and store it; False if there was nothing to do."""
    made = make_some(machine_at=machine_at, press=press or Here())
    return store_some(at=at, machine_at=machine_at) or made


def press_all(*, at: datetime, machine_at: datetime, press: Press | None = None) -> None:
    """Go on until nothing is due."""
    while press_some(at=at, machine_at=machine_at, press=press):
        pass


def waiting() -> int:
    """Return how many papers are on their way through the press."""
    return Sealing.objects.filter(attempts__lt=MAX_ATTEMPTS).count()


def given_up() -> int:
    """Return how many papers the press could not make and wait for a person."""
    return Sealing.objects.filter(attempts__gte=MAX_ATTEMPTS).count()


def _due(machine_at: datetime) -> QuerySet[Sealing]:
    return (
        Sealing.objects.filter(Q(not_before__isnull=True) | Q(not_before__lte=machine_at))
        .filter(attempts__lt=MAX_ATTEMPTS)
        .select_related("document__court")
        .order_by("due_at", "id")
    )


def _make(rows: Sequence[Sealing], press: Press, machine_at: datetime) -> None:
    orders = [_order(row) for row in rows]
    for row, made in zip(rows, press.make(orders) if orders else (), strict=True):
        if made.error:
            _set_aside(row, made.error, machine_at)
        else:
            row.sealed, row.pages, row.seal, row.sm2 = made.sealed, made.pages, made.seal, made.sm2
        row.save()


def _set_aside(row: Sealing, error: str, machine_at: datetime) -> None:
    row.attempts += 1
    row.error = error[:500]
    row.not_before = machine_at + FIRST_WAIT * 2**row.attempts
    logger.error("paper %s could not be made, attempt %s", row.document_id, row.attempts)


def _order(row: Sealing) -> Order:
    document = row.document
    if document.issued_at is None:
        raise TypeError("only an issued paper goes to the press")
    return Order(
        template=kinds()[document.kind].path(),
        content=bytes(document.context),
        at=document.issued_at,
        court=content.court_name(document),
        title=document.title,
    )


def _finish(row: Sealing, *, at: datetime) -> None:
    """Store the sealed file, name it in the paper, record the use of the seal: one transaction."""
    try:
        with perform(moves.SEAL, row.document, by=Actor.court(), at=at) as step:
            document = step.subject
            kept = store.keep_bytes(bytes(row.sealed or b""))
            document.sealed_sha256, document.sm2 = kept.sha256, row.sm2
            document.sealed_at, document.pages = at, row.pages
            document.save(update_fields=["sealed_sha256", "sm2", "sealed_at", "pages"])
            Sealing.objects.filter(pk=row.pk).delete()
            step.fact = facts.DocumentSealed(
                document=document.pk,
                kind_=document.kind,
                number=document.number,
                title=document.title,
                sha256=kept.sha256,
                pages=row.pages or 0,
                seal=row.seal,
                asked_by=document.asked_by_id,
                approved_by=document.issued_by_id,
            )
    except OutOfOrder:
        # Another press finished it, or somebody recalled it while it was being made.
        Sealing.objects.filter(pk=row.pk).delete()
