"""What stands around every page: name, elder mode, entries, whom one acts for, outages.

The layers above say where these come from by `provide`; until they do, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from yunting.core.models import Account
from yunting.ui import elder, navigation


def _nothing(request: HttpRequest) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the frame asks; each answer empty means that the thing is not shown."""

    acting_for: Callable[[HttpRequest], str] = _nothing
    outage: Callable[[HttpRequest], str] = _nothing
    stay_route: Callable[[HttpRequest], str] = _nothing
    account_route: str = ""
    sign_out_route: str = ""
    search_route: str = ""
    stop_acting_route: str = ""


_sources = Sources()


def provide(**sources: Any) -> None:
    """Say where parts of the frame come from; called once by a layer above when it starts."""
    global _sources
    _sources = replace(_sources, **sources)


class Frame:
    """The frame of one request's page; every part is asked for at most once, when shown."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.name: str = settings.COURT_NAME
        self.phone: str = settings.HELP_PHONE

    @cached_property
    def elder(self) -> bool:
        """Tell whether the page is shown large, in one column."""
        return elder.is_on(self.request)

    @cached_property
    def citizen(self) -> list[navigation.Shown]:
        """Return the entries of the citizen's bar."""
        return navigation.entries("citizen", self.request)

    @cached_property
    def court(self) -> list[navigation.Shown]:
        """Return the entries of the court's left side."""
        return navigation.entries("court", self.request)

    @cached_property
    def foot(self) -> list[navigation.Shown]:
        """Return the entries at the foot of every page."""
        return navigation.entries("foot", self.request)

    @cached_property
    def account(self) -> Account | None:
        """Return who is signed in; nobody when the request failed before that was known."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, Account) else None

    @cached_property
    def signed_in_as(self) -> str:
        """Return the name of who is signed in, empty for nobody."""
        if self.account is None:
            return ""
        return str(self.account.person or self.account.handle)

    @property
    def template(self) -> str:
        """Return the frame for this person, for pages with one address for every role."""
        if self.account is None:
            return "ui/public.html"
        return "ui/court.html" if self.account.is_court_staff else "ui/citizen.html"

    @cached_property
    def acting_for(self) -> str:
        """Return the name of the principal one acts for, empty when for oneself."""
        return _sources.acting_for(self.request)

    @cached_property
    def outage(self) -> str:
        """Return the sentence about an outage, empty when there is none."""
        return _sources.outage(self.request)

    @cached_property
    def stay(self) -> str:
        """Return the address that extends a session which ends when idle, else empty."""
        return _address(_sources.stay_route(self.request))

    @property
    def sign_in(self) -> str:
        """Return the address to sign in, empty while there is none."""
        try:
            return resolve_url(settings.LOGIN_URL)
        except NoReverseMatch:
            return ""

    @property
    def own_page(self) -> str:
        """Return the address of one's own account, empty while there is none."""
        return _address(_sources.account_route)

    @property
    def sign_out(self) -> str:
        """Return the address to sign out, empty while there is none."""
        return _address(_sources.sign_out_route)

    @property
    def search(self) -> str:
        """Return the address of the search, empty while there is none."""
        return _address(_sources.search_route)

    @property
    def stop_acting(self) -> str:
        """Return the address to act for oneself again, empty while there is none."""
        return _address(_sources.stop_acting_route)


def _address(route: str) -> str:
    try:
        return reverse(route) if route else ""
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame of this request's page."""
    return {"frame": Frame(request)}
