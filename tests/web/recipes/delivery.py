"""Papers served, consent, addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.recipes.recipe import (
    BOTH,
    BY_COLLEAGUE,
    BY_READER,
    EVERYBODY,
    FILER,
    HOLDS_LONG,
    ONE,
    PARTIES,
    POST,
    READ,
    STAFF,
    Args,
    Recipe,
    no,
    one,
)
from tests.web.world import World


def _service(name: str) -> Args:
    return lambda world: (world.delivery.services[name].pk,)


def _served(world: World) -> tuple[Any, ...]:
    return (world.delivery.matter.code,)


def _party(query: str) -> Callable[[World], tuple[Any, ...] | str]:
    return lambda world: f"{query}={world.delivery.services['prepared'].party_id}"


DELIVERY: dict[str, Recipe] = {
    "delivery:papers": Recipe(EVERYBODY, without=no(BY_READER)),
    "delivery:paper": Recipe(
        FILER, READ, _service("opened"), states={"unopened": _service("unopened")}, without=ONE
    ),
    "delivery:open": one(FILER, _service("unopened")),
    "delivery:received": one(FILER, _service("opened")),
    "delivery:contest": Recipe(FILER, BOTH, _service("opened"), without=ONE),
    "delivery:paper-file": Recipe(FILER, READ, _service("opened"), without=ONE),
    "delivery:certificate": Recipe(FILER | STAFF, READ, _service("opened"), without=ONE),
    "delivery:certificate-file": Recipe(FILER | STAFF, READ, _service("opened"), without=ONE),
    "delivery:online": Recipe(PARTIES, BOTH, _served, without=ONE),
    "delivery:in-person": Recipe(
        PARTIES, BOTH, lambda w: (w.delivery.matter.code, "hearing"), without=ONE
    ),
    "delivery:retract": Recipe(FILER, BOTH, lambda w: (w.delivery.consent.pk,), without=ONE),
    "delivery:address": Recipe(PARTIES, BOTH, _served, without=ONE),
    "delivery:services": Recipe(
        STAFF,
        states={"empty": "to=没有这个人", "stuck": "state=stuck", "none": "state=superseded"},
        without={"long": HOLDS_LONG},
    ),
    "delivery:service": Recipe(
        STAFF,
        READ,
        _service("prepared"),
        states={n: _service(n) for n in ("called", "posted", "stuck", "contested", "opened")},
        without=ONE,
    ),
    "delivery:act": Recipe(
        STAFF, POST, lambda w: (w.delivery.services["prepared"].pk, "call"), typed={"said": "空号"}
    ),
    "delivery:visit": Recipe(STAFF, BOTH, _service("called"), without=ONE),
    "delivery:publish": Recipe(STAFF, BOTH, _service("stuck"), without=ONE),
    "delivery:letters": Recipe(STAFF, without=no(BY_COLLEAGUE)),
    "delivery:print": Recipe(
        STAFF,
        BOTH,
        states={"empty": "", "long": lambda w: f"row={w.delivery.letter}"},
    ),
    "delivery:ask-address": one(STAFF, _served),
    "delivery:declined": Recipe(STAFF, BOTH, lambda w: (w.delivery.address.pk,), without=ONE),
    "delivery:matter": Recipe(STAFF, READ, _served, without=ONE),
    "delivery:serve": one(STAFF, _served),
    "delivery:stages": Recipe(STAFF, READ, _served, without=ONE),
    "delivery:ask": one(STAFF, _served),
    "delivery:consent": Recipe(
        STAFF,
        READ,
        lambda w: (w.delivery.consent.pk,),
        states={"to be taken back": lambda w: (w.delivery.retracting.pk,)},
        without=ONE,
    ),
    "delivery:consent-act": one(STAFF, lambda w: (w.delivery.consent.pk, "convert")),
    "delivery:offline-request": Recipe(
        STAFF, BOTH, lambda w: (w.delivery.request.pk,), without=ONE
    ),
    "delivery:note-known": Recipe(STAFF, BOTH, _served, without=ONE, asked=_party("person")),
    "delivery:choose-receiver": Recipe(STAFF, BOTH, _served, without=ONE, asked=_party("party")),
}
