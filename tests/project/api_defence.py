"""How the defendant's side is called by programs."""

from __future__ import annotations

from collections.abc import Callable

from tests.project.api_recipe import OF_THE_PARTIES, ONE_S_OWN, Recipe, case
from tests.project.api_world import World


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


def judged_case(world: World) -> dict[str, object]:
    """Return what names the case, once its judge is drawn."""
    world.judged()
    return case(world)


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
    "POST /court/cases/{pk}/transfer": Recipe(
        (401, 404, 404, 200),
        judged_case,
        body={"to": "宁波市镇海区人民法院", "article": "第二十四条", "reason": "住所地在该院"},
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
