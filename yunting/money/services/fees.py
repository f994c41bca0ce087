"""Ask for a fee, let its days run or put them off, remind, and note that nobody paid."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from yunting.core import deadlines as clocks
from yunting.core import lapses
from yunting.core.actor import Actor
from yunting.core.models import Case, Deadline, DeadlineState, Side
from yunting.core.procedure import Step, perform
from yunting.lib import clock, codes, money
from yunting.lib.errors import Refused
from yunting.money import deadlines, events, gateways, procedure
from yunting.money.models import FeeNotice, FeeState
from yunting.money.services import ledger
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_GROUPS = 3


class NothingToPay(Refused):
    """A fee that is paid, or no longer asked for, cannot be paid again."""

    code: ClassVar[str] = "nothing-to-pay"


class NoLaterDay(Refused):
    """What is put off is put off to a day to come."""

    code: ClassVar[str] = "fee-no-later-day"


def notify(
    case: Case,
    *,
    amount: Decimal,
    lines: tuple[str, ...],
    basis: str,
    by: Actor,
    at: datetime,
) -> FeeNotice | None:
    """Ask the claiming side of a case to prepay its fee, in yuan. FEE-18.

    `lines` is the arithmetic. Asked twice there is one notice; none if nothing is owed.
    诉讼费用交纳办法 第二十条, 第二十二条.
    """
    known = FeeNotice.objects.filter(case=case).first()
    if known is not None or amount == 0:
        return known
    with perform(procedure.NOTIFY, None, by=by, at=at) as step:
        notice = step.subject = FeeNotice.objects.create(
            matter=case.matter,
            case=case,
            account=ledger.account_of(case),
            side=Side.CLAIMING,
            fen=money.fen(amount),
            lines="\n".join(lines),
            basis=basis,
            reference=codes.make(secrets.randbelow, groups=_GROUPS),
            noticed_at=at,
        )
        step.fact = events.FeeNoticed(
            notice=notice.pk, amount=amount, account=notice.account.number
        )
    return notice


def begin_period(notice: FeeNotice, *, served_on: date, by: Actor, at: datetime) -> FeeNotice:
    """Let the days to pay run from the service of the notice, or anew from another day. FEE-18.

    From the same day again, or once it is paid or closed, nothing happens.
    """
    last = _last_period(notice)
    is_known = last and last.started_on == served_on and last.state != DeadlineState.LIFTED
    if notice.state not in procedure.BEGIN.source or is_known:
        return notice
    with perform(procedure.BEGIN, notice, by=by, at=at) as step:
        step.fact = events.FeePeriodBegun(notice=step.subject.pk, served_on=served_on)
        begin = step.restart if last else step.start
        begin(deadlines.PREPAYMENT, on=served_on)
        begin(deadlines.REMINDER, on=served_on)
    return step.subject


def end_period(notice: FeeNotice, *, reason: str, by: Actor, at: datetime) -> FeeNotice:
    """Let no days run: the notice was not served after all. What had run out has not."""
    last = _last_period(notice)
    is_over = last is None or last.state == DeadlineState.LIFTED
    if notice.state not in procedure.END.source or is_over:
        return notice
    with perform(procedure.END, notice, by=by, at=at) as step:
        step.fact = events.FeePeriodEnded(notice=step.subject.pk, reason=reason)
        _lift(step, reason)
    return step.subject


def reduce(
    notice: FeeNotice, *, to: Decimal, lines: tuple[str, ...], by: Actor, at: datetime
) -> FeeNotice:
    """Ask for less, in yuan; `lines` is how that was reached. FEE-42; 第四十六条.

    It is another order: the way to pay that somebody got before counts no more.

    :raises OutOfOrder: if it was paid meanwhile
    """
    with perform(procedure.REDUCE, notice, by=by, at=at) as step:
        before = step.subject.amount
        step.subject.fen, step.subject.link = money.fen(to), ""
        step.subject.reference = codes.make(secrets.randbelow, groups=_GROUPS)
        step.subject.lines = "\n".join((step.subject.lines, *lines))
        step.subject.save(update_fields=["fen", "link", "reference", "lines"])
        step.fact = events.FeeReduced(
            notice=step.subject.pk, before=before, amount=to, reference=step.subject.reference
        )
    return step.subject


def defer(notice: FeeNotice, *, until: date, by: Actor, at: datetime) -> FeeNotice:
    """Let it be paid until a day the court sets, inclusive. FEE-43; 第四十七条.

    :raises NoLaterDay: if that day is not to come
    :raises OutOfOrder: if it was paid meanwhile
    """
    on = clock.day_of(at)
    require_later(until, on=on)
    said = (("法院决定", f"缓交至{until:%Y-%m-%d}"),)
    set_day = Finding(until, (cite("fee_measures", "第四十七条", on=on),), said)
    begun = _last_period(notice) is not None
    with perform(procedure.DEFER, notice, by=by, at=at) as step:
        step.fact = events.FeeDeferred(notice=step.subject.pk, until=until)
        begin = step.restart if begun else step.start
        begin(deadlines.PREPAYMENT, on=on, found=set_day)
        begin(deadlines.REMINDER, on=on, found=deadlines.remind_before(until, on=on))
    return step.subject


def require_later(until: date | None, *, on: date) -> None:
    """Refuse to put a fee off to a day that is not to come.

    :raises NoLaterDay: if it is not later than `on`
    """
    if until is None or until <= on:
        raise NoLaterDay(
            f"缓交的最后一日要晚于 {on:%Y-%m-%d}。", remedy="请另选一日。", field="until"
        )


def order(notice: FeeNotice, *, by: Actor, at: datetime) -> FeeNotice:
    """Get the way to pay: who has it pays, whoever that is. The bank is asked outside the act.

    :raises NothingToPay: if it is paid, ran out, or is no longer asked for
    :raises NotYours: if the actor does not speak for the side that owes it
    :raises NeighbourSilent: if the bank does not answer
    """
    lapses.lapse_due(notice, at=at)
    notice.refresh_from_db()
    if notice.state != FeeState.DUE:
        raise NothingToPay(
            f"案件受理费现在的状态是“{notice.get_state_display()}”，不需要再交。",
            basis=deadlines.PREPAY,
            remedy="如果您认为有误，请拨打12368。",
        )
    if notice.link:
        return notice
    found = gateways.order(notice)
    with perform(procedure.ORDER, notice, by=by, at=at) as step:
        step.subject.link = found.link
        step.subject.save(update_fields=["link"])
        step.fact = events.FeeOrdered(notice=step.subject.pk, amount=step.subject.amount)
    return step.subject


def note_order(reference: str, link: str) -> None:
    """Keep the way to pay that the bank was slow to tell: whoever asked finds it on the page."""
    FeeNotice.objects.filter(reference=reference, link="").update(link=link)


def remind(notice: FeeNotice, *, by: Actor, at: datetime) -> FeeNotice:
    """Remind the side of the last day. [D].

    :raises OutOfOrder: if it was paid meanwhile
    """
    running = clocks.open_one(deadlines.PREPAYMENT, notice)
    if running is None:
        return notice
    with perform(procedure.REMIND, notice, by=by, at=at) as step:
        step.fact = events.FeeReminded(
            notice=step.subject.pk, amount=step.subject.amount, due_on=running.ends_on
        )
    return step.subject


def lapse(notice: FeeNotice, *, due_on: date, by: Actor, at: datetime) -> FeeNotice:
    """Note that the days to pay ran out unpaid. 民诉法解释 第二百一十三条.

    :raises OutOfOrder: if it was paid meanwhile
    """
    with perform(procedure.LAPSE, notice, by=by, at=at) as step:
        step.fact = events.FeeLapsed(
            notice=step.subject.pk, amount=step.subject.amount, due_on=due_on
        )
    return step.subject


def close(notice: FeeNotice, *, reason: str, by: Actor, at: datetime) -> FeeNotice:
    """Ask no longer for a fee that nobody paid: the case has left, or ended. FEE-20.

    :raises OutOfOrder: if it was paid meanwhile
    """
    with perform(procedure.CLOSE, notice, by=by, at=at) as step:
        step.fact = events.FeeNoticeClosed(notice=step.subject.pk, reason=reason)
        _lift(step, reason)
    return step.subject


def _lift(step: Step[FeeNotice], reason: str) -> None:
    step.lift_any((deadlines.PREPAYMENT, deadlines.REMINDER), reason=reason)


def _last_period(notice: FeeNotice) -> Deadline | None:
    rows = Deadline.objects.of(notice).filter(kind=deadlines.PREPAYMENT.name)
    return rows.order_by("-run").first()
