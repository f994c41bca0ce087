"""How what people say is called by programs."""

from __future__ import annotations

from tests.feedback.build import says
from tests.project.api_recipe import OF_ONE_SIDE, OF_THE_PARTIES, ONE_S_OWN, Recipe, matter
from tests.project.api_world import World
from yunting.lib import clock


def voice(world: World) -> dict[str, object]:
    """Return what 张 said of the filing, to be answered by 孙."""
    return {"pk": says(world.cast.zhang, world.matter, at=clock.now()).pk}


THANKS = {"kind": "thanks", "step": "filing", "words": "讲得很清楚，谢谢。"}
FEEDBACK = {
    "GET /voices": Recipe(ONE_S_OWN),
    "GET /voices/{pk}": Recipe(OF_ONE_SIDE, voice),
    "POST /matters/{code}/voices": Recipe(OF_THE_PARTIES, matter, body=THANKS),
    "GET /court/voices": Recipe((401, 404, 404, 200), right="court"),
    "POST /court/voices/{pk}/answer": Recipe(
        (401, 404, 404, 200), voice, body={"reply": "谢谢您。"}, right="court"
    ),
    "GET /court/voices/figures": Recipe((401, 404, 404, 404), right="court"),
}
