"""How papers served, consent and addresses are called by programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.project.api_recipe import OF_THE_PARTIES, ONE_S_OWN, Recipe, matter
from tests.project.api_world import World
from tests.web.delivery_world import Delivery, deliver
from yunting.lib import clock


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
    "GET /services": Recipe(ONE_S_OWN),
    "GET /services/{pk}": Recipe((401, 404, 404, 200), paper()),
    "GET /services/{pk}/paper.pdf": Recipe((401, 404, 404, 200), paper()),
    "GET /services/{pk}/certificate.pdf": Recipe((401, 404, 404, 200), paper()),
    "POST /services/{pk}/open": Recipe((401, 404, 404, 200), paper("unopened")),
    "POST /services/{pk}/received": Recipe((401, 404, 404, 200), paper()),
    "POST /services/{pk}/objection": Recipe((401, 404, 404, 200), paper(), body=REASON),
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
