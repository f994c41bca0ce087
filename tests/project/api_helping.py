"""How mandates to lend a hand are given and ended over HTTP."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import acting
from tests.project.api_recipe import OF_ONE_SIDE, ONE_S_OWN, Recipe
from tests.project.api_world import World
from yunting.accounts.models import Kinship
from yunting.accounts.services import helping
from yunting.lib import clock

PHONE = "13900000077"


def asked(world: World) -> dict[str, object]:
    """Return what 张 asks of a phone nobody has signed up with."""
    wish = helping.Wish(
        phone=PHONE,
        kinship=Kinship.FAMILY,
        may_file=True,
        may_read=True,
        last_day=clock.day_of(clock.now()) + timedelta(days=30),
        is_own_will=True,
    )
    return {"pk": helping.offer(wish, by=acting(world.cast.zhang), at=clock.now()).pk}


def wanted(world: World) -> dict[str, object]:
    """Return what a program sends to ask for help."""
    return {
        "phone": "13900000078",
        "kinship": "neighbour",
        "may_read": True,
        "last_day": (clock.day_of(clock.now()) + timedelta(days=30)).isoformat(),
        "is_own_will": True,
    }


def code(world: World) -> dict[str, object]:
    """Return the dispute a helper wants to look after."""
    return {"code": world.matter.code}


# What only the helper may do is refused to the principal, who sees it.
OF_THE_HELPER = (401, 404, 404, 409)
HELPING = {
    "GET /me/help": Recipe(ONE_S_OWN),
    "POST /me/help": Recipe((401, 201, 201, 201), body=wanted),
    "GET /me/help/{pk}": Recipe(OF_ONE_SIDE, asked),
    "POST /me/help/{pk}/accept": Recipe(OF_THE_HELPER, asked),
    "POST /me/help/{pk}/decline": Recipe(OF_THE_HELPER, asked),
    "POST /me/help/{pk}/withdraw": Recipe(OF_ONE_SIDE, asked),
    "POST /me/help/{pk}/lay-down": Recipe(OF_THE_HELPER, asked),
    "POST /me/help/{pk}/take-up": Recipe(OF_THE_HELPER, asked, body=code),
}
