"""What the worker does when it comes back: it looks behind before it lets anything lapse."""

from datetime import timedelta

import pytest

from tests.cast import acting, on_stage
from tests.core.periods import SET
from yunting.core import deadlines, outages
from yunting.core.actor import Actor
from yunting.core.models import Deadline, DeadlineState, Event, Outage
from yunting.filing.services.opening import open_filing
from yunting.lib import clock
from yunting.project import worker
from yunting.rules.finding import Finding

pytestmark = pytest.mark.django_db


def _ended_two_days_ago() -> Deadline:
    cast = on_stage()
    at = clock.now() - timedelta(days=9)
    by = acting(cast.zhang)
    filing = open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=at)
    return deadlines.start(
        SET,
        filing,
        event=Event.objects.get(kind="filing.opened"),
        on=clock.day_of(at),
        by=Actor.court(),
        at=at,
        found=Finding(value=clock.day_of(clock.now()) - timedelta(days=2), basis=()),
    )


def test_puts_off_what_ended_while_the_court_was_away() -> None:
    deadline = _ended_two_days_ago()
    outages.beat(machine_at=clock.machine_now() - timedelta(days=5))

    assert not worker.lapse()

    deadline.refresh_from_db()
    assert deadline.state == DeadlineState.RUNNING
    assert deadline.ends_on > clock.day_of(clock.now())
    assert Outage.objects.get().shifted == 1


def test_lets_lapse_what_ended_while_the_court_was_there() -> None:
    deadline = _ended_two_days_ago()
    outages.beat(machine_at=clock.machine_now())

    assert worker.lapse()

    deadline.refresh_from_db()
    assert deadline.state == DeadlineState.LAPSED
