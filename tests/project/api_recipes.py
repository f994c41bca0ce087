"""How each operation of the API is called in the registered world, and what everybody gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.cast import AT
from tests.project.api_world import World
from tests.web.delivery_world import Delivery, deliver
from yunting.accounts.models import CheckState, IdentityCheck
from yunting.core.models.person import IdKind
from yunting.lib import clock
from yunting.rules.asked import catalogue
from yunting.rules.asked.rule import Rule

OTHERS = ("nobody", "stranger", "wrong side")
# What each of them gets, in that order.
ONE_S_OWN = (401, 200, 200, 200)
OF_THE_PARTIES = (401, 404, 200, 200)
OF_ONE_SIDE = (401, 404, 404, 200)
OPEN = (200, 200, 200, 200)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an operation is called in the registered world, and what everybody gets."""

    gets: tuple[int, int, int, int]
    """Nobody, a stranger, the wrong side, the right person."""
    path: Callable[[World], dict[str, object]] = lambda world: {}
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    """What is sent; made from the world where it is a function."""
    right: str = "right person"


def filing(world: World) -> dict[str, object]:
    return {"pk": world.filing.pk}


def act(body: dict[str, Any]) -> Recipe:
    """Return an act of the filing division on a filing it has already accepted."""
    return Recipe((401, 404, 404, 409), filing, body=body, right="court")


def matter(world: World) -> dict[str, object]:
    return {"code": world.matter.code}


def asking(rule: Rule) -> Recipe:
    """Return how the first example of a rule is asked."""
    example = rule.examples[0]
    return Recipe(OPEN, query={"on": example.on}, body=json.loads(example.given))


def question(world: World) -> dict[str, object]:
    return {**filing(world), "key": "facts.goods"}


def case(world: World) -> dict[str, object]:
    return {"pk": world.case.pk}


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


FAULT = {"path": "facts.goods", "reason": "unclear", "basis": "民事诉讼法 第一百二十二条第三项"}
IDENTITY = {"name": "张澄", "number": "330902198503070006"}
FIRM = {"name": "公司", "code": "1", "legal_representative": "张澄", "declares": True}


def delivery(world: World) -> Delivery:
    """Return papers served in the dispute, made when an operation needs them."""
    return deliver(world.cast, world.case, clock.now() - timedelta(hours=3))


def paper(name: str = "opened") -> Callable[[World], dict[str, object]]:
    return lambda world: {"pk": delivery(world).services[name].pk}


def served(name: str, expected: int, body: Any = None) -> Recipe:
    """Return an act of the court on a service, tried by everybody."""
    return Recipe((401, 404, 404, expected), paper(name), body=body, right="court")


def of_dispute(expected: int, body: Any = None, *, right: str = "court") -> Recipe:
    """Return an act of the court in a dispute whose papers are served."""
    return Recipe(
        (401, 404, 404, expected),
        lambda world: {"code": delivery(world).matter.code},
        body=body,
        right=right,
    )


