"""Start a period, meet it, and change it: each by a fact, its last day computed once and stored.

What happens when one runs out is in lapses.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, cast

from django.db import models, transaction
from django.db.models import F

from yunting.core import events
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.deadline_facts import (
    DeadlineExtended,
    DeadlineLifted,
    DeadlineMet,
    DeadlineRestarted,
    DeadlineResumed,
    DeadlineStarted,
    DeadlineSuspended,
)
from yunting.core.deadline_kinds import DeadlineKind, SuspendedPeriod, kinds
from yunting.core.facts import Fact
from yunting.core.models import Case, Deadline, DeadlineState, Event, Matter, Suspension
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules import calendar, periods
from yunting.rules.finding import Finding


class NotRunning(Refused):
    """There is no running period of this kind: it has been met, has run out or never began."""

    code: ClassVar[str] = "deadline-not-running"


class NotLonger(Refused):
    """An extension never shortens a period."""

    code: ClassVar[str] = "deadline-not-longer"


@dataclass(frozen=True, slots=True)
class DayOf:
    """Which day of a period a day is. Day one is the day after the period started."""

    n: int
    of: int

    @property
    def left(self) -> int:
        """Return how many days are left after this one; 0 on the last day and later."""
        return max(self.of - self.n, 0)

    def __str__(self) -> str:
        return f"第{self.n}日，共{self.of}日"


def open_one(kind: DeadlineKind, subject: models.Model) -> Deadline | None:
    """Return the subject's period of that kind that runs or stands still; one query."""
    return Deadline.objects.open().of(subject).filter(kind=kind.name).first()


def open_among(names: Iterable[str], subject: models.Model) -> list[str]:
    """Return which of these kinds of period are open for the subject; one query."""
    rows = Deadline.objects.open().of(subject).filter(kind__in=list(names)).order_by("id")
    return list(rows.values_list("kind", flat=True))


def day_n_of(deadline: Deadline, on: date) -> DayOf:
    """Return which day of the period `on` is; no query."""
    started = deadline.started_on
    return DayOf(n=(on - started).days, of=(deadline.ends_on - started).days)


def start(
    kind: DeadlineKind,
    subject: models.Model,
    *,
    event: Event,
    on: date,
    by: Actor,
    at: datetime,
    found: Finding[date] | None = None,
) -> Deadline:
    """Start a period: `on` is the day of the legal fact `event`, which is not counted.

    `found` is the last day where the kind has no period of its own and the court sets it. Runs in
    the transaction of the act.
    """
    return _start(kind, subject, event=event, on=on, by=by, at=at, found=found, run=1)


def restart(
    kind: DeadlineKind,
    subject: models.Model,
    *,
    event: Event,
    on: date,
    by: Actor,
    at: datetime,
    found: Finding[date] | None = None,
) -> Deadline:
    """Begin a period anew, counting its runs; an open one is broken off.

    :raises NotRunning: if there never was one
    """
    with transaction.atomic():
        last = Deadline.objects.of(subject).filter(kind=kind.name).order_by("-run").first()
        if last is None:
            raise _not_running(kind.title)
        if last.state in (DeadlineState.RUNNING, DeadlineState.SUSPENDED):
            told = DeadlineRestarted(last.pk, kind.name, kind.title)
            _close(_locked(last, at=at), DeadlineState.RESTARTED, told, by=by, at=at)
        run = last.run + 1
        return _start(kind, subject, event=event, on=on, by=by, at=at, found=found, run=run)


def _start(
    kind: DeadlineKind,
    subject: models.Model,
    *,
    event: Event,
    on: date,
    by: Actor,
    at: datetime,
    found: Finding[date] | None,
    run: int,
) -> Deadline:
    answer = _last_day(kind, event, on, found)
    matter, case = _place_of(subject)
    with transaction.atomic():
        deadline = Deadline.objects.create(
            matter=matter,
            case=case,
            subject_kind=subject._meta.label,
            subject_id=subject.pk,
            kind=kind.name,
            title=kind.title,
            run=run,
            started_by=event,
            started_on=on,
            ends_on=answer.value,
            lapses_at=too_late(answer.value, on=on),
            basis=str(answer.basis[0]) if answer.basis else kind.article,
            computation="\n".join(lines_of(answer)),
            is_provisional=answer.provisional,
            audience=kind.audience,
            side=kind.side,
            changed_at=at,
        )
        tell(deadline, _started(deadline), by=by, at=at)
    return deadline


