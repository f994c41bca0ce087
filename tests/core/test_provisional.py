"""A last day computed before its year was published becomes final by a fact, once."""

from datetime import date, datetime

import pytest

from tests.cast import AT, acting, on_stage
from tests.core.periods import SET, WRITING, started
from yunting.core import agenda, deadlines, events, provisional
from yunting.core.actor import Actor
from yunting.core.models import Deadline, Event
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing
from yunting.lib import clock
from yunting.rules.calendar import roll
from yunting.web import dispute

pytestmark = pytest.mark.django_db

COURT = Actor.court()
LABOUR_DAY = date(2026, 4, 28)  # seven days end on 5 May, inside the five days of rest
KNOWN_BEFORE = date(2026, 5, 5)  # only 1 May is fixed by the Measures
KNOWN_NOW = date(2026, 5, 6)


@pytest.fixture
def filing() -> Filing:
    cast = on_stage()
    return open_filing(
        cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
    )


def _as_before_the_notice(deadline: Deadline, ends_on: date = KNOWN_BEFORE) -> Deadline:
    """Store the row as a court stored it whose books did not know the year yet."""
    Deadline.objects.filter(pk=deadline.pk).update(
        ends_on=ends_on,
        lapses_at=deadlines.too_late(ends_on, on=deadline.started_on),
        is_provisional=True,
    )
    deadline.refresh_from_db()
    return deadline


class TestRecompute:
    def test_makes_the_day_final_and_tells_the_parties(self, filing: Filing) -> None:
        deadline = _as_before_the_notice(started(WRITING, filing, on=LABOUR_DAY))

        assert provisional.recompute(at=AT) == 1

        deadline.refresh_from_db()
        assert (deadline.ends_on, deadline.is_provisional) == (KNOWN_NOW, False)
        assert deadline.lapses_at == deadlines.too_late(KNOWN_NOW, on=LABOUR_DAY)
        told = Event.objects.get(kind="core.deadline-recomputed")
        assert events.sentence_of(told) == (
            "放假安排公布后，填写期限的最后一日由 2026-05-05 确定为 2026-05-06"
        )
        assert any(line.startswith("顺延") for line in deadline.steps)

    def test_is_done_once(self, filing: Filing) -> None:
        _as_before_the_notice(started(WRITING, filing, on=LABOUR_DAY))
        provisional.recompute(at=AT)

        assert provisional.recompute(at=AT) == 0
        assert Event.objects.filter(kind="core.deadline-recomputed").count() == 1

    def test_says_that_a_day_is_final_even_where_it_stays(self, filing: Filing) -> None:
        deadline = _as_before_the_notice(started(WRITING, filing, on=LABOUR_DAY), KNOWN_NOW)

        assert provisional.recompute(at=AT) == 1
        deadline.refresh_from_db()
        assert (deadline.ends_on, deadline.is_provisional) == (KNOWN_NOW, False)

    def test_leaves_a_year_that_is_still_not_published(self, filing: Filing) -> None:
        deadline = started(WRITING, filing, on=date(2031, 3, 3))

        assert provisional.recompute(at=AT) == 0
        deadline.refresh_from_db()
        assert deadline.is_provisional
        assert provisional.waiting() == 1

    def test_never_moves_a_day_into_the_past(self, filing: Filing) -> None:
        later = date(2026, 5, 11)
        deadline = _as_before_the_notice(started(WRITING, filing, on=LABOUR_DAY), later)
        at = datetime(2026, 5, 9, 10, tzinfo=clock.ZONE)

        assert provisional.recompute(at=at) == 1
        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 5, 9)
        assert "依新的安排已于 2026-05-06 届满" in deadline.steps[-1]

    def test_leaves_what_has_run_out_to_its_lapse(self, filing: Filing) -> None:
        deadline = _as_before_the_notice(started(WRITING, filing, on=LABOUR_DAY))

        assert provisional.recompute(at=deadline.lapses_at) == 0

    def test_keeps_the_days_a_period_stood_still(self, filing: Filing) -> None:
        deadline = started(WRITING, filing, on=date(2026, 4, 20))
        deadlines.suspend(deadline, since=date(2026, 4, 22), reason="", by=COURT, at=AT)
        deadlines.resume(deadline, on=date(2026, 4, 30), by=COURT, at=AT)
        _as_before_the_notice(deadline)

        assert provisional.recompute(at=AT) == 1
        deadline.refresh_from_db()
        assert deadline.ends_on == KNOWN_NOW

    def test_a_day_the_court_has_set_only_rolls(self, filing: Filing) -> None:
        event = Event.objects.get(kind="filing.opened")
        deadline = deadlines.start(
            SET, filing, event=event, on=LABOUR_DAY, by=COURT, at=AT, found=roll(KNOWN_NOW)
        )
        _as_before_the_notice(deadline)

        assert provisional.recompute(at=AT) == 1
        deadline.refresh_from_db()
        assert deadline.ends_on == KNOWN_NOW

    def test_a_day_the_court_has_put_off_only_rolls(self, filing: Filing) -> None:
        deadline = started(WRITING, filing, on=LABOUR_DAY)
        far = date(2026, 10, 1)
        deadlines.extend(
            deadline, to=far, reason="", basis="民事诉讼法 第八十六条", by=COURT, at=AT
        )
        Deadline.objects.filter(pk=deadline.pk).update(is_provisional=True)

        assert provisional.recompute(at=AT) == 1
        deadline.refresh_from_db()
        assert deadline.ends_on == date(2026, 10, 8)


class TestShown:
    def test_is_named_provisional_where_people_read_it(self, filing: Filing) -> None:
        deadline = started(WRITING, filing, on=date(2031, 3, 3))

        assert "（暂定）" in agenda.entry_of(deadline).title
        shown = dispute.clock_of(deadline, date(2031, 3, 4))
        assert shown.title == "填写期限（暂定）"
        assert any("以国务院公布的放假安排为准" in line for line in shown.lines)

    def test_is_not_once_it_is_final(self, filing: Filing) -> None:
        deadline = started(WRITING, filing)

        assert "暂定" not in agenda.entry_of(deadline).title
        assert dispute.clock_of(deadline, date(2026, 3, 3)).title == "填写期限"
