"""A judge's day: own cases by age, own deadlines, and nobody else's. M6."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, acting, on_stage, staff
from tests.filing.build import submitted
from tests.filing.desk_stage import DAY, text
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Division
from yunting.core.roles import Role
from yunting.filing.services import assignment, decision
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.feature("M6")]
MoveClock = Callable[[datetime], None]


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture(autouse=True)
def today(static_from_source: None) -> Iterator[MoveClock]:
    times = [AT]
    clock.provide(lambda: times[-1])
    yield times.append
    clock.provide(clock.machine_now)


@pytest.fixture
def judge(cast: Cast) -> Client:
    return signed_in(cast.wang)


def given(cast: Cast, judge: Account | None = None, *, at: datetime = AT) -> Case:
    """Return a case that was registered then and went to that judge."""
    filing = submitted(cast, at=at)
    by = acting(cast.sun, filing.matter)
    case = decision.accept(filing, is_simple=True, by=by, at=at)
    assignment.assign(case, to=judge or cast.wang, reason="系列案", by=acting(cast.zhou), at=at)
    return case


def counted(page: str) -> dict[str, int]:
    """Return how many of one's own cases the page counts in each band."""
    block = page[page.index("我承办的案件") : page.index("我承办案件的期限")]
    rows = re.findall(r"<dt[^>]*>([^<]+)</dt>.*?>(\d+) 件", block, re.DOTALL)
    return {label.strip(): int(number) for label, number in rows}


class TestToday:
    def test_counts_ones_own_cases_by_age(
        self, cast: Cast, judge: Client, today: MoveClock
    ) -> None:
        given(cast)
        today(AT + 100 * DAY)
        given(cast, at=AT + 100 * DAY)

        page = text(judge.get(reverse("web:today")))

        assert counted(page) == {
            "三十日以内": 1,
            "三十一至九十日": 0,
            "九十一至一百八十日": 1,
            "一百八十日以上": 0,
        }

    @pytest.mark.parametrize(
        ("days", "band"),
        [
            (30, "三十日以内"),
            (31, "三十一至九十日"),
            (90, "三十一至九十日"),
            (181, "一百八十日以上"),
        ],
    )
    def test_puts_the_border_of_a_band_where_its_words_say(
        self, cast: Cast, judge: Client, today: MoveClock, days: int, band: str
    ) -> None:
        given(cast)
        today(AT + days * DAY)

        assert counted(text(judge.get(reverse("web:today"))))[band] == 1

    def test_leads_from_a_count_to_the_cases_behind_it(
        self, cast: Cast, judge: Client, today: MoveClock
    ) -> None:
        old, new = given(cast), given(cast, at=AT + 50 * DAY)
        today(AT + 50 * DAY)
        page = text(judge.get(reverse("web:today")))
        links = re.findall(r'href="(/court/cases/\?[^"]+)"', page)

        shown = [text(judge.get(link.replace("&amp;", "&"))) for link in links]

        assert [old.number in one for one in shown] == [False, True, False, False]
        assert [new.number in one for one in shown] == [True, False, False, False]
        assert "50日" in shown[1]

    def test_shows_the_deadlines_of_ones_own_cases(self, cast: Cast, judge: Client) -> None:
        case = given(cast)

        page = text(judge.get(reverse("web:today")))

        own = page[page.index("我承办案件的期限") :]
        assert "审理期限" in own
        assert case.number in own

    def test_counts_nothing_of_a_colleague_and_nothing_given_away(
        self, cast: Cast, judge: Client
    ) -> None:
        division = Division.objects.get(name="民事审判庭")
        other = staff("李岑", division, Role.JUDGE)
        given(cast, other)
        case = given(cast)
        by = acting(cast.zhou, case.matter)
        assignment.reassign(case, to=other, reason="调离", by=by, at=AT + timedelta(hours=1))

        page = text(judge.get(reverse("web:today")))

        assert set(counted(page).values()) == {0}
        assert case.number not in page

    def test_is_asked_as_often_for_many_as_for_few(self, cast: Cast, judge: Client) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as seen:
                judge.get(reverse("web:today"))
            return len(seen)

        given(cast)
        asked()  # the sentence about outages is asked for once a minute
        few = asked()
        for _ in range(6):
            given(cast)

        assert asked() == few

    def test_has_no_such_part_for_who_judges_nothing_and_no_page_for_a_citizen(
        self, cast: Cast
    ) -> None:
        given(cast)

        assert "我承办的案件" not in text(signed_in(cast.sun).get(reverse("web:today")))
        for name in ("web:today", "web:cases"):
            assert signed_in(cast.zhang).get(reverse(name)).status_code == 404
        assert Client().get(reverse("web:today")).status_code == 302


def test_a_draw_by_rule_counts_as_ones_own(cast: Cast, judge: Client) -> None:
    filing = submitted(cast)
    case = decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)
    assignment.assign(case, by=Actor.court(), at=AT)

    assert counted(text(judge.get(reverse("web:today"))))["三十日以内"] == 1
