"""The queue and the desk over HTTP: what is shown to whom, every act, every refusal."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, acting, on_stage
from tests.cast_complaint import SHANGHAI
from tests.filing.build import drafted, submitted
from tests.filing.desk_stage import (
    DAY,
    PHONE,
    corrected,
    on_the_desk,
    sent_back,
    text,
    whole,
)
from yunting.core import lapses
from yunting.core.models import Event
from yunting.filing.models import Filing, FilingState, SecondReturnLeave
from yunting.filing.services import review, submission
from yunting.lib import clock

pytestmark = pytest.mark.django_db
MARITIME = "2025:217"
MoveClock = Callable[[datetime], None]


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def today(static_from_source: None) -> Iterator[MoveClock]:
    """Set the court's clock to the day after the cast came; call it to move on."""
    times = [AT + DAY]
    clock.provide(lambda: times[-1])
    yield times.append
    clock.provide(clock.machine_now)


@pytest.fixture
def clerk(cast: Cast, today: MoveClock) -> Client:
    return signed_in(cast.sun)


@pytest.fixture
def chief(cast: Cast, today: MoveClock) -> Client:
    return signed_in(cast.zhou)


def at(filing: Filing, name: str = "desk") -> str:
    return reverse(f"filing:{name}", args=[filing.pk])


def state_of(filing: Filing) -> str:
    return Filing.objects.get(pk=filing.pk).state


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


class TestQueue:
    @pytest.mark.feature("S6")
    def test_says_on_which_day_of_seven_each_filing_is_and_which_run(
        self, cast: Cast, chief: Client, today: MoveClock
    ) -> None:
        corrected(cast)
        submitted(cast)
        today(AT + 5 * DAY)

        page = text(chief.get(reverse("filing:queue")))

        assert "第3日，共7日（第2次）" in page
        assert "第5日，共7日" in page

    @pytest.mark.feature("S6")
    def test_shows_what_has_escalated_by_itself(
        self, cast: Cast, clerk: Client, today: MoveClock
    ) -> None:
        filing = submitted(cast)
        late = AT + 6 * DAY
        today(late)
        lapses.lapse_all(at=late)

        page = text(clerk.get(reverse("filing:queue"), {"clock": "escalated"}))

        assert "督办" in page
        assert at(filing) in page

    def test_puts_what_waits_for_the_court_first(self, cast: Cast, clerk: Client) -> None:
        back, waiting = sent_back(cast), on_the_desk(cast, at=AT + DAY)

        page = text(clerk.get(reverse("filing:queue")))

        assert page.index(at(waiting)) < page.index(at(back))

    def test_filters_by_state_reviewer_and_form_in_the_address(
        self, cast: Cast, clerk: Client
    ) -> None:
        back, waiting = sent_back(cast), submitted(cast)
        Filing.objects.filter(pk=waiting.pk).update(reviewer=cast.zhou)

        def shown(**asked: Any) -> set[int]:
            page = text(clerk.get(reverse("filing:queue"), asked))
            return {f.pk for f in (back, waiting) if f'href="{at(f)}"' in page}

        assert shown(state="returned") == {back.pk}
        assert shown(reviewer=cast.zhou.pk) == {waiting.pk}
        assert shown(reviewer="none") == {back.pk}
        assert shown(clock="late") == set()
        assert shown(form="sale-contract") == {back.pk, waiting.pk}
        assert shown(party="张澄") == {waiting.pk}

    def test_costs_the_same_with_five_and_with_sixty(self, cast: Cast, clerk: Client) -> None:
        address = reverse("filing:queue")
        for _ in range(5):
            submitted(cast)
        few = queries(clerk, address)
        for _ in range(55):
            submitted(cast)

        assert queries(clerk, address) == few
        assert "下一页" in text(clerk.get(address))

    def test_gives_a_table_no_spreadsheet_computes(self, cast: Cast, clerk: Client) -> None:
        filing = submitted(cast)
        Filing.objects.filter(pk=filing.pk).update(title="=HYPERLINK(1)")

        page = text(clerk.get(reverse("filing:queue"), {"format": "csv"}))

        assert "'=HYPERLINK(1)" in page
        assert "286431.50" in page

    def test_is_no_place_for_others(self, cast: Cast, today: MoveClock) -> None:
        for account in (cast.zhang, cast.qian, cast.wang, cast.zhao):
            assert signed_in(account).get(reverse("filing:queue")).status_code == 404
        assert Client().get(reverse("filing:queue")).status_code == 302

    def test_leaves_out_drafts(self, cast: Cast, clerk: Client) -> None:
        drafted(cast)

        assert "没有收到起诉材料" in text(clerk.get(reverse("filing:queue")))


