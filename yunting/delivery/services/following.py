"""Let what was sent to a name follow the person it turns out to be. OL-10a.

A paper may be served on a party nobody has identified yet. Once the party's account is linked, its
services, addresses and consents are the checked person's: who opens the case finds the papers.
"""

from __future__ import annotations

from django.db import transaction

from yunting.core.models import Document, Matter, Person
from yunting.delivery.models import (
    AddressConfirmation,
    KnownAddress,
    OfflineRequest,
    OnlineConsent,
    ReceiverChoice,
    Service,
)

_ROWS = (
    (Service, "party"),
    (Service, "to"),
    (KnownAddress, "person"),
    (AddressConfirmation, "person"),
    (OnlineConsent, "person"),
    (OfflineRequest, "person"),
    (ReceiverChoice, "party"),
    (Document, "to"),
)


def follow(matter: Matter, *, before: Person, person: Person) -> None:
    """Move what one matter holds of a party from the name to the checked person.

    The fact that linked them names both. Doing it again changes nothing.
    """
    if before == person:
        return
    with transaction.atomic():
        for model, field in _ROWS:
            model._default_manager.filter(matter=matter, **{field: before}).update(
                **{field: person}
            )
