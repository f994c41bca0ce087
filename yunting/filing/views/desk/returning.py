"""Return a filing: each ticked spot with reason, legal basis and what to do, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yunting.core import versions
from yunting.core.actor import Actor
from yunting.core.procedure import open_moves
from yunting.filing import procedure
from yunting.filing.forms import defects
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.desk import ReturnForm
from yunting.filing.models import Filing
from yunting.filing.selectors import door, law, review
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.services.review import Fault, return_filing
from yunting.filing.settings import CORRECTION_DAYS
from yunting.filing.views.desk import page
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.rules import calendar
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

PREVIEW = "preview"
DONE = "已一次性告知补正。当事人补正后，审查期限从次日重新计算七日。"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason and basis of each ticked spot, preview, and return the filing."""
    filing, actor = door.filing_for(request, pk)
    on = clock.day_of(clock.now())
    asked = request.POST if request.method == "POST" else request.GET
    spots = _spots(filing, asked.getlist("path"))
    if request.method != "POST":
        return _show(request, filing, actor, _fresh(filing, spots, on), on)
    form = ReturnForm(request.POST, spots=spots, reasons=_reasons(filing), on=on)
    if PREVIEW in request.POST:
        form = form.with_usual_bases()
        return _show(request, filing, actor, form, on, is_preview=form.is_valid())
    outcome = form.is_valid() and act(
        form,
        return_filing,
        filing,
        _faults(form),
        due_on=form.cleaned_data["due_on"],
        seen=form.cleaned_data["seen"],
        by=actor,
        at=clock.now(),
    )
    if not outcome:
        return _show(request, filing, actor, form, on)
    say(request, outcome, DONE)
    return done(request, "filing:desk", filing.pk)


def _spots(filing: Filing, paths: Sequence[str]) -> list[tuple[str, str]]:
    """Return the ticked spots with what they are called; what the form does not have is left out.

    The order is that of the complaint, each spot once.
    """
    form, values = entry(filing.form).form, values_of(latest(filing))
    found = []
    for path in dict.fromkeys(paths):
        try:
            found.append((path, defects.name_of(form, path, values)))
        except NotVisible:
            continue
    return found


def _fresh(filing: Filing, spots: Sequence[tuple[str, str]], on: date) -> ReturnForm:
    leave = review.leave_of(filing)
    usual = law.return_reasons()
    initial: dict[str, Any] = {
        "seen": versions.newest(filing.matter),
        "due_on": calendar.roll(on + timedelta(days=CORRECTION_DAYS)).value,
    }
    if leave is not None:
        for path, _ in spots:
            initial[path] = leave.ground
            initial[f"basis:{path}"] = usual[leave.ground].basis
    return ReturnForm(initial=initial, spots=spots, reasons=_reasons(filing), on=on)


def _reasons(filing: Filing) -> Sequence[Any]:
    """Return the reasons to choose from: all, or the one ground of the leave."""
    known = law.return_reasons()
    leave = review.leave_of(filing)
    return tuple(known.values()) if leave is None else (known[leave.ground],)


def _faults(form: ReturnForm) -> list[Fault]:
    told = form.cleaned_data
    return [
        Fault(path, told[path], told[f"basis:{path}"], told[f"note:{path}"]) for path in form.paths
    ]


def _show(
    request: HttpRequest,
    filing: Filing,
    actor: Actor,
    form: ReturnForm,
    on: date,
    *,
    is_preview: bool = False,
) -> HttpResponse:
    filing.refresh_from_db()
    declared, values = entry(filing.form).form, values_of(latest(filing))
    since = page.acts_since(filing, form, actor)
    if form.is_bound:
        form.now_seen(versions.newest(filing.matter))
    context = {
        "filing": filing,
        "form": form,
        "spots": [
            {**spot, "name": name, "value": defects.shown(declared, spot["path"], values)}
            for spot, name in zip(form.spot_fields(), form.names, strict=True)
        ],
        "is_open": procedure.RETURN in open_moves(filing, actor),
        "since": since,
        "preview": _preview(form) if is_preview else None,
        "day": on,
    }
    return show(request, "filing/return.html", context)


def _preview(form: ReturnForm) -> dict[str, Any]:
    known = law.return_reasons()
    return {
        "due_on": form.cleaned_data["due_on"],
        "items": [
            (name, known[fault.reason].label, fault.basis, fault.note)
            for name, fault in zip(form.names, _faults(form), strict=True)
        ],
    }
