"""The desk: one page with everything a reviewer needs to decide a filing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yunting.core import events, versions
from yunting.core.actor import Actor
from yunting.core.models import Deadline
from yunting.core.procedure import Move, open_moves
from yunting.filing import procedure
from yunting.filing.forms import defects
from yunting.filing.forms.catalogue import entry, remarks
from yunting.filing.forms.complaint import Change, difference, written
from yunting.filing.forms.desk import (
    AcceptForm,
    Act,
    AllowForm,
    RedirectForm,
    RefuseForm,
    TakeBackForm,
    TakeOverForm,
)
from yunting.filing.forms.elements import Form
from yunting.filing.models import Defect, Filing, Return, Submission
from yunting.filing.selectors import door, law, queue, review, similar
from yunting.filing.selectors.submissions import values_of
from yunting.filing.views.desk import findings
from yunting.lib import clock
from yunting.ui import wording
from yunting.ui.pages import show, signed_in

HISTORY = 20
SIMILAR = 10
SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class Returned:
    """One thing that was to be corrected, as the filer read it."""

    path: str
    name: str
    reason: str
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One return: by whom, until when, and everything in it."""

    row: Return
    items: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a correction changed, beside what it was asked to change."""

    name: str
    change: Change
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Run:
    """One submission: its clock, and what it changed against the one before."""

    sent: Submission
    clock: Deadline | None
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """The seven days as they stand today."""

    title: str
    due: str
    left: str
    tone: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the past: when, and the sentence of it."""

    at: datetime
    sentence: str
    basis: str


