"""Every address of the court: how it is built, whose it is, what may be sent to it.

The list of addresses is the URLconf's; one without a recipe fails tests/web/test_addresses.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.world import World
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.steps import steps

# Who is tried at every address: a stranger, the other side, the filer, and posts of the court.
CITIZENS = frozenset({"qian", "li", "zhang"})
REVIEWERS = frozenset({"sun", "zhou"})
STAFF = REVIEWERS | {"wang"}
EVERYBODY = CITIZENS | STAFF
FILER = frozenset({"zhang"})
PARTIES = FILER | {"li"}
BENCH = frozenset({"wang"})
IN_THE_CASE = PARTIES | STAFF
ITEM = {"name": "借条", "proves": "欠款", "source": "原告", "original": "held"}
READ = frozenset({"GET"})
POST = frozenset({"POST"})
BOTH = READ | POST

Args = Callable[[World], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """One address. `mine` may use it; everybody else who is signed in is told 404.

    `states` are the queries and objects that show the page empty, long or with errors; `typed` is
    what a post sends besides its token.
    """

    mine: frozenset[str]
    methods: frozenset[str] = READ
    args: Args = lambda _: ()
    open_to_nobody: bool = False
    states: tuple[Args, ...] = ()
    queries: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)

    def address(self, route: str, world: World) -> str:
        """Return the address in its typical state."""
        return reverse(route, args=self.args(world))

    def addresses(self, route: str, world: World) -> Iterator[str]:
        """Yield the address in every state."""
        for args in (self.args, *self.states):
            yield reverse(route, args=args(world))
        for query in self.queries:
            yield f"{self.address(route, world)}?{query}"


def _public(**more: Any) -> Recipe:
    return Recipe(EVERYBODY, open_to_nobody=True, **more)


def _filer(*states: str, methods: frozenset[str] = BOTH, **more: Any) -> Recipe:
    first, *others = [_filing(state) for state in states]
    return Recipe(FILER, methods, first, states=tuple(others), **more)


def _filing(state: str) -> Args:
    return lambda world: (world.filings[state].pk,)


def _desk(name: str = "submitted") -> Recipe:
    return Recipe(REVIEWERS, BOTH, _filing(name))


def _questions() -> tuple[Args, ...]:
    """Return every question of a complaint that has something of everything."""

    def key(number: int) -> Args:
        def args(world: World) -> tuple[Any, ...]:
            filing = world.filings["written"]
            found = steps(entry(filing.form).form, world.answers)
            return filing.pk, found[min(number, len(found) - 1)].key

        return args

    return tuple(key(number) for number in range(0, 60, 7))


def _evidence(state: str) -> Args:
    return lambda world: (world.evidence[state].pk,)


def _paper(number: int) -> Args:
    return lambda world: (world.papers[number].pk,)


RECIPES: dict[str, Recipe] = {
    "neighbours-callback": _public(methods=POST),
    "api-page": _public(),
    "ui:elder": _public(methods=POST, typed={"elder": "on"}),
    "ui:help": _public(),
    "ui:terms": _public(),
    "ui:signed-in": _public(),
    "ui:components": _public(),
    "ui:component": _public(args=lambda _: ("badge",)),
    "accounts:sign-in": _public(methods=BOTH),
    "accounts:code": _public(methods=BOTH),
    "accounts:sign-up": _public(methods=BOTH),
    "accounts:sign-out": _public(methods=POST),
    "accounts:extend": Recipe(EVERYBODY, POST),
    "accounts:staff-sign-in": _public(methods=BOTH),
    "accounts:second-factor": _public(methods=BOTH),
    "accounts:enrol": _public(methods=BOTH),
    "accounts:recovery-codes": Recipe(STAFF, BOTH),
    "accounts:password": Recipe(STAFF, BOTH),
    "accounts:account": Recipe(EVERYBODY),
    "accounts:identity": Recipe(EVERYBODY, BOTH),
    "accounts:organisation": Recipe(EVERYBODY, BOTH),
    "accounts:check": Recipe(FILER, READ, lambda world: (world.identity_check.pk,)),
    "accounts:ask-again": Recipe(FILER, POST, lambda world: (world.identity_check.pk,)),
    "accounts:principals": Recipe(EVERYBODY),
    "accounts:act-for-oneself": Recipe(EVERYBODY, POST),
    "accounts:end-mandate": Recipe(FILER, POST, lambda world: (world.mandate.pk,)),
    "accounts:end-session": Recipe(FILER, POST, lambda world: (world.other_sign_in.pk,)),
    "accounts:end-other-sessions": Recipe(EVERYBODY, POST),
    "accounts:tokens": Recipe(EVERYBODY, BOTH),
    "accounts:revoke-token": Recipe(FILER, POST, lambda world: (world.token.pk,)),
    "accounts:prove-again": Recipe(CITIZENS, BOTH),
    "accounts:prove-again-send": Recipe(CITIZENS, POST),
    "filing:fees": _public(queries=("amount=286431.50", "amount=十万元整", "amount=-1.234")),
    "filing:start": Recipe(EVERYBODY, BOTH),
    "filing:draft": _filer("drafted", "written", "submitted", "returned", methods=READ),
    "filing:question": Recipe(
        FILER,
        BOTH,
        lambda world: (world.filings["drafted"].pk, "plaintiffs.0.kind"),
        states=_questions(),
    ),
    "filing:check": _filer("written", "drafted", "submitted", "corrected"),
    "filing:receipt": Recipe(
        FILER | REVIEWERS, READ, lambda world: (world.filings["submitted"].pk, 1)
    ),
    "filing:complaint": Recipe(
        FILER | REVIEWERS, READ, _filing("submitted"), states=(_filing("corrected"),)
    ),
    "filing:correction": _filer("returned", "submitted"),
    "filing:withdraw": _filer("submitted", "accepted"),
    "filing:queue": Recipe(
        REVIEWERS, queries=("state=returned", "party=没有这个人", "reviewer=none", "clock=late")
    ),
    "filing:take": Recipe(REVIEWERS, BOTH),
    "filing:queue-of": Recipe(frozenset({"zhou"}), BOTH, lambda world: (world.cast.sun.pk,)),
    "filing:desk": Recipe(
        REVIEWERS,
        READ,
        _filing("submitted"),
        states=tuple(_filing(s) for s in ("returned", "corrected", "refused", "accepted")),
    ),
    "filing:accept": _desk(),
    "filing:return": Recipe(REVIEWERS, BOTH, _filing("submitted"), states=(_filing("returned"),)),
    "filing:allow": _desk("corrected"),
    "filing:refuse": _desk(),
    "filing:take-back": _desk("refused"),
    "filing:redirect": _desk(),
    "filing:take-over": _desk(),
    "filing:case-judge": Recipe(
        REVIEWERS, BOTH, lambda world: (world.case.pk,), states=(lambda w: (w.assigned.pk,),)
    ),
    "filing:fairness": Recipe(REVIEWERS),
    "filing:evidence": Recipe(IN_THE_CASE, READ, lambda world: (world.assigned.matter.code,)),
    "filing:evidence-add": Recipe(
        PARTIES, BOTH, lambda world: (world.assigned.matter.code,), typed=ITEM
    ),
    "filing:evidence-submit": Recipe(FILER, BOTH, lambda world: (world.assigned.matter.code,)),
    "filing:evidence-item": Recipe(
        IN_THE_CASE, READ, _evidence("exchanged"), states=(_evidence("asked"),)
    ),
    "filing:evidence-change": Recipe(FILER, BOTH, _evidence("draft"), typed=ITEM),
    "filing:evidence-take-off": Recipe(FILER, POST, _evidence("draft")),
    "filing:evidence-opinion": Recipe(frozenset({"li"}), BOTH, _evidence("exchanged")),
    "filing:evidence-original": Recipe(BENCH, BOTH, _evidence("exchanged")),
    "filing:evidence-compare": Recipe(BENCH, BOTH, _evidence("asked")),
    "filing:evidence-equal": Recipe(BENCH, BOTH, _evidence("exchanged")),
    "web:file": Recipe(
        IN_THE_CASE,
        READ,
        _paper(0),
        states=tuple(_paper(number) for number in range(1, 5)),
        queries=("from=11", "from=x"),
    ),
    "web:file-original": Recipe(IN_THE_CASE, READ, _paper(0)),
    "web:file-copy": Recipe(IN_THE_CASE, READ, lambda world: (world.papers[0].pk, "preview", 1)),
    "web:home": _public(),
    "web:check": _public(queries=("code=", "code=ABCD-EFGH-JKMN", "code=%3F")),
    "web:my-cases": Recipe(EVERYBODY),
    "web:matter": Recipe(
        FILER | REVIEWERS,
        READ,
        lambda world: (world.filings["submitted"].matter.code,),
        states=(lambda world: (world.filings["long"].matter.code,),),
    ),
    "web:calendar": Recipe(
        FILER | REVIEWERS, READ, lambda world: (world.filings["submitted"].matter.code,)
    ),
    "web:messages": Recipe(EVERYBODY),
    "web:read-message": Recipe(FILER, POST, lambda world: (world.message.pk,)),
    "web:today": Recipe(STAFF),
    "web:tasks": Recipe(STAFF),
    "web:cases": Recipe(STAFF, queries=("state=registered", "number=没有")),
}
# Programs' addresses have no pages: tests/project/test_api.py tries every operation as everybody.
API = "api-1:"


def routes() -> list[str]:
    """Return the name of every address in the URLconf; one without a name is an error."""
    return sorted(set(_names(get_resolver().url_patterns, ())))


def _names(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _names(one.url_patterns, inner)
        else:
            assert one.name, f"{one.pattern} has no name"
            yield ":".join((*spaces, one.name))


def pages() -> list[str]:
    """Return the addresses that people use."""
    return [route for route in routes() if not route.startswith(API)]