def _started(deadline: Deadline) -> DeadlineStarted:
    return DeadlineStarted(
        deadline=deadline.pk,
        period=deadline.kind,
        title=deadline.title,
        run=deadline.run,
        started_on=deadline.started_on,
        ends_on=deadline.ends_on,
        is_provisional=deadline.is_provisional,
        computation=deadline.steps,
    )


def _last_day(
    kind: DeadlineKind, event: Event, on: date, found: Finding[date] | None
) -> Finding[date]:
    if event.kind not in {fact.kind for fact in kind.starts_from}:
        raise TypeError(f"{kind.name} does not start from {event.kind}")
    if found is None:
        if kind.period is None:
            raise TypeError(f"{kind.name} has no period of its own: the court sets its day")
        return kind.period(on)
    if kind.period is not None and event.kind not in {fact.kind for fact in kind.set_by}:
        raise TypeError(f"{kind.name} has a period of its own: its day is not set")
    return found


def lines_of(found: Finding[date]) -> tuple[str, ...]:
    """Return a computation line by line, its articles last."""
    articles = "、".join(dict.fromkeys(map(str, found.basis)))
    return (*found.reasons, f"依据：{articles}") if articles else found.reasons


def too_late(last_day: date, *, on: date) -> datetime:
    """Return the first instant after the last day, by the court's clock. TIME-04."""
    return periods.last_instant(last_day, on=on).value.replace(tzinfo=clock.ZONE)


def meet(kind: DeadlineKind, subject: models.Model, *, by: Actor, at: datetime) -> Deadline:
    """Record that what the period was for has been done; call it in the act that does it.

    :raises NotRunning: if the subject has no such period, or it had run out at `at`
    """
    with transaction.atomic():
        deadline = _locked(_open(kind, subject), at=at)
        fact = DeadlineMet(deadline.pk, deadline.kind, deadline.title)
        return _close(deadline, DeadlineState.MET, fact, by=by, at=at)


def lift(
    kind: DeadlineKind, subject: models.Model, *, reason: str, by: Actor, at: datetime
) -> Deadline:
    """End a period that has lost its object, as when a filing is withdrawn.

    :raises NotRunning: if the subject has no such period, or it had run out at `at`
    """
    with transaction.atomic():
        deadline = _locked(_open(kind, subject), at=at)
        fact = DeadlineLifted(deadline.pk, deadline.kind, deadline.title, reason)
        return _close(deadline, DeadlineState.LIFTED, fact, by=by, at=at)


def suspend(deadline: Deadline, *, since: date, reason: str, by: Actor, at: datetime) -> Deadline:
    """Let a period stand still from a day on; that day is the first not counted.

    :raises NotRunning: if it does not run
    """
    if kinds()[deadline.kind].suspended_period is None:
        raise TypeError(f"{deadline.kind} knows no suspension")
    with transaction.atomic():
        row = _locked(deadline, at=at, states=(DeadlineState.RUNNING,))
        Suspension.objects.create(deadline=row, since=since)
        tell(row, DeadlineSuspended(row.pk, row.kind, row.title, since, reason), by=by, at=at)
        return change(row, at=at, state=DeadlineState.SUSPENDED)


def resume(deadline: Deadline, *, on: date, by: Actor, at: datetime) -> Deadline:
    """Let a period run again; `on` is the first day counted. Its last day moves accordingly.

    :raises NotRunning: if it does not stand still
    """
    with transaction.atomic():
        row = _locked(deadline, at=at, states=(DeadlineState.SUSPENDED,))
        row.suspensions.filter(resumed_on__isnull=True).update(resumed_on=on)
        found = with_suspensions(row)
        fact = DeadlineResumed(row.pk, row.kind, row.title, on, row.ends_on, found.value)
        tell(row, fact, by=by, at=at)
        return change(
            row,
            at=at,
            state=DeadlineState.RUNNING,
            ends_on=found.value,
            lapses_at=too_late(found.value, on=row.started_on),
            computation="\n".join(lines_of(found)),
            is_provisional=found.provisional,
        )


