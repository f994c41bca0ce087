"""Files and evidence."""

from __future__ import annotations

from typing import Any

from tests.web.recipes.recipe import (
    BOTH,
    DEFENDANT,
    FILER,
    IN_THE_CASE,
    JUDGE,
    ONE,
    PARTIES,
    READ,
    Args,
    Recipe,
    one,
)
from tests.web.world import World


def _evidence(state: str) -> Args:
    return lambda world: (world.evidence[state].pk,)


def _file(number: int) -> Args:
    return lambda world: (world.exhibits[number].pk,)


def _listed(world: World) -> tuple[Any, ...]:
    return (world.assigned.matter.code,)


ITEM = {"name": "借条", "proves": "欠款", "source": "原告", "original": "held"}
EVIDENCE: dict[str, Recipe] = {
    "filing:evidence": Recipe(IN_THE_CASE, READ, _listed, without=ONE),
    "filing:evidence-add": Recipe(PARTIES, BOTH, _listed, typed=ITEM, without=ONE),
    "filing:evidence-submit": Recipe(FILER, BOTH, _listed, without=ONE),
    "filing:evidence-item": Recipe(
        IN_THE_CASE, READ, _evidence("exchanged"), states={"asked": _evidence("asked")}, without=ONE
    ),
    "filing:evidence-change": Recipe(FILER, BOTH, _evidence("draft"), typed=ITEM, without=ONE),
    "filing:evidence-take-off": one(FILER, _evidence("draft")),
    "filing:evidence-opinion": Recipe(DEFENDANT, BOTH, _evidence("exchanged"), without=ONE),
    "filing:evidence-original": Recipe(JUDGE, BOTH, _evidence("exchanged"), without=ONE),
    "filing:evidence-compare": Recipe(JUDGE, BOTH, _evidence("asked"), without=ONE),
    "filing:evidence-equal": Recipe(JUDGE, BOTH, _evidence("exchanged"), without=ONE),
    "web:file": Recipe(
        IN_THE_CASE,
        READ,
        _file(0),
        states={
            **{f"file {number}": _file(number) for number in range(1, 5)},
            "further on": "from=11",
            "with errors": "from=x",
        },
        without=ONE,
    ),
    "web:file-original": Recipe(IN_THE_CASE, READ, _file(0), without=ONE),
    "web:file-copy": Recipe(
        IN_THE_CASE, READ, lambda world: (world.exhibits[0].pk, "preview", 1), without=ONE
    ),
}
