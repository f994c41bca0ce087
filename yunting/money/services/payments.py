"""Take what the bank says was paid: once, into the account of its case, or held until it goes back.

What the bank says is money that has come, so it is never refused for what it is for: the wrong
amount, twice, too late. It is refused only where it cannot be believed or read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings as project
from django.db import transaction

from yunting.core import deadlines as clocks
from yunting.core import documents, lapses
from yunting.core.actor import Actor
from yunting.core.models import Court, Deadline, Document, Event, Participation
from yunting.core.procedure import perform
from yunting.core.roles import Role
from yunting.lib import clock, money, numerals
from yunting.lib.errors import Refused
from yunting.money import deadlines, events, procedure, settings
from yunting.money import documents as papers
from yunting.money.models import (
    FeeNotice,
    FeeState,
    LedgerKind,
    Method,
    MovementKind,
    Payment,
    PaymentState,
    Why,
)
from yunting.money.services import ledger

WHAT = "案件受理费"


class SerialReused(Refused):
    """One serial number of the bank is one payment."""

    code: ClassVar[str] = "payment-serial-reused"


class PaidOutOfTime(Refused):
    """Nobody has paid at an instant that is still to come."""

    code: ClassVar[str] = "payment-out-of-time"


@dataclass(frozen=True, slots=True)
class Told:
    """One payment as the bank tells it; `amount` is yuan."""

    serial: str
    account: str
    reference: str
    amount: Decimal
    payer: str
    method: Method
    paid_at: datetime


def take(told: Told, *, court: Court, at: datetime) -> Payment:
    """Take one payment; told again, whatever the order, it is the same one.

    The fee is locked before it is looked at: of two payments at once one pays it, one is held.

    :raises SerialReused: if the serial number was told with other content
    :raises PaidOutOfTime: if it says it was paid later than now
    """
    if told.paid_at > at + settings.PAID_AHEAD:
        raise PaidOutOfTime("付款时间晚于现在。", remedy="请核对系统时间。")
    with transaction.atomic():
        notice = _notice_of(told, court=court, at=at)
        known = Payment.objects.filter(court=court, serial=told.serial).first()
        if known is not None:
            return _same(known, told)
        why = _why_not(notice, told)
        if notice is None or why:
            return _hold(told, Why(why), notice, court=court, at=at)
        return _count(told, notice, court=court, at=at)


def _notice_of(told: Told, *, court: Court, at: datetime) -> FeeNotice | None:
    """Return the fee the account is for, locked, with everything lapsed that is due."""
    rows = FeeNotice.objects.select_related("matter", "case__court", "account")
    found = rows.filter(account__court=court, account__number=told.account).first()
    if found is None:
        return None
    lapses.lapse_due(found, at=at)
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=found.pk)


def _same(known: Payment, told: Told) -> Payment:
    """Return the payment that is known, if what was told is the same.

    :raises SerialReused: if it is not
    """
    before = (known.account_number, known.reference, known.fen, known.payer)
    if before != (told.account, told.reference, money.fen(told.amount), told.payer):
        raise SerialReused(
            f"流水号{told.serial}已经用于另一笔付款。", remedy="请核对后用新的流水号重发。"
        )
    return known


def _why_not(notice: FeeNotice | None, told: Told) -> str:
    """Return why a payment counts for no fee; empty if it does."""
    if notice is None:
        return Why.UNKNOWN_ACCOUNT
    standing = {FeeState.PAID: Why.PAID_TWICE, FeeState.CLOSED: Why.CLOSED}
    if notice.state in standing:
        return standing[FeeState(notice.state)]
    if told.reference and told.reference != notice.reference:
        return Why.OTHER_REFERENCE
    if money.fen(told.amount) != notice.fen:
        return Why.WRONG_AMOUNT
    if notice.state == FeeState.LAPSED and not _was_in_time(notice, told):
        return Why.TOO_LATE
    return ""


def _was_in_time(notice: FeeNotice, told: Told) -> bool:
    """Tell whether a payment that was told late was made in time, by the bank's clock."""
    rows = Deadline.objects.of(notice).filter(kind=deadlines.PREPAYMENT.name)
    last = rows.order_by("-run").first()
    return last is not None and told.paid_at < last.lapses_at


