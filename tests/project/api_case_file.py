"""How a dispute's file is called by programs: bound, sealed, corrected, copied."""

from __future__ import annotations

from tests.cast import AT, acting
from tests.core import filed, samples
from tests.project.api_recipe import OF_ONE_SIDE, OF_THE_PARTIES, Recipe, matter
from tests.project.api_world import World
from yunting.core import certified_copies, misfiling, sealing
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.models import CopyRequest, File, Misfiling, Restriction
from yunting.core.roles import Role


def laid(world: World) -> File:
    """Return an item of 张's that both sides and the court may see."""
    found = File.objects.filter(matter=world.matter, name="合同.pdf").first()
    content, audience = samples.pdf(1), Audience.PARTIES
    return found or filed.checked(world.cast.zhang, world.matter, content, "合同.pdf", audience)


def in_file(world: World) -> dict[str, object]:
    return {**matter(world), "kind": "file", "pk": laid(world).pk}


def seal_of(world: World) -> dict[str, object]:
    by = Actor(world.cast.wang, world.cast.wang.person, frozenset({Role.JUDGE}))
    how = {"level": "public", "reason": "隐私", "order": "决定"}
    found = Restriction.objects.filter(state="in-force").first()
    return {"pk": (found or sealing.seal(laid(world), **how, by=by, at=AT)).pk}


def struck(world: World) -> dict[str, object]:
    by = acting(world.cast.sun, world.matter)
    found = Misfiling.objects.filter(state="struck").first()
    if found is None:
        found = misfiling.strike(laid(world), ground="mistaken", reason="误交", by=by, at=AT)
    return {"pk": found.pk}


def copy_asked(world: World) -> dict[str, object]:
    by = acting(world.cast.zhang, world.matter)
    found = CopyRequest.objects.filter(state="asked").first()
    return {"pk": (found or certified_copies.ask(laid(world), purpose="用", by=by, at=AT)).pk}


ORDER = {"order": "决定，民事诉讼法 第七十一条", "reason": "商业秘密"}
FILED = {
    "GET /matters/{code}/file": Recipe(OF_THE_PARTIES, matter),
    "POST /matters/{code}/file/build": Recipe((401, 404, 202, 202), matter),
    "GET /matters/{code}/file/whole.pdf": Recipe((401, 404, 409, 409), matter),
    "GET /matters/{code}/file/{kind}/{pk}/readers": Recipe(
        (401, 404, 404, 200), in_file, right="court"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/strike": Recipe(
        (401, 404, 404, 200), in_file, body={"ground": "mistaken", "reason": "误交"}, right="court"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/replace": Recipe(
        (401, 404, 404, 404), in_file, body={"by_file": 0, "reason": "更清晰"}, right="court"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/move": Recipe(
        (401, 404, 404, 409), in_file, body={"to": "没有", "reason": "另案"}, right="court"
    ),
    "POST /corrections/{pk}/restore": Recipe(
        (401, 404, 404, 200), struck, body={"reason": "没有误交"}, right="chief"
    ),
    "GET /matters/{code}/seals": Recipe((401, 404, 404, 200), matter, right="court"),
    "POST /matters/{code}/seal": Recipe(
        (401, 404, 404, 200), matter, body={**ORDER, "level": "public"}, right="chief"
    ),
    "POST /matters/{code}/file/{kind}/{pk}/seal": Recipe(
        (401, 404, 404, 200),
        in_file,
        body={**ORDER, "level": "side", "side": "third"},
        right="chief",
    ),
    "POST /seals/{pk}/lift": Recipe((401, 404, 404, 200), seal_of, body=ORDER, right="chief"),
    "POST /matters/{code}/file/{kind}/{pk}/copy": Recipe(
        (401, 404, 200, 200), in_file, body={"purpose": "办理银行手续"}
    ),
    "GET /copies/{pk}": Recipe(OF_ONE_SIDE, copy_asked),
    "POST /copies/{pk}/issue": Recipe((401, 404, 404, 200), copy_asked, right="court"),
    "POST /copies/{pk}/refuse": Recipe(
        (401, 404, 404, 200), copy_asked, body={"reason": "不属于本案"}, right="court"
    ),
    "POST /copies/{pk}/withdraw": Recipe((401, 404, 404, 200), copy_asked),
}
