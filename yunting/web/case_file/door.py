"""Who comes in at the pages about a dispute's file."""

from __future__ import annotations

from django.http import HttpRequest

from yunting.core import items
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.items import Item
from yunting.core.models import Matter
from yunting.lib.errors import NotVisible


def matter_for(request: HttpRequest, code: str) -> tuple[Matter, Actor]:
    """Return a dispute to whoever of the court works on it.

    :raises NotVisible: if it is not theirs to see, or they are a party
    """
    matter, actor = get_for(request, Matter, code=code)
    if not is_of_the_court(actor):
        raise NotVisible
    return matter, actor


def item_for(request: HttpRequest, code: str, kind: str, pk: int) -> tuple[Item, Actor]:
    """Return an item of a dispute's file to whoever may see it.

    :raises NotVisible: if the dispute or the item is not theirs to see
    """
    matter, actor = get_for(request, Matter, code=code)
    return items.find(matter, kind, pk, account=account_of(request)), actor


def court_item_for(request: HttpRequest, code: str, kind: str, pk: int) -> tuple[Item, Actor]:
    """Return an item to whoever of the court works on its dispute.

    :raises NotVisible: if it is not theirs to see, or they are a party
    """
    item, actor = item_for(request, code, kind, pk)
    if not is_of_the_court(actor):
        raise NotVisible
    return item, actor
