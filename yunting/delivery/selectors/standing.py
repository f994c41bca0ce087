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


def waiting(matter: Matter, actor: Actor) -> dict[str, QuerySet[Any]]:
    """Return what waits for the reader, by name, to be fetched together.

    For the court its own, for a party one card of each kind.
    """
    person = actor.on_behalf_of or actor.person
    if is_of_the_court(actor):
        asked: dict[str, QuerySet[Any]] = {
            "retracting": OnlineConsent.objects.filter(state=ConsentState.RETRACTING),
            "offline": OfflineRequest.objects.filter(state=RequestState.MADE),
            "services": Service.objects.filter(state__in=_COURT_S),
        }
        most = MOST
    else:
        asked = {
            "consents": OnlineConsent.objects.filter(state=ConsentState.ASKED, person=person),
            "addresses": AddressConfirmation.objects.filter(
                state=AddressState.ASKED, person=person
            ),
        }
        most = 1
    return {name: rows.filter(matter=matter).order_by("id")[:most] for name, rows in asked.items()}
