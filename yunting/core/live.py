"""Who is watching a dispute, and what they are told: that there is something new, never what.

A viewer gets whole states, the number and instant of the newest fact they may know of, so a lost or
repeated one does no harm. The hub knows no network: a line is anything that takes bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import connection

from yunting.core import events, notices
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Matter

SLOW_BYTES = 64 * 1024
HEARTBEAT = b":\n\n"
# People who may know the same of a dispute: of the court or not, and on which side.
Standpoint = tuple[bool, str]


class Line(Protocol):
    """The open connection of a viewer."""

    def write(self, message: bytes) -> None:
        """Send bytes without waiting."""

    def close(self) -> None:
        """Hang up."""

    def unsent(self) -> int:
        """Return how many bytes wait because the viewer is slow."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a dispute stands for somebody: its newest fact they may know of."""

    seq: int
    at: datetime

    def encode(self) -> bytes:
        """Return the server-sent event."""
        told = json.dumps({"seq": self.seq, "at": self.at.isoformat()})
        return f"id: {self.seq}\ndata: {told}\n\n".encode()


@dataclass(eq=False, slots=True)
class Viewer:
    """Somebody watching one dispute over one line; `seq` is the last state they were told."""

    matter: Matter
    actor: Actor
    session_key: str
    line: Line
    seq: int = 0

    @property
    def standpoint(self) -> Standpoint:
        """Return from where they look."""
        return is_of_the_court(self.actor), self.actor.side

    def tell(self, state: State, message: bytes) -> None:
        """Send a state unless they know it; hang up on who does not keep up."""
        if state.seq <= self.seq:
            return
        self.seq = state.seq
        if self.line.unsent() > SLOW_BYTES:
            self.line.close()
        else:
            self.line.write(message)


class Hub:
    """Every viewer of one process, by dispute. Not for several threads."""

    def __init__(self) -> None:
        self._viewers: dict[int, set[Viewer]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._viewers.values()))

    def __iter__(self) -> Iterator[Viewer]:
        return (viewer for viewers in tuple(self._viewers.values()) for viewer in tuple(viewers))

    def join(self, viewer: Viewer) -> None:
        """Let somebody watch."""
        self._viewers.setdefault(viewer.matter.pk, set()).add(viewer)

    def leave(self, viewer: Viewer) -> None:
        """Forget a viewer whose line is gone."""
        watching = self._viewers.get(viewer.matter.pk, set())
        watching.discard(viewer)
        if not watching:
            self._viewers.pop(viewer.matter.pk, None)

    def watched(self) -> dict[int, dict[Standpoint, tuple[Matter, Actor]]]:
        """Return what is watched, and one viewer's eyes for each standpoint."""
        return {
            matter: {viewer.standpoint: (viewer.matter, viewer.actor) for viewer in viewers}
            for matter, viewers in self._viewers.items()
        }

    def tell(self, matter: int, states: Mapping[Standpoint, State]) -> None:
        """Send each viewer of a dispute the state of their standpoint, encoded once."""
        encoded = {standpoint: state.encode() for standpoint, state in states.items()}
        for viewer in tuple(self._viewers.get(matter, ())):
            if state := states.get(viewer.standpoint):
                viewer.tell(state, encoded[viewer.standpoint])

    def end(self, session: str) -> None:
        """Hang up on everybody who watches under a session that is over."""
        for viewer in self:
            if notices.name_of(viewer.session_key) == session:
                viewer.line.close()

    def beat(self) -> None:
        """Keep quiet lines open through whatever stands in between."""
        for viewer in self:
            viewer.line.write(HEARTBEAT)


def state_for(matter: Matter, actor: Actor) -> State | None:
    """Return where a dispute stands for somebody; None before anything they may know of."""
    newest = events.history(matter, actor=actor).order_by("-id").values_list("id", "at").first()
    return State(*newest) if newest else None


def changed(since: int, until: int, matters: list[int]) -> set[int]:
    """Return which of these disputes have facts at those places of the log; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT fact.matter_id
              FROM core_logentry entry
              JOIN core_leaf leaf ON leaf.id = entry.leaf_id AND leaf.kind = 'fact'
              JOIN core_event fact ON fact.id = leaf.ref
             WHERE entry.index >= %s AND entry.index < %s AND fact.matter_id = ANY(%s)
            """,
            [since, until, matters],
        )
        return {matter for (matter,) in cursor.fetchall()}
