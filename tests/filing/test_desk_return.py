"""Returning a filing over HTTP: every spot with its reason and basis, all at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.signing_in import signed_in
from tests.cast import AT, Cast, acting, on_stage
from tests.filing.desk_stage import (
    DAY,
    GOODS,
    PHONE,
    corrected,
    on_the_desk,
    sent_back,
    text,
)
from yunting.filing.models import Defect, Filing, FilingState, Return
from yunting.filing.services import review
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
BASIS = "民事诉讼法 第一百二十四条"


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def today(static_from_source: None) -> Iterator[None]:
    clock.provide(lambda: AT + DAY)
    yield
    clock.provide(clock.machine_now)


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return on_the_desk(cast)


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast.sun)


def address(filing: Filing) -> str:
    return reverse("filing:return", args=[filing.pk])


def two_spots(**changed: str) -> dict[str, Any]:
    sent = {
        "path": [PHONE, GOODS],
        PHONE: "missing",
        f"basis:{PHONE}": BASIS,
        f"note:{PHONE}": "请写现在能打通的电话",
        GOODS: "unclear",
        f"basis:{GOODS}": "民事诉讼法 第一百二十二条第三项",
        f"note:{GOODS}": "",
        "due_on": "3月20日",
    }
    return {**sent, **changed}


class TestPage:
    def test_asks_for_each_ticked_spot_and_shows_what_stands_there(
        self, clerk: Client, filing: Filing
    ) -> None:
        page = text(clerk.get(address(filing), {"path": [PHONE, "evidence"]}))

        assert "被告 1 · 联系电话" in page
        assert "0580-2026000" in page
        assert "证据（可增减）" in page
        assert "整个清单，共2项" in page
        assert "2026年3月18日" in page

    def test_offers_to_tick_every_field_filled_or_not_and_every_list(
        self, clerk: Client, filing: Filing
    ) -> None:
        page = text(clerk.get(reverse("filing:desk", args=[filing.pk])))

        for path in (PHONE, GOODS, "evidence", "facts.goods", "claims.price.amount"):
            assert f'name="path" value="{path}"' in page
        assert "没有填写的" in page

    def test_leaves_out_what_the_form_does_not_have(self, clerk: Client, filing: Filing) -> None:
        page = text(clerk.get(address(filing), {"path": ["no.such.field", "'><script>"]}))

        assert "还没有勾选内容" in page


class TestReturn:
    @pytest.mark.feature("S4")
    def test_returns_all_spots_with_one_post(self, clerk: Client, filing: Filing) -> None:
        page = clerk.post(address(filing), two_spots(), follow=True)

        notice = Return.objects.get(filing=filing)
        told = set(notice.defects.values_list("path", "reason", "basis", "note"))
        assert "已一次性告知补正" in text(page)
        assert Filing.objects.get(pk=filing.pk).state == FilingState.RETURNED
        assert f"{notice.due_on:%m-%d}" == "03-20"
        assert told == {
            (PHONE, "missing", BASIS, "请写现在能打通的电话"),
            (GOODS, "unclear", "民事诉讼法 第一百二十二条第三项", ""),
        }

    def test_the_preview_fills_in_the_usual_article_and_records_nothing(
        self, clerk: Client, filing: Filing
    ) -> None:
        sent = two_spots(**{f"basis:{PHONE}": "", f"basis:{GOODS}": ""}, preview="yes")

        page = text(clerk.post(address(filing), sent))

        assert "当事人将看到" in page
        assert "表述不明确" in page
        assert 'value="民事诉讼法 第一百二十二条第三项"' in page
        assert Return.objects.count() == 0

    @pytest.mark.feature("S5")
    def test_without_reason_or_basis_is_impossible_and_loses_nothing(
        self, clerk: Client, filing: Filing
    ) -> None:
        sent = two_spots(**{f"basis:{PHONE}": " ", GOODS: ""})

        page = text(clerk.post(address(filing), sent))

        assert "“被告 1 · 联系电话”还没有写明法律依据" in page
        assert "还没有选择理由" in page
        assert "请写现在能打通的电话" in page
        assert 'value="3月20日"' in page
        assert Defect.objects.count() == 0
        assert Filing.objects.get(pk=filing.pk).state == FilingState.SUBMITTED

    @pytest.mark.feature("S5")
    def test_refuses_a_second_return_even_by_a_forged_request(
        self, cast: Cast, clerk: Client
    ) -> None:
        filing = corrected(cast)

        page = text(clerk.post(address(filing), two_spots()))

        assert "不能再次退回" in page
        assert Return.objects.filter(filing=filing).count() == 1

    @pytest.mark.feature("S5")
    def test_with_leave_only_the_new_ground_can_be_chosen(self, cast: Cast, clerk: Client) -> None:
        filing = corrected(cast)
        review.allow_second_return(
            filing,
            ground="unclear",
            reason="补正后规格前后矛盾",
            by=acting(cast.zhou, filing.matter),
            at=AT + 2 * DAY,
        )
        fresh = text(clerk.get(address(filing), {"path": [GOODS]}))
        assert "应填未填" not in fresh

        clerk.post(
            address(filing),
            {"path": [GOODS], GOODS: "unclear", f"basis:{GOODS}": BASIS, "due_on": "20260320"},
        )

        assert Return.objects.get(filing=filing, run=2).is_second

    def test_refuses_a_day_that_leaves_no_time_at_its_field(
        self, clerk: Client, filing: Filing
    ) -> None:
        page = text(clerk.post(address(filing), two_spots(due_on="2026-03-03")))

        assert "必须在今天之后" in page
        assert Return.objects.count() == 0

    def test_reads_no_day_that_does_not_exist(self, clerk: Client, filing: Filing) -> None:
        page = text(clerk.post(address(filing), two_spots(due_on="2月30日")))

        assert "2月30日不存在" in page

    def test_refuses_a_return_of_nothing(self, clerk: Client, filing: Filing) -> None:
        page = text(clerk.post(address(filing), {"due_on": "3月20日"}))

        assert "请至少标出一处" in page

    @pytest.mark.feature("X8")
    def test_a_double_click_returns_once(self, clerk: Client, filing: Filing) -> None:
        sent = two_spots(form_key="a-key-of-the-return-form")

        clerk.post(address(filing), sent)
        again = clerk.post(address(filing), sent, follow=True)

        assert "没有重复办理" in text(again)
        assert Return.objects.count() == 1

    @pytest.mark.feature("X6")
    def test_on_a_stale_page_is_refused_and_says_who_was_faster(
        self, cast: Cast, clerk: Client, filing: Filing
    ) -> None:
        seen = clerk.get(address(filing), {"path": PHONE}).context["form"].initial["seen"]
        signed_in(cast.zhou).post(
            reverse("filing:take-over", args=[filing.pk]), {"reason": "我来看"}
        )

        page = text(clerk.post(address(filing), two_spots(seen=str(seen))))

        assert "周岱在09:30办理过" in page
        assert "您打开页面以后" in page
        assert "请写现在能打通的电话" in page
        assert Return.objects.count() == 0

    def test_of_what_was_already_returned_says_where_it_stands(
        self, cast: Cast, clerk: Client
    ) -> None:
        filing = sent_back(cast)

        assert "现在不能退回补正" in text(clerk.get(address(filing), {"path": PHONE}))
        assert "现在的状态是“待补正”" in text(clerk.post(address(filing), two_spots()))
