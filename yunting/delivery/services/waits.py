"""How long a way may take before the next one is due: one wait runs at a time."""

from __future__ import annotations

from datetime import datetime

from yunting.core.procedure import Step
from yunting.delivery import deadlines
from yunting.delivery.models import Service
from yunting.lib import clock
from yunting.rules.service.ladder import Rung


def start_wait(step: Step[Service], rung: Rung, *, at: datetime) -> None:
    """Start the time in which a way may succeed; whatever ran before has lost its object."""
    step.lift_any(deadlines.WAITS.values(), reason="换了一种方式")
    step.start(deadlines.WAITS[rung], on=clock.day_of(at))


def end_waits(step: Step[Service], *, reason: str) -> None:
    """End every time in which a way may succeed."""
    step.lift_any((*deadlines.WAITS.values(), deadlines.ANNOUNCEMENT), reason=reason)
