"""A dispute in which papers are served: opened and not, stuck, read, contested; consents of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.cast import AT, Cast
from tests.delivery.build import Dispute, agrees, confirms, fresh, seal, sealed
from yunting.core.actor import Actor
from yunting.core.models import Case, CaseState, Matter
from yunting.delivery.models import AddressConfirmation, OfflineRequest, OnlineConsent, Service
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.services import (
    addresses,
    certifying,
    consents,
    converting,
    deciding,
    ladder,
    serving,
    tracing,
)
from yunting.filing.services import assignment
from yunting.lib import clock

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One of everything of delivery, in one dispute of 张, 李, the judge 王."""

    matter: Matter
    services: dict[str, Service]
    consent: OnlineConsent
    retracting: OnlineConsent
    request: OfflineRequest
    letter: int
    address: AddressConfirmation


def deliver(cast: Cast, case: Case, at: datetime = AT) -> Delivery:
    """Serve papers in a registered case, now."""
    case.refresh_from_db()
    told = Dispute(cast, Case.objects.select_related("matter__court").get(pk=case.pk))
    if case.state == CaseState.REGISTERED:
        by = told.by(cast.zhou)
        assignment.assign(case, to=cast.wang, reason="测试", by=by, at=at)
    agrees(told, cast.zhang, Stage.SERVICE, Stage.HEARING, Stage.EVIDENCE_EXCHANGE, at=at)
    confirms(
        told, cast.zhang, electronic={Channel.SMS: "13800000001", Channel.PLATFORM: "zhang"}, at=at
    )
    addresses.note_known(
        told.matter,
        told.li,
        Channel.POST,
        "舟山市定海区测试路9号",
        source="起诉状",
        by=told.clerk,
        at=at,
    )
    services = _services(told, at)
    asked = (Stage.MEDIATION, Stage.HEARING, Stage.INQUIRY)
    consents.ask(told.matter, told.li, asked, by=told.clerk, at=at)
    rows = OnlineConsent.objects.filter(matter=told.matter).select_related("matter", "person")
    hearing = rows.get(person=told.zhang, stage=Stage.HEARING)
    exchange = rows.get(person=told.zhang, stage=Stage.EVIDENCE_EXCHANGE)
    mine = told.by(cast.zhang)
    converting.retract(exchange, reason="网络不稳定。" * 20, by=mine, at=at)
    address = addresses.ask(told.matter, told.li, by=told.clerk, at=at)
    assert address is not None
    request = converting.ask_offline(
        told.matter, told.zhang, Stage.HEARING, why=Unfit.WITNESS, reason="证人", by=mine, at=at
    )
    return Delivery(
        matter=told.matter,
        services=services,
        consent=hearing,
        retracting=rows.get(pk=exchange.pk),
        request=request,
        address=address,
        letter=services["posted"].attempts.get().pk,
    )


def _services(told: Dispute, at: datetime) -> dict[str, Service]:
    clerk, mine = told.clerk, told.by(told.cast.zhang)
    found: dict[str, Service] = {}
    for name in ("opened", "contested", "unopened"):
        (found[name],) = serving.serve(
            sealed(told, told.zhang, at=at), to=told.zhang, by=clerk, at=at
        )
    for name in ("opened", "contested"):
        tracing.open_paper(found[name], by=mine, at=at + HOUR)
        certificate = certifying.certify(found[name], by=Actor.court(), at=at + HOUR)
        assert certificate is not None
        seal(certificate, at=at)
    deciding.contest(
        found["contested"],
        reason="不是我看的",
        claimed_on=clock.day_of(at + HOUR),
        by=mine,
        at=at + HOUR,
    )
    for name in ("prepared", "called", "posted", "stuck"):
        (found[name],) = serving.serve(sealed(told, at=at), to=told.li, by=clerk, at=at)
    ladder.call(
        found["called"], phone="13900000009", reached=False, said="空号", by=clerk, at=at + HOUR
    )
    ladder.post(found["posted"], by=clerk, at=at + HOUR)
    ladder.post(found["stuck"], by=clerk, at=at + HOUR)
    letter = found["stuck"].attempts.get()
    ladder.record_post(
        letter, signed=False, by_whom="", reason="查无此人", when=at + HOUR, at=at + 2 * HOUR
    )
    sealed(told, at=at)
    return {name: fresh(one) for name, one in found.items()}
