"""Fees, payments, accounts."""

from __future__ import annotations

from tests.web.recipes.recipe import (
    BOTH,
    BY_READER,
    EVERYBODY,
    FILER,
    HOLDS_LONG,
    JUDGE,
    NEVER_EMPTY,
    ON_THE_RELIEF,
    ONE,
    READ,
    REVIEWERS,
    STAFF,
    Args,
    Recipe,
    no,
    one,
)

# 周 keeps the books beside the filing division.
KEEPER = frozenset({"zhou"})


DISASTER = {"ground": "disaster", "reason": "台风毁了大棚。"}


def _of(name: str) -> Args:
    return lambda world: (getattr(world.money, name).pk,)


MONEY: dict[str, Recipe] = {
    "money:fees": Recipe(EVERYBODY, without=no(BY_READER)),
    "money:fee": Recipe(
        FILER | REVIEWERS,
        READ,
        _of("ordered"),
        states={"due": _of("due"), "paid": _of("paid")},
        without=ONE,
    ),
    "money:order": one(FILER, _of("ordered")),
    "money:pay": Recipe(FILER, READ, _of("ordered"), without=ONE),
    "money:relief-ask": Recipe(
        FILER,
        BOTH,
        _of("due"),
        typed=DISASTER,
        without=ONE,
    ),
    "money:relief": Recipe(
        FILER | STAFF,
        READ,
        _of("relief"),
        states={"drawn up": _of("drawn_up"), "refused": _of("refused")},
        without=ONE,
    ),
    "money:relief-withdraw": one(FILER, _of("relief")),
    "money:relief-decide": Recipe(
        JUDGE, BOTH, _of("relief"), without={"empty": NEVER_EMPTY, "long": ON_THE_RELIEF}
    ),
    "money:payments": Recipe(
        KEEPER,
        states={"empty": "payer=没有这个人", "held": "state=held"},
        without={"long": HOLDS_LONG},
    ),
    "money:payment": Recipe(
        KEEPER,
        READ,
        _of("proposed"),
        states={"held": _of("held"), "matched": _of("matched")},
        without=ONE,
    ),
    "money:propose": one(KEEPER, _of("held")),
    "money:confirm": one(KEEPER, _of("proposed")),
    "money:decline": one(KEEPER, _of("proposed")),
    "money:books": Recipe(
        KEEPER,
        states={"empty": "state=settled", "differs": "state=differs"},
        without={"long": HOLDS_LONG},
    ),
    "money:book": Recipe(
        KEEPER,
        READ,
        _of("differs"),
        states={"agrees": _of("agrees")},
        without=ONE,
    ),
    "money:book-again": one(KEEPER, _of("differs")),
    "money:take-in": one(KEEPER, _of("difference")),
    "money:explain": one(KEEPER, _of("difference")),
    "money:account": Recipe(
        KEEPER,
        READ,
        lambda world: (world.money.paid.account.number,),
        states={"empty": lambda world: (world.money.due.account.number,)},
        without={"long": HOLDS_LONG},
    ),
}
