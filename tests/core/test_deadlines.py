"""Periods: computed once, changed only by facts, and never overtaken by an act."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import AT, Cast, acting, on_stage
from tests.core.periods import (
    ALARM,
    ANSWER,
    GIVE_UP,
    LAST_DAY,
    NEEDED,
    NEEDY,
    OBJECTION,
    PRIVATE,
    SET,
    STARTED_ON,
    TOO_LATE,
    WRITING,
    started,
)
from yunting.core import deadlines, drafts, events, lapses
from yunting.core.actor import Actor
from yunting.core.audience import may_know
from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.deadlines import NotLonger, NotRunning
from yunting.core.idempotency import AlreadyDone
from yunting.core.lapses import EffectPending
from yunting.core.models import Deadline, DeadlineState, Event, Participation, Side
from yunting.core.procedure import OutOfOrder, perform
from yunting.core.roles import Role
from yunting.filing.events import FilingWithdrawn
from yunting.filing.models import Filing, FilingState
from yunting.filing.services.opening import open_filing, withdraw
from yunting.rules.calendar import roll

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)
COURT = Actor.court()


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return _opened(cast)


def _opened(cast: Cast) -> Filing:
    return open_filing(
        cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
    )


def _kinds_told(filing: Filing) -> list[str]:
    told = Event.objects.filter(matter=filing.matter, kind__startswith="core.deadline")
    return list(told.order_by("id").values_list("kind", flat=True))


def _give_up_meeting(*kinds: DeadlineKind, filing: Filing, by: Actor) -> None:
    with perform(GIVE_UP, filing, by=by, at=AT) as step:
        for kind in kinds:
            step.meet(kind)
        step.fact = FilingWithdrawn(reason="")


class TestStart:
    def test_stores_the_last_day_with_its_computation_and_article(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)

        assert (deadline.started_on, deadline.ends_on) == (STARTED_ON, LAST_DAY)
        assert deadline.lapses_at == TOO_LATE
        assert deadline.steps[:2] == (
            "起算：2026-03-02（当日不计）",
            "期间：7日，至 2026-03-09",
        )
        assert "民事诉讼法" in deadline.basis
        assert deadline.steps[-1].startswith("依据：")

    def test_tells_the_parties_and_keeps_the_computation_in_the_fact(self, filing: Filing) -> None:
        started(WRITING, filing)

        told = Event.objects.get(kind="core.deadline-started")
        assert events.sentence_of(told) == "填写期限自 2026-03-02 起算，最后一日为 2026-03-09"
        assert events.values_of(told)["computation"][0] == "起算：2026-03-02（当日不计）"

    def test_rolls_a_last_day_in_a_holiday_and_says_so(self, filing: Filing) -> None:
        deadline = started(WRITING, filing, on=date(2026, 4, 28))

        assert deadline.ends_on == date(2026, 5, 6)
        assert any(step.startswith("顺延") for step in deadline.steps)

    def test_says_that_a_year_without_a_published_calendar_is_provisional(
        self, filing: Filing
    ) -> None:
        assert started(WRITING, filing, on=date(2031, 3, 3)).is_provisional

    def test_takes_the_day_the_court_sets(self, cast: Cast, filing: Filing) -> None:
        event = Event.objects.get(kind="filing.opened")
        deadline = deadlines.start(
            SET, filing, event=event, on=STARTED_ON, by=COURT, at=AT, found=roll(LAST_DAY)
        )

        assert deadline.ends_on == LAST_DAY

    def test_a_period_of_law_is_computed_and_never_set(self, filing: Filing) -> None:
        event = Event.objects.get(kind="filing.opened")

        with pytest.raises(TypeError, match="has a period of its own"):
            deadlines.start(
                ANSWER, filing, event=event, on=STARTED_ON, by=COURT, at=AT, found=roll(LAST_DAY)
            )

    def test_refuses_a_fact_the_kind_does_not_start_from(self, cast: Cast, filing: Filing) -> None:
        withdraw(filing, reason="", by=acting(cast.zhang, filing.matter), at=AT)
        other = Event.objects.get(kind="filing.withdrawn")

        with pytest.raises(TypeError, match="does not start from"):
            deadlines.start(WRITING, filing, event=other, on=STARTED_ON, by=COURT, at=AT)

    def test_the_database_holds_one_open_period_of_a_kind(self, filing: Filing) -> None:
        started(WRITING, filing)

        with pytest.raises(IntegrityError, match="one_open_deadline"), transaction.atomic():
            started(WRITING, filing)

    def test_an_act_starts_it_once_its_fact_is_recorded(self, filing: Filing) -> None:
        with perform(GIVE_UP, filing, by=Actor.clock(), at=AT) as step:
            step.start(OBJECTION, on=STARTED_ON)
            step.fact = FilingWithdrawn(reason="")

        assert Deadline.objects.get().started_by == Event.objects.get(kind="filing.withdrawn")


class TestMeet:
    def test_closes_the_period_by_a_fact(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        deadlines.meet(WRITING, filing, by=COURT, at=AT)

        deadline.refresh_from_db()
        assert deadline.state == DeadlineState.MET
        assert deadline.closed_by == Event.objects.get(kind="core.deadline-met")
        assert not lapses.lapse_one(at=TOO_LATE)

    def test_is_in_time_until_the_last_moment_of_the_last_day(self, filing: Filing) -> None:
        started(WRITING, filing)

        met = deadlines.meet(WRITING, filing, by=COURT, at=TOO_LATE - MOMENT)

        assert met.state == DeadlineState.MET

    def test_refuses_at_midnight_and_records_nothing(self, filing: Filing) -> None:
        started(WRITING, filing)
        before = Event.objects.count()

        with pytest.raises(NotRunning):
            deadlines.meet(WRITING, filing, by=COURT, at=TOO_LATE)

        assert Event.objects.count() == before

    def test_refuses_a_period_that_never_began(self, filing: Filing) -> None:
        with pytest.raises(NotRunning):
            deadlines.meet(WRITING, filing, by=COURT, at=AT)

    def test_an_act_under_a_key_meets_one_and_repeats_nothing(
        self, cast: Cast, filing: Filing
    ) -> None:
        started(ANSWER, filing)
        by = acting(cast.zhang, filing.matter, key="once")
        _give_up_meeting(ANSWER, filing=filing, by=by)

        with pytest.raises(AlreadyDone):
            _give_up_meeting(ANSWER, filing=filing, by=by)

        assert _kinds_told(filing) == ["core.deadline-started", "core.deadline-met"]

    def test_an_act_refused_at_its_end_meets_nothing(self, cast: Cast, filing: Filing) -> None:
        deadline = started(ANSWER, filing)

        with pytest.raises(NotRunning):
            _give_up_meeting(ANSWER, WRITING, filing=filing, by=acting(cast.zhang, filing.matter))

        deadline.refresh_from_db()
        filing.refresh_from_db()
        assert (deadline.state, filing.state) == (DeadlineState.RUNNING, FilingState.DRAFT)


class TestLift:
    def test_ends_a_period_without_its_effect(self, filing: Filing) -> None:
        started(WRITING, filing)
        deadlines.lift(WRITING, filing, reason="已撤回", by=COURT, at=AT)

        assert not lapses.lapse_one(at=TOO_LATE)
        assert Deadline.objects.get().state == DeadlineState.LIFTED


class TestRestart:
    def test_breaks_off_the_open_one_and_counts_the_runs(self, filing: Filing) -> None:
        started(WRITING, filing)
        event = Event.objects.get(kind="filing.opened")

        again = deadlines.restart(
            WRITING, filing, event=event, on=date(2026, 3, 5), by=COURT, at=AT
        )

        assert (again.run, again.ends_on) == (2, date(2026, 3, 12))
        assert Deadline.objects.get(run=1).state == DeadlineState.RESTARTED
        assert "core.deadline-restarted" in _kinds_told(filing)

    def test_leaves_a_period_that_was_met_as_it_was(self, filing: Filing) -> None:
        started(WRITING, filing)
        deadlines.meet(WRITING, filing, by=COURT, at=AT)
        event = Event.objects.get(kind="filing.opened")

        deadlines.restart(WRITING, filing, event=event, on=STARTED_ON, by=COURT, at=AT)

        states = Deadline.objects.order_by("run").values_list("state", flat=True)
        assert list(states) == [DeadlineState.MET, DeadlineState.RUNNING]

    def test_refuses_what_never_began(self, filing: Filing) -> None:
        event = Event.objects.get(kind="filing.opened")

        with pytest.raises(NotRunning):
            deadlines.restart(WRITING, filing, event=event, on=STARTED_ON, by=COURT, at=AT)


class TestSuspend:
    def test_stands_still_and_ends_later_by_the_days_it_stood(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        deadlines.suspend(deadline, since=date(2026, 3, 4), reason="鉴定", by=COURT, at=AT)

        assert not lapses.lapse_one(at=TOO_LATE + timedelta(days=30))

        resumed = deadlines.resume(deadline, on=date(2026, 3, 11), by=COURT, at=AT)
        assert resumed.ends_on == date(2026, 3, 16)
        assert resumed.state == DeadlineState.RUNNING

    def test_counts_two_stops_from_the_first_end_never_from_a_rolled_one(
        self, filing: Filing
    ) -> None:
        deadline = started(WRITING, filing, on=date(2026, 4, 24))  # ends 05-01, rolled to 05-06
        for since, until in ((27, 28), (28, 29)):
            deadlines.suspend(deadline, since=date(2026, 4, since), reason="中止", by=COURT, at=AT)
            deadlines.resume(deadline, on=date(2026, 4, until), by=COURT, at=AT)

        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 5, 6)

    def test_moves_a_day_the_court_has_set_by_the_stop_alone(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        deadlines.extend(
            deadline, to=date(2026, 3, 18), reason="准许", basis="测试", by=COURT, at=AT
        )
        deadlines.suspend(deadline, since=date(2026, 3, 16), reason="鉴定", by=COURT, at=AT)

        resumed = deadlines.resume(deadline, on=date(2026, 3, 17), by=COURT, at=AT)

        assert resumed.ends_on == date(2026, 3, 19)

    def test_refuses_to_stop_twice_or_to_resume_what_runs(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)

        with pytest.raises(NotRunning):
            deadlines.resume(deadline, on=STARTED_ON, by=COURT, at=AT)
        deadlines.suspend(deadline, since=STARTED_ON, reason="鉴定", by=COURT, at=AT)
        with pytest.raises(NotRunning):
            deadlines.suspend(deadline, since=STARTED_ON, reason="鉴定", by=COURT, at=AT)

    def test_a_kind_the_law_never_suspends_cannot_be(self, filing: Filing) -> None:
        deadline = started(ANSWER, filing)

        with pytest.raises(TypeError, match="no suspension"):
            deadlines.suspend(deadline, since=STARTED_ON, reason="", by=COURT, at=AT)


class TestExtend:
    def test_puts_off_the_last_day_with_reason_and_article(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)

        later = deadlines.extend(
            deadline, to=date(2026, 3, 20), reason="病假", basis="第八十六条", by=COURT, at=AT
        )

        assert later.ends_on == date(2026, 3, 20)
        assert later.steps[-1] == "延长：由 2026-03-09 至 2026-03-20，病假（第八十六条）"
        assert not lapses.lapse_one(at=TOO_LATE)
        assert later.revision == 1

    @pytest.mark.parametrize("to", [LAST_DAY, LAST_DAY - timedelta(days=1)])
    def test_never_shortens(self, filing: Filing, to: date) -> None:
        deadline = started(WRITING, filing)

        with pytest.raises(NotLonger):
            deadlines.extend(deadline, to=to, reason="", basis="", by=COURT, at=AT)

    def test_does_not_revive_what_has_run_out(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)

        with pytest.raises(NotRunning):
            deadlines.extend(
                deadline, to=date(2026, 4, 1), reason="", basis="", by=COURT, at=TOO_LATE
            )


class TestDayOf:
    def test_counts_from_the_day_after_the_start(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        told = [str(deadlines.day_n_of(deadline, date(2026, 3, day))) for day in (3, 9)]

        assert told == ["第1日，共7日", "第7日，共7日"]
        assert deadlines.day_n_of(deadline, LAST_DAY).left == 0


class TestLapseOne:
    def test_waits_for_midnight_by_the_courts_clock(self, filing: Filing) -> None:
        started(ANSWER, filing)

        assert not lapses.lapse_one(at=TOO_LATE - MOMENT)
        assert lapses.lapse_one(at=TOO_LATE)
        assert not lapses.lapse_one(at=TOO_LATE)

    def test_records_the_lapse_under_its_article_and_gives_it_effect(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)

        lapses.lapse_one(at=TOO_LATE)

        filing.refresh_from_db()
        deadline.refresh_from_db()
        told = Event.objects.get(kind="core.deadline-lapsed")
        assert (told.role, told.basis) == ("clock", deadline.basis)
        assert deadline.closed_by == told
        assert (filing.state, deadline.is_effect_due) == (FilingState.WITHDRAWN, False)

    def test_a_failing_effect_is_set_aside_with_its_error_and_the_next_goes_on(
        self, cast: Cast, filing: Filing
    ) -> None:
        stuck = started(NEEDY, filing)
        other = _opened(cast)
        started(WRITING, other)

        assert [lapses.lapse_one(at=TOO_LATE) for _ in range(3)] == [True, True, False]

        stuck.refresh_from_db()
        other.refresh_from_db()
        assert (stuck.state, stuck.is_effect_due) == (DeadlineState.LAPSED, True)
        assert stuck.error.startswith("DoesNotExist")
        assert list(lapses.set_aside()) == [stuck]
        assert other.state == FilingState.WITHDRAWN

    def test_tries_again_after_a_wait_until_it_works(self, filing: Filing) -> None:
        stuck = started(NEEDY, filing)
        lapses.lapse_one(at=TOO_LATE)

        assert lapses.retry_one(at=TOO_LATE, machine_at=AT)
        assert not lapses.retry_one(at=TOO_LATE, machine_at=AT)
        drafts.draft_of(filing.matter, NEEDED)
        assert lapses.retry_one(at=TOO_LATE, machine_at=AT + timedelta(minutes=1))

        stuck.refresh_from_db()
        assert (stuck.is_effect_due, stuck.error, stuck.attempts) == (False, "", 3)
        assert Event.objects.filter(kind="core.deadline-lapsed").count() == 1


class TestNoActOvertakesALapse:
    """Fails as soon as `perform` no longer lets what is due lapse first."""

    def test_a_late_act_finds_the_subject_as_the_law_left_it(
        self, cast: Cast, filing: Filing
    ) -> None:
        started(WRITING, filing)

        with pytest.raises(OutOfOrder):
            withdraw(filing, reason="太晚", by=acting(cast.zhang, filing.matter), at=TOO_LATE)

        filing.refresh_from_db()
        assert filing.state == FilingState.WITHDRAWN
        assert Event.objects.get(kind="filing.withdrawn").role == "clock"

    def test_an_act_in_time_is_not_disturbed(self, cast: Cast, filing: Filing) -> None:
        started(WRITING, filing)

        withdraw(filing, reason="", by=acting(cast.zhang, filing.matter), at=TOO_LATE - MOMENT)

        assert Event.objects.get(kind="filing.withdrawn").role == "filer"

    def test_nobody_overtakes_an_effect_that_failed(self, cast: Cast, filing: Filing) -> None:
        started(NEEDY, filing)
        by = acting(cast.zhang, filing.matter)

        with pytest.raises(EffectPending):
            withdraw(filing, reason="", by=by, at=TOO_LATE)
        drafts.draft_of(filing.matter, NEEDED)
        withdraw(filing, reason="", by=by, at=TOO_LATE)

        assert not lapses.set_aside().exists()

    def test_another_matter_is_left_alone(self, cast: Cast, filing: Filing) -> None:
        started(NEEDY, filing)
        other = _opened(cast)

        withdraw(other, reason="", by=acting(cast.zhang, other.matter), at=TOO_LATE)

        assert Deadline.objects.get().state == DeadlineState.RUNNING


class TestWhoMayKnow:
    def test_the_parties_know_and_strangers_do_not(self, cast: Cast, filing: Filing) -> None:
        started(WRITING, filing)

        assert Deadline.objects.visible_to(cast.zhang).count() == 1
        assert not Deadline.objects.visible_to(cast.qian).exists()

    def test_the_courts_own_periods_stay_in_the_court(self, cast: Cast, filing: Filing) -> None:
        started(ALARM, filing)

        party = acting(cast.zhang, filing.matter)
        assert not Deadline.objects.visible_to(cast.zhang).exists()
        assert not Event.objects.filter(may_know(party), kind="core.deadline-started").exists()

    def test_a_period_of_one_side_is_told_to_that_side(self, cast: Cast, filing: Filing) -> None:
        started(PRIVATE, filing)
        assert cast.li.person is not None
        Participation.objects.create(
            matter=filing.matter,
            person=cast.li.person,
            role=Role.DEFENDANT,
            side=Side.ANSWERING,
            since=AT,
        )

        for account, told in ((cast.zhang, 1), (cast.li, 0)):
            by = acting(account, filing.matter)
            begun = Event.objects.filter(may_know(by), kind="core.deadline-started")
            assert Deadline.objects.visible_to(account).count() == told
            assert Deadline.objects.filter(may_know(by, Deadline)).count() == told
            assert begun.count() == told
