"""What time does to delivery: silence is no consent, a way has had its time, a notice serves."""

from __future__ import annotations

from collections.abc import Callable

from yunting.core.actor import Actor
from yunting.core.lapses import Lapse
from yunting.delivery import deadlines
from yunting.delivery.models import ConsentState
from yunting.delivery.services import announcing, consents, ladder
from yunting.rules.service.ladder import Rung


def stay_offline(lapse: Lapse) -> None:
    """Keep offline what nobody agreed to in time."""
    if lapse.subject.state == ConsentState.ASKED:
        consents.lapse(lapse.subject, by=Actor.clock(), at=lapse.at)


def next_way(rung: Rung) -> Callable[[Lapse], None]:
    """Return what makes the next way due once this one has had its time."""

    def due(lapse: Lapse) -> None:
        ladder.wait_over(lapse.subject, rung, by=Actor.clock(), at=lapse.at)

    return due


def notice_serves(lapse: Lapse) -> None:
    """Let a public notice serve once its days are over."""
    announcing.announcement_over(lapse.subject, lapse.deadline, by=Actor.clock(), at=lapse.at)


LAPSES = (
    (deadlines.ANSWER, stay_offline),
    *((kind, next_way(rung)) for rung, kind in deadlines.WAITS.items()),
    (deadlines.ANNOUNCEMENT, notice_serves),
)
