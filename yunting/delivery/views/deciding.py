"""The court's side of consent and addresses: ask, decide, convert, note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunting.core.access import account_of
from yunting.core.models import Matter
from yunting.core.procedure import open_moves
from yunting.delivery.forms import court as forms
from yunting.delivery.models import AddressConfirmation, OfflineRequest, OnlineConsent
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.selectors import consents as selectors
from yunting.delivery.selectors import door, parties
from yunting.delivery.services import addresses, consents, converting
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.rules.service.electronic import Ground
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def stages(request: HttpRequest, code: str) -> HttpResponse:
    """Show what every party said about every stage, and how each stage is done. T1."""
    matter, _ = door.server_for(request, Matter, code=code)
    return _show_stages(request, matter)


def _show_stages(request: HttpRequest, matter: Matter, refused: Form | None = None) -> HttpResponse:
    context = {
        "matter": matter,
        "stages": selectors.stages_of(matter, on=clock.day_of(clock.now())),
        "requests": selectors.requests_of(matter),
        "people": [
            (part.person, forms.AskForm(initial={"person": part.person_id}, auto_id=f"p{n}-%s"))
            for n, part in enumerate(parties.parties_of(matter))
        ],
        "refused": refused,
    }
    return show(request, "delivery/stages.html", context)


@require_POST
@signed_in
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a party what a stage online means, and ask."""
    matter, actor = door.server_for(request, Matter, code=code)
    form = forms.AskForm(request.POST)
    if form.is_valid():
        person = door.named_in(matter, form.cleaned_data["person"])
        outcome = act(
            form,
            consents.ask,
            matter,
            person,
            [Stage(one) for one in form.cleaned_data["stages"]],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, f"已经告知并询问{person}。")
            return done(request, "delivery:stages", code)
    return _show_stages(request, matter, form)


def _decide(consent: OnlineConsent, *, act: str, **words: Any) -> OnlineConsent:
    if act == "allow":
        return converting.allow_retraction(consent, **words)
    words.pop("act_begun")
    words.pop("delays_on_purpose")
    return converting.deny_retraction(consent, **words)


def _convert(consent: OnlineConsent, *, why: str, **words: Any) -> OnlineConsent:
    return converting.convert(consent, why=Unfit(why), **words)


def _note(consent: OnlineConsent, *, reason: str, **words: Any) -> OnlineConsent:
    return converting.note_non_action(consent, what=reason, **words)


CONSENT_ACTS: dict[str, tuple[str, type[Form], Callable[..., Any], str]] = {
    "decide": ("审查收回同意的申请", forms.DecideForm, _decide, "allow-retraction"),
    "convert": ("转为线下", forms.ConvertForm, _convert, "convert"),
    "non-action": ("记录没有参加", forms.WordForm, _note, "note-non-action"),
}


@require_safe
@signed_in
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person's consent to one stage, and what the court may do about it."""
    found, actor = door.server_for(request, OnlineConsent, pk=pk)
    return _show_consent(request, found, actor)


def _show_consent(
    request: HttpRequest,
    found: OnlineConsent,
    actor: Any,
    sent: tuple[str, Form] | None = None,
) -> HttpResponse:
    allowed = {move.name for move in open_moves(found, actor)}
    acts = [
        (name, title, sent[1] if sent and sent[0] == name else form(auto_id=f"{name}-%s"))
        for name, (title, form, _, move) in CONSENT_ACTS.items()
        if move in allowed
    ]
    context = {"consent": found, "acts": acts, "sent": sent[1] if sent else None}
    return show(request, "delivery/consent.html", context)


