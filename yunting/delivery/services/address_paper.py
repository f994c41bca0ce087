"""送达地址确认书: the paper of what a party confirmed, replaced when it confirms anew. ES-02."""

from __future__ import annotations

from datetime import datetime

from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import Document, DocumentState
from yunting.delivery import settings
from yunting.delivery.documents import ADDRESS, AddressForm
from yunting.delivery.models import AddressConfirmation, AddressState
from yunting.lib import clock

_OPEN = (DocumentState.ISSUED, DocumentState.SEALED)


def give_paper(
    confirmation: AddressConfirmation, *, hand: str, by: Actor, at: datetime
) -> Document | None:
    """Issue the form of a confirmation; None if another has taken its place. ES-02, ES-11.

    `hand` is who confirmed: the party itself or who acts for it.
    """
    if confirmation.state != AddressState.CONFIRMED:
        return None
    said = _form(confirmation, hand)
    rows = Document.objects.filter(
        matter=confirmation.matter, to=confirmation.person, kind=ADDRESS.name, state__in=_OPEN
    )
    old = rows.order_by("-id").first()
    if old is not None and old.state == DocumentState.SEALED:
        return documents.supersede(old, said, reason="变更送达地址", by=by, at=at)
    if old is not None:
        documents.recall(old, reason="变更送达地址", by=by, at=at)
    return documents.issue(
        ADDRESS,
        said,
        matter=confirmation.matter,
        case=confirmation.case,
        to=confirmation.person,
        side=confirmation.side,
        by=by,
        at=at,
    )


def _form(confirmation: AddressConfirmation, hand: str) -> AddressForm:
    at = confirmation.confirmed_at
    if at is None:
        raise TypeError("a confirmation has its time")
    return AddressForm(
        party=confirmation.person.name,
        agent=confirmation.agent.name if confirmation.agent else "",
        electronic=tuple(
            (str(one.get_channel_display()), one.address)
            for one in confirmation.addresses.order_by("id")
        ),
        postal_name=confirmation.postal_name,
        postal_address=confirmation.postal_address,
        postal_phone=confirmation.postal_phone,
        told=settings.ADDRESS_NOTICE_TEXT,
        confirmed_at=f"{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}",
        hand=hand,
    )
