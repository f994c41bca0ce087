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
from yunting.rules.asked import catalogue
from yunting.rules.asked.rule import Rule

# Who is tried at every address: a stranger, the other side, the filer, and posts of the court.
CITIZENS = frozenset({"qian", "li", "zhang"})
REVIEWERS = frozenset({"sun", "zhou"})
STAFF = REVIEWERS | {"wang"}
EVERYBODY = CITIZENS | STAFF
FILER = frozenset({"zhang"})
READ = frozenset({"GET"})
POST = frozenset({"POST"})
BOTH = READ | POST

# Beside the typical state, and the one with errors of every address that takes a form.
MUST_BE_SHOWN = frozenset({"empty", "long"})

# What a machine reads.
NO_PAGES = frozenset(
    {
        *("web:calendar", "neighbours-callback"),
        *("delivery:paper-file", "delivery:certificate-file"),
    }
)

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


def _public(**more: Any) -> Recipe:
    return Recipe(EVERYBODY, open_to_nobody=True, **{"without": _no(SAME), **more})


def _no(reason: str) -> dict[str, str]:
    return {"empty": reason, "long": reason}


def _filing(state: str) -> Args:
    return lambda world: (world.filings[state].pk,)


def _filer(typical: str, methods: frozenset[str] = BOTH, **more: Any) -> Recipe:
    return Recipe(FILER, methods, _filing(typical), **more)


def _desk(name: str = "submitted") -> Recipe:
    return Recipe(REVIEWERS, BOTH, _filing(name), without=_no(ON_THE_DESK))


def _one(mine: frozenset[str], args: Args) -> Recipe:
    return Recipe(mine, POST, args)


def _questions() -> dict[str, State]:
    """Return every question of a complaint that has something of everything."""

    def key(number: int) -> Args:
        def args(world: World) -> tuple[Any, ...]:
            filing = world.filings["written"]
            found = steps(entry(filing.form).form, world.answers)
            return filing.pk, found[min(number, len(found) - 1)].key

        return args

    return {f"question {number}": key(number) for number in range(MOST_QUESTIONS)}


def _rule(rule: Rule) -> Args:
    return lambda _: (rule.name,)


def _matter(state: str) -> Args:
    return lambda world: (world.filings[state].matter.code,)


def _case_of_the_other_side(world: World) -> tuple[Any, ...]:
    return (world.case.matter.code,)


MOST_QUESTIONS = 50
SPOTS = "&".join(f"path={path}" for path in ("evidence", "facts.goods.0.spec", "facts.formation"))


def _service(name: str) -> Args:
    return lambda world: (world.delivery.services[name].pk,)


def _served(world: World) -> tuple[Any, ...]:
    return (world.delivery.matter.code,)


def _party(query: str) -> Callable[[World], tuple[Any, ...] | str]:
    return lambda world: f"{query}={world.delivery.services['prepared'].party_id}"


