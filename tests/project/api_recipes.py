"""How each operation of the API is called in the registered world, and what everybody gets."""

from __future__ import annotations

import json
from typing import Any

from tests.cast import AT
from tests.project.api_case_file import FILED
from tests.project.api_defence import DEFENCE
from tests.project.api_delivery import DELIVERY
from tests.project.api_evidence import EVIDENCE
from tests.project.api_feedback import FEEDBACK
from tests.project.api_helping import HELPING
from tests.project.api_money import MONEY
from tests.project.api_outages import OUTAGES
from tests.project.api_recipe import (
    OF_ONE_SIDE,
    OF_THE_PARTIES,
    ONE_S_OWN,
    OPEN,
    Recipe,
    case,
    matter,
)
from tests.project.api_world import World
from yunting.accounts.models import CheckState, IdentityCheck
from yunting.core.models.person import IdKind
from yunting.rules.asked import catalogue
from yunting.rules.asked.rule import Rule


def filing(world: World) -> dict[str, object]:
    return {"pk": world.filing.pk}


def act(body: dict[str, Any]) -> Recipe:
    """Return an act of the filing division on a filing it has already accepted."""
    return Recipe((401, 404, 404, 409), filing, body=body, right="court")


def asking(rule: Rule) -> Recipe:
    """Return how the first example of a rule is asked."""
    example = rule.examples[0]
    return Recipe(OPEN, query={"on": example.on}, body=json.loads(example.given))


def question(world: World) -> dict[str, object]:
    return {**filing(world), "key": "facts.goods"}


def check(world: World) -> dict[str, object]:
    """Return a check that was answered, so that nothing is asked again."""
    made = IdentityCheck.objects.create(
        account=world.cast.zhang,
        id_kind=IdKind.RESIDENT,
        id_number=IDENTITY["number"],
        name=IDENTITY["name"],
        state=CheckState.MATCHED,
        asked_at=AT,
    )
    return {"pk": made.pk}


def paper(world: World) -> dict[str, object]:
    return {"code": world.paper().code}


FAULT = {"path": "facts.goods", "reason": "unclear", "basis": "民事诉讼法 第一百二十二条第三项"}
IDENTITY = {"name": "张澄", "number": "330902198503070006"}
FIRM = {"name": "公司", "code": "1", "legal_representative": "张澄", "declares": True}


