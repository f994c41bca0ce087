"""What time does to a filing and its case: registration by rule, rulings that become final."""

from yunting.core.actor import Actor
from yunting.core.lapses import Lapse
from yunting.filing import deadlines
from yunting.filing.models import UNDER_REVIEW, FilingState
from yunting.filing.selectors.parties import rulings_waiting
from yunting.filing.services import decision, objection, review


def escalate(lapse: Lapse) -> None:
    """Tell the chief, unless it has been decided meanwhile."""
    if lapse.subject.state == FilingState.SUBMITTED:
        review.escalate(lapse.subject, by=Actor.clock(), at=lapse.at)


def register(lapse: Lapse) -> None:
    """Register what seven days have not decided."""
    if lapse.subject.state in UNDER_REVIEW:
        decision.register_by_rule(lapse.subject, by=Actor.clock(), at=lapse.at)


def give_back(lapse: Lapse) -> None:
    """Give back what was not corrected in time."""
    if lapse.subject.state == FilingState.RETURNED:
        decision.give_back(lapse.subject, by=Actor.clock(), at=lapse.at)


def make_final(lapse: Lapse) -> None:
    """Let the rulings on jurisdiction take effect that no party can appeal any more."""
    for waiting in rulings_waiting(lapse.deadline):
        if objection.is_final(waiting):
            objection.take_effect(waiting, by=Actor.clock(), at=lapse.at)


LAPSES = (
    (deadlines.ALARM, escalate),
    (deadlines.REVIEW, register),
    (deadlines.CORRECTION, give_back),
    (deadlines.OBJECTION_APPEAL, make_final),
)
