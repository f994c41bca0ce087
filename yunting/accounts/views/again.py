"""Prove again to be the same person, before a step where it matters. OL-07c.

人民法院在线诉讼规则 第七条第三款.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yunting.accounts import settings
from yunting.accounts.forms import CodeForm, OpenForm
from yunting.accounts.services import phone as phones
from yunting.accounts.views import entrance
from yunting.core.access import account_of, actor_for
from yunting.lib import clock, masks
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
GET_POST: Final = ["GET", "HEAD", "POST"]


def was_proved_lately(request: HttpRequest) -> bool:
    """Tell whether the person proved to hold the phone in the last ten minutes.

    The staff prove it with their second factor as they come in.
    """
    if request.session.get(entrance.SECOND_FACTOR):
        return True
    age = entrance.age_of(request, entrance.PROVED, machine_at=clock.machine_now())
    return age is not None and age <= settings.REVERIFIED_FOR


def proved_lately(view: View[P]) -> View[P]:
    """Ask for a code once more before a page that needs it; for reads, the act stands behind it."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" or was_proved_lately(request):
            return view(request, *args, **kwargs)
        here = request.get_full_path()
        return done(request, entrance.onward(request, "accounts:prove-again", wanted=here))

    return signed_in(guarded)


@require_POST
@signed_in
def send(request: HttpRequest) -> HttpResponse:
    """Send a code to one's own phone."""
    number = _own_phone(request)
    form = OpenForm(request.POST)
    sent = form.is_valid() and act(
        form,
        phones.send_code,
        number,
        by=actor_for(request),
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    if sent:
        return done(request, entrance.onward(request, "accounts:prove-again"))
    return _page(request, CodeForm(), form)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(GET_POST)
@signed_in
def again(request: HttpRequest) -> HttpResponse:
    """Take the code and go on to where the person was going."""
    number = _own_phone(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proved = act(
            form,
            phones.prove_again,
            account_of(request),
            form.cleaned_data["code"],
            by=actor_for(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if proved:
            request.session[entrance.PROVED] = clock.machine_now().isoformat()
            return done(request, entrance.next_address(request))
    return _page(request, form, OpenForm(), number=number)


def _own_phone(request: HttpRequest) -> str:
    number = account_of(request).phone
    if number is None:
        raise NotVisible
    return number


def _page(
    request: HttpRequest, form: CodeForm, sending: OpenForm, *, number: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "sending": sending,
        "masked": masks.phone_number(number or _own_phone(request)),
        "next": entrance.next_address(request),
    }
    return show(request, "accounts/again.html", context)