REASON = {"reason": "理由"}
NOTICE = {
    "published_on": "2026-01-05",
    "where": ["法院公告栏"],
    "parts": ["gist"],
    "text": "公告",
    "reason": "下落不明",
    "is_missing": True,
}
DELIVERY = {
    "GET /papers": Recipe(ONE_S_OWN),
    "GET /papers/{pk}": Recipe((401, 404, 404, 200), paper()),
    "GET /papers/{pk}/paper.pdf": Recipe((401, 404, 404, 200), paper()),
    "GET /papers/{pk}/certificate.pdf": Recipe((401, 404, 404, 200), paper()),
    "POST /papers/{pk}/open": Recipe((401, 404, 404, 200), paper("unopened")),
    "POST /papers/{pk}/received": Recipe((401, 404, 404, 200), paper()),
    "POST /papers/{pk}/objection": Recipe((401, 404, 404, 200), paper(), body=REASON),
    "GET /matters/{code}/online": Recipe(OF_THE_PARTIES, matter),
    "POST /matters/{code}/online": Recipe(
        (401, 404, 200, 200), matter, body={"notice": "2026-1", "said": {"hearing": True}}
    ),
    "POST /matters/{code}/online/take-back": Recipe(
        (401, 404, 404, 404), matter, body={"stage": "filing", "reason": "不会用"}
    ),
    "POST /matters/{code}/online/in-person": Recipe(
        (401, 404, 200, 200), matter, body={"stage": "hearing", "why": "witness", "reason": "证人"}
    ),
    "GET /matters/{code}/address": Recipe(OF_THE_PARTIES, matter),
    "POST /matters/{code}/address": Recipe(
        (401, 404, 200, 200), matter, body={"notice": "2026-1", "postal_address": "测试路1号"}
    ),
    "GET /court/services": Recipe((401, 404, 404, 200), right="court"),
    "GET /court/services/{pk}": served("opened", 200),
    "POST /court/matters/{code}/services": of_dispute(404, {"document": 0, "party": 0}),
    "POST /court/services/{pk}/send": served("prepared", 409),
    "POST /court/services/{pk}/call": served(
        "prepared", 200, {"phone": "13900000009", "reached": False, "said": "空号"}
    ),
    "POST /court/services/{pk}/post": served("prepared", 200),
    "POST /court/services/{pk}/visit": served(
        "called", 200, {"outcome": "handed", "place": "测试路9号", "received_by": "本人"}
    ),
    "POST /court/services/{pk}/notice": served("stuck", 409, NOTICE),
    "POST /court/services/{pk}/reading": served("stuck", 409, {"allow": True}),
    "POST /court/services/{pk}/keep": served("contested", 200, REASON),
    "POST /court/services/{pk}/rebut": served("contested", 200, REASON),
    "POST /court/services/{pk}/accept-day": served("contested", 200, REASON),
    "GET /court/letters": Recipe((401, 404, 404, 200), right="court"),
    "POST /court/letters/printed": Recipe((401, 404, 404, 200), body=[0], right="court"),
    "GET /court/matters/{code}/online": of_dispute(200),
    "POST /court/matters/{code}/online/ask": Recipe(
        (401, 404, 404, 404), matter, body={"person": 0, "stages": ["hearing"]}, right="court"
    ),
    "POST /court/consents/{pk}/decide": Recipe(
        (401, 404, 404, 200),
        lambda world: {"pk": delivery(world).retracting.pk},
        body={"allow": True},
        right="court",
    ),
    "POST /court/consents/{pk}/convert": Recipe(
        (401, 404, 404, 200),
        lambda world: {"pk": delivery(world).consent.pk},
        body={"why": "no-means", "reason": "没有设备"},
        right="court",
    ),
    "POST /court/consents/{pk}/non-action": Recipe(
        (401, 404, 404, 200),
        lambda world: {"pk": delivery(world).consent.pk},
        body=REASON,
        right="court",
    ),
    "POST /court/offline-requests/{pk}": Recipe(
        (401, 404, 404, 200),
        lambda world: {"pk": delivery(world).request.pk},
        body={"allow": True},
        right="court",
    ),
    "POST /court/matters/{code}/known": Recipe(
        (401, 404, 404, 404),
        matter,
        body={"person": 0, "channel": "post", "address": "x", "source": "x"},
        right="court",
    ),
    "POST /court/matters/{code}/address": Recipe(
        (401, 404, 404, 404), matter, body={"person": 0}, right="court"
    ),
    "POST /court/addresses/{pk}/declined": Recipe(
        (401, 404, 404, 200),
        lambda world: {"pk": delivery(world).address.pk},
        body={"reason": "不说", "lawful": "测试路1号"},
        right="court",
    ),
    "POST /court/matters/{code}/receiver": Recipe(
        (401, 404, 404, 404), matter, body={"party": 0}, right="court"
    ),
}


def of(name: str) -> Callable[[World], dict[str, object]]:
    """Return what names something of the defendant's side, made when it is called."""
    return lambda world: {"pk": getattr(world, name)().pk}


def element(world: World) -> dict[str, object]:
    return {"pk": world.answer().pk, "key": "reply.other"}