def with_suspensions(deadline: Deadline) -> Finding[date]:
    """Return the last day of a period that has stood still, by its own rule."""
    stood = tuple(
        periods.Interval(stop.since, stop.resumed_on)
        for stop in deadline.suspensions.order_by("since")
        if stop.resumed_on is not None
    )
    if deadline.is_extended:
        # The court has set this day itself: it moves by the days of this stop alone.
        return calendar.roll(periods.lengthened(deadline.ends_on, stood[-1:]))
    rule = cast(SuspendedPeriod, kinds()[deadline.kind].suspended_period)
    return rule(deadline, stood)


def extend(
    deadline: Deadline, *, to: date, reason: str, basis: str, by: Actor, at: datetime
) -> Deadline:
    """Put off the last day of a running period, with a reason and the article that allows it.

    :raises NotRunning: if it does not run, or had run out at `at`
    :raises NotLonger: if the new day is not later
    """
    with transaction.atomic():
        row = _locked(deadline, at=at, states=(DeadlineState.RUNNING,))
        return put_off(row, to=to, reason=reason, basis=basis, by=by, at=at)


def put_off(
    row: Deadline, *, to: date, reason: str, basis: str, by: Actor, at: datetime
) -> Deadline:
    """Move the last day of a locked row, whether or not it is already over.

    :raises NotLonger: if the new day is not later
    """
    if to <= row.ends_on:
        raise NotLonger(
            f"新的最后一日应晚于 {row.ends_on:%Y-%m-%d}。", basis=basis, remedy="请另选一日。"
        )
    fact = DeadlineExtended(row.pk, row.kind, row.title, row.ends_on, to, reason)
    tell(row, fact, by=by, at=at, basis=basis)
    line = f"延长：由 {row.ends_on:%Y-%m-%d} 至 {to:%Y-%m-%d}，{reason}（{basis}）"
    return change(
        row,
        at=at,
        ends_on=to,
        lapses_at=too_late(to, on=row.started_on),
        computation=f"{row.computation}\n{line}",
        is_extended=True,
    )


def _open(kind: DeadlineKind, subject: models.Model) -> Deadline:
    deadline = open_one(kind, subject)
    if deadline is None:
        raise _not_running(kind.title)
    return deadline


def _locked(
    deadline: Deadline,
    *,
    at: datetime,
    states: tuple[str, ...] = (DeadlineState.RUNNING, DeadlineState.SUSPENDED),
) -> Deadline:
    """Return the row, locked, if it is in one of the states and not over."""
    rows = Deadline.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("matter", "case").filter(pk=deadline.pk, state__in=states).first()
    if row is None or (row.state == DeadlineState.RUNNING and row.lapses_at <= at):
        raise _not_running(deadline.title)
    return row


def _not_running(title: str) -> NotRunning:
    return NotRunning(
        f"“{title}”没有在计算。",
        remedy="请刷新页面，查看现在的期限。",
    )


def _close(
    deadline: Deadline, state: DeadlineState, fact: Fact, *, by: Actor, at: datetime
) -> Deadline:
    event = tell(deadline, fact, by=by, at=at)
    return change(deadline, at=at, state=state, closed_by=event)


def change(deadline: Deadline, *, at: datetime, **values: Any) -> Deadline:
    """Write values to a row whose fact has been recorded, and count the revision."""
    Deadline.objects.filter(pk=deadline.pk).update(
        changed_at=at, revision=F("revision") + 1, **values
    )
    deadline.refresh_from_db()
    return deadline


def tell(
    deadline: Deadline, fact: Fact, *, by: Actor, at: datetime, basis: str | None = None
) -> Event:
    """Record a fact about a period to those whom its kind concerns."""
    return events.record(
        fact,
        matter=deadline.matter,
        case=deadline.case,
        # The sender's key belongs to the act that this is part of.
        by=by.holding(None),
        at=at,
        basis=basis or deadline.basis,
        audience=Audience(deadline.audience),
        side=deadline.side,
    )


def _place_of(subject: models.Model) -> tuple[Matter, Case | None]:
    if isinstance(subject, Matter):
        return subject, None
    case = subject if isinstance(subject, Case) else getattr(subject, "case", None)
    return cast(Any, subject).matter, case
