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
DEFENDANT = frozenset({"li"})
JUDGE = frozenset({"wang"})
# Who sees a case that the judge has: both sides, the filing division, the judge.
IN_THE_CASE = FILER | DEFENDANT | REVIEWERS | JUDGE
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
    asked: Callable[[World], str] | None = None

    def address(self, route: str, world: World) -> str:
        """Return the address in its typical state."""
        return self._at(route, self.args, world)

    def addresses(self, route: str, world: World) -> Iterator[str]:
        """Yield the address in every state."""
        for args in (self.args, *self.states):
            yield self._at(route, args, world)
        for query in self.queries:
            yield f"{self.address(route, world)}?{query}"

    def _at(self, route: str, args: Args, world: World) -> str:
        address = reverse(route, args=args(world))
        return f"{address}?{self.asked(world)}" if self.asked else address


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


def _defended(name: str, number: int | None = None) -> Args:
    """Return what names something of the cases 李 defends himself in."""

    def args(world: World) -> tuple[Any, ...]:
        found = getattr(world.defended, name)
        return ((found if number is None else found[number]).pk,)

    return args


def _case_of(name: str) -> Args:
    return lambda world: (getattr(world.defended, name).case_id,)


def _matter_of(name: str) -> Args:
    def args(world: World) -> tuple[Any, ...]:
        found = getattr(world.defended, name)
        return ((found[0] if isinstance(found, tuple) else found).matter.code,)

    return args


def _elements() -> tuple[Args, ...]:
    """Return a question of each part of an answer."""

    def key(number: int) -> Args:
        def args(world: World) -> tuple[Any, ...]:
            keys = world.defended.questions
            return world.defended.answering.pk, keys[min(number, len(keys) - 1)]

        return args

    return tuple(key(number) for number in range(0, 40, 5))


def _objection(*states: int) -> Recipe:
    first, *others = [_defended("objections", number) for number in states]
    return Recipe(IN_THE_CASE, READ, first, states=tuple(others))


def _service(name: str) -> Args:
    return lambda world: (world.delivery.services[name].pk,)


def _dispute(world: World) -> tuple[Any, ...]:
    return (world.delivery.matter.code,)


def _person(query: str) -> Callable[[World], str]:
    return lambda world: f"{query}={world.delivery.services['prepared'].party_id}"


