"""Begin a complaint, take it back."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yunting.accounts import selectors as accounts
from yunting.core.access import account_of, actor_for
from yunting.core.idempotency import once
from yunting.core.models import Account
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.starting import StartForm, WithdrawForm
from yunting.filing.selectors.mine import own, written
from yunting.filing.selectors.writing import filing_of, this_court
from yunting.filing.services import opening
from yunting.lib import clock
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_POST)
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Ask what it is about and for whom; begin the complaint."""
    account = account_of(request)
    form = StartForm(
        request.POST if request.method == "POST" else None,
        initial={"for": request.GET.get(accounts.PRINCIPAL, "")},
        principals=(*accounts.principals_of(account), *accounts.helped_by(account)),
        asks_whom=accounts.helped_before(account, request.POST.get(accounts.PRINCIPAL, "")),
        on=clock.day_of(clock.now()),
    )
    if form.is_bound and form.is_valid():
        chosen = entry(form.cleaned_data["kind"]).form
        principal = accounts.principal_of(request, account)
        opened = act(
            form,
            opening.open_filing,
            this_court(),
            form=chosen.key,
            cause=chosen.cause,
            by=accounts.acting_for(actor_for(request), principal),
            at=clock.now(),
        )
        filing = filing_of(opened.event) if opened and opened.event else opened and opened.value
        if filing:
            return done(request, "filing:draft", filing.pk)
    context = {"form": form, "is_known": _is_known(account)}
    return show(request, "filing/start.html", context)


def _is_known(account: Account) -> bool:
    return account.person is not None and account.person.verified_at is not None


@require_POST
@signed_in
def ask_to_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the principal that the complaint waits for their signature."""
    filing, actor = written(request, pk)
    outcome = once(opening.ask_to_sign, filing, by=actor, at=clock.now())
    say(request, outcome, f"已经通知{actor.on_behalf_of}核对签名。")
    return done(request, "filing:check", filing.pk)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the complaint back, after saying what that means."""
    filing, actor = own(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        outcome = act(
            form,
            opening.withdraw,
            filing,
            reason=form.cleaned_data["reason"],
            by=actor,
            at=clock.now(),
        )
        if outcome:
            say(request, outcome, "起诉材料已撤回。")
            return done(request, filing.matter)
    return show(request, "filing/withdraw.html", {"filing": filing, "form": form})
