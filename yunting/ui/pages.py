"""Answer a request: a page or the part of it htmx asked for; after an act, the way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from yunting.ui.resubmit import keep_what_was_typed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def wants_part(request: HttpRequest) -> bool:
    """Tell whether htmx asked for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    part: str = "",
) -> HttpResponse:
    """Render a page, or only its named partial `part` when htmx asked."""
    name = f"{template}#{part}" if part and wants_part(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: HttpRequest, to: str | Model, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser on after an act, so that a reload repeats nothing.

    `to` is an address, the name of one, or an object that has one.
    """
    address = resolve_url(to, *args, **kwargs)
    if wants_part(request):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address, status=303)


def signed_in(view: View[P]) -> View[P]:
    """Ask a stranger to sign in first; what a stranger posted is kept on the page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return keep_what_was_typed(request)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    return guarded