class TestDesk:
    def test_has_everything_on_one_page(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        page = text(clerk.get(at(filing)))

        for words in (
            "上海澄海贸易有限公司诉舟山金塘某螺杆制造有限公司买卖合同纠纷",
            "第1日，共7日",
            SHANGHAI,
            "尚未经登记机关核验",
            "判令被告向原告支付价款¥286,431.50",
            "没有发现前后不一致的地方",
            "没有找到相同当事人",
            "不属于海事海商案件",
            "¥5,596.47",
            "就业人员年平均工资",
            "暂定",
            "（2026）浙0902民初1号",
            "提交起诉状",
        ):
            assert words in page

    @pytest.mark.feature("S4")
    def test_shows_old_beside_new_after_a_correction(self, cast: Cast, clerk: Client) -> None:
        page = text(clerk.get(at(corrected(cast))))

        assert "第 2 次提交" in page
        assert "0580-2026000" in page
        assert "0580-2026001" in page
        assert "应填未填" in page

    def test_points_out_the_same_dispute_filed_before(self, cast: Cast, clerk: Client) -> None:
        earlier, filing = submitted(cast), submitted(cast)

        page = text(clerk.get(at(filing)))

        assert f'href="{at(earlier)}"' in page
        assert "另有 1 件" in page

    def test_offers_only_the_acts_of_this_role_and_state(
        self, cast: Cast, clerk: Client, chief: Client
    ) -> None:
        back, again = sent_back(cast), corrected(cast)

        assert "现在没有要由您办理的事项" in text(clerk.get(at(back)))
        assert at(again, "allow") not in text(clerk.get(at(again)))
        assert at(again, "allow") in text(chief.get(at(again)))

    def test_is_not_for_the_filer_nor_strangers_nor_judges(
        self, cast: Cast, today: MoveClock
    ) -> None:
        filing = on_the_desk(cast)
        names = ("accept", "return", "allow", "refuse", "take-back", "redirect", "take-over")

        for account in (cast.zhang, cast.qian, cast.wang):
            client = signed_in(account)
            assert client.get(at(filing)).status_code == 404
            for name in names:
                assert client.get(at(filing, name)).status_code == 404
                assert client.post(at(filing, name)).status_code == 404
        assert Event.objects.filter(kind="filing.accepted").count() == 0

    def test_a_draft_is_the_filers_alone(self, cast: Cast, clerk: Client) -> None:
        assert clerk.get(at(drafted(cast))).status_code == 404

    def test_costs_the_same_whatever_is_around(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)
        few = queries(clerk, at(filing))
        for _ in range(8):
            on_the_desk(cast)

        assert queries(clerk, at(filing)) <= few + 1

    def test_an_act_by_get_goes_back_to_the_desk(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        response = clerk.get(at(filing, "accept"))

        assert response.headers["Location"] == at(filing)


class TestAccept:
    def test_gives_the_number_and_says_what_is_next(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        response = clerk.post(at(filing, "accept"), {"is_simple": "yes"}, follow=True)

        filing.refresh_from_db()
        assert filing.state == FilingState.ACCEPTED
        assert filing.case is not None
        assert filing.case.procedure == "summary"
        assert "案号（2026）浙0902民初1号" in text(response)

    def test_asks_whether_it_is_simple(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        page = text(clerk.post(at(filing, "accept"), {}))

        assert "请选择是或者否" in page
        assert state_of(filing) == FilingState.SUBMITTED

    @pytest.mark.feature("X8")
    def test_a_double_click_gives_one_number(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)
        sent = {"is_simple": "no", "form_key": "a-key-of-the-accept-form"}

        clerk.post(at(filing, "accept"), sent)
        again = clerk.post(at(filing, "accept"), sent, follow=True)

        assert "没有重复办理" in text(again)
        assert Event.objects.filter(kind="filing.accepted").count() == 1

    @pytest.mark.feature("X8")
    def test_the_same_key_for_something_else_is_refused(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)
        key = {"form_key": "a-key-of-the-accept-form"}
        clerk.post(at(filing, "accept"), {"is_simple": "no", **key})

        other = clerk.post(at(filing, "accept"), {"is_simple": "yes", **key})

        assert other.status_code == 422


class TestStalePage:
    @pytest.mark.feature("X6")
    def test_names_who_decided_meanwhile_and_what_they_did(
        self, cast: Cast, clerk: Client, chief: Client
    ) -> None:
        filing = on_the_desk(cast)
        seen = clerk.get(at(filing)).context["forms"]["accept"].initial["seen"]
        chief.post(at(filing, "redirect"), {"ground": "other-court", "to": "普陀法院"})

        page = text(clerk.post(at(filing, "accept"), {"is_simple": "yes", "seen": seen}))

        assert "不能“准予立案”" in page
        assert "您打开页面以后" in page
        assert "周岱告知：本事项应向普陀法院提出" in page
        assert state_of(filing) == FilingState.REDIRECTED

    @pytest.mark.feature("X6")
    def test_refuses_an_act_on_a_complaint_that_was_corrected_meanwhile(
        self, cast: Cast, clerk: Client
    ) -> None:
        filing = on_the_desk(cast)
        seen = clerk.get(at(filing)).context["forms"]["accept"].initial["seen"]
        review.return_filing(
            filing,
            [review.Fault(PHONE, "missing", "民事诉讼法 第一百二十四条")],
            due_on=(AT + 9 * DAY).date(),
            by=acting(cast.zhou, filing.matter),
            at=AT + DAY,
        )
        submission.correct(
            filing,
            whole({PHONE: "0580-2026001"}),
            by=acting(cast.zhang, filing.matter),
            at=AT + DAY,
        )

        page = text(clerk.post(at(filing, "accept"), {"is_simple": "yes", "seen": seen}))

        assert "周岱在09:30办理过" in page
        assert "提交补正材料" in page
        assert "0580-2026001" in page
        assert state_of(filing) == FilingState.SUBMITTED

    @pytest.mark.feature("X6")
    def test_a_colleague_who_took_it_over_is_named_and_the_second_try_counts(
        self, cast: Cast, clerk: Client, chief: Client
    ) -> None:
        filing = on_the_desk(cast)
        seen = clerk.get(at(filing)).context["forms"]["accept"].initial["seen"]
        chief.post(at(filing, "take-over"), {"reason": ""})

        refused = clerk.post(at(filing, "accept"), {"is_simple": "yes", "seen": seen})
        assert "周岱在09:30办理过：周岱接办审查" in text(refused)
        assert state_of(filing) == FilingState.SUBMITTED

        now = refused.context["sent"].data["seen"]
        clerk.post(at(filing, "accept"), {"is_simple": "yes", "seen": now})
        assert state_of(filing) == FilingState.ACCEPTED


class TestSecondReturn:
    @pytest.mark.feature("S5")
    def test_is_not_offered_and_says_why(self, cast: Cast, clerk: Client) -> None:
        page = text(clerk.get(at(corrected(cast))))

        assert "不能再次退回" in page
        assert 'name="path"' not in page

    @pytest.mark.feature("S5")
    def test_the_chief_allows_one_on_a_new_ground_and_it_stays_flagged(
        self, cast: Cast, chief: Client, clerk: Client
    ) -> None:
        filing = corrected(cast)
        sent = {"ground": "mandate", "reason": "新提交的委托书没有签名"}

        chief.post(at(filing, "allow"), sent)

        page = text(clerk.get(at(filing)))
        assert "庭长准许再次告知补正" in page
        assert "新提交的委托书没有签名" in page
        assert 'name="path"' in page
        assert "再次退回" in text(clerk.get(reverse("filing:queue")))

    @pytest.mark.feature("S5")
    def test_refuses_an_old_ground_a_missing_reason_and_a_clerk(
        self, cast: Cast, chief: Client, clerk: Client
    ) -> None:
        filing = corrected(cast)

        old = text(chief.post(at(filing, "allow"), {"ground": "missing", "reason": "再看"}))
        bare = text(chief.post(at(filing, "allow"), {"ground": "mandate", "reason": " "}))
        theirs = text(clerk.post(at(filing, "allow"), {"ground": "mandate", "reason": "新"}))

        assert "请选择一个此前没有用过的事由" in old
        assert "请填写准许的理由" in bare
        assert "只能由立案庭庭长办理" in theirs
        assert SecondReturnLeave.objects.count() == 0


class TestRefusal:
    def test_is_drafted_and_taken_back(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        clerk.post(at(filing, "refuse"), {"ground": "decided", "reason": "判决已生效"})
        assert state_of(filing) == FilingState.REFUSAL_DRAFTED

        clerk.post(at(filing, "take-back"), {"reason": "看错了"})
        assert state_of(filing) == FilingState.SUBMITTED

    def test_needs_a_ground_and_a_reason(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        page = text(clerk.post(at(filing, "refuse"), {"ground": "", "reason": ""}))

        assert "请选择法定事由" in page
        assert "请填写理由" in page
        assert state_of(filing) == FilingState.SUBMITTED


class TestRedirect:
    def test_tells_the_filer_where_to_go(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        page = clerk.post(
            at(filing, "redirect"), {"ground": "maritime", "to": "宁波海事法院"}, follow=True
        )

        assert "已告知当事人应向宁波海事法院提出" in text(page)
        assert state_of(filing) == FilingState.REDIRECTED

    def test_proposes_ningbo_for_a_maritime_dispute(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)
        Filing.objects.filter(pk=filing.pk).update(cause=MARITIME)

        page = text(clerk.get(at(filing)))

        assert "应由宁波海事法院专门管辖" in page
        assert 'value="宁波海事法院"' in page

    def test_needs_an_addressee(self, cast: Cast, clerk: Client) -> None:
        filing = on_the_desk(cast)

        page = text(clerk.post(at(filing, "redirect"), {"ground": "maritime", "to": ""}))

        assert "请填写应向哪里提出" in page
        assert state_of(filing) == FilingState.SUBMITTED


class TestCorrection:
    @pytest.mark.feature("S6")
    def test_starts_the_seven_days_anew(self, cast: Cast, clerk: Client, today: MoveClock) -> None:
        filing = sent_back(cast)
        later = AT + 8 * DAY
        today(later)
        submission.correct(
            filing,
            whole({PHONE: "0580-2026001"}),
            by=acting(cast.zhang, filing.matter),
            at=later,
        )
        today(later + DAY)

        page = text(clerk.get(at(filing)))

        assert "第1日，共7日" in page
        assert "第 2 次审查" in page
