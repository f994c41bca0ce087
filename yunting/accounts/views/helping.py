"""Mandates to lend a hand: give one, accept or decline, take it back, look after a dispute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunting.accounts import selectors
from yunting.accounts.forms import HelpForm
from yunting.accounts.models import HelpMandate, HelpState
from yunting.accounts.procedure import IN_FORCE
from yunting.accounts.services import helping
from yunting.core.access import account_of, actor_for, get_for
from yunting.core.idempotency import once
from yunting.core.models import Account
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]
# What is said after each act on a mandate.
SAID: Final[Mapping[str, tuple[Callable[..., HelpMandate], str]]] = {
    "accept": (helping.accept, "您已接受授权，可以开始代办。"),
    "decline": (helping.decline, "已告诉对方您没有接受。"),
    "withdraw": (helping.withdraw, "授权已收回。"),
    "lay-down": (helping.lay_down, "您不再代办。"),
}
TAKE_UP: Final = "take-up"


@never_cache
@require_safe
@signed_in
def every(request: HttpRequest) -> HttpResponse:
    """List the mandates one has given and those one holds."""
    mine = account_of(request)
    context = {
        "account": mine,
        "given": selectors.help_given(mine),
        "held": selectors.help_held(mine),
        "today": clock.day_of(clock.now()),
    }
    return show(request, "accounts/help.html", context)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def give(request: HttpRequest) -> HttpResponse:
    """Ask whom to mandate, in what, until when."""
    at = clock.now()
    form = HelpForm(request.POST or None, on=clock.day_of(at))
    if request.method == "POST" and form.is_valid():
        offered = act(form, helping.offer, form.wish(), by=actor_for(request), at=at)
        if offered:
            given = offered.value or selectors.newest_help_given(account_of(request))
            say(request, offered, "授权已发出，等对方接受。")
            return done(request, "accounts:help-one", given.pk)
    return show(request, "accounts/help_new.html", {"form": form})


@never_cache
@require_safe
@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a mandate to both of its people: what it covers, what was done, what can be done."""
    given, _ = get_for(request, HelpMandate, pk=pk)
    context = _context(given, account_of(request))
    if context["may_help"]:
        request.helped = given.principal  # type: ignore[attr-defined]
    return show(request, "accounts/help_one.html", context)


@require_POST
@signed_in
def act_on(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Accept, decline, take back or lay down a mandate, or look after a dispute under it."""
    given, actor = get_for(request, HelpMandate, pk=pk)
    if name == TAKE_UP:
        return _take_up(request, given)
    if name not in SAID:
        raise NotVisible
    service, said = SAID[name]
    say(request, once(service, given, by=actor, at=clock.now()), said)
    return done(request, "accounts:help-one", pk)


def _take_up(request: HttpRequest, given: HelpMandate) -> HttpResponse:
    matter = selectors.matter_to_look_after(given, request.POST.get("code", ""))
    once(helping.take_up, given, matter, by=actor_for(request), at=clock.now())
    return done(request, matter)


def _context(given: HelpMandate, mine: Account) -> dict[str, Any]:
    is_principal = given.principal_id == mine.person_id
    is_over = given.last_day < clock.day_of(clock.now())
    is_given = given.state == HelpState.GIVEN and not is_over
    return {
        "given": given,
        "is_principal": is_principal,
        "is_over": is_over and given.state in IN_FORCE,
        "may_answer": given.state == HelpState.OFFERED and not is_principal and not is_over,
        "may_withdraw": given.state in IN_FORCE and is_principal,
        "may_help": is_given and not is_principal,
        "is_known": mine.person is not None,
        "matters": selectors.matters_to_look_after(given) if is_given and not is_principal else (),
        "history": selectors.done_by_helper(given),
    }
