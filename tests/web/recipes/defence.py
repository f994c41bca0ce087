"""The defendant's side."""

from __future__ import annotations

from typing import Any

from tests.web.recipes.recipe import (
    BOTH,
    BY_COLLEAGUE,
    BY_READER,
    DEFENDANT,
    EVERYBODY,
    HOLDS_LONG,
    IN_THE_CASE,
    JUDGE,
    ON_THE_OBJECTION,
    ONE,
    READ,
    STAFF,
    Args,
    Recipe,
    State,
    no,
)
from tests.web.world import World


def _defended(name: str, number: int | None = None) -> Args:
    """Return what names something of the cases 李 defends himself in."""

    def args(world: World) -> tuple[Any, ...]:
        found = getattr(world.defended, name)
        return ((found if number is None else found[number]).pk,)

    return args


def _case_of(name: str) -> Args:
    return lambda world: (getattr(world.defended, name).case_id,)


def dispute_of(name: str) -> Args:
    def args(world: World) -> tuple[Any, ...]:
        found = getattr(world.defended, name)
        return ((found[0] if isinstance(found, tuple) else found).matter.code,)

    return args


def _elements() -> dict[str, State]:
    """Return every question of an answer that has something of everything."""

    def key(number: int) -> Args:
        def args(world: World) -> tuple[Any, ...]:
            keys = world.defended.questions
            return world.defended.answering.pk, keys[min(number, len(keys) - 1)]

        return args

    return {f"element {number}": key(number) for number in range(MOST_ELEMENTS)}


MOST_ELEMENTS = 30
OF_THE_DEFENCE = ("running", "answered", "objections", "extensions")
DEFENCE: dict[str, Recipe] = {
    "filing:associate": Recipe(
        EVERYBODY, BOTH, states={"with a code": "code=Y7K2-9QMD"}, without=no(BY_READER)
    ),
    "filing:associations": Recipe(STAFF, without=no(BY_COLLEAGUE)),
    "filing:association": Recipe(
        STAFF,
        BOTH,
        _defended("associations", 0),
        states={"rejected": _defended("associations", 1)},
        without=ONE,
    ),
    "filing:answer-start": Recipe(DEFENDANT, BOTH, _defended("unanswered"), without=ONE),
    "filing:answer": Recipe(
        DEFENDANT,
        READ,
        _defended("answering"),
        states={"empty": _defended("empty"), "sent": _defended("answered")},
        without={"long": HOLDS_LONG},
    ),
    "filing:answer-question": Recipe(
        DEFENDANT,
        BOTH,
        lambda world: (world.defended.answering.pk, "claims.price"),
        states={
            "empty": lambda world: (world.defended.empty.pk, "claims.price"),
            **_elements(),
        },
        without={"long": HOLDS_LONG},
    ),
    "filing:answer-check": Recipe(
        DEFENDANT,
        BOTH,
        _defended("answering"),
        states={"empty": _defended("empty"), "sent": _defended("answered")},
        without={"long": HOLDS_LONG},
    ),
    "filing:answer-read": Recipe(IN_THE_CASE, READ, _defended("answered"), without=ONE),
    "filing:issues": Recipe(IN_THE_CASE, READ, _case_of("answered"), without=ONE),
    "filing:lodged": Recipe(
        DEFENDANT | STAFF,
        READ,
        lambda world: (world.defended.answered.sent_id,),
        states={
            "of an objection": lambda world: (world.defended.objections[0].lodged_id,),
            "of a request": lambda world: (world.defended.extensions[0].lodged_id,),
        },
        without=ONE,
    ),
    "filing:object": Recipe(DEFENDANT, BOTH, _defended("unanswered"), without=ONE),
    "filing:objection": Recipe(
        IN_THE_CASE,
        READ,
        _defended("objections", 0),
        states={
            "dismissed": _defended("objections", 1),
            "appealed": _defended("objections", 2),
        },
        without=ONE,
    ),
    "filing:objection-withdraw": Recipe(
        DEFENDANT, BOTH, _defended("objections", 0), without=no(ON_THE_OBJECTION)
    ),
    "filing:objection-rule": Recipe(
        JUDGE, BOTH, _defended("objections", 0), without=no(ON_THE_OBJECTION)
    ),
    "filing:objection-appeal": Recipe(
        STAFF, BOTH, _defended("objections", 1), without=no(ON_THE_OBJECTION)
    ),
    "filing:objection-second": Recipe(
        JUDGE, BOTH, _defended("objections", 2), without=no(ON_THE_OBJECTION)
    ),
    "filing:extend": Recipe(
        DEFENDANT,
        BOTH,
        _defended("evidence"),
        states={"fixed by law": _defended("running"), "missed": _defended("lapsed")},
        without=ONE,
    ),
    "filing:extension": Recipe(
        DEFENDANT | STAFF,
        READ,
        _defended("extensions", 0),
        states={"granted": _defended("extensions", 1)},
        without=ONE,
    ),
    "filing:extension-decide": Recipe(
        JUDGE, BOTH, _defended("extensions", 0), without=no("reading it leads to the request")
    ),
}
