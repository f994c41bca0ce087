"""Carry facts to the pillars that take over after the act: at least once, errors visible."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from yunting.core import events
from yunting.core.models import HandOff
from yunting.lib import clock

MAX_ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=2)


def carry_one(*, at: datetime) -> bool:
    """Carry the oldest open handoff; False if there is none. `at` is machine time.

    Safe in several processes: a row another holds is skipped. A handler that fails is set aside
    with its error and tried again later; after the last attempt it stays, for people to see.
    """
    with transaction.atomic():
        row = (
            HandOff.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(not_before__isnull=True) | Q(not_before__lte=at), done_at__isnull=True)
            .filter(attempts__lt=MAX_ATTEMPTS)
            .select_related("event__matter", "event__case")
            .order_by("id")
            .first()
        )
        if row is None:
            return False
        _carry(row, at)
        row.save(update_fields=["done_at", "attempts", "not_before", "error"])
    return True


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