RECIPES = {
    **DEFENCE,
    **FILED,
    **DELIVERY,
    **EVIDENCE,
    **MONEY,
    **FEEDBACK,
    **OUTAGES,
    "GET /me": Recipe(ONE_S_OWN),
    "POST /me/identity": Recipe((401, 409, 409, 409), body=IDENTITY),
    "GET /me/checks/{pk}": Recipe(OF_ONE_SIDE, check),
    "POST /me/checks/{pk}/again": Recipe((401, 404, 404, 409), check),
    "GET /me/mandates": Recipe(ONE_S_OWN),
    "POST /me/mandates": Recipe((401, 422, 422, 422), body=FIRM),
    "DELETE /me/mandates/{pk}": Recipe((401, 404, 404, 404), lambda world: {"pk": 1}),
    **HELPING,
    "GET /me/tokens": Recipe(ONE_S_OWN),
    "POST /me/tokens": Recipe((401, 201, 201, 201), body={"name": "又一个"}),
    "DELETE /me/tokens/{pk}": Recipe((401, 404, 404, 404), lambda world: {"pk": 0}),
    "GET /matters": Recipe(ONE_S_OWN),
    "GET /matters.csv": Recipe(ONE_S_OWN),
    "GET /matters/{code}": Recipe(OF_THE_PARTIES, matter),
    "GET /matters/{code}/timeline": Recipe(OF_THE_PARTIES, matter),
    "GET /matters/{code}/calendar.ics": Recipe(OF_THE_PARTIES, matter),
    "GET /matters/{code}/timeline/{number}/proof": Recipe(
        OF_ONE_SIDE, lambda world: {**matter(world), "number": world.submitted.pk}
    ),
    "GET /matters/{code}/receipts/{receipt}/proof": Recipe(
        OF_ONE_SIDE, lambda world: {**matter(world), "receipt": world.receipt}
    ),
    "GET /matters/{code}/papers": Recipe(OF_THE_PARTIES, matter),
    "GET /papers/{code}": Recipe(OF_ONE_SIDE, paper),
    "GET /papers/{code}/file": Recipe(OF_ONE_SIDE, paper),
    "POST /papers/{code}/sign": Recipe(
        (401, 404, 404, 409), paper, body={"seen": "0" * 64}, right="chief"
    ),
    "GET /court/papers": Recipe((401, 404, 404, 200), right="chief"),
    "POST /papers/{code}/discard": Recipe(
        (401, 404, 404, 409), paper, body={"reason": "证据不足"}, right="chief"
    ),
    "POST /papers/{code}/recall": Recipe(
        (401, 404, 404, 200), paper, body={"reason": "误发"}, right="chief"
    ),
    "POST /papers/{code}/reissue": Recipe(
        (401, 404, 404, 200), paper, body={"reason": "名称有误"}, right="chief"
    ),
    "GET /filings": Recipe(ONE_S_OWN),
    "POST /filings": Recipe((401, 201, 201, 201), body={"kind": "sale-contract", "maritime": "no"}),
    "GET /filings/{pk}": Recipe(OF_ONE_SIDE, filing),
    "GET /filings/{pk}/questions/{key}": Recipe(OF_ONE_SIDE, question),
    "PUT /filings/{pk}/questions/{key}": Recipe((401, 404, 404, 409), question, body={"seen": 0}),
    "GET /filings/{pk}/check": Recipe(OF_ONE_SIDE, filing),
    "POST /filings/{pk}/ask-to-sign": Recipe((401, 404, 404, 409), filing),
    "POST /filings/{pk}/submit": Recipe(
        (401, 404, 404, 422), filing, body={"seen": 0, "signed": "张澄", "confirmed": True}
    ),
    "GET /filings/{pk}/receipts/{run}": Recipe(
        OF_ONE_SIDE, lambda world: {**filing(world), "run": 1}
    ),
    "GET /filings/{pk}/complaint": Recipe(OF_THE_PARTIES, filing),
    "GET /filings/{pk}/correction": Recipe((401, 404, 404, 404), filing),
    "PUT /filings/{pk}/correction": Recipe((401, 404, 404, 404), filing, body={"seen": 0}),
    "POST /filings/{pk}/withdraw": Recipe((401, 404, 404, 409), filing, body={"confirmed": True}),
    "GET /court/filings": Recipe((401, 404, 404, 200), right="court"),
    "GET /court/filings/{pk}": Recipe(OF_ONE_SIDE, filing, right="court"),
    "POST /court/filings/{pk}/accept": act({"is_simple": True}),
    "POST /court/filings/{pk}/return": act({"faults": [FAULT], "due_on": "2027-01-04"}),
    "POST /court/filings/{pk}/allow": act({"ground": "address", "reason": "新的事由"}),
    "POST /court/filings/{pk}/refuse": act({"ground": "no-claim", "reason": "没有请求"}),
    "POST /court/filings/{pk}/take-back": act({"reason": "再看一看"}),
    "POST /court/filings/{pk}/redirect": act({"ground": "maritime", "to": "宁波海事法院"}),
    "POST /court/filings/{pk}/take-over": act({"reason": "同事休假"}),
    "POST /court/reviewers/{handle}/take-over": Recipe(
        (401, 404, 404, 200),
        lambda world: {"handle": world.cast.zhou.handle},
        body={"reason": "同事休假"},
        right="court",
    ),
    "GET /court/cases": Recipe((401, 404, 404, 200), right="court"),
    "GET /court/cases/{pk}/judge": Recipe(OF_ONE_SIDE, case, right="court"),
    "GET /court/draws": Recipe((401, 404, 404, 200), right="court"),
    "POST /court/cases/{pk}/judge": Recipe(
        (401, 404, 404, 200), lambda world: {"pk": world.case.pk}, body={}, right="chief"
    ),
    "GET /tasks": Recipe(ONE_S_OWN),
    "GET /deadlines": Recipe(ONE_S_OWN),
    "GET /calendar.ics": Recipe(ONE_S_OWN),
    "GET /messages": Recipe(ONE_S_OWN),
    "POST /messages/{pk}/read": Recipe(
        (401, 404, 404, 204), lambda world: {"pk": world.message.pk}
    ),
    "GET /terms": Recipe(OPEN),
    "GET /check/{code}": Recipe(OPEN, lambda world: {"code": world.receipt}),
    "GET /rules": Recipe(OPEN),
    **{f"GET /rules/{rule.name}": Recipe(OPEN) for rule in catalogue.every()},
    **{f"POST /rules/{rule.name}": asking(rule) for rule in catalogue.every()},
    "GET /log/head": Recipe(OPEN),
    "GET /log/heads/{size}": Recipe((404, 404, 404, 404), lambda world: {"size": 0}),
    "GET /log/consistency": Recipe(OPEN, query={"old": 1, "new": 2}),
    "GET /log/keys": Recipe(OPEN),
}
