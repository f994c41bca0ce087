"""More time: ask for it, and for the judge, decide."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core.actor import Actor
from yunting.core.models import DeadlineState
from yunting.core.procedure import open_moves
from yunting.filing import procedure
from yunting.filing.forms.defending import DecisionForm, ExtensionForm
from yunting.filing.models import ExtensionRequest
from yunting.filing.selectors.defending import (
    can_ask_for,
    content_of,
    extension_for,
    lodgement_of,
    own_period,
)
from yunting.filing.services import extension
from yunting.filing.services.extension import Wish
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more of a period one must keep, or for one that was missed."""
    deadline, party, actor = own_period(request, pk)
    on = clock.day_of(clock.now())
    is_over = deadline.state == DeadlineState.LAPSED
    form = ExtensionForm(
        request.POST if request.method == "POST" else None,
        signer=str(actor.person),
        is_over=is_over,
        on=on,
    )
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        wish = Wish(
            until=told["until"],
            reason=told["reason"],
            signed_by=actor.signature,
            obstacle_ended_on=told.get("obstacle_ended_on"),
        )
        outcome = act(form, extension.ask_for_time, deadline, wish, by=actor, at=clock.now())
        asked = outcome and outcome.value
        sent = asked.lodged if asked else outcome and lodgement_of(outcome.event)
        if sent:
            messages.success(request, "法院已收到您的申请。")
            return done(request, "filing:lodged", sent.pk)
    context = {
        "deadline": deadline,
        "party": party,
        "form": form,
        "is_over": is_over,
        "can_ask": can_ask_for(deadline),
    }
    return show(request, "filing/extend.html", context)


@require_safe
@signed_in
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request for time and what became of it, to who asked and to the court."""
    held, actor = extension_for(request, pk)
    fresh = DecisionForm(initial={"until": held.wanted_until}, on=clock.day_of(clock.now()))
    return _show(request, held, fresh if _may_decide(held, actor) else None)


@require_http_methods(GET_POST)
@signed_in
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on a request for time, with reasons."""
    held, actor = extension_for(request, pk)
    if not actor.roles & procedure.GRANT_TIME.by:
        raise NotVisible
    if request.method != "POST":
        return done(request, "filing:extension", pk)
    form = DecisionForm(request.POST, on=clock.day_of(clock.now()))
    if form.is_valid():
        told, at = form.cleaned_data, clock.now()
        if told["outcome"] == DecisionForm.GRANT:
            outcome = act(
                form,
                extension.grant,
                held,
                until=told["until"],
                reasons=told["reasons"],
                by=actor,
                at=at,
            )
        else:
            outcome = act(form, extension.refuse, held, reasons=told["reasons"], by=actor, at=at)
        if outcome:
            say(request, outcome, "决定已作出，期限已按决定计算。")
            return done(request, "filing:extension", pk)
    return _show(request, held, form)


def _may_decide(held: ExtensionRequest, actor: Actor) -> bool:
    return procedure.GRANT_TIME in open_moves(held, actor)


def _show(request: HttpRequest, held: ExtensionRequest, form: DecisionForm | None) -> HttpResponse:
    context = {
        "held": held,
        "told": content_of(held.lodged),
        "form": form,
        "move": procedure.RESTORE if held.is_restoration else procedure.GRANT_TIME,
    }
    return show(request, "filing/extension.html", context)
