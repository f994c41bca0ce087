"""What the clock does for accounts: a mandate to lend a hand ends on its day."""

from yunting.accounts.services import helping
from yunting.core import jobs
from yunting.lib import clock


@jobs.hourly("accounts.expire-help")
def expire_help(timestamp: int) -> None:
    """End the mandates whose last day is over; a helper's own end before their next page."""
    helping.expire_due(at=clock.now())