# The defendant is the wrong side of the complaint, and the right one here.
OF_THE_DEFENDANT = (401, 404, 200, 404)
OBJECTION = {
    "ground": "agreement",
    "to_court": "杭州市西湖区人民法院",
    "reason": "合同有约定。",
    "signed": "李潮",
}
WISH = {"until": "2099-04-03", "reason": "证人在外地。", "signed": "李潮"}
DEFENCE = {
    "GET /associations": Recipe(ONE_S_OWN),
    "POST /associations": Recipe(
        (401, 409, 201, 409), body=lambda world: {"code": world.matter.code}
    ),
    "GET /answers": Recipe(ONE_S_OWN),
    "POST /cases/{pk}/answer": Recipe(OF_THE_DEFENDANT, case, body={}),
    "GET /answers/{pk}": Recipe(OF_THE_DEFENDANT, of("answer")),
    "GET /answers/{pk}/questions/{key}": Recipe(OF_THE_DEFENDANT, element),
    "PUT /answers/{pk}/questions/{key}": Recipe(OF_THE_DEFENDANT, element, body={"seen": 0}),
    "GET /answers/{pk}/check": Recipe(OF_THE_DEFENDANT, of("answer")),
    "POST /answers/{pk}/submit": Recipe(
        (401, 404, 409, 404), of("answer"), body={"seen": 0, "signed": "李潮", "confirmed": True}
    ),
    "GET /answers/{pk}/read": Recipe(OF_THE_PARTIES, of("answered")),
    "GET /cases/{pk}/issues": Recipe(
        OF_THE_PARTIES, lambda world: {"pk": world.answered().case_id}
    ),
    "POST /cases/{pk}/objections": Recipe((401, 404, 201, 404), case, body=OBJECTION),
    "GET /objections/{pk}": Recipe(OF_THE_PARTIES, of("objection")),
    "POST /objections/{pk}/withdraw": Recipe(OF_THE_DEFENDANT, of("objection"), body={}),
    "POST /deadlines/{pk}/extension": Recipe((401, 404, 201, 404), of("evidence"), body=WISH),
    "GET /extensions/{pk}": Recipe(OF_THE_DEFENDANT, of("extension")),
    "GET /court/associations": Recipe((401, 404, 404, 200), right="judge"),
    "POST /court/associations/{pk}/confirm": Recipe(
        (401, 404, 404, 204), of("association"), right="court"
    ),
    "POST /court/associations/{pk}/reject": Recipe(
        (401, 404, 404, 204), of("association"), body={"reason": "住址不符。"}, right="court"
    ),
    "POST /court/objections/{pk}/rule": Recipe(
        (401, 404, 404, 200),
        of("objection"),
        body={"outcome": "dismiss", "reasons": "约定不明确。"},
        right="judge",
    ),
    "POST /court/objections/{pk}/appeal": Recipe(
        (401, 404, 404, 409),
        of("objection"),
        body=lambda world: {"party": world.li.pk},
        right="court",
    ),
    "POST /court/objections/{pk}/second": Recipe(
        (401, 404, 404, 409), of("objection"), body={"is_transfer": False}, right="judge"
    ),
    "POST /court/extensions/{pk}/decide": Recipe(
        (401, 404, 404, 200),
        of("extension"),
        body={"outcome": "refuse", "reasons": "与本案无关。"},
        right="judge",
    ),
}
RECIPES = {
    **DEFENCE,
    **DELIVERY,
    "GET /me": Recipe(ONE_S_OWN),
    "POST /me/identity": Recipe((401, 409, 409, 409), body=IDENTITY),
    "GET /me/checks/{pk}": Recipe(OF_ONE_SIDE, check),
    "POST /me/checks/{pk}/again": Recipe((401, 404, 404, 409), check),
    "GET /me/mandates": Recipe(ONE_S_OWN),
    "POST /me/mandates": Recipe((401, 422, 422, 422), body=FIRM),
    "DELETE /me/mandates/{pk}": Recipe((401, 404, 404, 404), lambda world: {"pk": 1}),
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
    "GET /filings": Recipe(ONE_S_OWN),
    "POST /filings": Recipe((401, 201, 201, 201), body={"kind": "sale-contract", "maritime": "no"}),
    "GET /filings/{pk}": Recipe(OF_ONE_SIDE, filing),
    "GET /filings/{pk}/questions/{key}": Recipe(OF_ONE_SIDE, question),
    "PUT /filings/{pk}/questions/{key}": Recipe((401, 404, 404, 409), question, body={"seen": 0}),
    "GET /filings/{pk}/check": Recipe(OF_ONE_SIDE, filing),
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
