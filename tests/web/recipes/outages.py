"""When the court could not be reached."""

from __future__ import annotations

from tests.web.recipes.recipe import HOLDS_LONG, ONE, READ, SAME, Args, Recipe, no, public

# 周 is operator as well.
OPERATOR = frozenset({"zhou"})


def _of(name: str) -> Args:
    return lambda world: (getattr(world.outages, name).code,)


OUTAGES: dict[str, Recipe] = {
    "web:outages": public(without=no(SAME)),
    "web:outage": public(args=_of("moved"), states={"quiet": _of("quiet")}, without=ONE),
    "web:outage-certificate": public(args=_of("moved")),
    "web:outage-periods": Recipe(
        OPERATOR,
        READ,
        _of("moved"),
        states={"empty": _of("quiet")},
        without={"long": HOLDS_LONG},
    ),
}