PARTY = frozenset({"zhang", "li"})
DELIVERY: dict[str, Recipe] = {
    "delivery:papers": Recipe(EVERYBODY),
    "delivery:paper": Recipe(FILER, READ, _service("opened"), states=(_service("unopened"),)),
    "delivery:open": Recipe(FILER, POST, _service("unopened")),
    "delivery:received": Recipe(FILER, POST, _service("opened")),
    "delivery:contest": Recipe(FILER, BOTH, _service("opened")),
    "delivery:paper-file": Recipe(FILER, READ, _service("opened")),
    "delivery:certificate": Recipe(FILER | STAFF, READ, _service("opened")),
    "delivery:certificate-file": Recipe(FILER | STAFF, READ, _service("opened")),
    "delivery:online": Recipe(PARTY, BOTH, _dispute),
    "delivery:in-person": Recipe(PARTY, BOTH, lambda w: (w.delivery.matter.code, "hearing")),
    "delivery:retract": Recipe(FILER, BOTH, lambda w: (w.delivery.consent.pk,)),
    "delivery:address": Recipe(PARTY, BOTH, _dispute),
    "delivery:services": Recipe(
        STAFF, READ, queries=("state=stuck", "to=没有这个人", "state=superseded")
    ),
    "delivery:service": Recipe(
        STAFF,
        READ,
        _service("prepared"),
        states=tuple(map(_service, ("called", "posted", "stuck", "contested", "opened"))),
    ),
    "delivery:act": Recipe(
        STAFF, POST, lambda w: (w.delivery.services["prepared"].pk, "call"), typed={"said": "空号"}
    ),
    "delivery:visit": Recipe(STAFF, BOTH, _service("called")),
    "delivery:publish": Recipe(STAFF, BOTH, _service("stuck")),
    "delivery:letters": Recipe(STAFF),
    "delivery:print": Recipe(STAFF, BOTH),
    "delivery:matter": Recipe(STAFF, READ, _dispute),
    "delivery:serve": Recipe(STAFF, POST, _dispute),
    "delivery:stages": Recipe(STAFF, READ, _dispute),
    "delivery:ask": Recipe(STAFF, POST, _dispute),
    "delivery:consent": Recipe(
        STAFF,
        READ,
        lambda w: (w.delivery.consent.pk,),
        states=(lambda w: (w.delivery.retracting.pk,),),
    ),
    "delivery:consent-act": Recipe(STAFF, POST, lambda w: (w.delivery.consent.pk, "convert")),
    "delivery:offline-request": Recipe(STAFF, BOTH, lambda w: (w.delivery.request.pk,)),
    "delivery:note-known": Recipe(STAFF, BOTH, _dispute, asked=_person("person")),
    "delivery:choose-receiver": Recipe(STAFF, BOTH, _dispute, asked=_person("party")),
}
RECIPES: dict[str, Recipe] = {
    **DELIVERY,
    "web:short-check": _public(args=lambda _: ("ABCD-EFGH-JKMN",)),
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
    "filing:associate": Recipe(EVERYBODY, BOTH, queries=("code=Y7K2-9QMD",)),
    "filing:associations": Recipe(STAFF),
    "filing:association": Recipe(
        STAFF, BOTH, _defended("associations", 0), states=(_defended("associations", 1),)
    ),
    "filing:answer-start": Recipe(DEFENDANT, BOTH, _defended("unanswered")),
    "filing:answer": Recipe(
        DEFENDANT, READ, _defended("answering"), states=(_defended("answered"),)
    ),
    "filing:answer-question": Recipe(
        DEFENDANT,
        BOTH,
        lambda world: (world.defended.answering.pk, "claims.price"),
        states=_elements(),
    ),
    "filing:answer-check": Recipe(
        DEFENDANT, BOTH, _defended("answering"), states=(_defended("answered"),)
    ),
    "filing:answer-read": Recipe(IN_THE_CASE, READ, _defended("answered")),
    "filing:issues": Recipe(IN_THE_CASE, READ, _case_of("answered")),
    "filing:lodged": Recipe(
        DEFENDANT | STAFF,
        READ,
        lambda world: (world.defended.answered.sent_id,),
        states=(
            lambda world: (world.defended.objections[0].lodged_id,),
            lambda world: (world.defended.extensions[0].lodged_id,),
        ),
    ),
    "filing:object": Recipe(DEFENDANT, BOTH, _defended("unanswered")),
    "filing:objection": _objection(0, 1, 2),
    "filing:objection-withdraw": Recipe(DEFENDANT, BOTH, _defended("objections", 0)),
    "filing:objection-rule": Recipe(JUDGE, BOTH, _defended("objections", 0)),
    "filing:objection-appeal": Recipe(STAFF, BOTH, _defended("objections", 1)),
    "filing:objection-second": Recipe(JUDGE, BOTH, _defended("objections", 2)),
    "filing:extend": Recipe(
        DEFENDANT,
        BOTH,
        _defended("evidence"),
        states=(_defended("running"), _defended("lapsed")),
    ),
    "filing:extension": Recipe(
        DEFENDANT | STAFF,
        READ,
        _defended("extensions", 0),
        states=(_defended("extensions", 1),),
    ),
    "filing:extension-decide": Recipe(JUDGE, BOTH, _defended("extensions", 0)),
    "web:home": _public(),
    "web:check": _public(queries=("code=", "code=ABCD-EFGH-JKMN", "code=%3F")),
    "web:my-cases": Recipe(EVERYBODY),
    "web:matter": Recipe(
        FILER | REVIEWERS,
        READ,
        lambda world: (world.filings["submitted"].matter.code,),
        states=(
            lambda world: (world.filings["long"].matter.code,),
            *(_matter_of(name) for name in ("running", "answered", "objections", "extensions")),
        ),
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
