"""What one dispute has to tell: the case page shows it, the API sends it, the calendar keeps it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from yunting.core import audience, events, tasks
from yunting.core.actor import Actor, Channel
from yunting.core.deadlines import day_n_of
from yunting.core.models import (
    Account,
    Deadline,
    Document,
    DocumentState,
    Matter,
    Participation,
)
from yunting.core.models.deadline import OPEN
from yunting.filing.selectors import defending, law, periods, proceeding, standing
from yunting.rules.finding import Step
from yunting.ui import wording
from yunting.web import doors

SOON_DAYS = 2
MOST_PAPERS = 200
PAPER_TONES = {
    DocumentState.PREPARED: "warning",
    DocumentState.ISSUED: "info",
    DocumentState.SEALED: "success",
    DocumentState.SUPERSEDED: "danger",
    DocumentState.RECALLED: "danger",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of the timeline, as people read it."""

    at: datetime
    sentence: str
    basis: str
    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One period with its computation, and how it stands today; `ends_on` is inclusive."""

    title: str
    ends_on: date
    state: str
    basis: str
    left: str
    tone: str
    day: str
    lines: tuple[str, ...]
    href: str = ""

    @property
    def due(self) -> str:
        """Return the last day in words, and which day of the period it is."""
        last = wording.day(self.ends_on)
        return f"{last}，今天是{self.day}" if self.day else last


@dataclass(frozen=True, slots=True)
class NextCard:
    """The next-step card: whose turn it is, and the way there if it is the reader's."""

    what: str
    who: str
    due_on: date | None
    left: str
    why: str
    basis: str
    is_mine: bool
    href: str

    @property
    def due(self) -> str:
        """Return the last day in words; empty when no clock runs."""
        return wording.day(self.due_on) if self.due_on else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on top: number or title, cause, amount, and the fee with its arithmetic."""

    title: str
    cause: str
    amount: Decimal | None
    procedure: str
    fee: Decimal | None
    fee_steps: tuple[Step, ...]


def next_cards(
    subjects: Sequence[Any],
    actor: Actor,
    on: date,
    *,
    of_others: Sequence[Any] = (),
    periods: Sequence[Deadline] | None = None,
) -> list[NextCard]:
    """Return the next-step cards of these subjects, the reader's own first; one query.

    None if the periods of the dispute are given.
    """
    at_the_court = audience.is_of_the_court(actor)
    return [
        NextCard(
            what=step.what,
            who=proceeding.party_of(step.subject, step.move) or step.who,
            due_on=step.due_on,
            left=wording.days_left(step.due_on, on=on) if step.due_on else "",
            why=step.why,
            basis=step.basis,
            is_mine=step.is_mine,
            href=doors.of(step.subject, step.move, at_the_court=at_the_court)
            if step.is_mine
            else "",
        )
        for step in tasks.next_steps(subjects, actor, of_others=of_others, periods=periods)
    ]


def timeline(
    matter: Matter, actor: Actor, *, before: int | None, size: int
) -> tuple[list[Entry], int | None]:
    """Return one page of facts, newest first, and where the next page begins; two queries."""
    rows = events.history(matter, actor=actor).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: size + 1])
    entries = [Entry(e.at, events.sentence_of(e), e.basis, e.pk, e.kind) for e in found[:size]]
    return entries, found[size - 1].pk if len(found) > size else None


def clocks(found: Sequence[Deadline], actor: Actor, on: date, *known: Any) -> list[Clock]:
    """Return how periods stand, in their order.

    A query or two more where parties have periods of their own and are not `known` already.
    """
    parties = periods.parties_of(found, *known)
    return [clock_of(row, on, parties.get(row.pk), actor) for row in found]


def clock_of(
    row: Deadline, on: date, party: Participation | None = None, actor: Actor | None = None
) -> Clock:
    """Return how a period stands on a day; `party` is whose it is, where each has its own."""
    state, title = row.get_state_display(), row.title
    if party is not None:
        title = f"{title}（{party.person}）"
    href = _way_to_more(row, party, actor)
    if row.state not in OPEN:
        return Clock(title, row.ends_on, state, row.basis, state, "met", "", row.steps, href)
    days = (row.ends_on - on).days
    return Clock(
        title=_title(row, title),
        ends_on=row.ends_on,
        state=state,
        basis=row.basis,
        left=wording.days_left(row.ends_on, on=on),
        tone="late" if days < 0 else "soon" if days <= SOON_DAYS else "",
        day=str(day_n_of(row, on)),
        lines=row.steps,
        href=href,
    )


def _way_to_more(row: Deadline, party: Participation | None, actor: Actor | None) -> str:
    """Return where the party whose period this is asks for more of it; empty where it cannot."""
    if party is None or actor is None or actor.channel is Channel.HELPER:
        return ""
    if not defending.can_ask_for(row):
        return ""
    mine = {one.pk for one in (actor.person, actor.on_behalf_of) if one is not None}
    return reverse("filing:extend", args=[row.pk]) if party.person_id in mine else ""


def _title(row: Deadline, title: str) -> str:
    again = f"（第{row.run}次起算）" if row.run > 1 else ""
    # Why it is, a line of the computation says: 以国务院公布的放假安排为准.
    return f"{title}{again}{'（暂定）' if row.is_provisional else ''}"


def heading(subjects: Sequence[Any], on: date) -> Heading:
    """Return the top of the page from the newest filing and case."""
    case, filing = standing.newest_case(subjects), standing.newest_filing(subjects)
    how = case.procedure if case else ""
    fee = law.fee_of(filing.amount, on=on, procedure=how) if filing and filing.run else None
    cause = case.cause if case else filing.cause if filing else ""
    return Heading(
        title=standing.title_of(subjects),
        cause=law.cause_of(cause, on=on).name if cause else "",
        amount=filing.amount if filing else None,
        procedure=law.label_of_procedure(case.procedure) if case else "",
        fee=fee.value if fee else None,
        fee_steps=fee.steps if fee else (),
    )


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the court on the case page."""

    code: str
    title: str
    number: str
    state: str
    tone: str
    to: str
    at: datetime | None
    pages: int
    replaced_by: str
    is_sealed: bool


def papers(matter: Matter, account: Account) -> list[PaperRow]:
    """Return the court's papers the reader may see, the newest first; two queries."""
    rows = Document.objects.visible_to(account).filter(matter=matter)
    found = rows.select_related("case", "to", "superseded_by").order_by("-id")
    shown = list(found[:MOST_PAPERS])
    known = {row.pk for row in shown}
    return [_paper(row, known) for row in shown]


def _paper(row: Document, known: Collection[int]) -> PaperRow:
    own = row.number if not row.case or row.number != row.case.number else ""
    successor = getattr(row, "superseded_by", None)
    return PaperRow(
        code=row.code,
        title=row.title,
        number=own,
        state=row.get_state_display(),
        tone=PAPER_TONES.get(DocumentState(row.state), ""),
        to=str(row.to or "各方当事人"),
        at=row.sealed_at or row.issued_at or row.prepared_at,
        pages=row.pages or 0,
        replaced_by=successor.code if successor and successor.pk in known else "",
        is_sealed=bool(row.sealed_sha256),
    )


def everybody(matter: Matter) -> list[Participation]:
    """Return who takes part or ever did, in the order of entering; one query."""
    rows = Participation.objects.filter(matter=matter)
    return list(rows.select_related("person", "represents__person").order_by("id"))
