"""The rungs after electronic service: call, post, officer, leaving. Public notice: announcing.py.

Each attempt is kept with what came of it; a way that fails says why and under which article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import uuid4

from yunting.core import events as log
from yunting.core import files
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.idempotency import first_time
from yunting.core.models import File, Upload
from yunting.core.procedure import NotYours, Step, perform
from yunting.delivery import deadlines, gateways
from yunting.delivery.events import service as events
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.procedure import service as procedure
from yunting.delivery.procedure.roles import SERVERS
from yunting.delivery.selectors import addresses, services
from yunting.delivery.services import tracing
from yunting.delivery.services.consents import require_reason
from yunting.delivery.services.facts import effective_fact, named, note_effect
from yunting.delivery.services.waits import end_waits, start_wait
from yunting.delivery.services.withheld import require_open
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.service import ways as rules
from yunting.rules.service.ladder import Rung
from yunting.rules.service.ladder import signed as signed_for

RETURNED = "简易程序规定 第十条"


class NoAddress(Refused):
    """A letter needs an address."""

    code: ClassVar[str] = "no-postal-address"


class MayNotLeave(Refused):
    """Papers are left only after a refusal, with witnesses or a picture."""

    code: ClassVar[str] = "may-not-leave-papers"


@dataclass(frozen=True, slots=True)
class Visit:
    """What an officer saw: where, whom, who stood by, and a picture that was uploaded, if any."""

    place: str
    received_by: str = ""
    witness: str = ""
    picture: Upload | None = None
    note: str = ""


def call(
    service: Service, *, phone: str, reached: bool, said: str, by: Actor, at: datetime
) -> Service:
    """Record a call about a paper: an address is asked for; a call is no service. T21.

    :raises OutOfOrder: if it is served
    :raises NoReason: if it is not said what came of it
    """
    told = require_reason(said)
    move = procedure.REACH_BY_CALL if reached else procedure.MISS_BY_CALL
    with perform(move, service, by=by, at=at) as step:
        failed = {} if reached else {"failed_at": at, "failure": told[:300]}
        new_attempt(step.subject, Channel.CALL, by=by, at=at, address=phone, note=told, **failed)
        step.fact = events.CallMade(**named(step.subject), phone=phone, reached=reached, said=told)
        if reached:
            start_wait(step, Rung.CALL, at=at)
        else:
            end_waits(step, reason="电话没有接通")
    return step.subject


def post(service: Service, *, by: Actor, at: datetime) -> Service:
    """Give a paper to the post, at the best address known; its receipt decides. T21, ES-12.

    :raises NoAddress: if no postal address is known
    :raises OutOfOrder: if it is under way or served
    """
    reaches = addresses.channels_of(
        service.to, service.matter, party=service.party, on=clock.day_of(at)
    )
    reach = next((one for one in reaches if one.channel is Channel.POST), None)
    if reach is None:
        raise NoAddress(
            f"没有{service.to}的邮寄地址。",
            basis="民事诉讼法 第九十一条",
            remedy="请先登记地址，或者请本人确认送达地址。",
        )
    with perform(procedure.POST_OUT, service, by=by, at=at) as step:
        attempt = new_attempt(
            step.subject,
            Channel.POST,
            by=by,
            at=at,
            address=reach.address,
            is_confirmed=reach.is_confirmed,
            is_lawful=reach.is_lawful,
            received_by="",
        )
        gateways.post(
            {"to": reach.name, "address": reach.address},
            reference=attempt.reference,
            matter=step.subject.matter,
        )
        step.fact = events.PostedOut(
            **named(step.subject),
            document_kind=step.subject.document.kind,
            address=reach.address,
        )
        start_wait(step, Rung.POST, at=at)
    return step.subject


def record_post(
    attempt: Attempt, *, signed: bool, by_whom: str, reason: str, when: datetime, at: datetime
) -> Service:
    """Take a return receipt of the post: signed for, or come back. ES-12.

    A letter that came back serves only where the recipient gave the address or the law names it.

    :raises ReceiptOutOfTime: if it cannot have happened then
    """
    tracing.require_credible(attempt, when, at)
    day = clock.day_of(when)
    if signed:
        found = signed_for(day, by_post=True)
        return _by_receipt(attempt, found.value, "ES-15", found.reasons, by_whom, when, at=at)
    try:
        # Who gave an address, or refused to give one, was told what a return means.
        given = attempt.is_lawful or attempt.is_confirmed
        back = rules.day_of_failed(rules.Failed(returned=day), told=given, on=day)
    except rules.NotServed:
        why = reason or "退回"
        return tracing.record_failure(attempt, failed=when, reason=why, basis=RETURNED, at=at)
    return _by_receipt(attempt, back.value, "ES-12", back.reasons, reason, when, at=at)


def _by_receipt(
    attempt: Attempt,
    day: date,
    rule: str,
    why: tuple[str, ...],
    how: str,
    when: datetime,
    *,
    at: datetime,
) -> Service:
    with tracing.Locked(attempt) as (service, found):
        if found.arrived_at is None:
            found.arrived_at, found.received_by, found.gateway = when, how[:100], how[:200]
            found.save(update_fields=["arrived_at", "received_by", "gateway"])
            if service.state in procedure.TAKE_EFFECT.source:
                with perform(procedure.TAKE_EFFECT, service, by=Actor.court(), at=at) as step:
                    _effect(step, day, rule, Channel.POST, why)
                service.refresh_from_db()
    return service


def hand_over(service: Service, visit: Visit, *, by: Actor, at: datetime) -> Service:
    """Record that an officer handed a paper over, signed for on the spot. ES-15.

    :raises OutOfOrder: if it is served
    :raises NoReason: if place or receiver is not said
    """
    require_reason(visit.place)
    require_reason(visit.received_by)
    found = signed_for(clock.day_of(at), by_post=False)
    with perform(procedure.HAND_OVER, service, by=by, at=at) as step:
        _visited(step.subject, Channel.OFFICER, visit, by=by, at=at, arrived_at=at)
        _effect(step, found.value, "ES-15", Channel.OFFICER, found.reasons)
    return step.subject


def leave(service: Service, visit: Visit, *, by: Actor, at: datetime) -> Service:
    """Record that papers were left after a refusal, before a witness or with a picture. ES-16.

    :raises MayNotLeave: if there is neither
    :raises OutOfOrder: if it is served
    """
    require_reason(visit.place)
    on = clock.day_of(at)
    valid = rules.may_be_left(
        witnessed=bool(visit.witness.strip()), recorded=visit.picture is not None, on=on
    )
    if not valid.value:
        raise MayNotLeave(
            "留置送达要有见证人，或者拍照、录像。",
            basis=str(valid.basis[0]),
            remedy="请写明见证人的姓名和单位，或者上传照片。",
            field="witness",
        )
    with perform(procedure.LEAVE, service, by=by, at=at) as step:
        _visited(step.subject, Channel.LEAVING, visit, by=by, at=at, arrived_at=at)
        _effect(step, on, "ES-16", Channel.LEAVING, valid.reasons)
    return step.subject


def visit_in_vain(service: Service, visit: Visit, *, by: Actor, at: datetime) -> Service:
    """Record that an officer went and met nobody to serve, with place and reason. T21.

    :raises NoReason: if place or reason is not said
    :raises OutOfOrder: if it is served
    """
    require_reason(visit.place)
    reason = require_reason(visit.note)
    with perform(procedure.VISIT_IN_VAIN, service, by=by, at=at) as step:
        _visited(
            step.subject,
            Channel.OFFICER,
            visit,
            by=by,
            at=at,
            failed_at=at,
            failure=reason[:300],
            failure_basis=procedure.VISIT_IN_VAIN.basis,
        )
        step.fact = events.VisitMade(
            **named(step.subject),
            place=visit.place,
            reason=reason,
            picture=visit.picture.sha256 if visit.picture else "",
        )
        end_waits(step, reason="上门未成")
    return step.subject


def wait_over(service: Service, rung: Rung, *, by: Actor, at: datetime) -> None:
    """Note that a way has had its time and the next is due; nothing if it ended before."""
    if service.state != ServiceState.UNDER_WAY:
        return
    with perform(procedure.GET_STUCK, service, by=by, at=at) as step:
        step.fact = events.ServiceStuck(
            **named(step.subject),
            method=services.RUNG_NAMES[rung],
            reason="等候期满，没有结果",
            basis=deadlines.WAITS[rung].article,
        )


def note_printed(letters: Sequence[Attempt], *, by: Actor, at: datetime) -> list[Attempt]:
    """Note that letters were printed for posting; those printed before are left as they are.

    :raises NotYours: if the actor does not serve at the court
    """
    if not by.roles & SERVERS:
        raise NotYours("打印信件只能由负责送达的人办理。")
    with first_time(by):
        rows = Attempt.objects.select_for_update(no_key=True, of=("self",)).order_by("id")
        fresh = list(rows.filter(pk__in=[one.pk for one in letters], printed_at__isnull=True))
        Attempt.objects.filter(pk__in=[one.pk for one in fresh]).update(printed_at=at)
        by_matter: dict[int, list[Attempt]] = {}
        for one in fresh:
            by_matter.setdefault(one.service.matter_id, []).append(one)
        for several in by_matter.values():
            fact = events.LettersPrinted(tuple(one.pk for one in several))
            matter = several[0].service.matter
            log.record(fact, matter=matter, by=by, at=at, basis="民事诉讼法 第九十一条")
            by = by.holding(None)
    return fresh


def _effect(
    step: Step[Service], day: date, rule: str, method: Channel, why: tuple[str, ...]
) -> None:
    note_effect(step.subject, day, rule, method, why)
    step.fact = effective_fact(step.subject)
    end_waits(step, reason="已经送达")


def _visited(
    service: Service, channel: Channel, visit: Visit, *, by: Actor, at: datetime, **more: object
) -> Attempt:
    return new_attempt(
        service,
        channel,
        by=by,
        at=at,
        place=visit.place[:300],
        received_by=visit.received_by[:100],
        witness=visit.witness[:200],
        picture=_picture(service, visit, by=by, at=at),
        note=visit.note[:1000],
        **more,
    )


def _picture(service: Service, visit: Visit, *, by: Actor, at: datetime) -> File | None:
    if visit.picture is None:
        return None
    return files.finish_upload(
        visit.picture,
        audience=Audience.COURT,
        side=service.side,
        case=service.case,
        by=by.holding(None),
        at=at,
    )


def new_attempt(
    service: Service, channel: Channel, *, by: Actor, at: datetime, **values: object
) -> Attempt:
    """Keep one try by hand, made now.

    :raises SealedFromReceiver: if the paper is withheld from the receiver's side
    """
    require_open(service.document, to=service.to)
    return Attempt.objects.create(
        service=service,
        method=channel,
        reference=uuid4(),
        account=by.account,
        at=at,
        sent_at=at,
        **values,
    )
