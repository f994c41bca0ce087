"""The paying side for programs: what is owed, and the way to pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from yunting.core.access import account_of, get_for
from yunting.core.idempotency import once
from yunting.lib import clock
from yunting.money.models import FeeNotice
from yunting.money.selectors import door, fees
from yunting.money.services import fees as services

party_api = Router(tags=["诉讼费用"])
MOST = 200


class NotCountedOut(Schema):
    """A payment that came and counts for nothing, and why."""

    amount: Decimal
    payer: str
    why: str
    state: str


class FeeOut(Schema):
    """A fee in yuan. `link` is where anybody pays it, empty until it was asked for."""

    id: int
    case: str
    amount: Decimal
    computation: list[str]
    basis: str
    state: str
    account: str
    reference: str
    link: str
    due_on: date | None
    paid_on: date | None
    receipt: str


class OneFeeOut(FeeOut):
    """A fee with what came for it and counts for nothing."""

    not_counted: list[NotCountedOut]


@party_api.get("/fees", response=list[FeeOut], summary="本方的案件受理费")
def list_fees(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the fees of my sides, what is to be paid first; at most two hundred."""
    found = list(fees.fees_of(account_of(request)).select_related("account")[:MOST])
    due = fees.last_days_of(found)
    return [_fee(one, due.get(one.pk)) for one in found]


@party_api.get("/fees/{int:pk}", response=OneFeeOut, summary="一项案件受理费")
def get_fee(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one fee."""
    notice, _ = get_for(request, FeeNotice, pk=pk)
    return _one(notice)


@party_api.post("/fees/{int:pk}/order", response=OneFeeOut, summary="取得支付链接")
def order_fee(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Get the way to pay; asked again it is the same."""
    notice, actor = door.payer_of(request, pk)
    once(services.order, notice, by=actor, at=clock.now())
    return _one(FeeNotice.objects.get(pk=pk))


def _one(notice: FeeNotice) -> dict[str, Any]:
    due = fees.last_days_of([notice])
    rows = fees.not_counted(notice)
    told = [{"amount": p.amount, "payer": p.payer, "why": p.why, "state": p.state} for p in rows]
    return {**_fee(notice, due.get(notice.pk)), "not_counted": told}


def _fee(notice: FeeNotice, due_on: date | None) -> dict[str, Any]:
    return {
        "id": notice.pk,
        "case": notice.case.number,
        "amount": notice.amount,
        "computation": list(notice.steps),
        "basis": notice.basis,
        "state": notice.state,
        "account": notice.account.number,
        "reference": notice.reference,
        "link": notice.link,
        "due_on": due_on,
        "paid_on": notice.paid_on,
        "receipt": notice.receipt.code if notice.receipt else "",
    }
