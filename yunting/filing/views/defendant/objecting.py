"""管辖权异议: raise it, read it, withdraw it; for the court, rule on it and record what follows."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core.access import account_of
from yunting.core.actor import Actor
from yunting.core.models import DocumentState
from yunting.core.procedure import open_moves
from yunting.filing import procedure
from yunting.filing.forms.defending import (
    AppealForm,
    ObjectionForm,
    RulingForm,
    SecondInstanceForm,
    WithdrawObjectionForm,
)
from yunting.filing.models import JurisdictionObjection, ObjectionState
from yunting.filing.selectors import law
from yunting.filing.selectors.defending import (
    content_of,
    defendant_of,
    lodgement_of,
    objection_for,
)
from yunting.filing.selectors.parties import ANSWERS, SUING, parties_of
from yunting.filing.selectors.rulings import ruling_on
from yunting.filing.services import objection, ruling
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for ground, court and reason; raise the objection once it is signed."""
    party, actor = defendant_of(request, pk)
    form = ObjectionForm(
        request.POST if request.method == "POST" else None, signer=str(actor.person)
    )
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("ground", "to_court", "reason")}
        outcome = act(
            form,
            objection.raise_objection,
            party,
            **told,
            signed_by=actor.signature,
            by=actor,
            at=clock.now(),
        )
        raised = outcome and outcome.value
        sent = raised.lodged if raised else outcome and lodgement_of(outcome.event)
        if sent:
            messages.success(request, "法院已收到您的管辖权异议。")
            return done(request, "filing:lodged", sent.pk)
    context = {"case": party.matter.cases.get(pk=pk), "party": party, "form": form}
    return show(request, "filing/object.html", context)


@require_safe
@signed_in
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an objection, how it stands, and the acts that are the reader's."""
    held, actor, mine = objection_for(request, pk)
    return _show(request, held, actor, mine=mine)


@require_http_methods(GET_POST)
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own objection back."""
    held, actor, mine = objection_for(request, pk)
    if not mine:
        raise NotVisible
    if request.method != "POST":
        return done(request, "filing:objection", pk)
    form = WithdrawObjectionForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        outcome = act(
            form, objection.withdraw_objection, held, reason=reason, by=actor, at=clock.now()
        )
        if outcome:
            say(request, outcome, "管辖权异议已撤回。")
            return done(request, "filing:objection", pk)
    return _show(request, held, actor, mine=mine, withdraw=form)


@require_http_methods(GET_POST)
@signed_in
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the ruling on an objection, and go on to where it is read and signed."""
    held, actor = _for_the_court(request, pk, procedure.DISMISS_OBJECTION.by)
    if request.method != "POST":
        return done(request, "filing:objection", pk)
    form = RulingForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        outcome = act(
            form,
            ruling.prepare_ruling,
            held,
            is_upheld=told["outcome"] == RulingForm.UPHOLD,
            to_court=told["to_court"],
            reasons=told["reasons"],
            by=actor,
            at=clock.now(),
        )
        paper = outcome and (outcome.value or ruling_on(held))
        if outcome and paper:
            say(request, outcome, "裁定书已拟出。请看全文和签发后的效果，再签发。")
            return done(request, paper)
    return _show(request, held, actor, mine=False, rule=form)


@require_http_methods(GET_POST)
@signed_in
def record_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a party has appealed against the ruling."""
    held, actor = _for_the_court(request, pk, procedure.RECORD_APPEAL.by)
    if request.method != "POST":
        return done(request, "filing:objection", pk)
    form = AppealForm(request.POST, parties=parties_of(held.case, (*SUING, *ANSWERS)))
    if form.is_valid():
        outcome = act(form, objection.record_appeal, held, form.chosen, by=actor, at=clock.now())
        if outcome:
            say(request, outcome, "已登记上诉。")
            return done(request, "filing:objection", pk)
    return _show(request, held, actor, mine=False, appeal=form)


@require_http_methods(GET_POST)
@signed_in
def record_second_instance(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the court above has ruled."""
    held, actor = _for_the_court(request, pk, procedure.DISMISS_OBJECTION.by)
    if request.method != "POST":
        return done(request, "filing:objection", pk)
    form = SecondInstanceForm(request.POST)
    if form.is_valid():
        outcome = act(
            form,
            objection.record_second_instance,
            held,
            is_transfer=form.cleaned_data["outcome"] == SecondInstanceForm.TRANSFER,
            by=actor,
            at=clock.now(),
        )
        if outcome:
            say(request, outcome, "二审裁定已登记。")
            return done(request, "filing:objection", pk)
    return _show(request, held, actor, mine=False, second=form)


def _for_the_court(
    request: HttpRequest, pk: int, roles: frozenset[Any]
) -> tuple[JurisdictionObjection, Actor]:
    held, actor, _ = objection_for(request, pk)
    if not actor.roles & roles:
        raise NotVisible
    return held, actor


def _show(
    request: HttpRequest,
    held: JurisdictionObjection,
    actor: Actor,
    *,
    mine: bool,
    **sent: BaseForm,
) -> HttpResponse:
    held.refresh_from_db()
    moves = open_moves(held, actor)
    offered: dict[str, BaseForm] = {}
    if mine and procedure.WITHDRAW_OBJECTION in moves:
        offered["withdraw"] = WithdrawObjectionForm()
    if procedure.DISMISS_OBJECTION in moves:
        offered["rule"] = RulingForm(initial={"to_court": held.to_court})
    paper = ruling_on(held, account_of(request))
    is_waiting = paper is not None and paper.state == DocumentState.PREPARED
    if is_waiting:
        offered.pop("rule", None)
    if procedure.RECORD_APPEAL in moves and held.case.procedure != law.SMALL_CLAIMS:
        offered["appeal"] = AppealForm(parties=parties_of(held.case, (*SUING, *ANSWERS)))
    if procedure.SECOND_INSTANCE[ObjectionState.KEPT] in moves:
        offered["second"] = SecondInstanceForm()
    offered |= {name: form for name, form in sent.items() if name in offered or form.is_bound}
    context = {
        "objection": held,
        "told": content_of(held.lodged),
        "ground": law.objection_grounds()[held.ground],
        "forms": offered,
        "fee": law.fee_of_objection(on=clock.day_of(clock.now())),
        "is_final": held.case.procedure == law.SMALL_CLAIMS,
        "has_receipt": mine,
        "ruling": paper,
        "is_waiting": is_waiting,
    }
    return show(request, "filing/objection.html", context)
