"""What an attempt leaves: arrival, reading, reply, failure; and the day the rules make of it.

Receipts come late, twice and in any order: arrival keeps the earliest instant, a failure never
undoes an arrival, and nothing here is done twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import transaction

from yunting.core import events as log
from yunting.core.actor import Actor
from yunting.core.idempotency import first_time
from yunting.core.models import Message
from yunting.core.procedure import OutOfOrder, perform
from yunting.delivery import settings
from yunting.delivery.events import service as events
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import ELECTRONIC, Channel
from yunting.delivery.models.service import UNSERVED
from yunting.delivery.procedure import service as procedure
from yunting.delivery.selectors import services
from yunting.delivery.services.facts import at_hand, effective_fact, named, note_effect
from yunting.delivery.services.waits import end_waits
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.service.electronic import Ground

_ON_THE_WAY = (ServiceState.PREPARED, ServiceState.UNDER_WAY, ServiceState.STUCK)
TRACE_BASIS = "法释〔2021〕12号 第三十一条"


class UnknownReceipt(Refused):
    """A receipt tells of a message that this court never sent."""

    code: ClassVar[str] = "unknown-receipt"


class ReceiptOutOfTime(Refused):
    """A receipt tells of an instant before the message left, or still to come."""

    code: ClassVar[str] = "receipt-out-of-time"


def attempt_of(reference: str, method: Channel) -> Attempt:
    """Return the attempt a receipt tells of.

    :raises UnknownReceipt: if this court never sent it by that way
    """
    try:
        found = Attempt.objects.filter(reference=UUID(reference), method=method).first()
    except ValueError:
        found = None
    if found is None:
        raise UnknownReceipt("没有发送过这份材料。", remedy="请核对编号。")
    return found


def record_arrival(attempt: Attempt, *, arrived: datetime, how: str, at: datetime) -> Service:
    """Note when a message reached the recipient's system; the earliest receipt counts. ES-04.

    :raises ReceiptOutOfTime: if it cannot have arrived then
    """
    require_credible(attempt, arrived, at)
    with Locked(attempt) as (service, found):
        if found.arrived_at is None or arrived < found.arrived_at:
            found.arrived_at, found.gateway = arrived, how[:200]
            found.failed_at, found.failure = None, ""
            found.save(update_fields=["arrived_at", "gateway", "failed_at", "failure"])
            _note(service, found, "已到达", arrived, how, at=at)
            settle(service, at=at)
    return service


def record_failure(
    attempt: Attempt, *, failed: datetime, reason: str, basis: str = TRACE_BASIS, at: datetime
) -> Service:
    """Note that a message came to nothing, with the reason; one that arrived stays arrived.

    :raises ReceiptOutOfTime: if it cannot have failed then
    """
    require_credible(attempt, failed, at)
    with Locked(attempt) as (service, found):
        if found.failed_at is None and found.arrived_at is None and found.read_at is None:
            found.failed_at, found.failure, found.failure_basis = failed, reason[:300], basis
            found.save(update_fields=["failed_at", "failure", "failure_basis"])
            _note(service, found, "没有送到", failed, reason, at=at)
            _stuck_if_all_failed(service, at=at)
    return service


def record_reply(attempt: Attempt, *, replied: datetime, said: str, at: datetime) -> Service:
    """Note that the recipient answered the message itself. ES-05.

    :raises ReceiptOutOfTime: if it cannot have been answered then
    """
    require_credible(attempt, replied, at)
    with Locked(attempt) as (service, found):
        if found.replied_at is None or replied < found.replied_at:
            found.replied_at, found.reply = replied, said[:500]
            found.save(update_fields=["replied_at", "reply"])
            _note(service, found, "已回复", replied, said, at=at)
            settle(service, at=at)
    return service


def open_paper(service: Service, *, by: Actor, at: datetime) -> Service:
    """Open a paper on the court's pages: it is read from now on. T20, T22.

    Opening it again changes nothing.
    """
    with first_time(by), transaction.atomic():
        found = _lock(service)
        if found.opened_at is not None:
            return found
        found.opened_at = at
        found.save(update_fields=["opened_at"])
        for attempt in _electronic(found, at=at):
            if attempt.read_at is None:
                attempt.read_at = at
                attempt.save(update_fields=["read_at"])
        log.record(
            events.PaperOpened(**named(found)),
            matter=found.matter,
            case=found.case,
            side=found.side,
            by=by,
            at=at,
            basis=TRACE_BASIS,
        )
        settle(found, at=at)
    return found


def acknowledge(service: Service, *, said: str = "收到", by: Actor, at: datetime) -> Service:
    """Answer that the paper is here: the recipient's reply to electronic service. ES-05.

    :raises OutOfOrder: if the paper was not opened before
    """
    with first_time(by), transaction.atomic():
        found = _lock(service)
        if found.opened_at is None:
            raise OutOfOrder("请先打开文书，再回复收到。", basis=TRACE_BASIS)
        for attempt in _electronic(found, at=at):
            if attempt.replied_at is None:
                attempt.replied_at, attempt.reply = at, said[:500]
                attempt.save(update_fields=["replied_at", "reply"])
        log.record(
            events.PaperAcknowledged(**named(found), said=said),
            matter=found.matter,
            case=found.case,
            side=found.side,
            by=by,
            at=at,
            basis=TRACE_BASIS,
        )
        settle(found, at=at)
    return found


def settle(service: Service, *, at: datetime) -> None:
    """Let the rules say whether the traces serve the paper, and since when. ES-04 to ES-06.

    Reading at an address nobody confirmed is never declared service here: a clerk looks at it.
    """
    tried = services.electronic(service)
    effect = services.effect_of(tried, on=clock.day_of(at))
    if effect is not None:
        _effective(service, effect, at=at)
    elif service.state in _ON_THE_WAY:
        for attempt in tried:
            if services.needs_a_look(attempt):
                with perform(procedure.SHOW_READING, service, by=Actor.court(), at=at) as step:
                    step.fact = events.ReadingShown(**named(step.subject), attempt=attempt.pk)
                service.refresh_from_db()
                return


def _effective(service: Service, effect: services.Effect, *, at: datetime) -> None:
    if service.state in UNSERVED:
        with perform(procedure.TAKE_EFFECT, service, by=Actor.court(), at=at) as step:
            found = at_hand(step.subject, service)
            note_effect(found, effect.day, effect.rule, effect.method, effect.why)
            step.fact = effective_fact(found)
            end_waits(step, reason="已经送达")
    elif (
        service.state == ServiceState.SERVED
        and service.effective_on is not None
        and effect.day < service.effective_on
    ):
        redate(service, effect, reason="更早的送达记录", at=at)
    service.refresh_from_db()


def redate(
    service: Service,
    effect: services.Effect,
    *,
    reason: str,
    by: Actor | None = None,
    at: datetime,
) -> None:
    """Let a service count from another day, which a trace shows or the recipient has proved. ES-06.

    :raises OutOfOrder: if it is not served
    """
    with perform(procedure.REDATE, service, by=by or Actor.court(), at=at) as step:
        found = step.subject
        was_on = found.effective_on or effect.day
        note_effect(found, effect.day, effect.rule, effect.method, effect.why)
        step.fact = events.ServiceRedated(
            **named(found),
            document=found.document_id,
            document_kind=found.document.kind,
            party=found.party_id,
            was_on=was_on,
            effective_on=effect.day,
            rule=effect.rule,
            reason=reason,
        )


def _stuck_if_all_failed(service: Service, *, at: datetime) -> None:
    if service.state != ServiceState.UNDER_WAY:
        return
    tried = list(service.attempts.order_by("id"))
    last = tried[-1]
    if last.method not in ELECTRONIC:
        alive = last.failed_at is None
    else:
        alive = any(
            one.failed_at is None and (one.arrived_at is not None or one.method != Channel.PLATFORM)
            for one in tried
            if one.method in ELECTRONIC
        )
    if alive:
        return
    with perform(procedure.GET_STUCK, service, by=Actor.court(), at=at) as step:
        step.fact = events.ServiceStuck(
            **named(step.subject),
            method=str(last.get_method_display()),
            reason=last.failure,
            basis=last.failure_basis or TRACE_BASIS,
        )
        end_waits(step, reason="这种方式没有送到")
    service.refresh_from_db()


def _electronic(service: Service, *, at: datetime) -> list[Attempt]:
    """Return the electronic attempts; who opens a paper sent otherwise accepts this way."""
    found = services.electronic(service)
    if found:
        return found
    made = Attempt.objects.create(
        service=service,
        method=Channel.PLATFORM,
        reference=uuid4(),
        ground=Ground.ACCEPTED_BY_CONDUCT,
        at=at,
        sent_at=at,
        arrived_at=at,
    )
    return [made]


def _note(
    service: Service, attempt: Attempt, what: str, when: datetime, how: str, *, at: datetime
) -> None:
    fact = events.TraceNoted(
        **named(service),
        attempt=attempt.pk,
        method=str(attempt.get_method_display()),
        what=what,
        at_=when,
        how=how,
    )
    log.record(
        fact,
        matter=service.matter,
        case=service.case,
        side=service.side,
        by=Actor.court(),
        at=at,
        basis=TRACE_BASIS,
    )


def require_credible(attempt: Attempt, told: datetime, at: datetime) -> None:
    """Refuse an instant that no honest receipt of this attempt can tell.

    :raises ReceiptOutOfTime: if it is before the message left, or still to come
    """
    early = told.replace(microsecond=0) < attempt.at.replace(microsecond=0)
    if early or told > at + settings.RECEIPT_AHEAD:
        raise ReceiptOutOfTime(
            "回执上的时间早于发出或者晚于现在。", remedy="请核对发送方的时钟后重新发送。"
        )


class Locked:
    """Lock the service, then the attempt: the order every act takes them in."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.atomic = transaction.atomic()

    def __enter__(self) -> tuple[Service, Attempt]:
        """Return both rows, locked and fresh."""
        self.atomic.__enter__()
        service = _lock(self.attempt.service)
        rows = Attempt.objects.select_for_update(no_key=True)
        return service, rows.get(pk=self.attempt.pk)

    def __exit__(self, *error: object) -> None:
        """End the transaction as it went."""
        self.atomic.__exit__(*error)  # type: ignore[arg-type]


def _lock(service: Service) -> Service:
    rows = Service.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("matter", "case", "document", "to", "party").get(pk=service.pk)


def message_attempts(message: Message) -> list[Attempt]:
    """Return the attempts a text was sent for; one query."""
    rows = Attempt.objects.filter(message=message, method=Channel.SMS).select_related("service")
    return list(rows.order_by("id"))
