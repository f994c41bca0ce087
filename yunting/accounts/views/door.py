"""The door of the court: nobody of the staff is in without both factors, or for too long idle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from yunting.accounts import selectors, settings
from yunting.accounts.services import helping, sessions
from yunting.accounts.views import entrance
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.lib import clock
from yunting.ui.resubmit import keep_what_was_typed

OPEN_WHILE_DUE: Final = ("accounts:password", "accounts:sign-out", "ui:elder", "ui:help")


class Door:
    """Middleware: check on every request that whoever is signed in may still be.

    What ends by the day ends here too, before it is used: the mandates of who helps others.

    Machine time: moving the court's clock ends no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or turn it away."""
        now = clock.machine_now()
        account = request.user
        if not isinstance(account, Account):
            return self.get_response(request)
        turned_away = _checked(request, account, now) if account.is_court_staff else None
        if turned_away is not None:
            return turned_away
        _see(request, now)
        if getattr(account, "help_is_due", False):
            helping.expire_due(at=clock.now(), helper=account.person)
        return self.get_response(request)


def _checked(request: HttpRequest, account: Account, now: datetime) -> HttpResponseBase | None:
    if not selectors.is_within(request.session, machine_at=now):
        _end(request, account, now)
        return _to_the_door(request)
    due = request.session.get(entrance.PASSWORD_DUE)
    if due and request.path not in {reverse(route) for route in OPEN_WHILE_DUE}:
        back = urlencode({entrance.NEXT: request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('accounts:password')}?{back}", status=303)
    return None


def _see(request: HttpRequest, now: datetime) -> None:
    age = entrance.age_of(request, entrance.SEEN, machine_at=now)
    if age is None or age >= settings.SEEN_EVERY:
        request.session[entrance.SEEN] = now.isoformat()
        sessions.see(request.session.session_key or "", machine_at=now)


def _end(request: HttpRequest, account: Account, now: datetime) -> None:
    here = selectors.sign_in_of(request.session.session_key or "")
    if here is not None:
        sessions.end(
            here, reason="idle", by=Actor.of(account, None), at=clock.now(), machine_at=now
        )
    logout(request)


def _to_the_door(request: HttpRequest) -> HttpResponseBase | None:
    if request.path.startswith("/api/"):
        return None
    if request.method == "POST":
        return keep_what_was_typed(request)
    query = urlencode({entrance.NEXT: request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('accounts:staff-sign-in')}?{query}", status=303)
