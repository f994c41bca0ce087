"""Live many lives at once, in order of court time, through everything that falls due between."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from yunting.core import handoffs, lapses


class Living(Protocol):
    """What lives: it is told what time it is before it goes on."""

    at: datetime


Life = Iterator[datetime]
Tell = Callable[[int, int], None]


def live(lives: list[tuple[Living, Life]], *, until: datetime, tell: Tell) -> None:
    """Let each life go on at the instants it names, oldest first, until the court opens.

    A life yields the instant at which it goes on. Before that instant everything that is due
    lapses with its effect, as in `core.court_time.advance`; what lies after `until` never happens.
    `tell` is told how many lives have come to rest, of how many.
    """
    waiting: list[tuple[datetime, int]] = []
    for number, (_, life) in enumerate(lives):
        heapq.heappush(waiting, (next(life), number))
    now = waiting[0][0] if waiting else until
    while waiting and waiting[0][0] < until:
        at, number = heapq.heappop(waiting)
        _pass(now, at)
        now, (living, life) = at, lives[number]
        living.at = at
        following = next(life, None)
        handoffs.carry_all()
        if following is not None:
            heapq.heappush(waiting, (following, number))
        tell(len(lives) - len(waiting), len(lives))
    _pass(now, until)


def _pass(now: datetime, to: datetime) -> None:
    """Let everything lapse that is due between two instants, in order."""
    due = lapses.next_due(after=now, until=to)
    while due is not None:
        lapses.lapse_all(at=due)
        handoffs.carry_all()
        due = lapses.next_due(after=due, until=to)
