"""Every page in every state for every role, plain and elder: axe reports nothing, all of it
fits the screen, and none weighs much.

The addresses are those of the URLconf (tests/web/recipes), looked at on a phone 360 wide. Where
the court's two answers differ in nothing but the mode, the page on show is turned from plain to
elder by what differs; where anything else does, the elder page is loaded like the plain one. A page
is a frame around its main part, and looking is dear: what was seen in both is not looked at again.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests import database
from tests.cast import AT
from tests.conftest import connect_to
from tests.ui.test_components import AXE, complaints_about
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
# What the mode may change: the root's class, a stylesheet, the phone number, the switch itself.
_ROOT = re.compile(r'(<html lang="zh-CN") class="elder">')
_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*ui/elder\.css">\n')
_PHONE = re.compile(r'<a class="bar-phone" href="[^"]*">[^<]*</a>')
_SWITCH = re.compile(r'<button class="bar-button" name="elder" value="[a-z]*">[^<]*</button>')
# Scripts are told of it as they are after every swap (ui/court.js).
TURN = """async ([sheet, phone, button]) => {
  document.documentElement.classList.add("elder");
  document.querySelector("header.bar .bar-tools").insertAdjacentHTML("afterbegin", phone);
  document.querySelector("header.bar [name=elder]").outerHTML = button;
  const script = document.head.querySelector("script");
  script.insertAdjacentHTML("beforebegin", sheet);
  await new Promise((loaded, failed) => Object.assign(
    script.previousElementSibling, {onload: loaded, onerror: failed}));
  document.dispatchEvent(new CustomEvent("htmx:load", {detail: {elt: document.body}}));
}"""
_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
# The way back to this very page, in the forms of the bar and in its links.
_WAY_BACK = re.compile(r'(?:value|href)="/[^"]*"')
_ID = re.compile(r' id="([^"]+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')
FORM = "main form[method=post]"
SEND_AS_IT_IS = f"document.querySelector('{FORM}').submit()"
ENTRIES = f"""() => {{
  const form = document.querySelector('{FORM}');
  return [form.action, [...new FormData(form)].filter(([, value]) => typeof value === "string")];
}}"""


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
    # Sooner there than carried into every page by itself.
    context.add_init_script(AXE.axe_script)
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


def looked_at_before(site: Site, shown: str) -> bool:
    """Tell whether a page's main part and the frame around it were looked at in this mode.

    Tokens and the reader's name make no other page. Nothing joins the two parts but their names,
    so these are looked at on every page.
    """
    page = _READER.sub("", _ONE_TIME.sub("", shown))
    names = _ID.findall(page)
    assert len(names) == len(set(names)), "two elements of one name"
    found = _MAIN.search(page)
    main = found[0] if found else page
    frame = _WAY_BACK.sub("", _TITLE.sub("", page.replace(main, "")))
    mode = "elder" if _ROOT.search(page) else "plain"
    parts = {hashlib.sha256(f"{mode} {part}".encode()).digest() for part in (main, frame)}
    is_known = parts <= site.seen
    site.seen.update(parts)
    return is_known


def differ_in_mode_only(plain: str, elder: str) -> bool:
    """Tell whether two answers are one page, once plain and once elder."""
    without_mode = elder
    for part, plainly in ((_ROOT, r"\1>"), (_SHEET, ""), (_PHONE, "")):
        without_mode = part.sub(plainly, without_mode, count=1)
    return without_mode != elder and _without_switch(plain) == _without_switch(without_mode)


def _without_switch(answer: str) -> str:
    return _SWITCH.sub("", _ONE_TIME.sub("", answer), count=1)


def turn(tab: Page, elder: str) -> None:
    """Turn the plain page on show into the elder one that was answered."""
    found = [part.search(elder) for part in (_SHEET, _PHONE, _SWITCH)]
    tab.evaluate(TURN, [part[0].strip() for part in found if part])


def complaints_here(site: Site, tab: Page, shown: str) -> list[object]:
    """Return what is wrong with the page on show."""
    complaints = complaints_about(tab)
    if (bytes_of := weight(site, tab, shown)) > MOST_BYTES:
        complaints.append(f"weighs {bytes_of} bytes with all it needs")
    return complaints


def weight(site: Site, tab: Page, shown: str) -> int:
    """Return how many bytes a first visit to the page on show takes, compressed."""
    whole = len(gzip.compress(shown.encode()))
    for url in tab.evaluate(LOADED):
        if url not in site.fetched:
            site.fetched[url] = len(gzip.compress(tab.request.get(url).body()))
        whole += site.fetched[url]
    return whole


def loaded(tab: Page, address: str) -> tuple[str, list[object]]:
    """Go to an address; return what was answered, and what is wrong with being answered so."""
    answer = tab.goto(address)
    if answer is None:
        return "", ["answered nothing"]
    return answer.text(), [f"answered {answer.status}"] if answer.status >= 400 else []


def look_at(site: Site, plain: Page, elder: Page, address: str) -> list[object]:
    """Return what is wrong at an address in both modes, as far as it has not been looked at."""
    shown, complaints = loaded(plain, address)
    if not looked_at_before(site, shown):
        complaints += complaints_here(site, plain, shown)
    large = elder.request.get(address).text()
    if looked_at_before(site, large):
        return complaints
    if differ_in_mode_only(shown, large):
        turn(plain, large)
        return complaints + complaints_here(site, plain, large)
    large, wrong = loaded(elder, address)
    return complaints + wrong + complaints_here(site, elder, large)


def look_at_errors(site: Site, plain: Page, elder: Page, address: str) -> list[object]:
    """Return what is wrong in both modes with the page that answers its form, sent as it stands."""
    plain.goto(address)
    if not plain.locator(FORM).count():
        return []
    action, entries = plain.evaluate(ENTRIES)
    shown = sent_as_it_is(plain)
    complaints = [] if looked_at_before(site, shown) else complaints_here(site, plain, shown)
    large = answer_to(elder, address, action, entries)
    if looked_at_before(site, large):
        return complaints
    if differ_in_mode_only(shown, large):
        turn(plain, large)
        return complaints + complaints_here(site, plain, large)
    elder.goto(address)
    if not elder.locator(FORM).count():  # sent as it stands it was whole, and is done
        return complaints
    return complaints + complaints_here(site, elder, sent_as_it_is(elder))


def sent_as_it_is(tab: Page) -> str:
    """Send the form on show without filling it in; return what was answered."""
    with tab.expect_navigation() as sending:
        tab.evaluate(SEND_AS_IT_IS)
    return sending.value.text()


def answer_to(tab: Page, address: str, action: str, entries: list[list[str]]) -> str:
    """Return what answers somebody who sends the same as was sent, with a token of their own."""
    token = _TOKEN.search(tab.request.get(address).text())
    told = {"csrfmiddlewaretoken": token[1] if token else ""}
    typed = [(name, told.get(name, value)) for name, value in entries]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": action}
    return tab.request.post(action, data=urlencode(typed), headers=headers).text()


def look_round(site: Site, plain: Page, elder: Page, who: str) -> dict[str, list[object]]:
    """Return what is wrong, by address."""
    wrong: dict[str, list[object]] = {}
    for route in looked_at_by(who):
        for address in addresses(site, route, who):
            wrong[address] = look_at(site, plain, elder, address)
        if has_errors(route, who):
            address = RECIPES[route].address(route, site.world)
            wrong[f"{route} with errors"] = look_at_errors(site, plain, elder, address)
    return {where: complaints for where, complaints in wrong.items() if complaints}


@pytest.mark.parametrize("who", ["nobody", "zhang", "qian", "li", "sun", "zhou", "wang"])
def test_every_address_is_accessible_fits_and_is_light(
    browser: Browser, site: Site, who: str
) -> None:
    plain, elder = (tab_of(browser, site, who, elder=elder) for elder in (False, True))

    assert look_round(site, plain, elder, who) == {}

    for tab in (plain, elder):
        tab.context.close()
