"""One's own account: who one is, whom one acts for, where one is signed in, tokens."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunting.accounts import selectors
from yunting.accounts.forms import OpenForm, TokenForm
from yunting.accounts.models import AccessToken, SignIn
from yunting.accounts.services import organisations, sessions, tokens
from yunting.accounts.views import entrance
from yunting.accounts.views.sign_in import sign_out
from yunting.core.access import account_of, actor_for, get_for
from yunting.core.idempotency import once
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]
HOME: Final = "accounts:account"


@never_cache
@require_GET
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show the account: identity, principals, sessions, what was done with it."""
    mine = account_of(request)
    context = {
        "account": mine,
        "mandates": selectors.mandates_of(mine),
        "sign_ins": selectors.open_sign_ins(mine),
        "here": request.session.session_key,
        "history": selectors.recent_sentences(mine),
        "codes_left": selectors.recovery_codes_left(mine) if mine.is_court_staff else None,
    }
    return show(request, "accounts/account.html", context)


@never_cache
@require_GET
@signed_in
def principals(request: HttpRequest) -> HttpResponse:
    """Let somebody who acts for several choose one; the choice stands in the next address."""
    mine = account_of(request)
    wanted = entrance.next_address(request)
    joint = "&" if "?" in wanted else "?"
    choices = [
        (principal.name, wanted + joint + urlencode({selectors.PRINCIPAL: principal.pk}))
        for principal in selectors.principals_of(mine)
    ]
    context = {"choices": choices, "own": wanted, "next": wanted}
    return show(request, "accounts/principals.html", context)


@require_POST
@signed_in
def act_for_oneself(request: HttpRequest) -> HttpResponse:
    """Go back to the home page without a principal in the address."""
    return done(request, "/")


@require_POST
@signed_in
def end_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop acting for an organisation."""
    mandate = selectors.mandates_of(account_of(request)).filter(pk=pk).first()
    if mandate is None:
        raise NotVisible
    outcome = once(
        organisations.end_mandate,
        mandate,
        reason="经办人自行解除",
        by=actor_for(request),
        at=clock.now(),
    )
    say(request, outcome, f"您不再为{mandate.principal}办事。")
    return done(request, HOME)


@require_POST
@signed_in
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out another device."""
    sign_in, actor = get_for(request, SignIn, pk=pk)
    if sign_in.session_key == request.session.session_key:
        return sign_out(request)
    outcome = once(
        sessions.end,
        sign_in,
        reason="other-device",
        by=actor,
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    say(request, outcome, "那台设备已退出登录。")
    return done(request, HOME)


@require_POST
@signed_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out every device but this one."""
    outcome = once(
        sessions.end_all,
        account_of(request),
        but=request.session.session_key or "",
        reason="other-devices",
        by=actor_for(request),
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    say(request, outcome, "其他设备都已退出登录。")
    return done(request, HOME)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def token_list(request: HttpRequest) -> HttpResponse:
    """List the access tokens and issue one, shown this once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        issued = act(
            form,
            tokens.issue_access_token,
            form.cleaned_data["name"],
            by=actor_for(request),
            at=clock.now(),
            machine_at=clock.machine_now(),
        )
        if issued and issued.value is not None:
            return show(request, "accounts/token_issued.html", {"issued": issued.value})
        if issued:
            messages.info(request, "令牌已经生成过，只显示一次。没有抄下的，请作废后重新生成。")
            return done(request, "accounts:tokens")
    return show(request, "accounts/tokens.html", _tokens(request, form))


@require_POST
@signed_in
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token; programs that use it are refused from now on."""
    token, actor = get_for(request, AccessToken, pk=pk)
    outcome = once(
        tokens.revoke_access_token,
        token,
        by=actor,
        at=clock.now(),
        machine_at=clock.machine_now(),
    )
    say(request, outcome, f"令牌“{token.name}”已作废。")
    return done(request, "accounts:tokens")


def _tokens(request: HttpRequest, form: TokenForm) -> dict[str, Any]:
    return {
        "form": form,
        "tokens": selectors.access_tokens(account_of(request)),
        "machine_now": clock.machine_now(),
        "empty": OpenForm(),
    }
