"""How outages are called by programs."""

from __future__ import annotations

from datetime import timedelta

from tests.project.api_recipe import OPEN, Recipe
from tests.project.api_world import World
from yunting.core import outages
from yunting.core.actor import Actor
from yunting.core.models import Division, Post
from yunting.core.roles import Role
from yunting.lib import clock

OPERATOR = Actor(None, None, frozenset({Role.OPERATOR}))


def outage(world: World) -> dict[str, object]:
    """Return an outage of an hour; 孙 is operator from now on."""
    at, hour = clock.now(), timedelta(hours=1)
    division = Division.objects.get(court=world.cast.court, name="立案庭")
    Post.objects.get_or_create(
        account=world.cast.sun, division=division, role=Role.OPERATOR, defaults={"since": at}
    )
    return {
        "code": outages.declare(at - hour, at, reason="断电。", by=OPERATOR, at=at).code,
    }


OUTAGES = {
    "GET /outages": Recipe(OPEN),
    "GET /outages/{code}": Recipe(OPEN, outage),
    "GET /court/outages/{code}/periods": Recipe((401, 404, 404, 200), outage, right="court"),
}
