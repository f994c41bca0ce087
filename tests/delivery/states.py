"""Something of delivery in each of its states, made by the court's own acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.cast import AT, Cast, acting
from tests.delivery.build import (
    CONSENT,
    Dispute,
    agrees,
    confirms,
    dispute,
    fresh,
    served,
)
from yunting.core import lapses
from yunting.core.actor import Actor
from yunting.delivery.models import (
    AddressConfirmation,
    AddressState,
    ConsentState,
    OfflineRequest,
    OnlineConsent,
    RequestState,
    Service,
    ServiceState,
)
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.services import (
    addresses,
    consents,
    converting,
    deciding,
    ladder,
    serving,
    tracing,
)

HEARING = Stage.HEARING
LATE = AT + timedelta(days=9)


def _told(cast: Cast) -> Dispute:
    """Return a dispute of this cast; `on_stage` has been called."""
    return dispute(cast=cast)


def _word(told: Dispute) -> OnlineConsent:
    return OnlineConsent.objects.get(matter=told.matter, person=told.li, stage=HEARING)


def _asked(told: Dispute) -> OnlineConsent:
    consents.ask(told.matter, told.li, (HEARING,), by=told.clerk, at=AT)
    return _word(told)


def _given(told: Dispute) -> OnlineConsent:
    agrees(told, told.cast.li, HEARING)
    return _word(told)


def _refused(told: Dispute) -> OnlineConsent:
    by = told.by(told.cast.li)
    consents.answer(told.matter, told.li, {HEARING: False}, notice=CONSENT, by=by, at=AT)
    return _word(told)


def _retracting(told: Dispute) -> OnlineConsent:
    return converting.retract(_given(told), reason="网络", by=told.by(told.cast.li), at=AT)


def _withdrawn(told: Dispute) -> OnlineConsent:
    return converting.allow_retraction(
        _retracting(told), act_begun=False, delays_on_purpose=False, by=told.judge, at=AT
    )


def _silent(told: Dispute) -> OnlineConsent:
    lapses.lapse_due(_asked(told), at=LATE)
    return _word(told)


def _offline(told: Dispute) -> OnlineConsent:
    return converting.convert(
        _given(told), why=Unfit.NO_MEANS, reason="没有设备", by=told.judge, at=AT
    )


def _request(told: Dispute) -> OfflineRequest:
    return converting.ask_offline(
        told.matter,
        told.li,
        HEARING,
        why=Unfit.WITNESS,
        reason="证人",
        by=told.by(told.cast.li),
        at=AT,
    )


def _address_asked(told: Dispute) -> AddressConfirmation:
    found = addresses.ask(told.matter, told.li, by=told.clerk, at=AT)
    assert found is not None
    return found


def _address_replaced(told: Dispute) -> AddressConfirmation:
    old = confirms(told, told.cast.li)
    confirms(told, told.cast.li, at=LATE)
    return AddressConfirmation.objects.get(pk=old.pk)


def _under_way(told: Dispute) -> Service:
    agrees(told, told.cast.li, Stage.SERVICE)
    told.cast.li.is_active = False
    told.cast.li.save()
    addresses.note_known(
        told.matter, told.li, Channel.SMS, "13900000009", source="原告", by=told.clerk, at=AT
    )
    return served(told)


def _to_confirm(told: Dispute) -> Service:
    service = _under_way(told)
    tracing.open_paper(service, by=acting(told.cast.li, told.matter), at=AT)
    return fresh(service)


def _stuck(told: Dispute) -> Service:
    return ladder.call(served(told), phone="1", reached=False, said="空号", by=told.clerk, at=AT)


def _served(told: Dispute) -> Service:
    agrees(told, told.cast.li, Stage.SERVICE)
    return served(told)


def _contested(told: Dispute) -> Service:
    return deciding.contest(_served(told), reason="没收到", by=told.by(told.cast.li), at=AT)


def _superseded(told: Dispute) -> Service:
    return serving.replace(served(told), reason="更正", by=Actor.court(), at=AT)


def _in(build: Callable[[Dispute], Any]) -> Callable[[Cast], Any]:
    return lambda cast: build(_told(cast))


def _denied(told: Dispute) -> OfflineRequest:
    return converting.deny_offline(_request(told), reason="不必", by=told.judge, at=AT)


def _declined(told: Dispute) -> AddressConfirmation:
    return addresses.decline(
        _address_asked(told), reason="不说", lawful="测试路1号", by=told.clerk, at=AT
    )


CONSENTS: dict[str, Callable[[Cast], Any]] = {
    ConsentState.ASKED: _in(_asked),
    ConsentState.GIVEN: _in(_given),
    ConsentState.REFUSED: _in(_refused),
    ConsentState.RETRACTING: _in(_retracting),
    ConsentState.WITHDRAWN: _in(_withdrawn),
    ConsentState.SILENT: _in(_silent),
    ConsentState.OFFLINE: _in(_offline),
}
REQUESTS: dict[str, Callable[[Cast], Any]] = {
    RequestState.MADE: _in(_request),
    RequestState.ALLOWED: _in(
        lambda told: converting.allow_offline(_request(told), by=told.judge, at=AT)
    ),
    RequestState.DENIED: _in(_denied),
}
ADDRESSES: dict[str, Callable[[Cast], Any]] = {
    AddressState.ASKED: _in(_address_asked),
    AddressState.CONFIRMED: _in(lambda told: confirms(told, told.cast.li)),
    AddressState.DECLINED: _in(_declined),
    AddressState.SUPERSEDED: _in(_address_replaced),
}
SERVICES: dict[str, Callable[[Cast], Any]] = {
    ServiceState.PREPARED: _in(served),
    ServiceState.UNDER_WAY: _in(_under_way),
    ServiceState.TO_CONFIRM: _in(_to_confirm),
    ServiceState.STUCK: _in(_stuck),
    ServiceState.SERVED: _in(_served),
    ServiceState.CONTESTED: _in(_contested),
    ServiceState.SUPERSEDED: _in(_superseded),
}
