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

        page_at.wait_for_url("**/components/list/#1")

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


VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [],
  cancel: () => { window.said = []; },
  speak: (speech) => { window.said.push([speech.lang, speech.text]); window.last = speech; },
}});
window.moved = 0;
new PerformanceObserver((all) => all.getEntries().forEach((one) => { window.moved += one.value; }))
  .observe({type: "layout-shift", buffered: true});
"""
BLOCK = """<section data-read><h2>案件受理费</h2><dl>
<div><dt>案号</dt><dd>（2026）浙0902民初12号</dd></div>
<div><dt>查验码</dt><dd><span class="code">K7QM-2XWA</span></dd></div>
<div><dt>金额</dt><dd><span class="amount" data-say="壹万贰仟叁佰元整">¥12,300.00</span></dd></div>
<div><dt>截止</dt><dd>2026年3月9日 10:05</dd></div></dl>
<details><summary>怎么算的</summary><p>收起来的不读</p></details></section>"""
SHOW = """(html) => {
  const main = document.querySelector("main");
  main.innerHTML = html;
  document.dispatchEvent(new CustomEvent("htmx:load", {detail: {elt: main}}));
}"""
SAID = [
    "案件受理费。",
    "案号：二零二六年，浙零九零二，民初12号。",
    "查验码：K 7 Q M， 2 X W A。",
    "金额：壹万贰仟叁佰元整。",
    "截止：2026年3月9日 10点5分。",
    "怎么算的。",
]


class TestReadAloud:
    def test_is_offered_on_every_block_and_larger_in_elder_mode(self, page_at: Page) -> None:
        page_at.add_init_script(VOICE)
        page_at.goto("/help/")
        buttons, blocks = page_at.locator(".read-aloud"), page_at.locator("[data-read]").count()
        expect(buttons).to_have_count(blocks)
        assert page_at.evaluate("moved") == 0

        page_at.get_by_role("button", name="长辈版").click()

        expect(page_at.locator("html.elder")).to_have_count(1)
        expect(buttons).to_have_count(blocks)
        assert blocks > 0
        assert buttons.first.evaluate("one => one.offsetHeight") >= 60
        assert page_at.evaluate("moved") == 0

    @pytest.mark.feature("S11")
    def test_says_numbers_as_they_are_meant_and_stops(self, page_at: Page) -> None:
        page_at.add_init_script(VOICE)
        page_at.goto("/help/")
        page_at.evaluate(SHOW, BLOCK)
        button = page_at.get_by_role("button", name="朗读：案件受理费")

        button.focus()
        page_at.keyboard.press("Enter")

        assert page_at.evaluate("said") == [["zh-CN", sentence] for sentence in SAID]
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_text("停止朗读")
        page_at.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-pressed", "false")
        page_at.keyboard.press("Enter")
        page_at.evaluate("last.onend()")
        expect(button).to_have_text("朗读")

    def test_is_not_offered_where_the_browser_has_no_voice(self, page_at: Page) -> None:
        page_at.add_init_script("delete window.speechSynthesis; window.speechSynthesis = undefined")
        page_at.goto("/help/")

        page_at.get_by_role("button", name="长辈版").click()

        expect(page_at.locator("html.elder")).to_have_count(1)
        assert page_at.get_by_role("button", name="朗读").count() == 0
