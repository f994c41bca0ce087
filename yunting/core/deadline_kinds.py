"""Which periods there are: every app declares its own in its `deadlines.py`."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from yunting.core.audience import Audience
from yunting.core.facts import Fact
from yunting.core.models import Deadline, Side
from yunting.core.roles import Role
from yunting.rules.finding import Finding
from yunting.rules.periods import Interval

Period = Callable[[date], Finding[date]]
SuspendedPeriod = Callable[[Deadline, tuple[Interval, ...]], Finding[date]]


@dataclass(frozen=True, slots=True)
class DeadlineKind:
    """One kind of period, as an app declares it in its `deadlines.py`.

    `period` is the rule that gives the last day from the day it starts, None where the court sets
    the day each time; `suspended_period` takes the period as it began and the days it stood still;
    None where the law knows no suspension. `set_by` are facts with which the court sets the day all
    the same, as when it restores what was missed. `on_lapse` is the sentence that says what it
    means when it runs out. A reminder only tells that another period is about to end: it is no term
    anybody must keep.
    """

    name: str
    title: str
    starts_from: tuple[type[Fact], ...]
    who: frozenset[Role]
    on_lapse: str
    article: str
    period: Period | None = None
    suspended_period: SuspendedPeriod | None = None
    set_by: tuple[type[Fact], ...] = ()
    audience: Audience = Audience.PARTIES
    side: Side = Side.NONE
    is_reminder: bool = False


_kinds: dict[str, DeadlineKind] = {}


def register(kind: DeadlineKind) -> DeadlineKind:
    """Add a kind to the registry; each app does it once, at import."""
    if kind.name in _kinds:
        raise TypeError(f"{kind.name} is declared twice")
    _kinds[kind.name] = kind
    return kind


def kinds() -> Mapping[str, DeadlineKind]:
    """Return every declared kind by its name."""
    return types.MappingProxyType(_kinds)
