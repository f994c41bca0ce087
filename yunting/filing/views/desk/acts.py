"""The acts of the desk, one address each; a refused one shows the desk again, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from yunting.core.actor import Actor
from yunting.core.idempotency import Outcome
from yunting.filing.forms.desk import (
    AcceptForm,
    Act,
    AllowForm,
    RedirectForm,
    RefuseForm,
    TakeBackForm,
    TakeOverForm,
)
from yunting.filing.models import Filing
from yunting.filing.selectors import door
from yunting.filing.services import decision, review, taking_over
from yunting.filing.views.desk.page import show_desk, used_grounds
from yunting.lib import clock
from yunting.ui.pages import done, signed_in
from yunting.ui.refusals import act, say

Answered = tuple[Act, Outcome[Any] | None, str]
View = Callable[[HttpRequest, Filing, Actor], Answered]


def _desk_act(view: View) -> Callable[..., HttpResponseBase]:
    """Find the filing, act, and go back to the desk; a reload of the act's address does too."""

    @wraps(view)
    def answered(request: HttpRequest, pk: int) -> HttpResponse:
        filing, actor = door.filing_for(request, pk)
        if request.method != "POST":
            return done(request, "filing:desk", filing.pk)
        form, outcome, told = view(request, filing, actor)
        if outcome is None:
            return show_desk(request, filing, actor, form)
        say(request, outcome, told)
        return done(request, "filing:desk", filing.pk)

    return require_http_methods(["GET", "HEAD", "POST"])(signed_in(answered))


def _done(
    form: Act, service: Callable[..., Any], filing: Filing, actor: Actor
) -> Outcome[Any] | None:
    """Do what a form says, in its own words; return None if it is wrong or refused."""
    if not form.is_valid():
        return None
    return act(form, service, filing, **form.cleaned_data, by=actor, at=clock.now())


@_desk_act
def accept(request: HttpRequest, filing: Filing, actor: Actor) -> Answered:
    """Accept the filing: the case is born with its number."""
    form = AcceptForm(request.POST)
    outcome = form.is_valid() and act(
        form,
        decision.accept,
        filing,
        is_simple=form.cleaned_data["is_simple"] == "yes",
        seen=form.cleaned_data["seen"],
        by=actor,
        at=clock.now(),
    )
    number = outcome.value.number if outcome and outcome.value else ""
    return form, outcome or None, f"已准予立案，案号{number}。"


@_desk_act
def allow(request: HttpRequest, filing: Filing, actor: Actor) -> Answered:
    """Allow one more return on a new ground."""
    form = AllowForm(request.POST, used=used_grounds(filing))
    outcome = _done(form, review.allow_second_return, filing, actor)
    return form, outcome, "已准许再次告知补正，准许的理由留在卷内。"


@_desk_act
def refuse(request: HttpRequest, filing: Filing, actor: Actor) -> Answered:
    """Draft a non-acceptance."""
    form = RefuseForm(request.POST)
    outcome = _done(form, review.draft_refusal, filing, actor)
    return form, outcome, "已记下拟不予受理的意见。七日期限继续计算。"


@_desk_act
def take_back(request: HttpRequest, filing: Filing, actor: Actor) -> Answered:
    """Take the draft of a non-acceptance back."""
    form = TakeBackForm(request.POST)
    outcome = _done(form, review.take_back_refusal, filing, actor)
    return form, outcome, "已撤回不予受理的意见。"


@_desk_act
def redirect(request: HttpRequest, filing: Filing, actor: Actor) -> Answered:
    """Tell the filer which court or authority the matter is for."""
    form = RedirectForm(request.POST)
    outcome = _done(form, review.redirect, filing, actor)
    return form, outcome, f"已告知当事人应向{form.data.get('to', '')}提出。"


@_desk_act
def take_over(request: HttpRequest, filing: Filing, actor: Actor) -> Answered:
    """Take over the review, from nobody or from a colleague."""
    form = TakeOverForm(request.POST, from_colleague=filing.reviewer_id is not None)
    outcome = _done(form, taking_over.take_over, filing, actor)
    return form, outcome, "已由您承办。"
