"""Live many lives at once, in order of court time, through everything that falls due between."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from yunting.core import handoffs, lapses
from yunting.lib import clock


class Living(Protocol):
    """What lives: it is told what time it is before it goes on."""

    at: datetime


class Evening(Protocol):
    """What the court does by itself once the people have done with a day."""

    def begin(self) -> None:
        """Begin with what can be done meanwhile."""

    def come(self, at: datetime) -> None:
        """Do it."""

    def be_the_last(self, at: datetime) -> None:
        """Do it until nothing is left."""


Life = Iterator[datetime]
Tell = Callable[[int, int], None]


def live(
    lives: Sequence[tuple[Living, Life]], *, until: datetime, evening: Evening, tell: Tell
) -> None:
    """Let each life go on at the instants it names, oldest first, until the court opens.

    A life yields the instant at which it goes on. Before that instant everything that is due
    lapses with its effect, as in `core.court_time.advance`, and each day ends with its evening;
    what lies after `until` never happens. `tell` is told how many lives have come to rest, of
    how many.
    """
    waiting: list[tuple[datetime, int]] = []
    for number, (_, life) in enumerate(lives):
        heapq.heappush(waiting, (next(life), number))
    now = waiting[0][0] if waiting else until
    while waiting and waiting[0][0] < until:
        at, number = heapq.heappop(waiting)
        _pass(now, at, evening)
        now, (living, life) = at, lives[number]
        living.at = at
        following = next(life, None)
        carry()
        evening.begin()
        if following is not None:
            heapq.heappush(waiting, (following, number))
        tell(len(lives) - len(waiting), len(lives))
    _pass(now, until, evening)
    evening.be_the_last(until)


def carry() -> None:
    """Let everything follow that follows from what was done, dispute by dispute."""
    while handoffs.carry_some(at=clock.machine_now()):
        pass


def _pass(now: datetime, to: datetime, evening: Evening) -> None:
    """Let everything lapse that is due between two instants, in order, and the days end."""
    while True:
        due = lapses.next_due(after=now, until=to)
        if clock.day_of(due or to) > clock.day_of(now):
            evening.come(now)
            evening.begin()
            # What the evening has begun may end first.
            due = lapses.next_due(after=now, until=to)
        if due is None:
            return
        lapses.lapse_all(at=due)
        carry()
        now = due
