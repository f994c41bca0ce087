"""What the measurements of pages look at: one filing under review, with as many facts as asked."""

from django.test import Client

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import Cast, on_stage
from tests.filing.build import submitted
from yunting.core import events, handoffs
from yunting.core.actor import Actor
from yunting.core.models import Account, Event, Matter
from yunting.filing.events import FilingEscalated
from yunting.lib import clock


def a_matter(facts: int, cast: Cast | None = None) -> tuple[Cast, Matter]:
    """Return a matter with a history of that many facts."""
    at = clock.now()
    cast = cast or on_stage(at)
    matter = submitted(cast, at=at).matter
    while (have := Event.objects.filter(matter=matter).count()) < facts:
        for day in range(facts - have):
            fact = FilingEscalated(day=day)
            events.record(fact, matter=matter, by=Actor.clock(), at=at, basis="法释〔2015〕8号")
    handoffs.carry_all()
    return cast, matter


def session_of(account: Account) -> str:
    """Sign somebody in and return the session's key."""
    client = Client()
    (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
    return client.cookies["sessionid"].value
