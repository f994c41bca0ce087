"""The heart: one page per dispute, the same address for every role; what you may not see is absent.

Opens as fast with three thousand facts as with thirty: the timeline comes a page at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yunting.core import agenda, audience, events, tasks
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.deadlines import day_n_of
from yunting.core.models import Deadline, Matter, Participation
from yunting.core.models.deadline import OPEN
from yunting.filing.selectors import law, standing
from yunting.lib import clock
from yunting.rules.finding import Step
from yunting.ui import wording
from yunting.ui.pages import show, signed_in
from yunting.web import doors

PAGE = 30
SOON_DAYS = 2
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

    title: str
    due: str
    left: str
    tone: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextCard:
    """The next-step card: whose turn it is, and the way there if it is the reader's."""

    what: str
    who: str
    due: str
    left: str
    why: str
    basis: str
    is_mine: bool
    href: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on top: number or title, cause, amount, and the fee with its arithmetic."""

    title: str
    cause: str
    amount: Any
    procedure: str
    fee: Any
    fee_steps: tuple[Step, ...]


def next_cards(subjects: list[Any], actor: Actor, on: date) -> list[NextCard]:
    """Return the next-step cards of these subjects, the reader's own first; one query."""
    return [
        NextCard(
            what=step.what,
            who=step.who,
            due=wording.day(step.due_on) if step.due_on else "",
            left=wording.days_left(step.due_on, on=on) if step.due_on else "",
            why=step.why,
            basis=step.basis,
            is_mine=step.is_mine,
            href=doors.of(step.subject, step.move) if step.is_mine else "",
        )
        for step in tasks.next_steps(subjects, actor)
    ]


def _timeline(
    matter: Matter, actor: Actor, *, before: int | None
) -> tuple[list[Entry], int | None]:
    """Return one page of facts, newest first, and where the next page begins; two queries."""
    rows = events.history(matter, actor=actor).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    entries = [Entry(e.at, events.sentence_of(e), e.basis, e.pk) for e in found[:PAGE]]
    return entries, found[PAGE - 1].pk if len(found) > PAGE else None


def _clocks(matter: Matter, actor: Actor, on: date) -> list[Clock]:
    rows = Deadline.objects.filter(matter=matter, kind__in=tasks.periods_known_to(actor))
    return [_clock(row, on) for row in rows.order_by("lapses_at", "id")]


def _clock(row: Deadline, on: date) -> Clock:
    due = wording.day(row.ends_on)
    if row.state not in OPEN:
        return Clock(row.title, due, row.get_state_display(), "met", row.steps)
    days = (row.ends_on - on).days
    tone = "late" if days < 0 else "soon" if days <= SOON_DAYS else ""
    left = wording.days_left(row.ends_on, on=on)
    title = row.title if row.run == 1 else f"{row.title}（第{row.run}次起算）"
    return Clock(title, f"{due}，今天是{day_n_of(row, on)}", left, tone, row.steps)


def _heading(matter: Matter, subjects: list[Any], on: date) -> Heading:
    case, filing = standing.newest_case(subjects), standing.newest_filing(subjects)
    fee = law.fee_of(filing.amount, on=on) if filing and filing.run else None
    cause = case.cause if case else filing.cause if filing else ""
    return Heading(
        title=case.number if case else (filing.title if filing else "") or "起诉状（填写中）",
        cause=law.cause_of(cause, on=on).name if cause else "",
        amount=filing.amount if filing else None,
        procedure=law.label_of_procedure(case.procedure) if case else "",
        fee=fee.value if fee else None,
        fee_steps=fee.steps if fee else (),
    )


def _parties(matter: Matter) -> list[Participation]:
    rows = Participation.objects.filter(matter=matter, until__isnull=True)
    return list(rows.select_related("person", "represents__person").order_by("id"))


@require_safe
@signed_in
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show the dispute to whoever takes part in it or answers for it."""
    found, actor = get_for(request, Matter, code=code)
    on = clock.day_of(clock.now())
    before = request.GET.get("before", "")
    entries, earlier = _timeline(found, actor, before=int(before) if before.isdecimal() else None)
    subjects = standing.subjects(found)
    of_the_court = audience.is_of_the_court(actor)
    context = {
        "matter": found,
        "heading": _heading(found, subjects, on),
        "standing": standing.of(subjects),
        "cards": next_cards(subjects, actor, on),
        "entries": entries,
        "earlier": earlier,
        "clocks": _clocks(found, actor, on),
        "parties": _parties(found),
        "filing": standing.newest_filing(subjects),
        "of_the_court": of_the_court,
        "frame_template": "ui/court.html" if of_the_court else "ui/citizen.html",
    }
    return show(request, "web/matter.html", context, part="timeline")


@require_safe
@signed_in
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Give the dispute's dates as a calendar file. S24."""
    found, _ = get_for(request, Matter, code=code)
    entries = agenda.of_matter(found, account=account_of(request))
    body = agenda.text(entries, name=str(found.code))
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{found.code}.ics"'
    return response
