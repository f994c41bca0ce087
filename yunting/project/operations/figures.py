"""How the court is doing, as numbers without anybody in them; each from an index or a small table.

Messages and jobs that were given up are counted by doctor: that reads whole tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from yunting.core import document_press, handoffs, log
from yunting.core.models import Circuit, HandOff, Heartbeat, OutboxMessage, OutboxState, PendingLeaf
from yunting.project.operations import last_backup


@dataclass(frozen=True, slots=True)
class Figure:
    """One number under a name of Prometheus; `kind` is gauge or counter."""

    name: str
    help: str
    kind: str
    value: float


def figures(*, machine_at: datetime) -> Iterator[Figure]:
    """Yield every number; nine queries. `machine_at` is what ages are counted to."""
    yield _gauge("database_up", "1 if the database answers.", 1)
    yield Figure("yunting_log_size", "Records under a signed head.", "counter", log.size_now())
    yield _gauge("log_waiting", "Records that wait for a signature.", PendingLeaf.objects.count())
    open_ones = HandOff.objects.filter(done_at__isnull=True)
    yield _gauge("handoffs_open", "Hand-offs on their way.", open_ones.count())
    yield _gauge("handoffs_given_up", "Hand-offs that wait for a person.", handoffs.dead_letters())
    queued = OutboxMessage.objects.filter(state=OutboxState.QUEUED).count()
    yield _gauge("messages_queued", "Messages to neighbours that wait.", queued)
    yield _gauge(
        "papers_waiting", "Papers on their way through the press.", document_press.waiting()
    )
    given_up = document_press.given_up()
    yield _gauge("papers_given_up", "Papers the press could not make.", given_up)
    jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).count()
    yield _gauge("jobs_waiting", "Jobs that wait or are being done.", jobs)
    paused = Circuit.objects.filter(open_until__gt=machine_at).count()
    yield _gauge("neighbours_paused", "Neighbours left alone after failures.", paused)
    heart = Heartbeat.objects.first()
    if heart is not None:
        silent = (machine_at - heart.at).total_seconds()
        yield _gauge("worker_silent_seconds", "Since a worker was last seen.", silent)
    yield from backup(machine_at=machine_at)


def without_database(*, machine_at: datetime) -> Iterator[Figure]:
    """Yield what can be said while the database is away."""
    yield _gauge("database_up", "1 if the database answers.", 0)
    yield from backup(machine_at=machine_at)


def backup(*, machine_at: datetime) -> Iterator[Figure]:
    """Yield how old the last backup is, if there is one."""
    last = last_backup.known()
    if last is not None:
        age = (machine_at - last.taken_at).total_seconds()
        yield _gauge("backup_age_seconds", "Since the instant the last backup holds.", age)


def _gauge(name: str, help: str, value: float) -> Figure:
    return Figure(f"yunting_{name}", help, "gauge", value)


def text(found: Iterator[Figure]) -> str:
    """Return numbers in the text format of Prometheus 0.0.4."""
    lines = []
    for one in found:
        lines.append(f"# HELP {one.name} {one.help}")
        lines.append(f"# TYPE {one.name} {one.kind}")
        lines.append(f"{one.name} {one.value}")
    return "\n".join(lines) + "\n"
