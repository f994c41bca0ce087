"""What of delivery somebody must act on in a dispute: for the case page and its next-step cards."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

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


def _there(rows: QuerySet[Any]) -> Exists:
    return Exists(rows.filter(matter=OuterRef("pk")))


RETRACTING = OnlineConsent.objects.filter(state=ConsentState.RETRACTING)
REQUESTS = OfflineRequest.objects.filter(state=RequestState.MADE)
SERVICES = Service.objects.filter(state__in=_COURT_S)
CONSENTS = OnlineConsent.objects.filter(state=ConsentState.ASKED)
ADDRESSES = AddressConfirmation.objects.filter(state=AddressState.ASKED)
PRESENT = {
    "has_retracting": _there(RETRACTING),
    "has_requests": _there(REQUESTS),
    "has_services": _there(SERVICES),
    "has_consents": _there(CONSENTS),
    "has_addresses": _there(ADDRESSES),
}


def subjects(matter: Matter, actor: Actor) -> list[Any]:
    """Return what waits for somebody: for the court its own, for a party one card of each kind.

    Three queries for the court, two for a party; a matter fetched with `PRESENT` says which are
    needed.
    """
    if is_of_the_court(actor):
        return [
            *_some(RETRACTING, matter, "has_retracting"),
            *_some(REQUESTS, matter, "has_requests"),
            *_some(SERVICES, matter, "has_services", "document", "to"),
        ]
    person = actor.on_behalf_of or actor.person
    return [
        *_some(CONSENTS.filter(person=person), matter, "has_consents")[:1],
        *_some(ADDRESSES.filter(person=person), matter, "has_addresses"),
    ]


def _some(rows: QuerySet[Any], matter: Matter, name: str, *related: str) -> list[Any]:
    if not getattr(matter, name, True):
        return []
    return list(rows.filter(matter=matter).select_related("matter", *related).order_by("id")[:MOST])
