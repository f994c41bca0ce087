"""What the pillars lay into a dispute's file, and what in them goes with an item of it."""

from yunting.core import case_file, certified_copies, items
from yunting.delivery.selectors import services
from yunting.filing.forms import pleadings
from yunting.filing.selectors import evidence


def connect() -> None:
    """Connect both; called once when the project starts."""
    case_file.contribute(pleadings.pleadings)
    items.goes_with(evidence.of_file)
    items.goes_with(certified_copies.papers_about)
    items.goes_with(services.with_paper)
