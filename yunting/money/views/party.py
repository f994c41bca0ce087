"""The fee of a case: what is owed, how it was computed, until when, how to pay. S7."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.lib import clock
from yunting.money.deadlines import PAYERS
from yunting.money.models import FeeNotice
from yunting.money.selectors import door, fees, relief
from yunting.money.services import fees as services
from yunting.ui import wording
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act

MOST = 100


@require_safe
@signed_in
def all_fees(request: HttpRequest) -> HttpResponse:
    """List the fees of one's own cases, what is to be paid first."""
    found = list(fees.fees_of(account_of(request))[:MOST])
    due = fees.last_days_of(found)
    return show(request, "money/fees.html", {"fees": [(one, due.get(one.pk)) for one in found]})


@require_safe
@signed_in
def fee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one fee to the side that owes it, and to the court."""
    notice, actor = get_for(request, FeeNotice, pk=pk)
    return _show(request, notice, actor, Form())


@require_POST
@signed_in
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Get the way to pay; asked again it is the same."""
    notice, actor = door.payer_of(request, pk)
    form = Form(request.POST)
    if act(form, services.order, notice, by=actor, at=clock.now()) is None:
        notice.refresh_from_db()
        return _show(request, notice, actor, form, status=409)
    return done(request, "money:fee", pk)


@require_safe
@signed_in
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where the bank takes the payment; to the fee itself when there is nothing to pay."""
    notice, _ = door.payer_of(request, pk)
    if not fees.is_open(notice) or not notice.link:
        return done(request, "money:fee", pk)
    return done(request, notice.link)


def _show(
    request: HttpRequest, notice: FeeNotice, actor: Actor, form: Form, *, status: int = 200
) -> HttpResponse:
    period, of_the_court = fees.period_of(notice), is_of_the_court(actor)
    on = clock.day_of(clock.now())
    runs = period is not None and fees.is_open(notice)
    context = {
        "fee": notice,
        "form": form,
        "period": period,
        "left": wording.days_left(period.ends_on, on=on) if period and runs else "",
        "is_open": fees.is_open(notice),
        "pays": bool(actor.roles & PAYERS) and not of_the_court,
        "relief": relief.relief_on(notice),
        "not_counted": list(fees.not_counted(notice)),
    }
    return show(request, "money/fee.html", context, status=status)
