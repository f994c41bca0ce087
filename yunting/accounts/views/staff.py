"""The staff's way in: number and password, then the second factor, enrolled at first."""

from __future__ import annotations

import base64
from typing import Final

from django.conf import settings as project
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yunting.accounts import selectors
from yunting.accounts.forms import EnrolForm, PasswordForm, SecondFactorForm, StaffForm
from yunting.accounts.services import passwords, second_factor, sessions
from yunting.accounts.views import entrance
from yunting.core.access import account_of, actor_for
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

PENDING: Final = "accounts.pending"
PENDING_AT: Final = "accounts.pending-at"
GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(GET_POST)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Take staff number and password: the first factor. Nobody is signed in by it."""
    if isinstance(request.user, Account) and request.user.is_court_staff:
        return done(request, entrance.next_address(request))
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = act(
            form,
            passwords.check,
            form.cleaned_data["number"],
            form.cleaned_data["password"],
            by=entrance.visitor(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if known and known.value is not None:
            request.session.cycle_key()
            request.session[PENDING] = known.value.pk
            request.session[PENDING_AT] = clock.machine_now().isoformat()
            enrolled = selectors.has_second_factor(known.value)
            route = "accounts:second-factor" if enrolled else "accounts:enrol"
            return done(request, entrance.onward(request, route))
    return _page(request, "accounts/staff_sign_in.html", {"form": form})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(GET_POST)
def second(request: HttpRequest) -> HttpResponse:
    """Take the second factor and let the colleague in."""
    account = _pending(request)
    if account is None:
        return done(request, entrance.onward(request, "accounts:staff-sign-in"))
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        passed = act(
            form,
            second_factor.check,
            account,
            form.cleaned_data["code"],
            by=entrance.visitor(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if passed:
            entrance.let_in(request, account, how="second-factor")
            return done(request, entrance.next_address(request))
    return _page(request, "accounts/second_factor.html", {"form": form})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(GET_POST)
def enrol(request: HttpRequest) -> HttpResponse:
    """Put the secret into a generator; a first right code lets in and shows the recovery codes."""
    account = _pending(request)
    if account is None or selectors.has_second_factor(account):
        return done(request, entrance.onward(request, "accounts:staff-sign-in"))
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = act(
            form,
            second_factor.confirm,
            account,
            form.cleaned_data["code"],
            by=Actor.of(account, None),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if confirmed:
            entrance.let_in(request, account, how="second-factor")
            return _page(request, "accounts/recovery_codes.html", {"codes": confirmed.value})
    secret = second_factor.begin(account)
    context = {
        "form": form,
        "address": second_factor.address_for_generator(account, secret, issuer=project.COURT_NAME),
        "secret": _in_fours(base64.b32encode(secret).decode()),
    }
    return _page(request, "accounts/enrol.html", context)


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(GET_POST)
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this session goes on, all others end."""
    account = account_of(request)
    if not account.is_court_staff:
        raise NotVisible
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = act(
            form,
            passwords.change,
            account,
            old=form.cleaned_data["old"],
            new=form.cleaned_data["new"],
            by=actor_for(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if changed:
            _stay(request, account)
            messages.success(request, "密码已修改。其他设备上的登录都已退出。")
            return done(request, entrance.next_address(request))
    due = request.session.get(entrance.PASSWORD_DUE, False)
    return _page(request, "accounts/password.html", {"form": form, "due": due})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(GET_POST)
@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show fresh recovery codes to who shows a right code first."""
    account = account_of(request)
    if not account.is_court_staff:
        raise NotVisible
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        renewed = act(
            form,
            second_factor.renew_recovery_codes,
            account,
            form.cleaned_data["code"],
            by=actor_for(request).holding(None),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if renewed:
            return _page(request, "accounts/recovery_codes.html", {"codes": renewed.value})
    return _page(request, "accounts/renew_codes.html", {"form": form})


def _stay(request: HttpRequest, account: Account) -> None:
    before = request.session.session_key or ""
    update_session_auth_hash(request, account)
    request.session[entrance.PASSWORD_DUE] = False
    sessions.move(before, request.session.session_key or "")
    sessions.end_all(
        account,
        but=request.session.session_key or "",
        reason="password",
        by=actor_for(request).holding(None),
        at=clock.now(),
        machine_at=clock.machine_now(),
    )


def _pending(request: HttpRequest) -> Account | None:
    """Return who has shown the first factor in this session, in the last ten minutes."""
    age = entrance.age_of(request, PENDING_AT, machine_at=clock.machine_now())
    if age is None or age > entrance.DOOR_OPEN:
        return None
    return Account.objects.filter(
        pk=request.session[PENDING], is_court_staff=True, is_active=True
    ).first()


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return show(request, template, {**context, "next": entrance.next_address(request)})
