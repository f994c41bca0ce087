"""Pages and API where anybody asks a rule: computed, explained, compared, linked, printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests import database
from tests.cast import AT
from tests.conftest import connect_to
from tests.web.site import serving
from yunting.lib import clock
from yunting.rules.asked import catalogue, quantities, times
from yunting.rules.asked.inputs import Input
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import day
from yunting.web.rules.form import MOST_ROWS, AskForm, address_of
from yunting.web.rules.typed import NotACount, NotAnInstant, way_of

TODAY = clock.day_of(AT)
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}: {example.title}")
    for rule in catalogue.every()
    for example in rule.examples
]
LINK = re.compile(r'<p><a href="(http[^"]+)">')


def page(name: str, query: str = "", *, status: int = 200) -> str:
    """Return the page of a rule as nobody sees it."""
    answer = Client().get(f"{reverse('web:rule', args=[name])}?{query}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


def result(text: str) -> str:
    """Return the part of a page that says what came out."""
    return text.partition('id="result"')[2].partition("</section>")[0]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Set the court's clock to the morning of the cast."""
    clock.provide(lambda: AT)
    yield
    clock.provide(clock.machine_now)


@pytest.mark.django_db
class TestList:
    def test_leads_to_every_rule(self) -> None:
        text = Client().get(reverse("web:rules")).content.decode()

        for rule in catalogue.every():
            assert f'href="{reverse("web:rule", args=[rule.name])}"' in text
            assert rule.title in text

    @pytest.mark.parametrize("route", ["web:home", "web:check", "ui:help"])
    def test_is_found_where_people_look(self, route: str) -> None:
        text = Client().get(reverse(route)).content.decode()

        assert f'href="{reverse("web:rules")}"' in text


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize(("rule", "example"), EXAMPLES)
    def test_of_each_rule_comes_to_what_a_program_is_told(
        self, rule: Rule, example: Example
    ) -> None:
        given = json.loads(example.given)
        on = day(example.on, "on")

        text = page(rule.name, address_of(rule, given, on=on, other=None))

        for label, said in rule.answer.lines(rule.ask(given, on=on).value):
            assert label in result(text)
            assert said in result(text)
        assert "没有算出来" not in text

    @pytest.mark.parametrize(
        ("typed", "fee"),
        [
            ("286,431.50", "¥5,596.47"),
            ("２８.６４３１５万", "¥5,596.47"),
            ("十万元整", "¥2,300.00"),
        ],
    )
    def test_reads_amounts_as_people_write_them(self, typed: str, fee: str) -> None:
        query = QueryDict(mutable=True)
        query.update({"kind": "property", "amount": typed, "on": "3月2日"})

        text = page("fees.acceptance", query.urlencode())

        assert fee in result(text)
        assert "诉讼费用交纳办法" in text
        assert f'value="{typed}"' in text

    @pytest.mark.parametrize(
        ("query", "why"),
        [
            ("kind=property&amount=-3&on=20260302", "负数"),
            ("kind=property&amount=1.234&on=20260302", "比分还细"),
            ("kind=property&amount=很多&on=20260302", "看不懂"),
            ("kind=property&amount=&on=20260302", "请填写金额"),
            ("kind=&amount=3&on=20260302", "请选择案件类型"),
            ("kind=murder&amount=3&on=20260302", "murder"),
            ("kind=property&amount=3&on=", "请填写起诉的日期"),
            ("kind=property&amount=3&on=20260230", "2月30日不存在"),
            ("kind=property&amount=3&on=20260302&other=去年", "看不懂“去年”"),
            ("kind=property&amount=3&on=20070331", "自 2007-04-01 起施行"),
        ],
    )
    def test_says_why_not_and_keeps_what_was_typed(self, query: str, why: str) -> None:
        text = page("fees.acceptance", query)

        assert "没有算出来" in text
        assert why in text
        assert not result(text)
        for typed in QueryDict(query).values():
            assert str(typed) in text

    def test_without_a_day_only_fills_in_what_the_link_says(self) -> None:
        text = page("fees.acceptance", "kind=property&amount=3")

        assert '<option value="property" selected>' in text
        assert 'value="3"' in text
        assert f'value="{TODAY}"' in text
        assert "没有算出来" not in text
        assert '例如："' not in text
        assert not result(text)

    def test_shows_the_version_that_applied_and_what_another_day_gives(self) -> None:
        text = page("fees.acceptance", "kind=divorce&amount=50万&on=20260302&other=20070501")

        assert "¥1,800.00" in result(text)
        assert "规则库中最早的数值自 2007-06-01 起施行" in result(text)
        assert "国务院令第481号，2007年4月1日起施行" in text

    def test_says_that_two_days_give_the_same(self) -> None:
        text = page("fees.acceptance", "kind=property&amount=50万&on=20260302&other=20070501")

        assert "两个日期的结果相同" in result(text)

    def test_compares_by_the_rule_s_own_day(self) -> None:
        text = page("periods.end", "start=20260302&n=15&unit=day&roll=forward&other=20270201")

        assert "2026年3月17日" in result(text)
        assert "2027年2月16日" in result(text)
        assert "以国务院公布的放假安排为准" in text

    def test_marks_what_rests_on_something_unknown(self) -> None:
        text = page("procedures.of_small_amount", "amount=3万&agreed=no&on=20260302")

        assert "暂定结果" in result(text)
        assert "请在法院设置“就业人员年平均工资”中填写" in text

    def test_names_the_setting_the_books_lack(self) -> None:
        text = page("interest.lpr", "on=20260302")

        assert "请在法院设置“一年期贷款市场报价利率”中填写" in text

    def test_marks_texts_nobody_has_compared(self) -> None:
        text = page("interest.lpr", "on=20250602")

        assert "凭记忆，把握一般，待核" in text

    def test_is_none_for_another_name(self) -> None:
        page("fees.parking", status=404)

    def test_asks_the_database_for_nothing(self) -> None:
        with CaptureQueriesContext(connection) as made:
            page("fees.acceptance", "kind=property&amount=3&on=20260302")

        assert len(made) == 0


