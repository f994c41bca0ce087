"""The public's way in: a phone, the code it received, and an account if there is none."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yunting.accounts import selectors
from yunting.accounts.forms import CodeForm, OpenForm, PhoneForm
from yunting.accounts.services import phone as phones
from yunting.accounts.services import registration, sessions
from yunting.accounts.views import entrance
from yunting.core.access import actor_for
from yunting.core.models import Account
from yunting.lib import clock, masks
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

PHONE: Final = "accounts.phone"
PROVED_PHONE: Final = "accounts.proved-phone"
PROVED_AT: Final = "accounts.proved-at"
GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for a phone number and send a code to it, known or not."""
    if request.user.is_authenticated and request.method != "POST":
        return done(request, entrance.next_address(request))
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["phone"]
        sent = act(
            form,
            phones.send_code,
            number,
            by=entrance.visitor(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if sent:
            request.session[PHONE] = number
            return done(request, entrance.onward(request, "accounts:code"))
    return _page(request, "accounts/phone.html", {"form": form})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(GET_POST)
def code(request: HttpRequest) -> HttpResponse:
    """Take the code; a known phone is signed in, a new one is led to open an account."""
    number = request.session.get(PHONE)
    if number is None:
        return done(request, entrance.onward(request, "accounts:sign-in"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proved = act(
            form,
            phones.sign_in,
            number,
            form.cleaned_data["code"],
            by=entrance.visitor(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if proved:
            return _enter(request, number, proved.value)
    context = {
        "form": form,
        "resend": OpenForm(),
        "phone": number,
        "masked": masks.phone_number(number),
    }
    return _page(request, "accounts/code.html", context)


def _enter(request: HttpRequest, number: str, account: Account | None) -> HttpResponse:
    if account is None:
        request.session[PROVED_PHONE] = number
        request.session[PROVED_AT] = clock.machine_now().isoformat()
        return done(request, entrance.onward(request, "accounts:sign-up"))
    entrance.let_in(request, account, how="phone")
    return done(request, entrance.next_address(request))


@never_cache
@require_http_methods(GET_POST)
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account for a phone that was proved just now, then ask who it is."""
    number = request.session.get(PROVED_PHONE)
    age = entrance.age_of(request, PROVED_AT, machine_at=clock.machine_now())
    if request.user.is_authenticated:
        return done(request, entrance.onward(request, "accounts:identity"))
    if number is None or age is None or age > entrance.DOOR_OPEN:
        return done(request, entrance.onward(request, "accounts:sign-in"))
    if request.method == "POST":
        # Opening is the same however often it is asked for, so it needs no key.
        by = entrance.visitor(request).holding(None)
        account = registration.open_account(number, by=by, at=clock.now())
        entrance.let_in(request, account, how="phone")
        return done(request, entrance.onward(request, "accounts:identity"))
    context = {"form": OpenForm(), "masked": masks.phone_number(number)}
    return _page(request, "accounts/sign_up.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; signing out twice changes nothing."""
    if isinstance(request.user, Account):
        here = selectors.sign_in_of(request.session.session_key or "")
        if here is not None:
            sessions.end(
                here,
                reason="sign-out",
                by=actor_for(request).holding(None),
                at=clock.now(),
                machine_at=clock.machine_now(),
            )
    request.session.flush()
    return done(request, "/")


@require_POST
@signed_in
def extend(request: HttpRequest) -> HttpResponse:
    """Stay signed in: being asked for is what extends the session."""
    return show(request, "accounts/extended.html", part="stay")


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return show(request, template, {**context, "next": entrance.next_address(request)})
