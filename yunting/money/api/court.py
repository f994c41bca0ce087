"""The court's books for programs: what came, what goes back, an account's lines."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core.access import get_for
from yunting.core.idempotency import once
from yunting.lib import clock
from yunting.money import settings
from yunting.money.models import Payment, PaymentState
from yunting.money.selectors import door, ledger, payments
from yunting.money.services import returns

court_api = Router(tags=["诉讼费账务"])
MOST = 200


class PaymentOut(Schema):
    """A payment in yuan; `why` says why it counts for nothing, empty if it does."""

    id: int
    serial: str
    amount: Decimal
    payer: str
    method: str
    account: str
    case: str
    state: str
    why: str
    paid_at: datetime
    reason: str
    back_serial: str
    failure: str


class ReasonBody(Schema):
    """Why money goes back, or does not."""

    reason: str = Field(max_length=500)


class LineOut(Schema):
    """One line of an account in yuan; `event` is the fact it follows from."""

    at: datetime
    kind: str
    text: str
    came: Decimal
    went: Decimal
    balance: Decimal
    document: str
    event: int


class AccountOut(Schema):
    """The account of a case with its newest lines."""

    number: str
    case: str
    balance: Decimal
    lines: list[LineOut]


@court_api.get("/payments", response=list[PaymentOut], summary="收款，新的在前")
def list_payments(request: HttpRequest, state: PaymentState | None = None) -> list[dict[str, Any]]:
    """Return what came, the newest first; at most two hundred."""
    account, _ = door.keeper_of(request)
    rows = payments.payments_of(account).order_by("-id")
    rows = rows.filter(state=state) if state else rows
    return [_payment(one) for one in rows[:MOST]]


@court_api.get("/payments/{int:pk}", response=PaymentOut, summary="一笔收款")
def get_payment(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one payment."""
    found, _ = get_for(request, Payment, pk=pk)
    return _payment(found)


@court_api.post("/payments/{int:pk}/propose", response=PaymentOut, summary="提出退回")
def propose_return(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Propose that a held payment goes back."""
    found, actor = get_for(request, Payment, pk=pk)
    once(returns.propose, found, reason=body.reason, by=actor, at=clock.now())
    return _payment(Payment.objects.get(pk=pk))


@court_api.post("/payments/{int:pk}/confirm", response=PaymentOut, summary="复核退回")
def confirm_return(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Agree as a second person."""
    found, actor = get_for(request, Payment, pk=pk)
    once(returns.confirm, found, by=actor, at=clock.now())
    return _payment(Payment.objects.get(pk=pk))


@court_api.post("/payments/{int:pk}/decline", response=PaymentOut, summary="不同意退回")
def decline_return(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Disagree as a second person."""
    found, actor = get_for(request, Payment, pk=pk)
    once(returns.decline, found, reason=body.reason, by=actor, at=clock.now())
    return _payment(Payment.objects.get(pk=pk))


@court_api.get("/ledger/{number}", response=AccountOut, summary="一件案件的账")
def get_account(request: HttpRequest, number: str) -> dict[str, Any]:
    """Return the account of a case with its newest lines, two hundred at most."""
    _, court = door.keeper_of(request)
    found = payments.account_by_number(number, court=court)
    return {
        "number": found.number,
        "case": str(found.case),
        "balance": ledger.balance_of(found),
        "lines": [
            {
                "at": line.at,
                "kind": line.kind,
                "text": line.text,
                "came": line.came,
                "went": line.went,
                "balance": line.balance,
                "document": line.document.number if line.document else "",
                "event": line.event,
            }
            for line in ledger.lines_of(found, most=settings.LINES_SHOWN)
        ],
    }


def _payment(found: Payment) -> dict[str, Any]:
    return {
        "id": found.pk,
        "serial": found.serial,
        "amount": found.amount,
        "payer": found.payer,
        "method": found.method,
        "account": found.account_number,
        "case": found.case.number if found.case else "",
        "state": found.state,
        "why": found.why,
        "paid_at": found.paid_at,
        "reason": found.reason,
        "back_serial": found.back_serial,
        "failure": found.failure,
    }
