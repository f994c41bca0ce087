"""The heart: one page per dispute, the same address for every role; what you may not see is absent.

Opens as fast with three thousand facts as with thirty: the timeline comes a page at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yunting.core import agenda, audience, events, tasks
from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.deadlines import day_n_of
from yunting.core.models import Deadline, Event, Matter, Participation
from yunting.core.models.deadline import OPEN
from yunting.filing.selectors import standing
from yunting.lib import clock
from yunting.ui import wording
from yunting.ui.pages import show, signed_in

PAGE = 30
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of the timeline, as people read it."""

    at: datetime
    sentence: str
    basis: str
    number: int


@dataclass(frozen=True, slots=True)
class Clock:
    """One period with its computation, and how it stands today."""

    deadline: Deadline
    left: str
    tone: str
    day: str


def _timeline(
    matter: Matter, actor: Actor, *, before: int | None
) -> tuple[list[Entry], int | None]:
    rows = events.history(matter, actor=actor).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    found: Sequence[Event] = list(rows[: PAGE + 1])
    entries = [
        Entry(e.at, events.sentence_of(e), e.basis, e.pk) for e in found[:PAGE]
    ]
    return entries, found[PAGE - 1].pk if len(found) > PAGE else None


def _clocks(matter: Matter, actor: Actor, on: date) -> list[Clock]:
    rows = Deadline.objects.filter(matter=matter).select_related("case").order_by(
        "lapses_at", "id"
    )
    rows = rows.filter(kind__in=tasks.periods_known_to(actor))
    return [_clock(row, on) for row in rows]


def _clock(row: Deadline, on: date) -> Clock:
    if row.state not in OPEN:
        return Clock(row, row.get_state_display(), "met", "")
    days = (row.ends_on - on).days
    tone = "late" if days < 0 else "soon" if days <= 2 else ""
    return Clock(row, wording.days_left(row.ends_on, on=on), tone, str(day_n_of(row, on)))


def _parties(matter: Matter) -> list[Participation]:
    return list(
        Participation.objects.filter(matter=matter, until__isnull=True)
        .select_related("person", "represents__person", "case")
        .order_by("id")
    )


@require_safe
@signed_in
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show the dispute to whoever takes part in it or answers for it."""
    found, actor = get_for(request, Matter, code=code)
    on = clock.day_of(clock.now())
    before = request.GET.get("before", "")
    entries, earlier = _timeline(found, actor, before=int(before) if before.isdigit() else None)
    subjects = standing.subjects(found)
    context = {
        "matter": found,
        "standing": standing.of(subjects),
        "subjects": subjects,
        "steps": [
            (step, wording.days_left(step.due_on, on=on) if step.due_on else "")
            for step in tasks.next_steps(subjects, actor)
        ],
        "entries": entries,
        "earlier": earlier,
        "clocks": _clocks(found, actor, on),
        "parties": _parties(found),
        "is_of_the_court": audience.is_of_the_court(actor),
        "frame_template": "ui/court.html"
        if audience.is_of_the_court(actor)
        else "ui/citizen.html",
    }
    return show(request, "web/matter.html", context, part="timeline")


@require_safe
@signed_in
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Give the dispute's dates as a calendar file. S24."""
    found, actor = get_for(request, Matter, code=code)
    text = agenda.of_matter(found, actor=actor, at=clock.now())
    response = HttpResponse(text, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{found.code}.ics"'
    return response
