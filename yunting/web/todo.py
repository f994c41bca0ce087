"""What somebody has to do, as a list shows it and as a program reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yunting.core.tasks import Task
from yunting.filing.selectors import standing
from yunting.ui import wording
from yunting.web import doors


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do; `due_on` is the last day, inclusive; `page` is where it is done."""

    matter: str
    title: str
    what: str
    basis: str
    since: datetime | None
    due_on: date | None
    left: str
    late: bool
    page: str

    @property
    def due(self) -> str:
        """Return the last day in words; empty when no clock runs."""
        return wording.day(self.due_on) if self.due_on else ""


def duties_of(found: Iterable[Task], on: date, *, at_the_court: bool) -> list[Duty]:
    """Return tasks as they are shown on a day, to a colleague or to a party; no query."""
    return [
        Duty(
            matter=task.subject.matter.code if task.subject.matter else "",
            title=standing.name_of(task.subject),
            what=task.move.task or task.move.label,
            basis=task.move.basis,
            since=task.since,
            due_on=task.due_on,
            left=wording.days_left(task.due_on, on=on) if task.due_on else "",
            late=task.due_on is not None and task.due_on < on,
            page=doors.of(task.subject, task.move, at_the_court=at_the_court)
            or task.subject.matter.get_absolute_url(),
        )
        for task in found
    ]