class TestTyped:
    @pytest.mark.parametrize(
        ("one", "typed", "json"),
        [
            (quantities.Amount, "1.2万", "12000.00"),
            (quantities.Rate, "6.09%", "0.0609"),
            (quantities.Rate, "万分之五", "0.0005"),
            (quantities.PerCent, "66.67", "66.67"),
            (quantities.Count, " １，０００ ".replace("，", ","), 1000),
            (times.Day, "3月2日", "2026-03-02"),
            (times.Instant, "2026-03-02 10:00", "2026-03-02T10:00:00"),
            (times.Instant, "2026年3月2日9时05分", "2026-03-02T09:05:00"),
            (times.Instant, "20260302 23:59:59", "2026-03-02T23:59:59"),
        ],
    )
    def test_becomes_what_a_program_would_send_and_back(
        self, one: type[Input], typed: str, json: object
    ) -> None:
        way = way_of(one(name="x", label="x"))

        assert way.read(typed, TODAY) == json
        assert way.read(str(way.typed(json)), TODAY) == json

    @pytest.mark.parametrize("typed", ["十五", "-1", "1.5", "９９９９９９９９９９９９９"])
    def test_is_no_count(self, typed: str) -> None:
        with pytest.raises(NotACount):
            way_of(quantities.Count(name="n", label="多长")).read(typed, TODAY)

    @pytest.mark.parametrize("typed", ["昨天", "2026-03-02", "2026-03-02 24:00", "3月2日 9:60"])
    def test_is_no_instant(self, typed: str) -> None:
        with pytest.raises(NotAnInstant):
            way_of(times.Instant(name="at", label="时刻")).read(typed, TODAY)


@pytest.mark.django_db
class TestAddress:
    def test_of_a_result_asks_the_same_again_with_its_days_in_full(self) -> None:
        typed = "kind=property&amount=36.5万&on=3月2日&other=2007-5-1"

        (address,) = LINK.findall(page("fees.acceptance", typed))

        query = urlsplit(address).query
        assert query == "kind=property&amount=365000.00&on=2026-03-02&other=2007-05-01"
        assert result(page("fees.acceptance", query)) == result(page("fees.acceptance", typed))

    @pytest.mark.parametrize(("rule", "example"), EXAMPLES)
    def test_holds_every_input(self, rule: Rule, example: Example) -> None:
        given = json.loads(example.given)
        query = address_of(rule, given, on=day(example.on, "on"), other=TODAY)

        form = AskForm(rule, QueryDict(query), today=TODAY)

        assert form.is_valid(), form.errors
        assert rule.ask(form.given, on=form.applies_on) == rule.ask(given, on=form.applies_on)
        assert form.compared_on == TODAY


@pytest.mark.django_db
class TestRows:
    DEBT = "principal=10万&start=2026-01-31&end=2026-03-02"

    def test_are_read_in_their_order_and_empty_ones_left_out(self) -> None:
        rows = (
            "payments.0.date=2026-02-10&payments.0.amount=2万&payments.1.date=&payments.1.amount="
        )

        text = page("interest.deferred", f"{self.DEBT}&{rows}&other=")

        assert "¥80,000.00" in result(text)
        assert "2026年2月10日 星期二，¥20,000.00" in text

    def test_half_filled_say_what_is_missing(self) -> None:
        text = page("interest.deferred", f"{self.DEBT}&payments.0.amount=2万")

        assert "请填写第1笔：哪一天，或者把这一笔清空" in text

    def test_become_more_without_computing(self) -> None:
        few = page("interest.deferred", self.DEBT)
        more = page("interest.deferred", f"{self.DEBT}&payments.0.amount=2万&more=payments")

        assert few.count('name="payments.') < more.count('name="payments.')
        assert 'value="2万"' in more
        assert not result(more)
        assert "没有算出来" not in more

    @pytest.mark.parametrize("number", ["999999999", "-1", "x", "²", "0.0"])
    def test_have_a_limit_whatever_the_address_says(self, number: str) -> None:
        text = page("interest.deferred", f"{self.DEBT}&payments.{number}.amount=1&more=payments")

        assert text.count('name="payments.') <= 2 * MOST_ROWS


