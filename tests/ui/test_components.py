"""Every component, looked at on a phone and a desktop, plain and in elder mode."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from yunting.ui import examples

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = [
    "/components/",
    *[f"/components/{example.name}/" for example in examples.EXAMPLES],
    "/help/",
    "/terms/",
    "/signed-in/",
    "/nowhere/",
]
AXE = Axe()
# What is right is most of it, and carrying it here took half the time.
WRONG = "options => axe.run(options).then(results => results.violations)"
SMALL_WORDS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const box = walker.currentNode.parentElement;
    if (!words || !box.checkVisibility() || box.closest('.visually-hidden, script')) continue;
    if (parseFloat(getComputedStyle(box).fontSize) < 24) small.push(words.slice(0, 30));
  }
  return small;
}"""
SMALL_TARGETS = """() => Array.from(
  document.querySelectorAll('button, .btn, .dock a, .side a, .counts a, summary, .form-control')
).filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 59.5
).map(target => target.outerHTML.slice(0, 80))"""


def complaints_about(tab: Page) -> list[object]:
    """Return what is wrong with the page on show, as far as a machine can tell."""
    tab.evaluate("scrollTo(0, 0)")  # an error summary takes the focus below the fixed bar
    if tab.evaluate("typeof axe === 'undefined'"):
        tab.evaluate(AXE.axe_script)
    found = tab.evaluate(WRONG, {"runOnly": TAGS, "resultTypes": ["violations"]})
    wrong: list[object] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("wider than the screen")
    if tab.locator("html.elder").count():
        wrong += tab.evaluate(SMALL_WORDS) + tab.evaluate(SMALL_TARGETS)
        if not tab.locator(".bar-phone").is_visible():
            wrong.append("no phone number on screen")
    return wrong


class TestExamples:
    def test_are_accessible_fit_the_screen_and_are_large_for_elders(self, tab: Page) -> None:
        wrong: dict[str, list[object]] = {}

        for address in ADDRESSES:
            tab.goto(address)
            if complaints := complaints_about(tab):
                wrong[address] = complaints

        assert wrong == {}


class TestFrame:
    def test_obeys_its_own_content_security_policy(self, tab: Page) -> None:
        complaints: list[str] = []
        tab.on("console", lambda message: complaints.append(message.text))

        for address in ADDRESSES[:-1]:
            tab.goto(address)

        assert complaints == []

    def test_skips_to_the_text(self, tab: Page) -> None:
        tab.goto("/help/")

        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")

        assert tab.evaluate("document.activeElement.id") == "main"

    def test_keeps_elder_mode_without_javascript(self, browser: Browser, site: str) -> None:
        context = browser.new_context(base_url=site, java_script_enabled=False)
        page = context.new_page()
        page.goto("/help/")

        page.get_by_role("button", name="长辈版").click()

        expect(page.locator("html.elder")).to_have_count(1)
        expect(page).to_have_url(f"{site}/help/")
        page.get_by_role("button", name="标准版").click()
        expect(page.locator("html.elder")).to_have_count(0)
        context.close()
