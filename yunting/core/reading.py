"""Keep who looked at what: a court's file is read on the record."""

from django.db import models

from yunting.core.actor import Actor
from yunting.core.models import Matter, Reading
from yunting.lib import clock


def note(found: models.Model, *, matter: Matter | None, by: Actor) -> None:
    """Write one look; one insert."""
    if by.account is None:
        raise TypeError("a look is somebody's")
    Reading.objects.create(
        account=by.account,
        matter=matter,
        what=found._meta.label_lower,
        ref=found.pk,
        on_behalf_of=by.on_behalf_of.pk if by.on_behalf_of else None,
        at=clock.now(),
    )