def _count(told: Told, notice: FeeNotice, *, court: Court, at: datetime) -> Payment:
    by = Actor.court()
    with perform(procedure.TAKE, None, by=by, at=at) as step:
        payment = step.subject = _new(told, notice, PaymentState.MATCHED, court=court, at=at)
        step.fact = events.PaymentMatched(**_said(payment))
    receipt = _receipt(payment, notice, at=at)
    with perform(procedure.PAY, notice, by=by, at=at) as paid:
        paid.subject.paid_on, paid.subject.receipt = payment.day, receipt
        paid.subject.save(update_fields=["paid_on", "receipt"])
        paid.fact = events.FeePaid(
            notice=notice.pk,
            payment=payment.pk,
            amount=payment.amount,
            payer=payment.payer,
            serial=payment.serial,
            paid_on=payment.day,
        )
        if clocks.open_one(deadlines.PREPAYMENT, notice) is not None:
            paid.meet(deadlines.PREPAYMENT)
        paid.lift(deadlines.REMINDER, reason="已经交纳")
    _book(payment, LedgerKind.CASE, step.event, document=receipt)
    return payment


def _hold(told: Told, why: Why, notice: FeeNotice | None, *, court: Court, at: datetime) -> Payment:
    with perform(procedure.HOLD, None, by=Actor.court(), at=at) as step:
        payment = _new(told, notice, PaymentState.HELD, court=court, at=at, why=why)
        step.subject = payment
        step.fact = events.PaymentHeld(**_said(payment), why=str(why.label))
    _book(payment, LedgerKind.HELD, step.event)
    return payment


def _new(
    told: Told,
    notice: FeeNotice | None,
    state: PaymentState,
    *,
    court: Court,
    at: datetime,
    why: str = "",
) -> Payment:
    return Payment.objects.create(
        court=court,
        notice=notice,
        matter=notice.matter if notice else None,
        case=notice.case if notice else None,
        serial=told.serial,
        account_number=told.account,
        reference=told.reference,
        fen=money.fen(told.amount),
        payer=told.payer,
        method=told.method,
        paid_at=told.paid_at,
        told_at=at,
        day=clock.day_of(told.paid_at),
        state=state,
        why=why,
    )


def _said(payment: Payment) -> dict[str, Any]:
    return {
        "payment": payment.pk,
        "serial": payment.serial,
        "amount": payment.amount,
        "account": payment.account_number,
        "payer": payment.payer,
    }


def _book(
    payment: Payment, to: LedgerKind, event: Event | None, *, document: Document | None = None
) -> None:
    """Write what came into the ledger: into the account of its case, or among what is held."""
    assert event is not None, "a step that ended has its fact"  # noqa: S101
    counts = to == LedgerKind.CASE and payment.notice is not None
    owed = payment.notice.account if counts and payment.notice else None
    ledger.move(
        MovementKind.PAID_IN if counts else MovementKind.HELD,
        {
            ledger.own_account(payment.court, LedgerKind.BANK): payment.amount,
            owed or ledger.own_account(payment.court, LedgerKind.HELD): -payment.amount,
        },
        event=event,
        case=payment.case,
        document=document,
        text=f"{payment.payer} {payment.serial}"[:200],
    )


def _receipt(payment: Payment, notice: FeeNotice, *, at: datetime) -> Document:
    parties = Participation.objects.filter(
        matter=notice.matter, role=Role.PLAINTIFF, until__isnull=True
    )
    said = papers.FeeReceipt(
        case=notice.case.number,
        parties=tuple(one.person.name for one in parties.select_related("person").order_by("id")),
        what=WHAT,
        amount=payment.amount,
        in_words=numerals.capitals(payment.amount),
        payer=payment.payer,
        method=str(Method(payment.method).label),
        serial=payment.serial,
        account=payment.account_number,
        paid_on=payment.day,
        phone=project.HELP_PHONE,
    )
    return documents.issue(
        papers.RECEIPT,
        said,
        matter=notice.matter,
        case=notice.case,
        side=notice.side,
        by=Actor.court(),
        at=at,
    )
