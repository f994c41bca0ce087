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
PARTIES = FILER | DEFENDANT
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


def _evidence_file(number: int) -> Args:
    return lambda world: (world.evidence_files[number].pk,)


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


def _paper(*states: str) -> tuple[Args, ...]:
    def args(state: str) -> Args:
        return lambda world: (getattr(world.papers, state).code,)

    return tuple(args(state) for state in states)


def _paper_act(state: str, mine: frozenset[str], **typed: str) -> Recipe:
    return Recipe(mine, POST, _paper(state)[0], typed=typed)


def _in_file(*more: Any) -> Args:
    return lambda world: (world.file.code, *more)


def _laid(name: str) -> Args:
    """Return what names a paper or a file in the dispute's file."""

    def args(world: World) -> tuple[Any, ...]:
        kind = "paper" if name == "paper" else "file"
        return world.file.code, kind, getattr(world.file.filed, name).pk

    return args


def _about_file(name: str) -> Args:
    return lambda world: (getattr(world.file, name).pk,)


FILE_OF_THE_COURT = REVIEWERS | JUDGE
HIDE = {"how": "mistaken", "reason": "误交", "hide": "on"}
SEAL = {"whom": "side:answering", "order": "决定，民事诉讼法 第七十一条", "reason": "商业秘密"}
LIFT = {"order": "决定", "reason": "秘密已经公开"}

RECIPES: dict[str, Recipe] = {
    "web:case-file": Recipe(
        IN_THE_CASE, READ, _in_file(), states=(lambda world: (world.assigned.matter.code,),)
    ),
    "web:case-file-build": Recipe(IN_THE_CASE, POST, _in_file()),
    "web:case-file-pdf": Recipe(IN_THE_CASE, READ, _in_file()),
    "web:correct": Recipe(
        FILE_OF_THE_COURT, BOTH, _laid("ours"), states=(_laid("paper"),), typed=HIDE
    ),
    "web:readers": Recipe(FILE_OF_THE_COURT, READ, _laid("ours"), states=(_laid("paper"),)),
    "web:seal-item": Recipe(
        FILE_OF_THE_COURT, BOTH, _laid("ours"), states=(_laid("paper"),), typed=SEAL
    ),
    "web:seal-matter": Recipe(FILE_OF_THE_COURT, BOTH, _in_file(), typed=SEAL),
    "web:unseal": Recipe(FILE_OF_THE_COURT, BOTH, _about_file("sealed"), typed=LIFT),
    "web:restore": Recipe(
        FILE_OF_THE_COURT, BOTH, _about_file("struck"), typed={"reason": "没有误交"}
    ),
    "web:copy-ask": Recipe(
        PARTIES, BOTH, _laid("theirs"), states=(_laid("paper"),), typed={"purpose": "银行"}
    ),
    "web:copy": Recipe(
        FILER | FILE_OF_THE_COURT,
        READ,
        _about_file("asked"),
        states=(_about_file("issued"), _about_file("refused")),
    ),
    "web:copy-issue": Recipe(FILE_OF_THE_COURT, BOTH, _about_file("asked")),
    "web:copy-refuse": Recipe(
        FILE_OF_THE_COURT, BOTH, _about_file("asked"), typed={"reason": "不属于本案"}
    ),
    "web:copy-withdraw": Recipe(FILER, BOTH, _about_file("asked")),
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
    "filing:evidence-original": Recipe(JUDGE, BOTH, _evidence("exchanged")),
    "filing:evidence-compare": Recipe(JUDGE, BOTH, _evidence("asked")),
    "filing:evidence-equal": Recipe(JUDGE, BOTH, _evidence("exchanged")),
    "web:file": Recipe(
        IN_THE_CASE,
        READ,
        _evidence_file(0),
        states=tuple(_evidence_file(number) for number in range(1, 5)),
        queries=("from=11", "from=x"),
    ),
    "web:file-original": Recipe(IN_THE_CASE, READ, _evidence_file(0)),
    "web:file-copy": Recipe(
        IN_THE_CASE, READ, lambda world: (world.evidence_files[0].pk, "preview", 1)
    ),
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
    "web:short-check": _public(
        args=_paper("sealed")[0], states=_paper("superseded", "recalled", "issued", "prepared")
    ),
    "web:compare": _public(methods=POST, typed={"sha256": "0" * 64}),
    "web:document": Recipe(
        FILER | REVIEWERS,
        READ,
        _paper("sealed")[0],
        states=_paper("superseded", "successor", "recalled"),
    ),
    "web:document-file": Recipe(FILER | REVIEWERS, READ, _paper("sealed")[0]),
    "web:document-page": Recipe(
        FILER | REVIEWERS, READ, lambda world: (world.papers.sealed.code, 1)
    ),
    "web:sign": _paper_act("prepared", REVIEWERS, read="on", seen="0" * 64),
    "web:discard": _paper_act("prepared", REVIEWERS, reason="证据不足"),
    "web:recall": _paper_act("sealed", FILER | REVIEWERS, reason="发错了"),
    "web:reissue": _paper_act("sealed", FILER | REVIEWERS, reason="名称有误"),
    "web:to-sign": Recipe(STAFF),
    "web:sign-each": Recipe(STAFF, BOTH, queries=("row=1",)),
    "web:run": Recipe(frozenset({"zhou"}), READ, lambda world: (world.papers.run.pk,)),
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
