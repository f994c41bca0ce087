"""Every page in every state for every role, plain and elder: axe reports nothing, all of it fits.

The addresses are those of the URLconf (tests/web/recipes.py), looked at on a phone 360 wide.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests import database
from tests.cast import AT
from tests.conftest import connect_to
from tests.ui.test_components import complaints_about
from tests.web.recipes import EVERYBODY, RECIPES, pages
from tests.web.site import Site, furnished, serving
from yunting.lib import clock

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 360, 800
MOST_BYTES = 100_000
# Who looks at what everybody may: a citizen with everything, one with nothing, a colleague.
TYPICAL = {"zhang", "qian", "sun"}
FILES = {
    "web:case-file-pdf",
    "web:file-original",
    "web:file-copy",
    "web:document-file",
    "web:document-page",
}
NO_PAGES = {"web:calendar", "neighbours-callback", *FILES}
LOADED = "performance.getEntriesByType('resource').map(entry => entry.name)"
FORM = "main form[method=post]"
SEND_AS_IT_IS = f"document.querySelector('{FORM}').submit()"


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    template: str,
    django_db_blocker: DjangoDbBlocker,
    store_of_papers: None,
) -> Iterator[Site]:
    """Serve a world of its own, at the court time of the cast."""
    with database.copy_of(template) as name, django_db_blocker.unblock():
        before = connect_to(name)
        clock.provide(lambda: AT)
        world, sessions = furnished()
        with serving() as url:
            yield Site(url, world, sessions)
        clock.provide(clock.machine_now)
        connect_to(before)


def tab_of(browser: Browser, site: Site, who: str, *, elder: bool, scripts: bool = True) -> Page:
    """Open a tab in which somebody is signed in."""
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": WIDTH, "height": HEIGHT},
        locale="zh-CN",
        java_script_enabled=scripts,
    )
    if who != "nobody":
        context.add_cookies([{"name": "sessionid", "value": site.sessions[who], "url": site.url}])
    if elder:
        context.add_cookies([{"name": "elder", "value": "on", "url": site.url}])
    return context.new_page()


def looked_at_by(who: str) -> list[str]:
    """Return the addresses one looks at in a role; a page for everybody has three readers."""
    found = []
    for route in pages():
        recipe = RECIPES[route]
        if "GET" not in recipe.methods or route in NO_PAGES:
            continue
        if who == "nobody":
            is_theirs = recipe.open_to_nobody
        elif recipe.mine == EVERYBODY and not recipe.open_to_nobody:
            is_theirs = who in TYPICAL
        else:
            is_theirs = not recipe.open_to_nobody and who in recipe.mine
        found += [route] if is_theirs else []
    return found


def has_errors(route: str, who: str) -> bool:
    """Tell whether a page is also looked at after its form was sent as it stands."""
    recipe = RECIPES[route]
    return "POST" in recipe.methods and who in {"zhang", "li", "sun", "wang", "nobody"}


def look_round(site: Site, tab: Page, who: str, *, elder: bool) -> dict[str, list[object]]:
    """Return what is wrong, by address."""
    wrong: dict[str, list[object]] = {}
    for route in looked_at_by(who):
        for address in dict.fromkeys(RECIPES[route].addresses(route, site.world)):
            answer = tab.goto(address)
            complaints = complaints_about(tab)
            if answer is None or answer.status >= 400:
                complaints.append(f"answered {answer.status if answer else 'nothing'}")
            if complaints:
                wrong[address] = complaints
        if has_errors(route, who) and not elder:
            tab.goto(RECIPES[route].address(route, site.world))
            if not tab.locator(FORM).count():
                continue
            with tab.expect_navigation():
                tab.evaluate(SEND_AS_IT_IS)
            if complaints := complaints_about(tab):
                wrong[f"{route} with errors"] = complaints
    return wrong


class TestPublic:
    @pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
    def test_pages_are_accessible_and_fit(self, browser: Browser, site: Site, elder: bool) -> None:
        tab = tab_of(browser, site, "nobody", elder=elder)

        assert look_round(site, tab, "nobody", elder=elder) == {}

        tab.context.close()


@pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
class TestCitizens:
    @pytest.mark.parametrize("who", ["zhang", "qian", "li"])
    def test_pages_are_accessible_and_fit(
        self, browser: Browser, site: Site, who: str, elder: bool
    ) -> None:
        tab = tab_of(browser, site, who, elder=elder)

        assert look_round(site, tab, who, elder=elder) == {}

        tab.context.close()


@pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
class TestCourt:
    @pytest.mark.parametrize("who", ["sun", "zhou", "wang"])
    def test_pages_are_accessible_and_fit(
        self, browser: Browser, site: Site, who: str, elder: bool
    ) -> None:
        tab = tab_of(browser, site, who, elder=elder)

        assert look_round(site, tab, who, elder=elder) == {}

        tab.context.close()


class TestWeight:
    @pytest.mark.parametrize("who", ["nobody", "zhang", "li", "sun"])
    def test_of_each_page_is_small_with_all_it_needs(
        self, browser: Browser, site: Site, who: str
    ) -> None:
        tab = tab_of(browser, site, who, elder=False)
        fetched: dict[str, int] = {}
        heavy = {}

        for route in looked_at_by(who):
            for address in dict.fromkeys(RECIPES[route].addresses(route, site.world)):
                tab.goto(address)
                whole = len(gzip.compress(tab.content().encode()))
                for url in tab.evaluate(LOADED):
                    if url not in fetched:
                        fetched[url] = len(gzip.compress(tab.request.get(url).body()))
                    whole += fetched[url]
                if whole > MOST_BYTES:
                    heavy[address] = whole
        tab.context.close()

        assert heavy == {}
