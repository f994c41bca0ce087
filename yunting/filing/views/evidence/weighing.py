"""Weigh evidence: each party's opinion; the court asks for originals, compares, holds equal."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yunting.core.procedure import Move
from yunting.filing.forms.evidence import AskOriginalForm, CompareForm, EqualForm, OpinionForm
from yunting.filing.models import QUALITIES, Evidence, ItemState
from yunting.filing.procedure import ASK_ORIGINAL, FIND_SAME, HOLD_EQUAL
from yunting.filing.selectors import place
from yunting.filing.services import originals
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a party what it holds of another's item, quality by quality."""
    item, here = place.at_item(request, pk)
    if here.may_give().person_id == item.person_id:
        raise NotVisible
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        outcome = act(
            form, originals.give_opinion, item, form.opinion(), by=here.actor, at=clock.now()
        )
        if outcome:
            say(request, outcome, "质证意见已提交。")
            return done(request, "filing:evidence-item", item.pk)
    qualities = [(label, form[key], form[f"{key}_reason"]) for key, label in QUALITIES]
    context = _context(item, here, form) | {"qualities": qualities}
    return show(request, "filing/evidence_opinion.html", context)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def ask_original(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the original, with a reason, by a day."""
    item, here = _court(request, pk, ASK_ORIGINAL)
    at = clock.now()
    posted = request.POST if request.method == "POST" else None
    form = AskOriginalForm(posted, on=clock.day_of(at))
    if form.is_bound and form.is_valid():
        outcome = act(form, originals.ask_original, item, by=here.actor, at=at, **form.cleaned_data)
        if outcome:
            say(request, outcome, "已要求提交原件，期限已写在案件页面。")
            return done(request, "filing:evidence-item", item.pk)
    return _show(request, item, here, form, ASK_ORIGINAL)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what the comparison with the original came to."""
    item, here = _court(request, pk, FIND_SAME)
    form = CompareForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        outcome = act(
            form,
            originals.compare,
            item,
            result=ItemState(typed["result"]),
            how=typed["how"],
            finding=typed["finding"],
            by=here.actor,
            at=clock.now(),
        )
        if outcome:
            say(request, outcome, "核对结果已记录。")
            return done(request, "filing:evidence-item", item.pk)
    return _show(request, item, here, form, FIND_SAME, title="核对原件")


@never_cache
@require_http_methods(GET_POST)
@signed_in
def hold_equal(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a copy equal to its original, on one of five grounds."""
    item, here = _court(request, pk, HOLD_EQUAL)
    form = EqualForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        outcome = act(
            form, originals.hold_equal, item, by=here.actor, at=clock.now(), **form.cleaned_data
        )
        if outcome:
            say(request, outcome, "已认定视同原件。")
            return done(request, "filing:evidence-item", item.pk)
    return _show(request, item, here, form, HOLD_EQUAL)


def _court(request: HttpRequest, pk: int, move: Move) -> tuple[Evidence, place.Place]:
    """Return an item to those whose move it is; to everybody else it does not exist here."""
    item, here = place.at_item(request, pk)
    if not here.actor.roles & move.by or item.case_id is None:
        raise NotVisible
    return item, here


def _context(item: Evidence, here: place.Place, form: Any) -> dict[str, Any]:
    return {"item": item, "matter": here.matter, "here": here, "form": form}


def _show(
    request: HttpRequest,
    item: Evidence,
    here: place.Place,
    form: Any,
    move: Move,
    *,
    title: str = "",
) -> HttpResponse:
    context = _context(item, here, form) | {"move": move, "title": title or move.label}
    return show(request, "filing/evidence_act.html", context)
