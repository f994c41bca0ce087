"""Every address of the court: how it is built, whose it is, what may be sent to it.

The list of addresses is the URLconf's; one without a recipe fails tests/web/test_addresses.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.recipes.case_file import CASE_FILE
from tests.web.recipes.defence import DEFENCE, OF_THE_DEFENCE, dispute_of
from tests.web.recipes.delivery import DELIVERY
from tests.web.recipes.evidence import EVIDENCE
from tests.web.recipes.feedback import FEEDBACK
from tests.web.recipes.filing import FILING
from tests.web.recipes.helping import HELPING
from tests.web.recipes.money import MONEY
from tests.web.recipes.outages import OUTAGES
from tests.web.recipes.papers import PAPERS
from tests.web.recipes.recipe import (
    BOTH,
    BY_COLLEAGUE,
    BY_READER,
    CITIZENS,
    EVERYBODY,
    FILER,
    HOLDS_LONG,
    NEVER_EMPTY,
    POST,
    READ,
    REVIEWERS,
    SAME,
    STAFF,
    Args,
    Recipe,
    no,
    one,
    public,
)
from tests.web.world import World
from yunting.rules.asked import catalogue
from yunting.rules.asked.rule import Rule

__all__ = ["API", "EVERYBODY", "NO_PAGES", "POST", "READ", "RECIPES", "STAFF", "pages", "routes"]

# What a machine reads.
NO_PAGES = frozenset(
    {
        *(
            "web:calendar",
            "web:file-original",
            "web:file-copy",
            "web:document-file",
            "web:document-page",
            "web:case-file-pdf",
            "neighbours-callback",
            "health-live",
            "health-ready",
            "metrics",
        ),
        *("delivery:paper-file", "delivery:certificate-file", "money:pay"),
        "web:outage-certificate",
    }
)


def _rule(rule: Rule) -> Args:
    return lambda _: (rule.name,)


def _matter(state: str) -> Args:
    return lambda world: (world.filings[state].matter.code,)


def _case_of_the_other_side(world: World) -> tuple[Any, ...]:
    return (world.case.matter.code,)


RECIPES: dict[str, Recipe] = {
    **CASE_FILE,
    **DEFENCE,
    **DELIVERY,
    **EVIDENCE,
    **MONEY,
    **FEEDBACK,
    **OUTAGES,
    **FILING,
    **HELPING,
    **PAPERS,
    "neighbours-callback": public(methods=POST),
    "api-page": public(),
    "health-live": public(),
    "health-ready": public(),
    "metrics": public(),
    "ui:elder": public(methods=POST, typed={"elder": "on"}),
    "ui:help": public(),
    "ui:terms": public(),
    "ui:signed-in": public(),
    "ui:components": public(),
    "ui:component": public(args=lambda _: ("badge",)),
    "accounts:sign-in": public(methods=BOTH),
    "accounts:code": public(methods=BOTH),
    "accounts:sign-up": public(methods=BOTH),
    "accounts:sign-out": public(methods=POST),
    "accounts:extend": Recipe(EVERYBODY, POST),
    "accounts:staff-sign-in": public(methods=BOTH),
    "accounts:second-factor": public(methods=BOTH),
    "accounts:enrol": public(methods=BOTH),
    "accounts:recovery-codes": Recipe(STAFF, BOTH, without=no(SAME)),
    "accounts:password": Recipe(STAFF, BOTH, without=no(SAME)),
    "accounts:account": Recipe(EVERYBODY, without=no(BY_READER)),
    "accounts:identity": Recipe(EVERYBODY, BOTH, without=no(SAME)),
    "accounts:organisation": Recipe(EVERYBODY, BOTH, without=no(BY_READER)),
    "accounts:check": Recipe(
        FILER,
        READ,
        lambda world: (world.identity_check.pk,),
        states={"long": lambda world: (world.firm_check.pk,)},
        without={"empty": NEVER_EMPTY},
    ),
    "accounts:ask-again": one(FILER, lambda world: (world.identity_check.pk,)),
    "accounts:principals": Recipe(EVERYBODY, without=no(BY_READER)),
    "accounts:act-for-oneself": Recipe(EVERYBODY, POST),
    "accounts:end-mandate": one(FILER, lambda world: (world.mandate.pk,)),
    "accounts:end-session": one(FILER, lambda world: (world.other_sign_in.pk,)),
    "accounts:end-other-sessions": Recipe(EVERYBODY, POST),
    "accounts:tokens": Recipe(EVERYBODY, BOTH, without=no(BY_READER)),
    "accounts:revoke-token": one(FILER, lambda world: (world.token.pk,)),
    "accounts:prove-again": Recipe(CITIZENS, BOTH, without=no(SAME)),
    "accounts:prove-again-send": Recipe(CITIZENS, POST),
    "web:home": public(),
    "web:check": public(
        states={
            "empty": "code=",
            "long": f"code={'A' * 40}",
            "unknown": "code=ABCD-EFGH-JKMN",
            "with errors": "code=%3F",
            "known": lambda world: f"code={world.message.code}",
        },
        without={},
    ),
    "web:rules": public(),
    "web:rule": public(
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
    "web:my-cases": Recipe(EVERYBODY, without=no(BY_READER)),
    "web:matter": Recipe(
        FILER | REVIEWERS,
        READ,
        _matter("submitted"),
        states={
            "long": _matter("long"),
            "accepted": _matter("accepted"),
            **{f"{name} by 李": dispute_of(name) for name in OF_THE_DEFENCE},
        },
        without={},
        theirs={
            "zhang": {"empty": _matter("drafted")},
            "li": {
                "on the other side": _case_of_the_other_side,
                **{name: dispute_of(name) for name in OF_THE_DEFENCE},
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
    "web:messages": Recipe(EVERYBODY, without=no(BY_READER)),
    "web:read-message": one(FILER, lambda world: (world.message.pk,)),
    "web:today": Recipe(STAFF, without=no(BY_COLLEAGUE)),
    "web:tasks": Recipe(STAFF, without=no(BY_COLLEAGUE)),
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
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield ":".join((*spaces, pattern.name))


def pages() -> list[str]:
    """Return the addresses that people use."""
    return [route for route in routes() if not route.startswith(API)]
