"""Two people on one thing: who changed what when, and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yunting.core import events
from yunting.core.actor import Actor
from yunting.core.models import Event, Matter
from yunting.lib import clock
from yunting.lib.errors import Refused


@dataclass(frozen=True, slots=True)
class Saved:
    """A current value, and who put it there when."""

    value: str
    number: int
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value somebody else saved after the sender last looked."""

    path: str
    theirs: Saved
    yours: str


class Changed(Refused):
    """Somebody changed the same fields meanwhile; both values are in `conflicts`."""

    code: ClassVar[str] = "changed-meanwhile"

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        first = conflicts[0].theirs
        super().__init__(
            f"{first.who}在{first.at:%H:%M}修改了其中{len(conflicts)}处内容。",
            remedy="您填写的内容还在。请对照后选择保留哪一个，再保存一次。",
        )
        self.conflicts = conflicts


class MovedOn(Refused):
    """Somebody acted in the matter after the sender's page was made; it must be looked at again."""

    code: ClassVar[str] = "moved-on"


def newest(matter: Matter) -> int:
    """Return the newest fact of a matter, for a page to send back as `seen`; one query."""
    found = Event.objects.filter(matter=matter).order_by("-id").values_list("pk", flat=True).first()
    return found or 0


def acts_since(matter: Matter, *, seen: int, by: Actor) -> list[Event]:
    """Return what other people have done in a matter since its fact `seen`, oldest first."""
    known = events.history(matter, actor=by).filter(pk__gt=seen, account__isnull=False)
    return [event for event in known if event.account != by.account]


def require_seen(matter: Matter, *, seen: int | None, by: Actor) -> None:
    """Refuse an act that rests on a page somebody else has overtaken; call it under the lock.

    `seen` is the newest fact the page knew, None for a sender that did not look first.

    :raises MovedOn: if somebody else has acted in the matter since
    """
    since = [] if seen is None else acts_since(matter, seen=seen, by=by)
    if since:
        first = since[0]
        when = first.at.astimezone(clock.ZONE)
        raise MovedOn(
            f"您打开页面以后，{first.account}在{when:%H:%M}办理过：{events.sentence_of(first)}。",
            remedy="请看过现在的内容，再决定是否办理。",
        )


def merge(
    current: Mapping[str, Saved], incoming: Mapping[str, str], *, seen: int
) -> tuple[dict[str, str], tuple[Conflict, ...]]:
    """Split what was sent into values to save and conflicts, given the save last `seen`.

    A value equal to the current one is neither: saving the same thing twice changes nothing.
    """
    accepted: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for path, value in incoming.items():
        now = current.get(path)
        if now is not None and now.value == value:
            continue
        if now is not None and now.number > seen:
            conflicts.append(Conflict(path, now, value))
        elif now is not None or value != "":
            accepted[path] = value
    return accepted, tuple(conflicts)
