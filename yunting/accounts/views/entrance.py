"""What every way in shares: the next address, the visitor, and letting somebody in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth import login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from yunting.accounts import selectors, settings
from yunting.accounts.services import sessions
from yunting.core.access import retry_of
from yunting.core.actor import Actor
from yunting.core.models import Account
from yunting.core.roles import Role
from yunting.lib import clock

NEXT: Final = "next"
OURS: Final = "accounts."
SEEN: Final = selectors.SEEN
SECOND_FACTOR: Final = selectors.SECOND_FACTOR
PASSWORD_DUE: Final = selectors.PASSWORD_DUE
PROVED: Final = "accounts.proved-again"
DOOR_OPEN: Final = timedelta(minutes=10)
_SYSTEMS: Final = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
_BROWSERS: Final = ("MicroMessenger", "Edg", "Firefox", "Chrome", "Safari")
_PLAIN: Final = {"MicroMessenger": "微信", "Edg": "Edge", "Macintosh": "苹果电脑"}


def visitor(request: HttpRequest) -> Actor:
    """Return whoever is at the door, with the key of their form."""
    return Actor(None, None, frozenset({Role.CITIZEN}), retry=retry_of(request))


def next_address(request: HttpRequest) -> str:
    """Return where the person was going: an address of this court, else the home page."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or "/"
    here = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=here) else "/"


def onward(request: HttpRequest, route: str, *arguments: object, wanted: str = "") -> str:
    """Return the address of the next step, carrying along where the person was going."""
    wanted = wanted or next_address(request)
    query = "" if wanted == "/" else "?" + urlencode({NEXT: wanted})
    return reverse(route, args=arguments) + query


def let_in(request: HttpRequest, account: Account, *, how: str) -> None:
    """Begin a session and write it down; whatever was collected at the door is forgotten."""
    at = clock.machine_now()
    for name in tuple(request.session.keys()):
        if name.startswith(OURS):
            del request.session[name]
    login(request, account)
    longest = settings.STAFF_LONGEST if account.is_court_staff else settings.CITIZEN_LONGEST
    request.session.set_expiry(int(longest.total_seconds()))
    request.session[SEEN] = at.isoformat()
    if account.is_court_staff:
        request.session[SECOND_FACTOR] = at.isoformat()
        request.session[PASSWORD_DUE] = selectors.password_is_due(account, machine_at=at)
    sessions.begin(
        account,
        session_key=request.session.session_key or "",
        how=how,
        device=device_of(request),
        address=request.META.get("REMOTE_ADDR") or None,
        at=clock.now(),
        machine_at=at,
    )


def device_of(request: HttpRequest) -> str:
    """Return what a person would call the device, e.g. `Android 微信`."""
    told = request.headers.get("User-Agent", "")
    words = [next((w for w in known if w in told), "") for known in (_SYSTEMS, _BROWSERS)]
    return " ".join(_PLAIN.get(word, word) for word in words if word) or "未知设备"


def age_of(request: HttpRequest, name: str, *, machine_at: datetime) -> timedelta | None:
    """Return how long ago the session noted something; None if it never did."""
    noted = request.session.get(name)
    return machine_at - datetime.fromisoformat(noted) if noted else None
