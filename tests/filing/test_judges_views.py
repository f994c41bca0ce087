"""Who judges: the draw of a case, setting it aside with a reason, and the fairness of all draws."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, on_stage, staff
from tests.filing.desk_stage import DAY, accepted, text
from yunting.core.models import Account, Case, Division, Event, Post
from yunting.core.roles import Role
from yunting.filing.models import Assignment
from yunting.lib import clock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("today"),
    pytest.mark.feature("T29"),
]


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def today(static_from_source: None) -> Iterator[None]:
    clock.provide(lambda: AT + 2 * DAY)
    yield
    clock.provide(clock.machine_now)


@pytest.fixture
def second_judge(cast: Cast) -> Account:
    return staff("吴", Division.objects.get(name="民事审判庭"), Role.JUDGE)


@pytest.fixture
def case(cast: Cast, second_judge: Account) -> Case:
    return accepted(cast)


@pytest.fixture
def chief(cast: Cast) -> Client:
    return signed_in(cast.zhou)


def at(case: Case) -> str:
    return reverse("filing:case-judge", args=[case.pk])


class TestAssign:
    def test_shows_each_candidates_chance_before_the_draw(self, case: Case, chief: Client) -> None:
        page = text(chief.get(at(case)))

        assert "还没有分案" in page
        assert page.count("50.0%") == 2

    def test_follows_the_draw_and_shows_the_seed(self, case: Case, chief: Client) -> None:
        page = chief.post(at(case), {"to": "", "reason": ""}, follow=True)

        given = Assignment.objects.get(case=case)
        assert given.judge == given.drawn
        assert given.seed in text(page)
        assert "重抽，结果相同" in text(page)

    def test_a_judge_by_name_needs_a_reason(
        self, case: Case, chief: Client, second_judge: Account
    ) -> None:
        page = text(chief.post(at(case), {"to": second_judge.pk, "reason": " "}))

        assert "请写明理由" in page
        assert Assignment.objects.count() == 0

    def test_an_override_keeps_its_reason_on_the_file(
        self, case: Case, chief: Client, second_judge: Account
    ) -> None:
        chief.post(at(case), {"to": second_judge.pk, "reason": "系列案，由同一法官承办"})

        given = Assignment.objects.get(case=case)
        assert given.judge == second_judge
        overridden = given.drawn != second_judge
        assert (given.override_reason != "") == overridden

    def test_nobody_but_a_judge_of_this_court_can_be_chosen(
        self, cast: Cast, case: Case, chief: Client
    ) -> None:
        chief.post(at(case), {"to": cast.sun.pk, "reason": "x"})

        assert Assignment.objects.count() == 0

    def test_a_clerk_may_look_but_not_assign(self, cast: Cast, case: Case) -> None:
        clerk = signed_in(cast.sun)

        assert 'name="to"' not in text(clerk.get(at(case)))
        clerk.post(at(case), {"to": "", "reason": ""})
        assert Assignment.objects.count() == 0

    def test_is_no_place_for_parties_strangers_and_judges(self, cast: Cast, case: Case) -> None:
        for account in (cast.zhang, cast.qian, cast.wang):
            assert signed_in(account).get(at(case)).status_code == 404
            assert signed_in(account).post(at(case), {"to": ""}).status_code == 404

    @pytest.mark.feature("X8")
    def test_a_double_click_draws_once(self, case: Case, chief: Client) -> None:
        sent = {"to": "", "reason": "", "form_key": "a-key-of-the-judge-form"}

        chief.post(at(case), sent)
        chief.post(at(case), sent)

        assert Event.objects.filter(kind="filing.case-assigned").count() == 1


class TestReassign:
    def test_gives_the_case_to_another_and_keeps_the_reason(
        self, case: Case, chief: Client
    ) -> None:
        chief.post(at(case), {"to": "", "reason": ""})
        first = Assignment.objects.get(case=case).judge

        page = chief.post(at(case), {"to": "", "reason": "原承办法官调离"}, follow=True)

        now = Assignment.objects.get(case=case, until__isnull=True)
        assert now.judge != first
        assert now.override_reason == "原承办法官调离"
        assert "原承办法官调离" in text(page)

    def test_needs_a_reason(self, case: Case, chief: Client) -> None:
        chief.post(at(case), {"to": "", "reason": ""})

        page = text(chief.post(at(case), {"to": "", "reason": ""}))

        assert "请填写理由" in page
        assert Assignment.objects.count() == 1

    @pytest.mark.feature("X6")
    def test_on_a_stale_page_is_refused(self, cast: Cast, case: Case, chief: Client) -> None:
        division = Division.objects.get(name="立案庭")
        Post.objects.create(account=cast.zhao, division=division, role=Role.PRESIDENT, since=AT)
        chief.post(at(case), {"to": "", "reason": ""})
        seen = chief.get(at(case)).context["form"].initial["seen"]
        signed_in(cast.zhao).post(at(case), {"to": "", "reason": "原承办法官休假"})

        page = text(chief.post(at(case), {"to": "", "reason": "调离", "seen": seen}))

        assert "赵嵊在09:30办理过" in page
        assert Assignment.objects.count() == 2


class TestFairness:
    def test_compares_each_judge_with_the_rule_in_the_order_of_numbers(
        self, cast: Cast, second_judge: Account, chief: Client
    ) -> None:
        for _ in range(3):
            chief.post(at(accepted(cast)), {"to": "", "reason": ""})

        page = text(chief.get(reverse("filing:fairness")))

        assert "不是排名" in page
        assert page.index(second_judge.handle) < page.index(cast.wang.handle)
        assert "合理区间" in page

    def test_lists_every_draw_that_was_set_aside(
        self, cast: Cast, second_judge: Account, chief: Client
    ) -> None:
        case = accepted(cast)
        while not Assignment.objects.exclude(override_reason="").exists():
            chief.post(at(case), {"to": second_judge.pk, "reason": "系列案"})
            case = accepted(cast)

        page = text(chief.get(reverse("filing:fairness"), {"kind": "overridden"}))

        assert "系列案" in page

    def test_gives_both_tables_as_files(self, case: Case, chief: Client) -> None:
        chief.post(at(case), {"to": "", "reason": ""})
        address = reverse("filing:fairness")

        shares = text(chief.get(address, {"format": "csv", "table": "shares"}))
        draws = text(chief.get(address, {"format": "csv", "columns": "seed"}))

        assert "期望" in shares
        assert "0.50" in shares
        assert Assignment.objects.get().seed in draws

    def test_counts_a_year_of_the_court(self, case: Case, chief: Client) -> None:
        chief.post(at(case), {"to": "", "reason": ""})

        assert "2025年还没有分案" in text(chief.get(reverse("filing:fairness"), {"year": "2025"}))

    def test_is_not_for_parties_nor_judges(self, cast: Cast) -> None:
        for account in (cast.zhang, cast.qian, cast.wang):
            assert signed_in(account).get(reverse("filing:fairness")).status_code == 404
