"""Send back what is held: one person proposes it, another confirms, the bank does it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yunting.core.actor import Actor
from yunting.core.procedure import perform
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.money import events, gateways, procedure
from yunting.money.models import LedgerKind, MovementKind, Payment
from yunting.money.services import ledger, reasons


class SecondPersonNeeded(Refused):
    """Money leaves the court only when two people say so."""

    code: ClassVar[str] = "second-person-needed"


class UnknownReturn(Refused):
    """The bank answers something this court did not ask."""

    code: ClassVar[str] = "unknown-return"


def propose(payment: Payment, *, reason: str, by: Actor, at: datetime) -> Payment:
    """Propose that a held payment goes back where it came from.

    :raises ReasonNeeded: if no reason is given
    :raises OutOfOrder: if it is not held
    :raises NotYours: if the actor does not keep the books
    """
    said = reasons.given(reason)
    with perform(procedure.PROPOSE, payment, by=by, at=at) as step:
        found = step.subject
        found.reason, found.proposed_by, found.failure = said, by.account, ""
        found.save(update_fields=["reason", "proposed_by", "failure"])
        step.fact = events.ReturnProposed(
            payment=found.pk, serial=found.serial, amount=found.amount, reason=said
        )
    return step.subject


def confirm(payment: Payment, *, by: Actor, at: datetime) -> Payment:
    """Agree as a second person: the bank is asked to send it back once this is on record.

    :raises SecondPersonNeeded: if the actor proposed it
    :raises OutOfOrder: if nobody has proposed it
    :raises NotYours: if the actor does not handle money
    """
    with perform(procedure.CONFIRM, payment, by=by, at=at) as step:
        found = step.subject
        _refuse_the_same(found, by)
        found.attempts += 1
        found.save(update_fields=["attempts"])
        gateways.send_back(found, matter=found.matter)
        step.fact = events.ReturnConfirmed(
            payment=found.pk,
            serial=found.serial,
            amount=found.amount,
            reference=found.back_reference,
        )
    return step.subject


def decline(payment: Payment, *, reason: str, by: Actor, at: datetime) -> Payment:
    """Disagree as a second person; it stays held.

    :raises ReasonNeeded: if no reason is given
    :raises SecondPersonNeeded: if the actor proposed it
    :raises OutOfOrder: if nobody has proposed it
    """
    said = reasons.given(reason)
    with perform(procedure.DECLINE, payment, by=by, at=at) as step:
        _refuse_the_same(step.subject, by)
        step.fact = events.ReturnDeclined(
            payment=step.subject.pk, serial=step.subject.serial, reason=said
        )
    return step.subject


def settle(
    reference: str,
    *,
    is_done: bool,
    back_serial: str,
    reason: str,
    at: datetime,
    back_day: date | None = None,
) -> Payment:
    """Take what the bank says became of a return; told again nothing happens.

    `back_day` is the day of the bank's book in which it stands, today if the bank does not say.

    :raises UnknownReturn: if this court never asked for it
    """
    with transaction.atomic():
        payment = _asked(reference)
        if payment.state not in procedure.GIVE_BACK.source:
            return payment
        if is_done:
            return _done(payment, back_serial, back_day or clock.day_of(at), at)
        return _failed(payment, reason[:200], at)


def _failed(payment: Payment, reason: str, at: datetime) -> Payment:
    with perform(procedure.FAIL, payment, by=Actor.court(), at=at) as step:
        step.subject.failure = reason
        step.subject.save(update_fields=["failure"])
        step.fact = events.ReturnFailed(payment=payment.pk, serial=payment.serial, reason=reason)
    return step.subject


def _done(payment: Payment, back_serial: str, back_day: date, at: datetime) -> Payment:
    with perform(procedure.GIVE_BACK, payment, by=Actor.court(), at=at) as step:
        step.subject.back_serial, step.subject.back_day = back_serial, back_day
        step.subject.save(update_fields=["back_serial", "back_day"])
        step.fact = events.PaymentReturned(
            payment=payment.pk,
            serial=payment.serial,
            amount=payment.amount,
            back_serial=back_serial,
        )
    assert step.event is not None, "a step that ended has its fact"  # noqa: S101
    held = ledger.own_account(payment.court, LedgerKind.HELD)
    bank = ledger.own_account(payment.court, LedgerKind.BANK)
    ledger.move(
        MovementKind.RETURNED,
        {held: payment.amount, bank: -payment.amount},
        event=step.event,
        case=payment.case,
        text=f"退回{payment.payer} {back_serial}"[:200],
    )
    return step.subject


def _asked(reference: str) -> Payment:
    """Return the payment behind the name of a return, `退17-1`, locked.

    An answer about an earlier attempt is about nothing any more: a later one has its own.
    """
    pk, _, attempt = reference.removeprefix("退").partition("-")
    if pk.isdecimal() and attempt.isdecimal():
        rows = Payment.objects.select_for_update(no_key=True, of=("self",))
        found = rows.select_related("court", "case").filter(pk=int(pk)).first()
        if found is not None and found.attempts == int(attempt):
            return found
    raise UnknownReturn("没有这笔退款。", remedy="请核对退款单号。")


def _refuse_the_same(payment: Payment, by: Actor) -> None:
    if by.account is not None and payment.proposed_by_id == by.account.pk:
        raise SecondPersonNeeded(
            "退款要由另一个人复核，提出退回的人不能自己复核。",
            basis=procedure.BOOKS,
            remedy="请交另一名财务人员或者院长办理。",
        )
