"""What people decide about a service: whether a reading is proof, whether a denial holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db.models import QuerySet

from yunting.core.actor import Actor
from yunting.core.procedure import perform
from yunting.delivery.events import service as events
from yunting.delivery.models import Attempt, Service
from yunting.delivery.models.address import ELECTRONIC
from yunting.delivery.procedure import service as procedure
from yunting.delivery.selectors import services
from yunting.delivery.services import tracing
from yunting.delivery.services.consents import require_reason
from yunting.delivery.services.facts import effective_fact, named, note_effect
from yunting.delivery.services.waits import end_waits
from yunting.lib import clock
from yunting.lib.errors import Refused


class NothingToConfirm(Refused):
    """There is no reading that a clerk could confirm."""

    code: ClassVar[str] = "nothing-to-confirm"


class ClaimNotPossible(Refused):
    """A day of arrival lies between sending and now."""

    code: ClassVar[str] = "claim-not-possible"


def accept_reading(service: Service, *, by: Actor, at: datetime) -> Service:
    """Confirm, after a look at the proof, that a paper was read: it counts as served. ES-05.

    :raises OutOfOrder: if no reading waits for this
    """
    with perform(procedure.ACCEPT_READING, service, by=by, at=at) as step:
        read = _electronic(step.subject).filter(read_at__isnull=False, is_confirmed=False)
        read.update(read_accepted=True)
        effect = services.effect_of(services.electronic(step.subject), on=clock.day_of(at))
        if effect is None:
            raise NothingToConfirm("没有可以确认的阅知记录。", remedy="请换一种方式送达。")
        note_effect(step.subject, effect.day, effect.rule, effect.method, effect.why)
        step.fact = effective_fact(step.subject)
        end_waits(step, reason="已经送达")
    return step.subject


def reject_reading(service: Service, *, reason: str, by: Actor, at: datetime) -> Service:
    """Do not take a reading as proof, with the reason: another way is next. ES-05.

    :raises OutOfOrder: if no reading waits for this
    :raises NoReason: if no reason is given
    """
    with perform(procedure.REJECT_READING, service, by=by, at=at) as step:
        told = require_reason(reason)
        _electronic(step.subject).filter(is_confirmed=False).update(rebutted=True)
        step.fact = events.ServiceStuck(
            **named(step.subject),
            method="电子送达",
            reason=told,
            basis=procedure.REJECT_READING.basis,
        )
        end_waits(step, reason="阅知记录不能确认")
    return step.subject


def contest(
    service: Service, *, reason: str, claimed_on: date | None = None, by: Actor, at: datetime
) -> Service:
    """Deny a service, or claim that the paper arrived on another day. ES-04, ES-05.

    System errors, an address of somebody else, read by somebody else: the court decides.

    :raises NoReason: if no reason is given
    :raises ClaimNotPossible: if the day is before it was sent or still to come
    :raises OutOfOrder: if it is not served
    """
    told = require_reason(reason)
    first = clock.day_of(service.prepared_at)
    if claimed_on is not None and not first <= claimed_on <= clock.day_of(at):
        raise ClaimNotPossible(
            "到达的日期应在发出之日和今天之间。", remedy="请核对日期。", field="claimed_on"
        )
    with perform(procedure.CONTEST, service, by=by, at=at) as step:
        step.subject.claim, step.subject.claimed_on = told[:1000], claimed_on
        step.subject.save(update_fields=["claim", "claimed_on"])
        step.fact = events.ServiceContested(
            **named(step.subject), claimed_on=claimed_on, reason=told
        )
    return step.subject


def keep(service: Service, *, reason: str, by: Actor, at: datetime) -> Service:
    """Keep a service as it stands, with the reason.

    :raises OutOfOrder: if nobody contests it
    :raises NoReason: if no reason is given
    """
    with perform(procedure.KEEP, service, by=by, at=at) as step:
        step.fact = events.ContestRejected(**named(step.subject), reason=require_reason(reason))
    return step.subject


def rebut(service: Service, *, reason: str, by: Actor, at: datetime) -> Service:
    """Find that the paper was not served after all; the next way is due. ES-05.

    :raises OutOfOrder: if nobody contests it
    :raises NoReason: if no reason is given
    """
    with perform(procedure.REBUT, service, by=by, at=at) as step:
        found = step.subject
        found.attempts.update(rebutted=True)
        step.fact = events.ServiceRebutted(**named(found), reason=require_reason(reason))
    Service.objects.filter(pk=step.subject.pk).update(
        effective_on=None, rule="", method="", computation=""
    )
    return step.subject


def accept_day(service: Service, *, reason: str, by: Actor, at: datetime) -> Service:
    """Accept the day of arrival the recipient has proved; periods run from that day. ES-04.

    :raises OutOfOrder: if nobody contests it
    :raises NoReason: if no reason is given
    :raises ClaimNotPossible: if the recipient claims no day
    """
    told = require_reason(reason)
    if service.claimed_on is None:
        raise ClaimNotPossible("受送达人没有主张另外的到达日期。", remedy="请选择其他决定。")
    _electronic(service).filter(is_confirmed=True).update(proven_on=service.claimed_on)
    effect = services.effect_of(services.electronic(service), on=clock.day_of(at))
    if effect is None:
        raise ClaimNotPossible("没有可以改定日期的送达记录。", remedy="请选择其他决定。")
    tracing.redate(service, effect, reason=told, by=by, at=at)
    service.refresh_from_db()
    return service


def _electronic(service: Service) -> QuerySet[Attempt]:
    return Attempt.objects.filter(service=service, method__in=ELECTRONIC)
