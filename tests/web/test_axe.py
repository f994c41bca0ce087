"""Every page in every state for every role, plain and elder: axe reports nothing, all of it
fits the screen, and none weighs much.

The addresses are those of the URLconf (tests/web/recipes.py), looked at on a phone 360 wide.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests import database
from tests.cast import AT
from tests.conftest import connect_to
from tests.ui.test_components import complaints_about
from tests.web.recipes import EVERYBODY, NO_PAGES, RECIPES, STAFF, pages
from tests.web.site import Site, furnished, serving
from yunting.lib import clock

pytestmark = [pytest.mark.browser, pytest.mark.feature("X4", "S10")]
WIDTH, HEIGHT = 360, 800
MOST_BYTES = 100_000
# Who looks at what every citizen, every colleague may: one with everything, one with nothing.
TYPICAL = {"zhang", "qian", "sun"}
COLLEAGUES = {"sun", "wang"}
LOADED = "performance.getEntriesByType('resource').map(entry => entry.name)"
_ONE_TIME = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"')
_READER = re.compile(r'<a class="bar-who" href="[^"]*">[^<]*</a>')
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
        elif recipe.open_to_nobody:
            is_theirs = False
        elif recipe.mine == EVERYBODY:
            is_theirs = who in TYPICAL
        elif recipe.mine == STAFF:
            is_theirs = who in COLLEAGUES
        else:
            is_theirs = who in recipe.mine or who in recipe.theirs
        found += [route] if is_theirs else []
    return found


def addresses(site: Site, route: str, who: str) -> list[str]:
    """Return an address in every state in which somebody finds it, each once."""
    recipe = RECIPES[route]
    # What is public is the same to everybody; it is looked at once.
    reader = "qian" if who == "nobody" else who
    return list(dict.fromkeys(recipe.addresses(route, site.world, reader)))


def has_errors(route: str, who: str) -> bool:
    """Tell whether a page is also looked at after its form was sent as it stands."""
    recipe = RECIPES[route]
    return "POST" in recipe.methods and who in {*recipe.mine, "nobody"}


def looked_at_before(site: Site, tab: Page) -> bool:
    """Tell whether a page was looked at that differs in nothing but tokens and the reader's name.

    Looking is dear: two colleagues with the same work are shown the same page.
    """
    shown = _ONE_TIME.sub("", tab.content())
    seen = hashlib.sha256(_READER.sub("", shown).encode()).digest()
    is_known = seen in site.seen
    site.seen.add(seen)
    return is_known


def complaints_here(site: Site, tab: Page) -> list[object]:
    """Return what is wrong with the page on show, if it has not been looked at."""
    if looked_at_before(site, tab):
        return []
    complaints = complaints_about(tab)
    if (bytes_of := weight(site, tab)) > MOST_BYTES:
        complaints.append(f"weighs {bytes_of} bytes with all it needs")
    return complaints


def weight(site: Site, tab: Page) -> int:
    """Return how many bytes a first visit to the page on show takes, compressed."""
    whole = len(gzip.compress(tab.content().encode()))
    for url in tab.evaluate(LOADED):
        if url not in site.fetched:
            site.fetched[url] = len(gzip.compress(tab.request.get(url).body()))
        whole += site.fetched[url]
    return whole


def look_round(site: Site, tab: Page, who: str) -> dict[str, list[object]]:
    """Return what is wrong, by address."""
    wrong: dict[str, list[object]] = {}
    for route in looked_at_by(who):
        for address in addresses(site, route, who):
            answer = tab.goto(address)
            complaints = complaints_here(site, tab)
            if answer is None or answer.status >= 400:
                complaints.append(f"answered {answer.status if answer else 'nothing'}")
            if complaints:
                wrong[address] = complaints
        if has_errors(route, who):
            tab.goto(RECIPES[route].address(route, site.world))
            if not tab.locator(FORM).count():
                continue
            with tab.expect_navigation():
                tab.evaluate(SEND_AS_IT_IS)
            if complaints := complaints_here(site, tab):
                wrong[f"{route} with errors"] = complaints
    return wrong


@pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
@pytest.mark.parametrize("who", ["nobody", "zhang", "qian", "li", "sun", "zhou", "wang"])
def test_every_address_is_accessible_fits_and_is_light(
    browser: Browser, site: Site, who: str, elder: bool
) -> None:
    tab = tab_of(browser, site, who, elder=elder)

    assert look_round(site, tab, who) == {}

    tab.context.close()
