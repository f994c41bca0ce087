"""Periods on the pages: on the working calendar, each step explained; what is next; calendars."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.cast import AT, Cast, acting
from tests.filing.build import returned, submitted
from tests.filing.filers import at
from tests.filing.pages import Device, Page
from tests.filing.states import CASES, FILINGS
from yunting.core import lapses
from yunting.core.models import CaseState, Deadline
from yunting.filing.models import Filing, FilingState
from yunting.filing.services import decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]
MoveClock = Callable[[datetime], None]
DAY = timedelta(days=1)
# Sent on the first, the seven days end on the second: 国务院办公厅 2026年节假日安排.
ENDS = {
    "on an ordinary Monday": ("3-2", "3月9日"),
    "on a Saturday, so on Monday": ("3-7", "3月16日"),
    "in the Spring Festival, so after it": ("2-8", "2月24日"),
    "in the National Day, so after it": ("9-25", "10月8日"),
    "on a Sunday that is worked instead": ("9-13", "9月20日"),
}


def morning(day: str) -> datetime:
    month, number = map(int, day.split("-"))
    return datetime(2026, month, number, 1, 30, tzinfo=UTC)


def case_page(account_device: Device, filing: Filing) -> Page:
    return account_device.open(filing.matter.get_absolute_url())


@pytest.mark.feature("T24")
class TestClocks:
    @pytest.mark.parametrize("how", ENDS)
    def test_end_on_a_working_day_and_say_every_step(
        self, cast: Cast, court_time: MoveClock, how: str
    ) -> None:
        sent, last = ENDS[how]
        court_time(morning(sent))
        filing = submitted(cast, at=morning(sent))

        page = case_page(Device(cast.zhang), filing)

        row = Deadline.objects.get(matter=filing.matter, kind="filing.review")
        assert f"2026年{last}" in page.text
        assert len(row.steps) >= 2
        assert [step for step in row.steps if step not in page.text] == []
        assert ("顺延" in page.text) == ("so" in how)

    def test_that_have_run_out_let_no_late_act_past(
        self, cast: Cast, court_time: MoveClock
    ) -> None:
        filing = returned(cast)
        phone = Device(cast.zhang)
        page = at(phone, filing, "withdraw")
        court_time(AT + 30 * DAY)

        late = page.send({"reason": "和解", "confirmed": "on"})

        assert "现在的状态是“逾期未补正，已退回”" in late.text
        assert "逾期没有补正，起诉材料已退回。" in case_page(phone, filing).text

    def test_are_kept_from_who_has_nothing_to_do_with_it(self, cast: Cast) -> None:
        filing = submitted(cast)

        assert case_page(Device(cast.qian), filing).status == 404
        assert case_page(Device(cast.li), filing).status == 404


# What is next in each state, for whom, and what follows if it is not done.
NEXT = {
    FilingState.DRAFT: ("填完起诉状，核对，签名提交", "立案申请人", ""),
    FilingState.SUBMITTED: ("审查起诉材料，决定是否立案", "立案法官", "先行登记立案"),
    FilingState.RETURNED: ("按法院告知逐项补正", "立案申请人", "退回并记录在册"),
    FilingState.REFUSAL_DRAFTED: ("审查起诉材料，决定是否立案", "立案法官", "先行登记立案"),
    FilingState.ACCEPTED: ("确定承办法官", "立案庭庭长", ""),
    FilingState.REFUSED: ("现在没有需要办理的事项", "", ""),
    FilingState.WITHDRAWN: ("现在没有需要办理的事项", "", ""),
    FilingState.REDIRECTED: ("现在没有需要办理的事项", "", ""),
    FilingState.NOT_CORRECTED: ("现在没有需要办理的事项", "", ""),
}


def not_corrected(cast: Cast) -> Filing:
    """Return a filing nobody corrected in time, as the clock leaves it."""
    filing = returned(cast)
    lapses.lapse_all(at=AT + 30 * DAY)
    filing.refresh_from_db()
    return filing


STATES = {**FILINGS, FilingState.NOT_CORRECTED: not_corrected}


@pytest.mark.feature("S25")
class TestNext:
    @pytest.mark.parametrize("state", NEXT)
    def test_says_what_is_next_who_must_act_by_when_and_why(self, cast: Cast, state: str) -> None:
        filing = STATES[state](cast)
        what, who, why = NEXT[FilingState(state)]

        page = case_page(Device(cast.zhang), filing)

        assert what in page.text
        assert who in page.text
        assert why in page.text
        if why:
            known = ("filing.review", "filing.correction")
            running = Deadline.objects.open().get(matter=filing.matter, kind__in=known)
            assert f"{running.ends_on.month}月{running.ends_on.day}日" in page.text

    def test_gives_the_button_to_whose_turn_it_is_and_to_nobody_else(self, cast: Cast) -> None:
        filing = FILINGS[FilingState.RETURNED](cast)

        mine, theirs = (case_page(Device(who), filing).text for who in (cast.zhang, cast.sun))

        address = f'href="/filings/{filing.pk}/correction/"'
        assert address in mine
        assert address not in theirs

    def test_knows_every_state_there_is(self) -> None:
        assert set(NEXT) == set(FILINGS)

    def test_of_a_case_with_its_judge_names_the_limit_of_trial(self, cast: Cast) -> None:
        case = CASES[CaseState.ASSIGNED](cast)

        page = Device(cast.zhang).open(case.matter.get_absolute_url())

        assert "审理期限" in page.text
        assert "发送起诉状副本" in page.text

    def test_is_not_told_to_a_stranger(self, cast: Cast) -> None:
        for build in FILINGS.values():
            assert case_page(Device(cast.qian), build(cast)).status == 404


@pytest.mark.feature("S24")
class TestCalendarFile:
    def address(self, filing: Filing) -> str:
        return f"{filing.matter.get_absolute_url()}calendar.ics"

    def test_has_each_last_day_as_a_whole_day_with_its_computation(self, cast: Cast) -> None:
        filing = submitted(cast)
        case = decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)

        answer = Device(cast.zhang).client.get(self.address(filing))

        told = Calendar.from_ical(answer.content)
        by_title = {str(event["SUMMARY"]): event for event in told.events}
        limit = by_title[f"审理期限最后一日（{case.number}）"]
        row = Deadline.objects.get(matter=filing.matter, kind="filing.trial-limit")
        assert answer["Content-Type"].startswith("text/calendar")
        assert answer["Content-Disposition"].endswith('.ics"')
        assert limit.start == row.ends_on
        assert all(step in str(limit["DESCRIPTION"]) for step in row.steps)

    def test_has_for_a_party_no_period_of_the_court_alone(self, cast: Cast) -> None:
        filing = submitted(cast)

        told = Device(cast.zhang).client.get(self.address(filing)).content.decode()

        assert "立案审查七日" in told
        assert "督办" not in told

    def test_is_not_for_a_stranger(self, cast: Cast) -> None:
        filing = submitted(cast)

        assert Device(cast.qian).client.get(self.address(filing)).status_code == 404
        assert Device(None).client.get(self.address(filing)).status_code == 302