@require_safe
@signed_in
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a filing with everything on one page, and the acts that are possible now."""
    filing, actor = door.filing_for(request, pk)
    return show_desk(request, filing, actor)


def show_desk(
    request: HttpRequest, filing: Filing, actor: Actor, sent: Act | None = None
) -> HttpResponse:
    """Show the desk; with the form that was refused, still filled in, and what happened since."""
    filing.refresh_from_db()
    on = clock.day_of(clock.now())
    moves = {move.name: move for move in open_moves(filing, actor)}
    shown = {**_paper(filing, moves, on), **_law(filing, moves, on), **_clock(filing, on)}
    context = {
        **shown,
        "filing": filing,
        "moves": moves,
        "forms": _forms(filing, moves, actor, sent, on),
        "sent": sent,
        "since": acts_since(filing, sent, actor),
        "history": _history(filing, actor),
        "same": similar.same_dispute(filing).select_related("matter", "case")[:SIMILAR],
        "people": review.people(filing),
        "next": queue.next_after(filing, actor.account) if actor.account else None,
    }
    return show(request, "filing/desk.html", context)


def _paper(filing: Filing, moves: dict[str, Move], on: date) -> dict[str, Any]:
    """Return the complaint, what it was before, and what was asked to be corrected."""
    form = entry(filing.form).form
    sent = review.submissions(filing)
    values = values_of(sent[-1])
    notices = review.returns(filing)
    noted = remarks(form, values, on=on)
    leave = review.leave_of(filing)
    return {
        "paper": written(form, values),
        "chapters": defects.chapters(form, values),
        "remarks": noted,
        "runs": _runs(form, filing, sent, notices),
        "notices": [_notice(form, one, values) for one in notices],
        "leave": leave,
        "leave_label": law.return_reasons()[leave.ground].label if leave else "",
        "may_return": procedure.RETURN.name in moves
        and (not notices or (len(notices) == 1 and leave is not None)),
    }


def _law(filing: Filing, moves: dict[str, Move], on: date) -> dict[str, Any]:
    """Return what the rules find, and what an acceptance would do."""
    simple = review.effects(filing, is_simple=True, on=on)
    ordinary = review.effects(filing, is_simple=False, on=on)
    fee = findings.of_fee(filing, on=on)
    return {
        "court": findings.of_court(filing, on=on),
        "procedures": (
            findings.of_procedure("如选“是”", simple),
            findings.of_procedure("如选“否”", ordinary),
        ),
        "effects": (simple, ordinary),
        "fee": fee,
        "fee_found": findings.found("案件受理费", "", fee),
        "cause": law.cause_of(filing.cause, on=on).name,
    }


def _clock(filing: Filing, on: date) -> dict[str, Any]:
    clocks = review.review_clocks(filing)
    running, day = review.running(clocks, on)
    if running is None:
        return {"clock": None, "day": ""}
    left = (running.ends_on - on).days
    tone = "late" if left < 0 else "soon" if left <= SOON_DAYS else ""
    return {
        "day": day,
        "clock": Clock(
            title=f"立案审查{day}",
            due=wording.day(running.ends_on),
            left=wording.days_left(running.ends_on, on=on),
            tone=tone,
            lines=running.steps,
        ),
    }


def _runs(form: Form, filing: Filing, sent: list[Submission], notices: list[Return]) -> list[Run]:
    """Return the runs, newest first, each with what it changed."""
    clocks = {row.run: row for row in review.review_clocks(filing)}
    asked = {notice.run: list(notice.defects.all()) for notice in notices}
    runs, before = [], None
    for one in sent:
        changes: tuple[Changed, ...] = ()
        if before is not None:
            told = difference(form, values_of(before), values_of(one))
            changes = tuple(_changed(change, asked.get(before.run, [])) for change in told)
        runs.append(Run(one, clocks.get(one.run), changes))
        before = one
    return runs[::-1]


def _changed(change: Change, asked: list[Defect]) -> Changed:
    known = law.return_reasons()
    name = f"{change.heading} · {change.label}"
    for defect in asked:
        if change.path == defect.path or change.path.startswith(f"{defect.path}."):
            return Changed(name, change, known[defect.reason].label, defect.basis)
    return Changed(name, change, "", "")


def _notice(form: Form, row: Return, values: dict[str, str]) -> Notice:
    known = law.return_reasons()
    items = tuple(
        Returned(
            defect.path,
            defects.name_or_path(form, defect.path, values),
            known[defect.reason].label,
            defect.basis,
            defect.note,
        )
        for defect in row.defects.all()
    )
    return Notice(row, items)


def _forms(
    filing: Filing, moves: dict[str, Move], actor: Actor, sent: Act | None, on: date
) -> dict[str, Act]:
    """Return an empty form for each act that is possible now, and the one that was refused."""
    seen = {"seen": versions.newest(filing.matter)}
    maritime = law.maritime_court_of(filing.cause, on=on).value is not None
    elsewhere = {"ground": "maritime", "to": law.maritime_forum(on=on).value} if maritime else {}
    fresh: dict[str, Act] = {
        procedure.ACCEPT.name: AcceptForm(initial=seen),
        procedure.ALLOW_SECOND_RETURN.name: AllowForm(initial=seen, used=used_grounds(filing)),
        procedure.DRAFT_REFUSAL.name: RefuseForm(initial=seen),
        procedure.TAKE_BACK_REFUSAL.name: TakeBackForm(initial=seen),
        procedure.REDIRECT.name: RedirectForm(initial={**seen, **elsewhere}),
        procedure.TAKE_OVER.name: TakeOverForm(
            initial=seen, from_colleague=filing.reviewer_id is not None
        ),
    }
    forms = {name: form for name, form in fresh.items() if name in moves}
    if filing.reviewer_id is not None and filing.reviewer == actor.account:
        forms.pop(procedure.TAKE_OVER.name, None)
    if not filing.returns.exists() or review.leave_of(filing) is not None:
        forms.pop(procedure.ALLOW_SECOND_RETURN.name, None)
    if sent is not None:
        sent.now_seen(seen["seen"])
    return {name: _same(form, sent) for name, form in forms.items()}


def _same(form: Act, sent: Act | None) -> Act:
    return sent if sent is not None and type(sent) is type(form) else form


def used_grounds(filing: Filing) -> frozenset[str]:
    """Return the grounds of earlier returns; one query."""
    rows = Defect.objects.filter(notice__filing=filing)
    return frozenset(rows.values_list("reason", flat=True))


def acts_since(filing: Filing, sent: Act | None, actor: Actor) -> list[Entry]:
    """Return what others did after the page that was sent had been made. X6."""
    seen = sent.cleaned_data.get("seen") if sent is not None and sent.is_bound else None
    if seen is None:
        return []
    return [_entry(e) for e in versions.acts_since(filing.matter, seen=seen, by=actor)]


def _history(filing: Filing, actor: Actor) -> list[Entry]:
    rows = events.history(filing.matter, actor=actor).order_by("-id")[:HISTORY]
    return [_entry(event) for event in rows]


def _entry(event: Any) -> Entry:
    return Entry(event.at, events.sentence_of(event), event.basis)
