"""Carry facts to the pillars that take over after the act: at least once, errors visible."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, prefetch_related_objects

from yunting.core import events
from yunting.core.models import HandOff
from yunting.lib import clock

MAX_ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=2)
# How many rows go in one transaction, and how far behind the oldest they are looked for.
BATCH, LOOKAHEAD = 16, 256
# So many that wait are more than one process carries in a moment.
CROWD = 64


def carry_some(*, at: datetime) -> int:
    """Carry the oldest open handoff, and with it others of its dispute; return how many.

    One transaction, at most `BATCH` rows, in their order, so it holds the locks of one dispute
    only. Safe in several processes: a row another holds is skipped. A handler that fails is set
    aside with its error and tried again later, and the others stand; after the last attempt it
    stays, for people to see. `at` is machine time.
    """
    with transaction.atomic():
        rows = _taken(at)
        for row in rows:
            _carry(row, at)
        HandOff.objects.bulk_update(rows, ["done_at", "attempts", "not_before", "error"])
    return len(rows)


def _taken(at: datetime) -> list[HandOff]:
    """Lock the oldest row that is due and free, and what else is due for its dispute."""
    due = HandOff.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=at),
        done_at__isnull=True,
        attempts__lt=MAX_ATTEMPTS,
    ).order_by("id")
    free = due.select_for_update(skip_locked=True, of=("self",)).select_related(
        "event__matter", "event__case"
    )
    first = free.first()
    if first is None or first.event.matter_id is None:
        return [first] if first else []
    near = due.filter(id__gt=first.pk).values("id")[:LOOKAHEAD]
    same = free.filter(id__in=near, event__matter=first.event.matter_id)
    rows = [first, *same[: BATCH - 1]]
    # Every handler reads its fact: its personal values come along, in one query for all.
    prefetch_related_objects(rows, "event__personal")
    return rows


def is_crowd() -> bool:
    """Tell whether more than a few wait to be carried for the first time; one query."""
    fresh = HandOff.objects.filter(done_at__isnull=True, attempts=0)
    return len(fresh.values_list("pk", flat=True)[: CROWD + 1]) > CROWD


def carry_all() -> None:
    """Carry what is open and has not failed, in order, waiting for what another process holds."""
    fresh = HandOff.objects.filter(done_at__isnull=True, attempts=0).order_by("id")
    while True:
        with transaction.atomic():
            row = (
                fresh.select_for_update(of=("self",))
                .select_related("event__matter", "event__case")
                .first()
            )
            if row is None:
                return
            _carry(row, clock.machine_now())
            row.save(update_fields=["done_at", "attempts", "not_before", "error"])


def _carry(row: HandOff, at: datetime) -> None:
    row.attempts += 1
    try:
        with transaction.atomic():
            events.handler(row.event.kind, row.to)(row.event)
    except Exception as error:
        row.error = f"{type(error).__name__}: {error}"[:2000]
        row.not_before = at + FIRST_WAIT * 2**row.attempts
    else:
        row.done_at = at
        row.error = ""


def dead_letters() -> int:
    """Return how many handoffs were given up and wait for a person."""
    return HandOff.objects.filter(done_at__isnull=True, attempts__gte=MAX_ATTEMPTS).count()
