"""What of delivery somebody must act on in a dispute: for the case page and its next-step cards."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Matter
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

_COURT_S = (
    ServiceState.PREPARED,
    ServiceState.STUCK,
    ServiceState.TO_CONFIRM,
    ServiceState.CONTESTED,
)
MOST = 5


def subjects(matter: Matter, actor: Actor) -> list[Any]:
    """Return what waits for somebody: for the court its own, for a party one card of each kind.

    Three queries for the court, two for a party.
    """
    if is_of_the_court(actor):
        return [
            *_some(OnlineConsent.objects.filter(state=ConsentState.RETRACTING), matter),
            *_some(OfflineRequest.objects.filter(state=RequestState.MADE), matter),
            *_some(Service.objects.filter(state__in=_COURT_S), matter, "document", "to"),
        ]
    person = actor.on_behalf_of or actor.person
    asked = OnlineConsent.objects.filter(state=ConsentState.ASKED, person=person)
    address = AddressConfirmation.objects.filter(state=AddressState.ASKED, person=person)
    return [*_some(asked, matter)[:1], *_some(address, matter)]


def _some(rows: QuerySet[Any], matter: Matter, *related: str) -> list[Any]:
    return list(rows.filter(matter=matter).select_related("matter", *related).order_by("id")[:MOST])
