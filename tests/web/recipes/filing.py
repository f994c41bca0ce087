"""Filing and the desk."""

from __future__ import annotations

from typing import Any

from tests.web.recipes.recipe import (
    BOTH,
    BY_READER,
    EVERYBODY,
    FILER,
    HOLDS_LONG,
    JUDGE,
    NEVER_EMPTY,
    ON_THE_DESK,
    ONE,
    READ,
    REVIEWERS,
    Args,
    Recipe,
    State,
    no,
)
from tests.web.world import World
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.steps import steps


def _questions() -> dict[str, State]:
    """Return every question of a complaint that has something of everything."""

    def key(number: int) -> Args:
        def args(world: World) -> tuple[Any, ...]:
            filing = world.filings["written"]
            found = steps(entry(filing.form).form, world.answers)
            return filing.pk, found[min(number, len(found) - 1)].key

        return args

    return {f"question {number}": key(number) for number in range(MOST_QUESTIONS)}


def _filing(state: str) -> Args:
    return lambda world: (world.filings[state].pk,)


def _filer(typical: str, methods: frozenset[str] = BOTH, **more: Any) -> Recipe:
    return Recipe(FILER, methods, _filing(typical), **more)


def _desk(name: str = "submitted") -> Recipe:
    return Recipe(REVIEWERS, BOTH, _filing(name), without=no(ON_THE_DESK))


MOST_QUESTIONS = 50
SPOTS = "&".join(f"path={path}" for path in ("evidence", "facts.goods.0.spec", "facts.formation"))


FILING: dict[str, Recipe] = {
    "filing:start": Recipe(EVERYBODY, BOTH, without=no(BY_READER)),
    "filing:draft": _filer(
        "written",
        READ,
        states={
            "empty": _filing("drafted"),
            "long": _filing("written at length"),
            "sent": _filing("submitted"),
            "returned": _filing("returned"),
        },
    ),
    "filing:question": Recipe(
        FILER,
        BOTH,
        lambda world: (world.filings["written"].pk, "plaintiffs.0.kind"),
        states={
            "empty": lambda world: (world.filings["drafted"].pk, "facts.formation"),
            "long": lambda world: (world.filings["written at length"].pk, "facts.formation"),
            **_questions(),
        },
    ),
    "filing:check": _filer(
        "written",
        states={
            "empty": _filing("drafted"),
            "long": _filing("written at length"),
            "sent": _filing("submitted"),
            "corrected": _filing("corrected"),
            "by a helper": lambda world: (world.help.filing.pk,),
        },
    ),
    "filing:receipt": Recipe(
        FILER | REVIEWERS,
        READ,
        lambda world: (world.filings["submitted"].pk, 1),
        states={"long": lambda world: (world.filings["long"].pk, 1)},
        without={"empty": NEVER_EMPTY},
    ),
    "filing:complaint": Recipe(
        FILER | REVIEWERS,
        READ,
        _filing("submitted"),
        states={"long": _filing("long"), "corrected": _filing("corrected")},
        without={"empty": NEVER_EMPTY},
        theirs={"li": {"on the other side": lambda world: (world.filings["of case"].pk,)}},
    ),
    "filing:correction": _filer(
        "returned",
        states={"long": _filing("returned at length"), "sent": _filing("submitted")},
        without={"empty": NEVER_EMPTY},
    ),
    "filing:withdraw": _filer(
        "submitted",
        states={"long": _filing("long"), "too late": _filing("accepted")},
        without={"empty": NEVER_EMPTY},
    ),
    "filing:queue": Recipe(
        REVIEWERS,
        states={
            "empty": "party=没有这个人",
            "returned": "state=returned",
            "of nobody": "reviewer=none",
            "late": "clock=late",
        },
        without={"long": HOLDS_LONG},
    ),
    "filing:take": Recipe(
        REVIEWERS,
        BOTH,
        states={"empty": "", "long": lambda world: f"row={world.filings['long'].pk}"},
    ),
    "filing:queue-of": Recipe(
        frozenset({"zhou"}),
        BOTH,
        lambda world: (world.cast.sun.pk,),
        without={"empty": "nobody's empty queue is offered", "long": HOLDS_LONG},
    ),
    "filing:desk": Recipe(
        REVIEWERS,
        READ,
        _filing("submitted"),
        states={
            "empty": _filing("accepted"),
            "long": _filing("long"),
            "returned": _filing("returned at length"),
            "corrected": _filing("corrected"),
            "refused": _filing("refused"),
        },
    ),
    "filing:accept": _desk(),
    "filing:return": Recipe(
        REVIEWERS,
        BOTH,
        _filing("submitted"),
        states={"empty": "path=", "long": SPOTS, "returned": _filing("returned")},
    ),
    "filing:allow": _desk("corrected"),
    "filing:refuse": _desk(),
    "filing:take-back": _desk("refused"),
    "filing:redirect": _desk(),
    "filing:take-over": _desk(),
    "filing:case-judge": Recipe(
        REVIEWERS,
        BOTH,
        lambda world: (world.assigned.pk,),
        states={"empty": lambda world: (world.case.pk,)},
        without={"long": "names of judges and a number"},
    ),
    "filing:transfer": Recipe(JUDGE, BOTH, lambda world: (world.assigned.pk,), without=ONE),
    "filing:fairness": Recipe(
        REVIEWERS, states={"empty": "year=2024"}, without={"long": "names of judges and numbers"}
    ),
}