BOTH_SIDES = frozenset({"zhang", "li"})
ONE = {"empty": NEVER_EMPTY, "long": HOLDS_LONG}
DELIVERY: dict[str, Recipe] = {
    "delivery:papers": Recipe(EVERYBODY, without=_no(BY_READER)),
    "delivery:paper": Recipe(
        FILER, READ, _service("opened"), states={"unopened": _service("unopened")}, without=ONE
    ),
    "delivery:open": _one(FILER, _service("unopened")),
    "delivery:received": _one(FILER, _service("opened")),
    "delivery:contest": Recipe(FILER, BOTH, _service("opened"), without=ONE),
    "delivery:paper-file": Recipe(FILER, READ, _service("opened"), without=ONE),
    "delivery:certificate": Recipe(FILER | STAFF, READ, _service("opened"), without=ONE),
    "delivery:certificate-file": Recipe(FILER | STAFF, READ, _service("opened"), without=ONE),
    "delivery:online": Recipe(BOTH_SIDES, BOTH, _served, without=ONE),
    "delivery:in-person": Recipe(
        BOTH_SIDES, BOTH, lambda w: (w.delivery.matter.code, "hearing"), without=ONE
    ),
    "delivery:retract": Recipe(FILER, BOTH, lambda w: (w.delivery.consent.pk,), without=ONE),
    "delivery:address": Recipe(BOTH_SIDES, BOTH, _served, without=ONE),
    "delivery:services": Recipe(
        STAFF,
        states={"empty": "to=没有这个人", "stuck": "state=stuck", "none": "state=superseded"},
        without={"long": HOLDS_LONG},
    ),
    "delivery:service": Recipe(
        STAFF,
        READ,
        _service("prepared"),
        states={n: _service(n) for n in ("called", "posted", "stuck", "contested", "opened")},
        without=ONE,
    ),
    "delivery:act": Recipe(
        STAFF, POST, lambda w: (w.delivery.services["prepared"].pk, "call"), typed={"said": "空号"}
    ),
    "delivery:visit": Recipe(STAFF, BOTH, _service("called"), without=ONE),
    "delivery:publish": Recipe(STAFF, BOTH, _service("stuck"), without=ONE),
    "delivery:letters": Recipe(STAFF, without=_no(BY_COLLEAGUE)),
    "delivery:print": Recipe(
        STAFF,
        BOTH,
        states={"empty": "", "long": lambda w: f"row={w.delivery.letter}"},
    ),
    "delivery:ask-address": _one(STAFF, _served),
    "delivery:declined": Recipe(STAFF, BOTH, lambda w: (w.delivery.address.pk,), without=ONE),
    "delivery:matter": Recipe(STAFF, READ, _served, without=ONE),
    "delivery:serve": _one(STAFF, _served),
    "delivery:stages": Recipe(STAFF, READ, _served, without=ONE),
    "delivery:ask": _one(STAFF, _served),
    "delivery:consent": Recipe(
        STAFF,
        READ,
        lambda w: (w.delivery.consent.pk,),
        states={"to be taken back": lambda w: (w.delivery.retracting.pk,)},
        without=ONE,
    ),
    "delivery:consent-act": _one(STAFF, lambda w: (w.delivery.consent.pk, "convert")),
    "delivery:offline-request": Recipe(
        STAFF, BOTH, lambda w: (w.delivery.request.pk,), without=ONE
    ),
    "delivery:note-known": Recipe(STAFF, BOTH, _served, without=ONE, asked=_party("person")),
    "delivery:choose-receiver": Recipe(STAFF, BOTH, _served, without=ONE, asked=_party("party")),
}


def _defended(name: str, number: int | None = None) -> Args:
    """Return what names something of the cases 李 defends himself in."""

    def args(world: World) -> tuple[Any, ...]:
        found = getattr(world.defended, name)
        return ((found if number is None else found[number]).pk,)

    return args


def _case_of(name: str) -> Args:
    return lambda world: (getattr(world.defended, name).case_id,)


