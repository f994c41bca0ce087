"""What time does to a fee: a reminder, and that nobody paid."""

from yunting.core.actor import Actor
from yunting.core.lapses import Lapse
from yunting.money import deadlines
from yunting.money.models import FeeState
from yunting.money.services import fees


def remind(lapse: Lapse) -> None:
    """Remind the side, unless it has paid."""
    if lapse.subject.state == FeeState.DUE:
        fees.remind(lapse.subject, by=Actor.clock(), at=lapse.at)


def note_unpaid(lapse: Lapse) -> None:
    """Note that the days to pay ran out."""
    if lapse.subject.state == FeeState.DUE:
        due_on = lapse.deadline.ends_on
        fees.lapse(lapse.subject, due_on=due_on, by=Actor.clock(), at=lapse.at)


LAPSES = ((deadlines.REMINDER, remind), (deadlines.PREPAYMENT, note_unpaid))
