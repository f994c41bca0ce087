"""What follows an acceptance within the filing division: the draw of a judge."""

from yunting.core.actor import Actor
from yunting.core.events import When
from yunting.core.models import CaseState, Event
from yunting.filing.events import FilingAccepted, FilingRegisteredByRule
from yunting.filing.services import assignment


def draw_a_judge(event: Event) -> None:
    """Assign the new case by draw, unless somebody has done so by hand."""
    if event.case is not None and event.case.state == CaseState.REGISTERED:
        assignment.assign(event.case, by=Actor.court(), at=event.at)


HANDOFFS = (
    (FilingAccepted, When.AFTER, draw_a_judge),
    (FilingRegisteredByRule, When.AFTER, draw_a_judge),
)
