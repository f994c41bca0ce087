"""Serve a paper: on everybody who receives for a party, first by every electronic channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from yunting.core import items, messages
from yunting.core import jobs as work
from yunting.core.actor import Actor
from yunting.core.idempotency import first_time
from yunting.core.messages import Template
from yunting.core.models import Document, DocumentState, Matter, Message, Person
from yunting.core.procedure import perform
from yunting.delivery.events import service as events
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.procedure import service as procedure
from yunting.delivery.selectors import addresses, parties, services
from yunting.delivery.selectors.addresses import Reach
from yunting.delivery.services import tracing
from yunting.delivery.services.consents import require_reason
from yunting.delivery.services.facts import at_hand, named
from yunting.delivery.services.sending import send_attempt
from yunting.delivery.services.waits import end_waits, start_wait
from yunting.delivery.services.withheld import require_open
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.service.ladder import Rung

SERVED = Template(
    "法院送达文书的通知",
    "法院向您送达《{title}》。请打开阅读。您确认过电子送达地址的，到达之日就是送达之日。",
)


class NotToBeServed(Refused):
    """Only a sealed paper in force is served."""

    code: ClassVar[str] = "not-to-be-served"


class NoElectronicWay(Refused):
    """Electronic service needs consent and an address."""

    code: ClassVar[str] = "no-electronic-way"


def serve(
    document: Document,
    *,
    to: Person,
    is_urgent: bool = False,
    by: Actor,
    at: datetime,
) -> list[Service]:
    """Serve a sealed paper on a party: on all who receive for it, electronically where agreed. T23.

    Whom it was served on before is left as it is. A paper that replaces another ends the service
    of that one: the periods run from the new service (ES-10).

    :raises NotToBeServed: if it is not sealed, or no longer in force
    :raises SealedFromReceiver: if it is withheld from the side of whoever receives
    :raises NotYours: if the actor does not serve at the court
    """
    if document.state != DocumentState.SEALED:
        raise NotToBeServed(
            f"《{document.title}》现在不能送达。",
            basis="民事诉讼法 第八十七条",
            remedy="请等盖章完成，或者送达替换它的新件。",
        )
    made = []
    with first_time(by):
        # Two clerks at once: the second waits here and finds the services of the first.
        Document.objects.select_for_update(no_key=True, of=("self",)).get(pk=document.pk)
        _end_service_of_the_old_one(document, to, at=at)
        for receiver in parties.receivers_of(document.matter, to):
            require_open(document, to=receiver)
            if Service.objects.filter(document=document, to=receiver).exists():
                continue
            service = _prepare(document, to, receiver, is_urgent=is_urgent, by=by, at=at)
            by = by.holding(None)
            reaches = _electronic_ways(service, at)
            if reaches:
                service = _send(service, reaches, by=by, at=at)
            made.append(service)
    return made


def send(service: Service, *, by: Actor, at: datetime) -> Service:
    """Send a paper by every electronic channel, again or for the first time.

    :raises NoElectronicWay: if there is no consent or no address
    :raises SealedFromReceiver: if the paper is withheld from the receiver's side
    :raises OutOfOrder: if it is under way or served
    """
    require_open(service.document, to=service.to)
    reaches = _electronic_ways(service, at)
    if not reaches:
        raise NoElectronicWay(
            f"{service.to}没有同意电子送达，或者没有可用的电子地址。",
            basis="法释〔2021〕12号 第二十九条",
            remedy="请换一种方式送达，或者先请本人确认送达地址。",
        )
    return _send(service, reaches, by=by, at=at)


def send_waiting(matter: Matter, *, by: Actor, at: datetime) -> list[Service]:
    """Send every paper that was never sent and now has an electronic way; the others wait on.

    What did not arrive is not sent again by itself: a clerk chooses the way.
    """
    waiting = Service.objects.filter(matter=matter, state=ServiceState.PREPARED, attempts=None)
    related = ("document", "matter", "case", "to", "party")
    sent = []
    for service in waiting.select_related(*related).order_by("id"):
        reaches = _electronic_ways(service, at)
        if reaches:
            sent.append(_send(service, reaches, by=by, at=at))
    return sent


def replace(service: Service, *, reason: str, by: Actor, at: datetime) -> Service:
    """End the service of a paper that was replaced or taken back.

    :raises OutOfOrder: if that was done before
    :raises NoReason: if no reason is given
    """
    with perform(procedure.REPLACE, service, by=by, at=at) as step:
        step.fact = events.ServiceReplaced(**named(step.subject), reason=require_reason(reason))
        end_waits(step, reason="已由新件替代")
    return step.subject


def _end_service_of_the_old_one(document: Document, to: Person, *, at: datetime) -> None:
    if document.supersedes_id is None:
        return
    rows = Service.objects.filter(document=document.supersedes_id, party=to)
    for old in rows.exclude(state=ServiceState.SUPERSEDED).order_by("id"):
        replace(old, reason="文书已补正，重新送达", by=Actor.court(), at=at)


def _prepare(
    document: Document,
    party: Person,
    receiver: Person,
    *,
    is_urgent: bool,
    by: Actor,
    at: datetime,
) -> Service:
    with perform(procedure.PREPARE, None, by=by, at=at) as step:
        service = step.subject = Service.objects.create(
            document=document,
            matter=document.matter,
            case=document.case,
            party=party,
            to=receiver,
            side=parties.side_of(document.matter, party),
            audience=document.audience,
            state=ServiceState.PREPARED,
            is_urgent=is_urgent,
            prepared_at=at,
        )
        items.withhold_with(service, of=document)
        step.fact = events.ServicePrepared(
            **named(step.subject), document=document.pk, party=party.name
        )
    return service


def _electronic_ways(service: Service, at: datetime) -> list[Reach]:
    found = addresses.channels_of(
        service.to, service.matter, party=service.party, on=clock.day_of(at)
    )
    return [reach for reach in found if reach.is_electronic]


def _send(service: Service, reaches: Sequence[Reach], *, by: Actor, at: datetime) -> Service:
    with perform(procedure.SEND, service, by=by, at=at) as step:
        found = at_hand(step.subject, service)
        phone = next((one.address for one in reaches if one.channel is Channel.SMS), None)
        message = messages.tell(
            found.to,
            SERVED,
            matter=found.matter,
            case=found.case,
            to_phone=phone,
            at=at,
            title=found.document.title,
        )
        made = [_attempt(found, reach, message, by=by, at=at) for reach in reaches]
        step.fact = events.ServiceSent(
            **named(found),
            document_kind=found.document.kind,
            methods=tuple(str(one.channel.label) for one in reaches),
            ground=next((one.ground for one in reaches if one.ground), ""),
        )
        if services.effect_of(made, on=clock.day_of(at)) is None:
            start_wait(step, Rung.ELECTRONIC, at=at)
    tracing.settle(found, at=at)
    return found


def _attempt(
    service: Service, reach: Reach, message: Message, *, by: Actor, at: datetime
) -> Attempt:
    """Make one attempt; the platform has it at once, texts are on their way, others are a job."""
    on_platform = reach.channel is Channel.PLATFORM
    attempt = Attempt.objects.create(
        service=service,
        method=reach.channel,
        address=reach.address,
        is_confirmed=reach.is_confirmed,
        ground=reach.ground,
        reference=uuid4(),
        message=message,
        account=by.account,
        at=at,
        sent_at=at if reach.channel in (Channel.PLATFORM, Channel.SMS) else None,
        arrived_at=at if on_platform else None,
        gateway="已进入本人的诉讼平台账号" if on_platform else "",
    )
    if reach.channel not in (Channel.PLATFORM, Channel.SMS):
        work.enqueue(send_attempt, attempt=attempt.pk)
    return attempt