def _dispute_of(name: str) -> Args:
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
DEFENDANT = frozenset({"li"})
JUDGE = frozenset({"wang"})
# Who sees a case that the judge has: both sides, the filing division, the judge.
IN_THE_CASE = FILER | DEFENDANT | STAFF
DEFENCE: dict[str, Recipe] = {
    "filing:associate": Recipe(
        EVERYBODY, BOTH, states={"with a code": "code=Y7K2-9QMD"}, without=_no(BY_READER)
    ),
    "filing:associations": Recipe(STAFF, without=_no(BY_COLLEAGUE)),
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
        DEFENDANT, BOTH, _defended("objections", 0), without=_no(ON_THE_OBJECTION)
    ),
    "filing:objection-rule": Recipe(
        JUDGE, BOTH, _defended("objections", 0), without=_no(ON_THE_OBJECTION)
    ),
    "filing:objection-appeal": Recipe(
        STAFF, BOTH, _defended("objections", 1), without=_no(ON_THE_OBJECTION)
    ),
    "filing:objection-second": Recipe(
        JUDGE, BOTH, _defended("objections", 2), without=_no(ON_THE_OBJECTION)
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
        JUDGE, BOTH, _defended("extensions", 0), without=_no("reading it leads to the request")
    ),
}
RECIPES: dict[str, Recipe] = {
    **DELIVERY,
    **DEFENCE,
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
    "accounts:recovery-codes": Recipe(STAFF, BOTH, without=_no(SAME)),
    "accounts:password": Recipe(STAFF, BOTH, without=_no(SAME)),
    "accounts:account": Recipe(EVERYBODY, without=_no(BY_READER)),
    "accounts:identity": Recipe(EVERYBODY, BOTH, without=_no(SAME)),
    "accounts:organisation": Recipe(EVERYBODY, BOTH, without=_no(BY_READER)),
    "accounts:check": Recipe(
        FILER,
        READ,
        lambda world: (world.identity_check.pk,),
        states={"long": lambda world: (world.firm_check.pk,)},
        without={"empty": NEVER_EMPTY},
    ),
    "accounts:ask-again": _one(FILER, lambda world: (world.identity_check.pk,)),
    "accounts:principals": Recipe(EVERYBODY, without=_no(BY_READER)),
    "accounts:act-for-oneself": Recipe(EVERYBODY, POST),
    "accounts:end-mandate": _one(FILER, lambda world: (world.mandate.pk,)),
    "accounts:end-session": _one(FILER, lambda world: (world.other_sign_in.pk,)),
    "accounts:end-other-sessions": Recipe(EVERYBODY, POST),
    "accounts:tokens": Recipe(EVERYBODY, BOTH, without=_no(BY_READER)),
    "accounts:revoke-token": _one(FILER, lambda world: (world.token.pk,)),
    "accounts:prove-again": Recipe(CITIZENS, BOTH, without=_no(SAME)),
    "accounts:prove-again-send": Recipe(CITIZENS, POST),
    "filing:start": Recipe(EVERYBODY, BOTH, without=_no(BY_READER)),
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
    "filing:fairness": Recipe(
        REVIEWERS, states={"empty": "year=2024"}, without={"long": "names of judges and numbers"}
    ),
    "web:home": _public(),
    "web:check": _public(
        states={
            "empty": "code=",
            "long": f"code={'A' * 40}",
            "unknown": "code=ABCD-EFGH-JKMN",
            "with errors": "code=%3F",
            "known": lambda world: f"code={world.message.code}",
        },
        without={},
    ),
    "web:rules": _public(),
    "web:rule": _public(
        args=lambda _: ("fees.acceptance",),
        states={
            "empty": "kind=&amount=&on=&other=",
            "long": "kind=property&amount=9999999999.99&on=20260302",
            "compared": "kind=divorce&amount=50万&on=20260302&other=20070501",
            "with errors": "kind=property&amount=-1.234&on=很久以前",
            **{rule.name: _rule(rule) for rule in catalogue.every()},
        },
        without={},
    ),
    "web:my-cases": Recipe(EVERYBODY, without=_no(BY_READER)),
    "web:matter": Recipe(
        FILER | REVIEWERS,
        READ,
        _matter("submitted"),
        states={
            "long": _matter("long"),
            "accepted": _matter("accepted"),
            **{f"{name} by 李": _dispute_of(name) for name in OF_THE_DEFENCE},
        },
        without={},
        theirs={
            "zhang": {"empty": _matter("drafted")},
            "li": {
                "on the other side": _case_of_the_other_side,
                **{name: _dispute_of(name) for name in OF_THE_DEFENCE},
            },
            "wang": {"of the judge": lambda world: (world.assigned.matter.code,)},
        },
    ),
    "web:calendar": Recipe(
        FILER | REVIEWERS,
        READ,
        _matter("submitted"),
        states={"long": _matter("long")},
        theirs={"zhang": {"empty": _matter("drafted")}},
    ),
    "web:messages": Recipe(EVERYBODY, without=_no(BY_READER)),
    "web:read-message": _one(FILER, lambda world: (world.message.pk,)),
    "web:today": Recipe(STAFF, without=_no(BY_COLLEAGUE)),
    "web:tasks": Recipe(STAFF, without=_no(BY_COLLEAGUE)),
    "web:cases": Recipe(
        STAFF,
        states={"empty": "number=没有", "own": "mine=yes&age=30", "registered": "state=registered"},
        without={"long": HOLDS_LONG},
    ),
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
