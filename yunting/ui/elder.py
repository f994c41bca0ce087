"""Elder mode: kept in a cookie, and for who is signed in also in the account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yunting.core.models import Account

COOKIE = "elder"
_YEAR = 365 * 24 * 3600


def is_on(request: HttpRequest) -> bool:
    """Tell whether this page is shown in elder mode: as this browser says, else the account."""
    chosen = request.COOKIES.get(COOKIE)
    if chosen in {"on", "off"}:
        return chosen == "on"
    user = getattr(request, "user", None)  # absent when a request fails before it is known
    return isinstance(user, Account) and user.elder_mode


def switch(request: HttpRequest, response: HttpResponse, *, on: bool) -> None:
    """Turn elder mode on or off for this browser and for who is signed in."""
    response.set_cookie(
        COOKIE,
        "on" if on else "off",
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    if isinstance(request.user, Account):
        Account.objects.filter(pk=request.user.pk).update(elder_mode=on)
