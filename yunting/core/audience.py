"""Who may know of a fact, a paper or a file: one filter for history, API, exports and live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices

from yunting.core.models.matter import Side
from yunting.core.roles import PARTIES

if TYPE_CHECKING:
    from yunting.core.actor import Actor


class Audience(TextChoices):
    """From widest to narrowest."""

    PUBLIC = "public", "公开"
    PARTIES = "parties", "各方当事人"
    SIDE = "side", "本方"
    COURT = "court", "法院内部"


def is_of_the_court(actor: Actor) -> bool:
    """Tell whether the actor stands on the court's side of the counter."""
    return bool(actor.roles - PARTIES - {"citizen"})


def may_know(actor: Actor) -> Q:
    """Return the filter on rows with `audience` and `side` that this actor may know of."""
    if is_of_the_court(actor):
        return Q()
    open_to_all = Q(audience=Audience.PUBLIC)
    if actor.side == Side.NONE:
        return open_to_all
    return open_to_all | Q(audience=Audience.PARTIES) | Q(audience=Audience.SIDE, side=actor.side)
