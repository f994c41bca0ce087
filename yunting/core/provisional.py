"""Compute provisional last days again once the holidays of their year are published.

A period that ends in a year whose arrangement is not out yet is computed with weekends and fixed
dates only. When the year's file has come, each such period is computed once more, by a fact that
says what it was; the day never moves into the past.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from yunting.core.actor import Actor
from yunting.core.deadline_facts import DeadlineRecomputed
from yunting.core.deadline_kinds import kinds
from yunting.core.deadlines import change, lines_of, tell, too_late, with_suspensions
from yunting.core.models import Deadline, DeadlineState
from yunting.core.models.deadline import DeadlineQuerySet
from yunting.lib import clock
from yunting.rules import calendar
from yunting.rules.finding import Finding


def waiting() -> int:
    """Return how many running periods have a provisional last day; one query."""
    return _provisional().count()


def recompute(*, at: datetime) -> int:
    """Compute again what rests on a year published since; return how many became final.

    Each in a transaction of its own; what another process holds is left to it.
    """
    found = _provisional().order_by("lapses_at", "id").values_list("pk", flat=True)
    return sum([_recompute(pk, at=at) for pk in list(found)])


def _provisional() -> DeadlineQuerySet:
    return Deadline.objects.filter(state=DeadlineState.RUNNING, is_provisional=True)


def _recompute(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = Deadline.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        row = (
            rows.select_related("matter", "case")
            .filter(pk=pk, state=DeadlineState.RUNNING, is_provisional=True, lapses_at__gt=at)
            .first()
        )
        if row is None:
            return False
        found = _anew(row)
        if found.provisional:
            return False
        _settle(row, found, at=at)
        return True


def _anew(row: Deadline) -> Finding[date]:
    kind = kinds()[row.kind]
    if row.is_extended or kind.period is None:
        # The court has set this day itself: it stays, unless the court turns out to rest on it.
        return calendar.roll(row.ends_on)
    if row.suspensions.exists():
        return with_suspensions(row)
    return kind.period(row.started_on)


def _settle(row: Deadline, found: Finding[date], *, at: datetime) -> None:
    today = clock.day_of(at)
    ends_on = max(found.value, today)
    lines = lines_of(found)
    if ends_on != found.value:
        lines = (*lines, f"依新的安排已于 {found.value:%Y-%m-%d} 届满，至今日 {today:%Y-%m-%d} 止")
    told = DeadlineRecomputed(row.pk, row.kind, row.title, row.ends_on, ends_on, lines)
    tell(row, told, by=Actor.clock(), at=at)
    change(
        row,
        at=at,
        ends_on=ends_on,
        lapses_at=too_late(ends_on, on=row.started_on),
        computation="\n".join(lines),
        is_provisional=False,
    )
