"""What a recipe says of an address: how it is built, whose it is, what may be sent to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.web.world import World

# Who is tried at every address: a stranger, the other side, the filer, and posts of the court.
CITIZENS = frozenset({"qian", "li", "zhang"})
REVIEWERS = frozenset({"sun", "zhou"})
STAFF = REVIEWERS | {"wang"}
EVERYBODY = CITIZENS | STAFF
FILER = frozenset({"zhang"})
DEFENDANT = frozenset({"li"})
PARTIES = FILER | DEFENDANT
JUDGE = frozenset({"wang"})
# Who sees a case that the judge has: both sides, the filing division, the judge.
IN_THE_CASE = PARTIES | STAFF
READ = frozenset({"GET"})
POST = frozenset({"POST"})
BOTH = READ | POST

# Beside the typical state, and the one with errors of every address that takes a form.
MUST_BE_SHOWN = frozenset({"empty", "long"})

Args = Callable[[World], tuple[Any, ...]]
# A state of a page: a query behind its typical address, or other objects in the address.
State = str | Callable[[World], tuple[Any, ...] | str]

# Why a page has no such state of its own.
SAME = "it says the same to everybody"
BY_READER = "钱路 has nothing; 张澄 has everything, with the longest names"
BY_COLLEAGUE = "王衢 has nothing to do; 孙岚 has everything, with the longest names"
HOLDS_LONG = "its typical state holds the longest names"
NEVER_EMPTY = "it is about one thing, which is there or is answered 404"
ON_THE_DESK = "reading it leads to the desk"
ON_THE_OBJECTION = "reading it leads to the objection"
ON_THE_RELIEF = "reading it leads to the application"
# Of a page about one thing, whose typical state is the longest.
ONE = {"empty": NEVER_EMPTY, "long": HOLDS_LONG}


@dataclass(frozen=True, slots=True)
class Recipe:
    """One address. `mine` may use it; everybody else who is signed in is told 404.

    `states` show the page `empty`, `long`, or otherwise; `without` says why there is no such
    state. `theirs` are states for one person only. `typed` is what a post sends besides its token,
    `asked` the query without which there is no such page.
    """

    mine: frozenset[str]
    methods: frozenset[str] = READ
    args: Args = lambda _: ()
    open_to_nobody: bool = False
    states: dict[str, State] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, dict[str, State]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    asked: Callable[[World], tuple[Any, ...] | str] | None = None

    def address(self, route: str, world: World) -> str:
        """Return the address in its typical state, with what it always asks for."""
        address = reverse(route, args=self.args(world))
        return f"{address}?{self.asked(world)}" if self.asked else address

    def addresses(self, route: str, world: World, who: str) -> Iterator[str]:
        """Yield the address in every state in which somebody finds it; none in which nobody may."""
        states = list(self.theirs.get(who, {}).values())
        if who in self.mine:
            yield self.address(route, world)
            states = [*self.states.values(), *states]
        for state in states:
            found = state if isinstance(state, str) else state(world)
            if isinstance(found, str):
                yield f"{self.address(route, world)}?{found}"
            else:
                yield reverse(route, args=found)

    def missing(self) -> frozenset[str]:
        """Return the states that are neither shown nor explained."""
        theirs = {name for one in self.theirs.values() for name in one}
        return MUST_BE_SHOWN - self.states.keys() - self.without.keys() - theirs


def public(**more: Any) -> Recipe:
    return Recipe(EVERYBODY, open_to_nobody=True, **{"without": no(SAME), **more})


def no(reason: str) -> dict[str, str]:
    return {"empty": reason, "long": reason}


def one(mine: frozenset[str], args: Args) -> Recipe:
    return Recipe(mine, POST, args)
