"""What a verification finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

# More than anybody reads; the count goes on, so that memory stays bounded however bad it is.
MOST_NAMED = 1_000

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that is not what it should be: which kind of row, its key, the dispute it is of."""

    code: str
    kind: str
    ref: str
    matter: str
    text: str


@dataclass(slots=True)
class Report:
    """Counts of what was looked at, and what was wrong with it."""

    progress: Progress
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    found: int = 0

    @property
    def is_good(self) -> bool:
        """Tell whether nothing was wrong."""
        return not self.found

    def wrong(self, code: str, kind: str, ref: object, text: str, *, matter: str = "") -> None:
        """Note one wrong row."""
        self.found += 1
        if len(self.problems) < MOST_NAMED:
            self.problems.append(Problem(code, kind, str(ref), matter, text))

    def looked_at(self, what: str, count: int) -> None:
        """Count rows and tell whoever waits."""
        self.counts[what] += count
        self.progress(what, self.counts[what])

    def as_json(self) -> dict[str, Any]:
        """Return the report for a machine."""
        return {
            "ok": self.is_good,
            "counts": dict(self.counts),
            "found": self.found,
            "problems": [asdict(problem) for problem in self.problems],
        }
