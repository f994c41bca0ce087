"""What a recipe of the API says: how an operation is called, and what everybody gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.project.api_world import World

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


def matter(world: World) -> dict[str, object]:
    return {"code": world.matter.code}


def case(world: World) -> dict[str, object]:
    return {"pk": world.case.pk}
