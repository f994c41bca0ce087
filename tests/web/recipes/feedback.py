"""Thanks, complaints, ratings and their answers."""

from __future__ import annotations

from tests.web.recipes.recipe import (
    BOTH,
    BY_COLLEAGUE,
    BY_READER,
    EVERYBODY,
    FILER,
    HOLDS_LONG,
    NEVER_EMPTY,
    PARTIES,
    READ,
    REVIEWERS,
    SAME,
    Args,
    Recipe,
    no,
    one,
)

# 孙 was named to answer; 周 reads the figures.
NAMED = frozenset({"sun"})
CHIEF = frozenset({"zhou"})


def _of(name: str) -> Args:
    return lambda world: (getattr(world.voices, name).pk,)


FEEDBACK: dict[str, Recipe] = {
    "feedback:mine": Recipe(EVERYBODY, without=no(BY_READER)),
    "feedback:speak": Recipe(
        PARTIES,
        BOTH,
        lambda world: (world.voices.waiting.matter.code,),
        states={"complaint": "kind=complaint&step=filing"},
        without={"long": HOLDS_LONG},
        theirs={"zhang": {"empty": lambda world: (world.filings["submitted"].matter.code,)}},
    ),
    "feedback:voice": Recipe(
        FILER | NAMED,
        READ,
        _of("waiting"),
        states={"overdue": _of("overdue"), "long": _of("answered")},
        without={"empty": NEVER_EMPTY},
        theirs={"zhang": {"noted": _of("noted")}},
    ),
    "feedback:answer": one(NAMED, _of("waiting")),
    "feedback:voices": Recipe(
        REVIEWERS,
        states={"filtered": "kind=complaint&step=filing", "state": "state=answered"},
        without={"empty": BY_COLLEAGUE, "long": HOLDS_LONG},
    ),
    "feedback:figures": Recipe(CHIEF, without=no(SAME)),
}
