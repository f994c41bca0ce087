"""The read gate: papers that were served open first at the next sign-in. T22.

Filing is never held up by it: somebody may have to file today. Nor is anything that leads out.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from yunting.core.models import Account
from yunting.delivery.selectors import services
from yunting.ui.pages import done

GATE = "delivery.gate"
ONWARD = "delivery.onward"
SIGN_IN = frozenset({"accounts:code", "accounts:sign-up"})
PASSES = frozenset({"accounts", "delivery", "ui", "filing", "api-1"})
PASSING = frozenset({"neighbours-callback", "web:check", "web:short-check", "api-page"})


class ReadGate:
    """Middleware: who has just signed in and has unopened papers is led to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Lead to the papers, or let pass; costs nothing unless the gate is down."""
        if request.session.get(GATE) and not _passes(request):
            if _waiting(request):
                return done(request, "delivery:papers")
            del request.session[GATE]
        response = self.get_response(request)
        if response.status_code in {302, 303} and _signed_in_just_now(request):
            request.session[GATE] = True
            request.session[ONWARD] = response.get("Location", "")
            return done(request, "delivery:papers")
        return response


def _signed_in_just_now(request: HttpRequest) -> bool:
    match = request.resolver_match
    entered = match is not None and match.view_name in SIGN_IN and request.method == "POST"
    return entered and _waiting(request)


def _waiting(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, Account) or user.is_court_staff or user.person_id is None:
        return False
    return services.has_unopened(user)


def _passes(request: HttpRequest) -> bool:
    if request.method not in {"GET", "HEAD"}:
        return True
    match = resolve(request.path_info)
    return match.app_name in PASSES or match.view_name in PASSING
