"""Say who one is, and for which organisation one works; the register is asked."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunting.accounts import selectors
from yunting.accounts.forms import IdentityForm, OrganisationForm
from yunting.accounts.models import CheckState, IdentityCheck
from yunting.accounts.services import identity as identities
from yunting.accounts.views import entrance
from yunting.core.access import account_of, actor_for, get_for
from yunting.core.idempotency import once
from yunting.core.models.person import IdKind
from yunting.lib import clock
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def identity(request: HttpRequest) -> HttpResponse:
    """Ask for name and number; what was typed last time stands there again."""
    account = account_of(request)
    if account.person_id is not None:
        return done(request, entrance.next_address(request))
    on = clock.day_of(clock.now())
    latest = selectors.latest_check(account, IdKind.RESIDENT)
    before = {"name": latest.name, "number": latest.id_number} if latest else None
    form = IdentityForm(request.POST or None, initial=before, on=on)
    if request.method == "POST" and form.is_valid():
        asked = act(
            form,
            identities.ask_identity,
            form.cleaned_data["name"],
            form.cleaned_data["number"],
            by=actor_for(request),
            at=clock.now(),
        )
        if asked:
            return _answered(request, asked.value, IdKind.RESIDENT)
    context = {"form": form, "next": entrance.next_address(request)}
    return show(request, "accounts/identity.html", context)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def organisation(request: HttpRequest) -> HttpResponse:
    """Ask which organisation one works for, and for the declaration."""
    account = account_of(request)
    if account.person_id is None:
        messages.info(request, "请先核验您本人的身份，再添加单位。")
        return done(request, entrance.onward(request, "accounts:identity"))
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = act(
            form,
            identities.ask_organisation,
            form.cleaned_data["name"],
            form.cleaned_data["code"],
            form.cleaned_data["legal_representative"],
            declares=form.cleaned_data["declares"],
            by=actor_for(request),
            at=clock.now(),
        )
        if asked:
            return _answered(request, asked.value, IdKind.CREDIT_CODE)
    context = {"form": form, "next": entrance.next_address(request)}
    return show(request, "accounts/organisation.html", context)


@never_cache
@require_GET
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the register answered, and what can be done now."""
    found, _ = get_for(request, IdentityCheck, pk=pk)
    is_person = found.id_kind == IdKind.RESIDENT
    context = {
        "check": found,
        "is_person": is_person,
        "waits": found.state in {CheckState.ASKED, CheckState.SILENT},
        "next": entrance.next_address(request),
        "back": entrance.onward(
            request, "accounts:identity" if is_person else "accounts:organisation"
        ),
    }
    return show(request, "accounts/check.html", context)


@require_POST
@signed_in
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the same question once more."""
    found, actor = get_for(request, IdentityCheck, pk=pk)
    asked = once(identities.ask_again, found, by=actor, at=clock.now())
    return _answered(request, asked.value or found, found.id_kind)


def _answered(request: HttpRequest, found: IdentityCheck | None, kind: str) -> HttpResponse:
    found = found or selectors.latest_check(account_of(request), kind)
    if found is not None and found.state == CheckState.MATCHED:
        what = "您的身份已核验" if kind == IdKind.RESIDENT else f"您可以为{found.name}办事了"
        messages.success(request, f"{what}。")
        return done(request, entrance.next_address(request))
    pk = found.pk if found is not None else 0
    return done(request, entrance.onward(request, "accounts:check", pk))
