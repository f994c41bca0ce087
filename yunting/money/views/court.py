"""The pages of those who keep the court's books: what came, what is held, an account's lines."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.procedure import open_moves
from yunting.money import settings
from yunting.money.forms import ReasonForm
from yunting.money.models import Payment, PaymentState
from yunting.money.selectors import door, ledger, payments
from yunting.money.services import returns
from yunting.money.views.acts import acted
from yunting.ui import wording
from yunting.ui.forms import Form
from yunting.ui.lists import Column, Filter, Listing, State
from yunting.ui.pages import show, signed_in

LISTING: Listing[Any] = Listing(
    name="payments",
    title="收款",
    columns=(
        Column("serial", "银行流水号", lambda p: p.serial, kind="short"),
        Column("amount", "金额", lambda p: p.amount, kind="amount"),
        Column(
            "state",
            "状态",
            lambda p: p.get_state_display(),
            kind="badge",
            tone=lambda p: wording.state_tone(p.state),
        ),
        Column("payer", "付款人", lambda p: p.payer),
        Column("case", "案号", lambda p: p.case.number if p.case else "", kind="short"),
        Column("why", "为什么待查", lambda p: p.get_why_display(), on_phone=False),
        Column("paid", "付款时间", lambda p: p.paid_at, kind="instant", on_phone=False),
    ),
    link=lambda p: reverse("money:payment", args=[p.pk]),
    order=("-id",),
    filters=(
        Filter("serial", "流水号", lambda rows, typed: rows.filter(serial__contains=typed)),
        Filter("payer", "付款人", lambda rows, typed: rows.filter(payer__contains=typed)),
    ),
    states=tuple(State(value, str(label)) for value, label in PaymentState.choices),
)


@require_safe
@signed_in
def all_payments(request: HttpRequest) -> HttpResponseBase:
    """List what came, the newest first, and how the books stand."""
    account, court = door.keeper_of(request)
    context = {"balances": payments.balances_of(court)}
    return LISTING.answer(request, payments.payments_of(account), "money/payments.html", context)


@require_safe
@signed_in
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one payment, and what may be done with it."""
    found, actor = get_for(request, Payment, pk=pk)
    return _show(request, found, actor, Form())


@require_POST
@signed_in
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to send it back."""
    found, actor = get_for(request, Payment, pk=pk)
    form, said = ReasonForm(request.POST), "已经提出退回，等另一个人复核。"
    answer = acted(request, form, returns.propose, found, by=actor, said=said)
    return answer or _show(request, found, actor, form, status=409)


@require_POST
@signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree as a second person."""
    found, actor = get_for(request, Payment, pk=pk)
    form, said = Form(request.POST), "已经通知银行退回。"
    answer = acted(request, form, returns.confirm, found, by=actor, said=said)
    return answer or _show(request, found, actor, form, status=409)


@require_POST
@signed_in
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Disagree as a second person."""
    found, actor = get_for(request, Payment, pk=pk)
    form, said = ReasonForm(request.POST), "没有同意退回，这笔款项仍然待查。"
    answer = acted(request, form, returns.decline, found, by=actor, said=said)
    return answer or _show(request, found, actor, form, status=409)


def _show(
    request: HttpRequest, found: Payment, actor: Actor, form: Form, *, status: int = 200
) -> HttpResponse:
    found.refresh_from_db()
    moves = {move.name for move in open_moves(found, actor)}
    context = {
        "payment": found,
        "form": form,
        "reason_form": form if isinstance(form, ReasonForm) else ReasonForm(),
        "moves": moves,
    }
    return show(request, "money/payment.html", context, status=status)


@require_safe
@signed_in
def account(request: HttpRequest, number: str) -> HttpResponse:
    """Show the account of a case, line by line."""
    _, court = door.keeper_of(request)
    found = payments.account_by_number(number, court=court)
    context = {
        "account": found,
        "balance": ledger.balance_of(found),
        "lines": ledger.lines_of(found, most=settings.LINES_SHOWN),
    }
    return show(request, "money/account.html", context)
