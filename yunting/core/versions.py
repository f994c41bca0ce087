"""Two people on one thing: who changed what when, and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

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
