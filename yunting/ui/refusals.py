"""Turn what the law or the procedure refuses into something a person can act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from yunting.core.access import HelpOver
from yunting.core.actor import Actor
from yunting.core.idempotency import KeyReused, Outcome, once
from yunting.lib.errors import NotVisible, Refused
from yunting.ui.resubmit import shown_of

T = TypeVar("T")
ALREADY_DONE = "已经办理过，没有重复办理。"


def act(
    form: BaseForm, service: Callable[..., T], /, *args: Any, by: Actor, at: datetime, **kwargs: Any
) -> Outcome[T] | None:
    """Call a service for a valid form; None if it was refused, and then the form says why.

    The outcome is always true, so it reads `if form.is_valid() and act(form, …)`. It is
    `repeated` when the same key had done it before: the page goes on as after a success.

    :raises KeyReused: if the key was used for other content (the middleware answers 422)
    """
    try:
        return once(service, *args, by=by, at=at, **kwargs)
    except KeyReused:
        raise
    except Refused as refusal:
        refuse(form, refusal)
        return None


def refuse(form: BaseForm, refusal: Refused) -> None:
    """Put a refusal on its field, or above the form, with its article and what to do now."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)
    # The error summary shows basis and remedy; a ValidationError has no room for them.
    form.refusal = refusal  # type: ignore[attr-defined]


def say(request: HttpRequest, outcome: Outcome[Any], done: str) -> None:
    """Leave a message for the next page: `done`, or that it had been done before."""
    if outcome.repeated:
        messages.info(request, ALREADY_DONE)
    else:
        messages.success(request, done)


class Refusals:
    """Middleware: what nobody caught becomes a page that says what, why and what now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 404, 422 or 409; leave everything unexpected to be a bug."""
        if isinstance(error, NotVisible):
            return not_found(request)
        if isinstance(error, KeyReused):
            return refused(request, error, status=422)
        if isinstance(error, Refused):
            return refused(request, error, status=409)
        return None


def refused(request: HttpRequest, refusal: Refused, *, status: int) -> HttpResponse:
    """Show a refusal as a page of its own, or as JSON below `/api/`."""
    if _is_api(request):
        return problem(
            status,
            code=refusal.code,
            message=refusal.message,
            basis=refusal.basis,
            remedy=refusal.remedy,
            field=refusal.field,
        )
    back = request.headers.get("Referer", "") if request.method == "POST" else ""
    typed = shown_of(request) if isinstance(refusal, HelpOver) else []
    context = {
        "refusal": refusal,
        "back": back if _is_ours(request, back) else "/",
        "typed": typed,
    }
    return render(request, "ui/refused.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same whether it does not exist or is not theirs to see."""
    if _is_api(request):
        return problem(404, code="not-found", message="没有找到，或者您无权查看。")
    return render(request, "ui/not_found.html", status=404)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _is_ours(request: HttpRequest, address: str) -> bool:
    return address.startswith(f"{request.scheme}://{request.get_host()}/")


def problem(status: int, **members: Any) -> HttpResponse:
    """Answer a program: what, why and what now, as application/problem+json; empty parts go."""
    body = {name: value for name, value in members.items() if value}
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    return response
