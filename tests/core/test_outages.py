"""Outages: noticed, certified under a public code, and nobody loses a day by one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from tests.cast import AT, Cast, acting, on_stage
from tests.core.periods import LAST_DAY, NEEDY, TOO_LATE, WRITING, started
from yunting.core import events, lapses, outages
from yunting.core.actor import Actor
from yunting.core.court_time import NotInTraining
from yunting.core.models import CourtTime, Deadline, DeadlineState, Event, Outage
from yunting.core.outages import AlreadyCertified, NotAnOutage
from yunting.core.procedure import NotYours
from yunting.core.roles import Role
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 9, 12, tzinfo=UTC)  # 20:00 in Shanghai, on the last day
NEXT_MORNING = datetime(2026, 3, 10, 0, 30, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
OPERATOR = Actor(None, None, frozenset({Role.OPERATOR}))


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    by = acting(cast.zhang)
    return open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)


def _declared(began: datetime, ended: datetime, *, at: datetime = NEXT_MORNING) -> Outage:
    return outages.declare(began, ended, reason="机房断电。", by=OPERATOR, at=at)


class TestBeat:
    def test_a_steady_heart_certifies_nothing(self) -> None:
        beats = [outages.beat(machine_at=EVENING + timedelta(seconds=5 * n)) for n in range(5)]

        assert beats == [None] * 5
        assert not Outage.objects.exists()

    def test_a_gap_as_long_as_tolerated_is_none(self) -> None:
        outages.beat(machine_at=EVENING)

        assert outages.beat(machine_at=EVENING + outages.TOLERATED) is None

    def test_a_longer_gap_is_an_outage_with_a_certificate(self) -> None:
        outages.beat(machine_at=EVENING)
        outage = outages.beat(machine_at=EVENING + timedelta(hours=2))

        assert outage is not None
        assert (outage.began_at, outage.ended_at) == (EVENING, EVENING + timedelta(hours=2))
        assert "自 2026-03-09 20:00:00 至 2026-03-09 22:00:00" in outage.certificate
        assert "共120分钟" in outage.certificate

    def test_beats_before_anything_lapses_so_that_nobody_loses_the_last_evening(
        self, filing: Filing
    ) -> None:
        deadline = started(WRITING, filing)
        outages.beat(machine_at=EVENING)

        outages.beat(machine_at=NEXT_MORNING)

        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 3, 11)
        assert not lapses.lapse_one(at=NEXT_MORNING)

    def test_counts_in_court_time(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        ahead = timedelta(days=400)
        CourtTime.objects.create(pk=1, offset=ahead, set_at=AT)
        outages.beat(machine_at=EVENING - ahead)

        outage = outages.beat(machine_at=NEXT_MORNING - ahead)

        deadline.refresh_from_db()
        assert outage is not None
        assert outage.court_began_at == EVENING
        assert deadline.ends_on == date(2026, 3, 11)

    def test_leaves_out_what_is_certified_already(self) -> None:
        outages.beat(machine_at=EVENING)
        _declared(EVENING, EVENING + timedelta(hours=1))
        outage = outages.beat(machine_at=EVENING + timedelta(hours=2))

        assert outage is not None
        assert outage.began_at == EVENING + timedelta(hours=1)


class TestRest:
    def test_a_training_court_shut_overnight_has_no_outage(self) -> None:
        outages.beat(machine_at=EVENING)
        outages.rest(machine_at=EVENING)

        assert outages.beat(machine_at=NEXT_MORNING) is None
        assert outages.beat(machine_at=NEXT_MORNING + timedelta(hours=1)) is not None

    def test_is_refused_where_people_rely_on_the_court(self, settings: Settings) -> None:
        settings.TRAINING = False

        with pytest.raises(NotInTraining):
            outages.rest(machine_at=EVENING)


class TestDeclare:
    def test_puts_off_what_ended_then_by_a_fact_each(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        outage = _declared(EVENING, EVENING + timedelta(hours=1), at=EVENING + timedelta(hours=2))

        deadline.refresh_from_db()
        told = Event.objects.get(kind="core.deadline-extended")
        assert (outage.shifted, deadline.ends_on) == (1, date(2026, 3, 10))
        assert outage.code in events.sentence_of(told)
        assert outage.code in deadline.steps[-1]
        assert "系统故障顺延" in told.basis

    def test_one_hour_on_the_last_day_counts_a_minute_less_does_not(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        noon = datetime(2026, 3, 9, 4, tzinfo=UTC)

        _declared(noon, noon + timedelta(minutes=59))
        deadline.refresh_from_db()
        assert deadline.ends_on == LAST_DAY

        _declared(noon + timedelta(hours=1), noon + timedelta(hours=2))
        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 3, 10)

    def test_a_moment_in_the_last_hour_counts(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        _declared(TOO_LATE - timedelta(minutes=1), TOO_LATE - timedelta(seconds=30))

        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 3, 10)

    def test_another_day_moves_nothing(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        _declared(EVENING - timedelta(days=2), EVENING - timedelta(days=1, hours=1))

        deadline.refresh_from_db()
        assert deadline.ends_on == LAST_DAY

    def test_never_ends_on_a_rest_day(self, filing: Filing) -> None:
        deadline = started(WRITING, filing, on=date(2026, 3, 6))  # Friday the 13th
        friday = datetime(2026, 3, 13, 12, tzinfo=UTC)
        _declared(friday, friday + timedelta(hours=2), at=friday + timedelta(hours=3))

        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 3, 16)

    def test_does_not_revive_what_has_lapsed(self, filing: Filing) -> None:
        started(NEEDY, filing)
        lapses.lapse_one(at=TOO_LATE)

        outage = _declared(EVENING, EVENING + timedelta(hours=2))

        assert outage.shifted == 0
        assert Deadline.objects.get().state == DeadlineState.LAPSED
        assert "第八十六条" in outage.certificate

    def test_refuses_somebody_without_the_post(self, cast: Cast) -> None:
        with pytest.raises(NotYours):
            outages.declare(EVENING, NEXT_MORNING, reason="", by=acting(cast.sun), at=NEXT_MORNING)

    @pytest.mark.parametrize(
        ("began", "ended"),
        [(EVENING, EVENING), (NEXT_MORNING, EVENING), (EVENING, NEXT_MORNING + AN_HOUR)],
        ids=["empty", "backwards", "not-over"],
    )
    def test_refuses_what_was_no_outage(self, began: datetime, ended: datetime) -> None:
        with pytest.raises(NotAnOutage):
            _declared(began, ended)

    def test_refuses_the_same_minute_twice(self) -> None:
        _declared(EVENING, EVENING + timedelta(hours=2))

        with pytest.raises(AlreadyCertified):
            _declared(EVENING + timedelta(hours=1), EVENING + timedelta(hours=3))
        assert Outage.objects.count() == 1


class TestByCode:
    def test_finds_the_certificate_however_it_is_typed(self) -> None:
        outage = _declared(EVENING, EVENING + timedelta(hours=2))

        assert outages.by_code(outage.code.lower().replace("-", " ")) == outage
        assert Event.objects.get(kind="core.outage-certified").audience == "public"

    @pytest.mark.parametrize("typed", ["", "没有", "2222-2222"])
    def test_finds_nothing_under_a_wrong_code(self, typed: str) -> None:
        assert outages.by_code(typed) is None
