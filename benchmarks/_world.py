"""What the measurements of pages look at: one filing under review, with as many facts as asked."""

from django.test import Client

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import Cast, on_stage
from tests.filing.build import submitted
from tests.web.busy_world import with_facts
from yunting.core import handoffs
from yunting.core.models import Account, Matter
from yunting.lib import clock


def a_matter(facts: int, cast: Cast | None = None) -> tuple[Cast, Matter]:
    """Return a matter with a history of that many facts."""
    at = clock.now()
    cast = cast or on_stage(at)
    matter = submitted(cast, at=at).matter
    with_facts(matter, facts, at=at)
    handoffs.carry_all()
    return cast, matter


def session_of(account: Account) -> str:
    """Sign somebody in and return the session's key."""
    client = Client()
    (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
    return client.cookies["sessionid"].value
