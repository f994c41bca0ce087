"""The calendar file: what is due, on the right day, under a name that stays."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.cast import AT, Cast, acting, on_stage
from tests.core.periods import ALARM, ANSWER, LAST_DAY, WRITING, started
from yunting.core import agenda, deadlines
from yunting.core.actor import Actor
from yunting.core.agenda import Entry
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing
from yunting.lib import clock

pytestmark = pytest.mark.django_db

COURT = Actor.court()


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    by = acting(cast.zhang)
    return open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)


def _read(cast: Cast, filing: Filing) -> Calendar:
    entries = agenda.of_matter(filing.matter, account=cast.zhang)
    return Calendar.from_ical(agenda.text(entries, name="我的期限"))


class TestText:
    def test_puts_the_last_day_into_the_calendar_with_its_computation(
        self, cast: Cast, filing: Filing
    ) -> None:
        started(WRITING, filing)

        calendar = _read(cast, filing)
        event = calendar.events[0]
        assert (event.start, event.end) == (LAST_DAY, LAST_DAY + timedelta(days=1))
        assert event["SUMMARY"] == f"填写期限最后一日（{filing.matter.code}）"
        assert "期间：7日" in str(event["DESCRIPTION"])
        assert (event["STATUS"], calendar["VERSION"]) == ("CONFIRMED", "2.0")

    def test_keeps_the_name_and_counts_the_changes(self, cast: Cast, filing: Filing) -> None:
        deadline = started(WRITING, filing)
        before = _read(cast, filing).events[0]
        deadlines.extend(
            deadline, to=date(2026, 3, 20), reason="准许", basis="第八十六条", by=COURT, at=AT
        )

        after = _read(cast, filing).events[0]
        assert after["UID"] == before["UID"]
        assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
        assert after.start == date(2026, 3, 20)

    def test_takes_back_what_was_met(self, cast: Cast, filing: Filing) -> None:
        started(WRITING, filing)
        deadlines.meet(WRITING, filing, by=COURT, at=AT)

        assert _read(cast, filing).events[0]["STATUS"] == "CANCELLED"

    def test_tells_an_hour_in_the_courts_time_zone(self) -> None:
        hearing = Entry(
            uid="hearing-1@example",
            title="开庭",
            starts=AT,
            ends=AT + timedelta(hours=2),
            text="第一法庭",
            sequence=0,
            changed_at=AT,
        )

        told = agenda.text([hearing], name="开庭").decode()

        assert "DTSTART;TZID=Asia/Shanghai:20260302T093000" in told
        assert "BEGIN:VTIMEZONE" in told
        assert Calendar.from_ical(told).events[0].start == AT.astimezone(clock.ZONE)

    def test_folds_long_lines_and_ends_them_as_the_standard_says(
        self, cast: Cast, filing: Filing
    ) -> None:
        started(WRITING, filing)

        told = agenda.text(agenda.of_matter(filing.matter, account=cast.zhang), name="期限")

        assert max(map(len, told.split(b"\r\n"))) <= 75
        assert told.endswith(b"END:VCALENDAR\r\n")


class TestWhose:
    def test_a_stranger_gets_an_empty_one(self, cast: Cast, filing: Filing) -> None:
        started(WRITING, filing)

        assert agenda.of_matter(filing.matter, account=cast.qian) == ()

    def test_the_courts_own_periods_are_not_in_it(self, cast: Cast, filing: Filing) -> None:
        started(ALARM, filing)

        assert agenda.of_account(cast.zhang, on=AT.date()) == ()

    def test_holds_every_matter_of_the_account_nearest_first(
        self, cast: Cast, filing: Filing
    ) -> None:
        started(ANSWER, filing, on=date(2026, 3, 4))
        by = acting(cast.zhang)
        other = open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)
        started(WRITING, other)

        days = [entry.starts for entry in agenda.of_account(cast.zhang, on=AT.date())]

        assert days == [LAST_DAY, date(2026, 3, 11)]

    def test_leaves_out_what_is_long_past(self, cast: Cast, filing: Filing) -> None:
        started(WRITING, filing)
        later = LAST_DAY + timedelta(days=agenda.KEPT_DAYS + 1)

        assert agenda.of_account(cast.zhang, on=later) == ()
