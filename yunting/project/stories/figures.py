"""What a story found: each figure with the rows it was counted from, and whether it is as due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Figures:
    """Figures by name, and every difference between what was found and what should be."""

    say: Callable[[str], None]
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def count(self, name: str, rows: Sequence[object]) -> None:
        """Keep how many rows there are."""
        self.found[name] = {"value": len(rows), "rows": len(rows)}

    def keep(self, name: str, value: str, rows: Sequence[object]) -> None:
        """Keep a figure that was read off a page, with the rows it rests on."""
        self.found[name] = {"value": value, "rows": len(rows)}

    def hold(self, what: str, holds: object, shown: object = "") -> None:
        """Note whether something is as it should be."""
        if holds:
            self.say(f"    ✓ {what}")
        else:
            told = f"{what}: {shown}" if shown != "" else what
            self.differences.append(told)
            self.say(f"    ✗ {told}")

    def same(self, what: str, here: object, there: object) -> None:
        """Note whether two places say the same."""
        self.hold(what, here == there, f"{here!r} ≠ {there!r}")
