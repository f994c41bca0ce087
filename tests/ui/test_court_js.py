"""The improvements of court.js in a real browser."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from yunting.lib import money, numerals

pytestmark = pytest.mark.browser

# fmt: off
AMOUNTS = [
    "0", "0.05", "0.50", "1", "10", "10.01", "101", "110.10", "1001", "1010", "10000", "10001",
    "10010", "100000", "100010", "101000", "105000", "1000000", "10000000", "20000.10", "36800.05",
    "36800.50", "87656400", "100000000", "100000001", "100010000", "101000000", "1000000001",
    "1000100010", "1234567890.12", "100000000000", "1000000000000", "1000100000000",
    "1000000010000", "9999999999999.99",
]
# fmt: on


@pytest.fixture
def page_at(browser: Browser, site: str) -> Iterator[Page]:
    """Open a tab on a desktop."""
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


class TestEcho:
    def test_says_an_amount_exactly_as_the_court_writes_it(self, page_at: Page) -> None:
        page_at.goto("/components/question/")
        said = {}

        for amount in AMOUNTS:
            page_at.get_by_label("欠款金额").fill(amount)
            said[amount] = page_at.locator("[data-echo=amount]").inner_text()

        assert said == {
            amount: f"{money.show(Decimal(amount))}　{numerals.capitals(Decimal(amount))}"
            for amount in AMOUNTS
        }

    @pytest.mark.parametrize("typed", ["１２,３００.５", "¥12,300.50", " 12 300.5 元"])
    def test_reads_an_amount_the_way_people_write_it(self, page_at: Page, typed: str) -> None:
        page_at.goto("/components/question/")

        page_at.get_by_label("欠款金额").fill(typed)

        expect(page_at.locator("[data-echo=amount]")).to_contain_text("¥12,300.50")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("20260308", "2026年3月8日 星期日"),
            ("2026-3-8", "2026年3月8日 星期日"),
            ("2026年2月30日", "没有这一天，请核对。"),
            ("三月八日", ""),
        ],
    )
    def test_says_a_date_with_its_weekday(self, page_at: Page, typed: str, said: str) -> None:
        page_at.goto("/components/question/")

        page_at.get_by_label("合同签订日期").fill(typed)

        assert page_at.locator("[data-echo=date]").inner_text() == said


class TestErrors:
    def test_are_where_the_eye_is(self, page_at: Page) -> None:
        page_at.goto("/components/errors/")

        assert page_at.locator(".errors").evaluate("box => box === document.activeElement")

    def test_lead_to_their_field(self, page_at: Page) -> None:
        page_at.goto("/components/errors/")

        page_at.get_by_role("link", name="合同签订日期：").click()

        assert (
            page_at.evaluate("document.activeElement.id || location.hash.slice(1)") == "id_signed"
        )


class TestKeys:
    def test_walk_the_rows(self, page_at: Page) -> None:
        page_at.goto("/components/list/")
        rows = page_at.locator("[data-row]")

        page_at.keyboard.press("j")
        page_at.keyboard.press("j")
        expect(rows.nth(1)).to_be_focused()
        page_at.keyboard.press("k")
        expect(rows.nth(0)).to_be_focused()
        page_at.keyboard.press("Enter")

        assert page_at.url.endswith("#1")

    def test_are_letters_while_one_types(self, page_at: Page) -> None:
        page_at.goto("/components/list/")

        page_at.get_by_label("当事人").press_sequentially("jk?")

        expect(page_at.get_by_label("当事人")).to_have_value("jk?")
        expect(page_at.locator("#keys")).not_to_be_visible()

    def test_are_shown_and_can_be_turned_off(self, page_at: Page) -> None:
        page_at.goto("/components/list/")

        page_at.keyboard.press("?")
        page_at.get_by_label("停用单键操作").check()
        page_at.get_by_role("button", name="关闭").click()
        page_at.keyboard.press("?")

        expect(page_at.locator("#keys")).not_to_be_visible()


class TestBulk:
    def test_says_how_many_are_chosen(self, page_at: Page) -> None:
        page_at.goto("/components/list/")
        expect(page_at.locator("[data-bulk-count]")).to_have_text("请先勾选")

        page_at.get_by_label("全选本页").check()

        expect(page_at.locator("[data-bulk-count]")).to_have_text("已选 3 件")


class TestReadAloud:
    def test_is_offered_on_every_block_in_elder_mode_only(self, page_at: Page) -> None:
        page_at.goto("/help/")
        assert page_at.get_by_role("button", name="朗读").count() == 0

        page_at.get_by_role("button", name="长辈版").click()

        expect(page_at.locator("html.elder")).to_have_count(1)
        blocks = page_at.locator("[data-read]").count()
        expect(page_at.get_by_role("button", name="朗读")).to_have_count(blocks)
        assert blocks > 0

    def test_is_not_offered_where_the_browser_has_no_voice(self, page_at: Page) -> None:
        page_at.add_init_script("delete window.speechSynthesis; window.speechSynthesis = undefined")
        page_at.goto("/help/")

        page_at.get_by_role("button", name="长辈版").click()

        expect(page_at.locator("html.elder")).to_have_count(1)
        assert page_at.get_by_role("button", name="朗读").count() == 0