@require_POST
@signed_in
def consent_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Decide about a consent; a refused decision shows the page again."""
    found, actor = door.server_for(request, OnlineConsent, pk=pk)
    if name not in CONSENT_ACTS:
        raise NotVisible
    _, form_type, service, _ = CONSENT_ACTS[name]
    form = form_type(request.POST, auto_id=f"{name}-%s")
    if form.is_valid():
        outcome = act(form, service, found, **form.cleaned_data, by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, "已经记入案卷。")
            return done(request, "delivery:stages", found.matter.code)
    return _show_consent(request, found, actor, (name, form))


@require_http_methods(GET_POST)
@signed_in
def offline_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on a request that everybody do a stage in person."""
    found, actor = door.server_for(request, OfflineRequest, pk=pk)
    form = forms.DecideForm(request.POST or None)
    del form.fields["act_begun"], form.fields["delays_on_purpose"]
    if form.is_valid():
        allows = form.cleaned_data["act"] == "allow"
        outcome = act(
            form,
            converting.allow_offline if allows else converting.deny_offline,
            found,
            reason=form.cleaned_data["reason"],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, "已经作出决定。")
            return done(request, "delivery:stages", found.matter.code)
    return show(request, "delivery/request.html", {"found": found, "form": form})


@require_http_methods(GET_POST)
@signed_in
def note_known(request: HttpRequest, code: str) -> HttpResponse:
    """Note an address the court has from somebody else."""
    matter, actor = door.server_for(request, Matter, code=code)
    asked = request.POST.get("person") or request.GET.get("person", "")
    person = door.named_in(matter, int(asked) if asked.isdecimal() else 0)
    form = forms.KnownForm(request.POST or None, initial={"person": person.pk})
    if form.is_valid():
        said = form.cleaned_data
        outcome = act(
            form,
            addresses.note_known,
            matter,
            person,
            Channel(said["channel"]),
            said["address"],
            source=said["source"],
            ground=Ground.PRIOR_AGREEMENT if said["is_agreed"] else None,
            is_lawful=said["is_lawful"],
            by=actor,
            at=clock.now(),
        )
        if outcome is not None:
            say(request, outcome, f"已登记{person}的地址。")
            return done(request, "delivery:matter", code)
    context = {"matter": matter, "form": form, "person": person}
    return show(request, "delivery/known.html", context)


@require_POST
@signed_in
def ask_address(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a party to confirm where papers go; who has done so is not asked again."""
    matter, actor = door.server_for(request, Matter, code=code)
    form = forms.PersonForm(request.POST)
    if form.is_valid():
        person = door.named_in(matter, form.cleaned_data["person"])
        outcome = act(form, addresses.ask, matter, person, by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, f"已请{person}确认送达地址。")
    return done(request, "delivery:matter", code)


@require_http_methods(GET_POST)
@signed_in
def declined(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody gives no address: the lawful one is used. ES-12."""
    found, actor = door.server_for(request, AddressConfirmation, pk=pk)
    form = forms.DeclinedForm(request.POST or None)
    if form.is_valid():
        outcome = act(form, addresses.decline, found, **form.cleaned_data, by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, "已登记。邮件退回之日视为送达之日。")
            return done(request, "delivery:matter", found.matter.code)
    return show(request, "delivery/declined.html", {"found": found, "form": form})


@require_http_methods(GET_POST)
@signed_in
def choose_receiver(request: HttpRequest, code: str) -> HttpResponse:
    """Record that one representative receives for a party, or that all do again. T23."""
    matter, actor = door.server_for(request, Matter, code=code)
    account_of(request)
    asked = request.POST.get("party") or request.GET.get("party", "")
    party = door.named_in(matter, int(asked) if asked.isdecimal() else 0)
    may = {one.pk: one for one in (party, *parties.representatives_of(matter, party))}
    form = forms.ReceiverForm(request.POST or None, initial={"party": party.pk}, receivers=may)
    if form.is_valid():
        receiver = may.get(form.cleaned_data["receiver"] or 0)
        now = clock.now()
        if receiver is None:
            outcome: Any = act(form, addresses.end_choice, matter, party, by=actor, at=now)
        else:
            outcome = act(
                form,
                addresses.choose_receiver,
                matter,
                party,
                receiver,
                reason=form.cleaned_data["reason"],
                by=actor,
                at=now,
            )
        if outcome is not None:
            say(request, outcome, "接收人已经登记。")
            return done(request, "delivery:matter", code)
    return show(request, "delivery/receiver.html", {"matter": matter, "form": form, "party": party})
