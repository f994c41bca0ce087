"""What the pillars lay into a dispute's file, and what in them goes with an item of it."""

from yunting.core import case_file, items
from yunting.filing.forms import pleadings
from yunting.filing.selectors import evidence


def connect() -> None:
    """Connect both; called once when the project starts."""
    case_file.contribute(pleadings.pleadings)
    items.goes_with(evidence.of_file)