@pytest.mark.django_db
class TestApi:
    def ask(self, name: str, body: Any, *, on: str = "2026-03-02") -> Any:
        sent = body if isinstance(body, bytes) else json.dumps(body)
        return Client().post(f"/api/v1/rules/{name}?on={on}", sent, content_type="application/json")

    def test_lists_the_rules_and_tells_of_each(self) -> None:
        listed = Client().get("/api/v1/rules").json()

        assert [row["name"] for row in listed] == [rule.name for rule in catalogue.every()]
        told = Client().get("/api/v1/rules/bankruptcy.resolution").json()
        assert [one["name"] for one in told["fields"]][:2] == ["kind", "voting_present"]
        assert told["examples"][0]["value"] == "true"

    def test_answers_as_the_command_does(self) -> None:
        answer = self.ask("fees.acceptance", {"kind": "property", "amount": "365000.00"})

        assert answer.status_code == 200
        assert answer.json()["value"] == "6775.00"
        assert answer.json()["basis"] == ["诉讼费用交纳办法 第十三条第一款第（一）项"]
        assert answer.json()["provisional"] is False

    @pytest.mark.parametrize(
        ("body", "on", "status", "code"),
        [
            ({"kind": "property", "amount": 365000}, "2026-03-02", 422, "rules.not-an-amount"),
            ({"kind": "labour", "money": "1"}, "2026-03-02", 422, "rules.unknown-field"),
            ({"kind": "labour"}, "2026-02-30", 422, "rules.not-a-date"),
            ({"kind": "labour"}, "2007-03-31", 409, "rules.not-in-force"),
            (b"[]", "2026-03-02", 422, "rules.not-an-object"),
            (b"{", "2026-03-02", 422, "rules.not-json"),
        ],
    )
    def test_says_why_not(self, body: Any, on: str, status: int, code: str) -> None:
        answer = self.ask("fees.acceptance", body, on=on)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["Content-Type"].startswith("application/problem+json")

    def test_says_that_the_day_is_missing(self) -> None:
        answer = Client().post("/api/v1/rules/interest.lpr", "{}", content_type="application/json")

        assert answer.status_code == 422
        assert answer.json()["fields"][0]["field"] == "on"

    @pytest.mark.parametrize("name", ["fees.parking", "fees"])
    def test_has_no_other_rules(self, name: str) -> None:
        assert Client().get(f"/api/v1/rules/{name}").status_code == 404


@pytest.fixture(scope="module")
def url(django_db_setup: None, template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve the pages to a browser."""
    with database.copy_of(template) as name, django_db_blocker.unblock():
        before = connect_to(name)
        with serving() as address:
            yield address
        connect_to(before)


def tab(browser: Browser, url: str, *, scripts: bool) -> Page:
    """Open a browser's tab."""
    return browser.new_context(base_url=url, java_script_enabled=scripts, locale="zh-CN").new_page()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
class TestInABrowser:
    def test_a_fee_is_computed_by_pressing_enter(
        self, browser: Browser, url: str, scripts: bool
    ) -> None:
        here = tab(browser, url, scripts=scripts)
        here.goto("/rules/fees.acceptance/?kind=property")

        here.get_by_label("金额").fill("36.5万")
        here.get_by_label("金额").press("Enter")

        here.wait_for_url("**#result")
        assert "¥6,775.00" in here.locator("#result").inner_text()
        here.context.close()

    def test_enter_computes_where_rows_can_become_more(
        self, browser: Browser, url: str, scripts: bool
    ) -> None:
        here = tab(browser, url, scripts=scripts)
        here.goto("/rules/interest.deferred/?principal=10万&start=2026-01-31")

        here.get_by_label("算到哪一天", exact=True).fill("20260302")
        here.get_by_label("算到哪一天", exact=True).press("Enter")

        assert "¥525.00" in here.locator("#result").inner_text()
        here.get_by_role("button", name="再加几笔：已经还的钱").click()
        assert here.locator("#result").count() == 0
        assert here.locator("input[name='payments.4.amount']").count() == 1
        here.context.close()

    def test_prints_the_inputs_and_not_the_form(
        self, browser: Browser, url: str, scripts: bool
    ) -> None:
        here = tab(browser, url, scripts=scripts)
        here.goto("/rules/fees.acceptance/?kind=property&amount=365000&on=20260302")
        offered = here.get_by_role("button", name="打印").is_visible()

        here.emulate_media(media="print")

        assert offered is scripts
        assert not here.locator("main form").is_visible()
        assert not here.locator(".bar-tools").is_visible()
        assert here.get_by_role("heading", name="算的是").is_visible()
        assert here.get_by_text("¥365,000.00", exact=True).is_visible()
        assert here.locator("#result").is_visible()
        here.context.close()
