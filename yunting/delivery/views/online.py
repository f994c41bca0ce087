"""Consent stage by stage and the addresses papers go to: the party's own pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yunting.core.access import account_of, get_for
from yunting.core.models import Matter
from yunting.delivery import settings
from yunting.delivery.forms.party import AddressForm, ConsentForm, OfflineForm, ReasonForm
from yunting.delivery.models import AddressConfirmation, AddressState, ConsentState, OnlineConsent
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.selectors import addresses as known
from yunting.delivery.selectors import consents as selectors
from yunting.delivery.selectors import door, parties
from yunting.delivery.services import addresses, consents, converting
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST = ["GET", "HEAD", "POST"]
_OPEN = frozenset({ConsentState.ASKED, ConsentState.REFUSED, ConsentState.WITHDRAWN})


@require_http_methods(GET_POST)
@signed_in
def online(request: HttpRequest, code: str) -> HttpResponse:
    """Say for each stage whether one agrees to do it online; a word about one is about no other."""
    matter, actor, person = door.party_of(request, code)
    lines = selectors.own_lines(matter, person)
    open_ones = [one for one in lines if _may_answer(one)]
    form = ConsentForm(request.POST or None, lines=open_ones)
    if form.is_valid():
        outcome = act(
            form,
            consents.answer,
            matter,
            person,
            form.said,
            notice=form.cleaned_data["notice"],
            reason=form.cleaned_data["reason"],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, "您的选择已经记下，留在案卷里。")
            return done(request, "delivery:online", code)
    context = {
        "matter": matter,
        "person": person,
        "form": form,
        "lines": lines,
        "notice": settings.CONSENT_NOTICE_TEXT,
        "version": settings.CONSENT_NOTICE,
        "stages": selectors.stages_of(matter, on=clock.day_of(clock.now())),
    }
    return show(request, "delivery/online.html", context)


def _may_answer(line: selectors.Line) -> bool:
    said = line.consent
    return said is None or said.state in (*_OPEN, ConsentState.SILENT)


@require_http_methods(GET_POST)
@signed_in
def retract(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to take a consent back; the court looks at it."""
    consent, actor = get_for(request, OnlineConsent, pk=pk)
    if parties.person_of(actor) != consent.person:
        raise NotVisible
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        outcome = act(
            form, converting.retract, consent, **form.cleaned_data, by=actor, at=clock.now()
        )
        if outcome is not None:
            say(request, outcome, "已经提出申请。法院决定以前，这个环节仍然在线。")
            return done(request, "delivery:online", consent.matter.code)
    context = {"matter": consent.matter, "form": form, "consent": consent}
    return show(request, "delivery/retract.html", context)


@require_http_methods(GET_POST)
@signed_in
def in_person(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    """Ask that everybody does a stage in person, with a concrete reason."""
    matter, actor, person = door.party_of(request, code)
    if stage not in Stage.values:
        raise NotVisible
    form = OfflineForm(request.POST or None)
    if form.is_valid():
        outcome = act(
            form,
            converting.ask_offline,
            matter,
            person,
            Stage(stage),
            why=Unfit(form.cleaned_data["why"]),
            reason=form.cleaned_data["reason"],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, "申请已经提出，法院审查后会告诉您。")
            return done(request, "delivery:online", code)
    context = {"matter": matter, "form": form, "stage": Stage(stage)}
    return show(request, "delivery/in_person.html", context)


@require_http_methods(GET_POST)
@signed_in
def address(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm, or change, where papers go."""
    matter, actor, person = door.party_of(request, code)
    held = known.current(matter, person)
    agents = parties.representatives_of(matter, person)
    form = AddressForm(request.POST or None, agents=agents, initial=_initial(matter, held))
    if form.is_valid():
        outcome = act(
            form,
            addresses.confirm,
            matter,
            person,
            form.stated(handle=account_of(request).handle),
            notice=form.cleaned_data["notice"],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, "送达地址已经确认。有变化请马上在这里修改。")
            return done(request, "delivery:address", code)
    context = {
        "matter": matter,
        "form": form,
        "held": held if held and held.state == AddressState.CONFIRMED else None,
        "notice": settings.ADDRESS_NOTICE_TEXT,
        "version": settings.ADDRESS_NOTICE,
    }
    return show(request, "delivery/address.html", context)


def _initial(matter: Matter, held: AddressConfirmation | None) -> dict[str, Any]:
    told: dict[str, Any] = {"notice": settings.ADDRESS_NOTICE}
    if held is None or held.state != AddressState.CONFIRMED:
        return told
    names = ("postal_name", "postal_address", "postal_phone")
    told |= {name: getattr(held, name) for name in names}
    told |= {one.channel: one.address for one in held.addresses.all()}
    told["platform"] = bool(told.get("platform"))
    return {**told, "agent": str(held.agent_id or "")}
