"""Lending a hand: the mandates, and what a helper does with a complaint."""

from __future__ import annotations

from tests.web.recipes.recipe import (
    BOTH,
    BY_READER,
    EVERYBODY,
    FILER,
    NEVER_EMPTY,
    POST,
    SAME,
    Recipe,
    no,
    one,
)

HELPING: dict[str, Recipe] = {
    "accounts:help": Recipe(EVERYBODY, without=no(BY_READER)),
    "accounts:help-new": Recipe(EVERYBODY, BOTH, without=no(SAME)),
    "accounts:help-one": Recipe(
        FILER,
        args=lambda world: (world.help.given.pk,),
        states={
            "offered": lambda world: (world.help.offered.pk,),
            "long": lambda world: (world.help.held.pk,),
        },
        without={"empty": NEVER_EMPTY},
    ),
    "accounts:help-act": Recipe(FILER, POST, lambda world: (world.help.given.pk, "withdraw")),
    "filing:ask-to-sign": one(FILER, lambda world: (world.help.filing.pk,)),
}
