"""无纸化立案 in a real browser: on two phones, in elder mode, at a desk, and without JavaScript."""

from __future__ import annotations

import os
import random
import secrets
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs

import psutil
import pytest
from playwright.sync_api import Browser, BrowserType, Page, Response, expect

from tests.journeys.visitor import Screen, Visitor
from yunting.lib import clock
from yunting.project.court_of_its_own import RunningCourt, running_court
from yunting.project.training import complaints
from yunting.project.training.complaints import Plan
from yunting.project.training.people import Natural, Organisation, people

pytestmark = pytest.mark.browser
PHONE, NARROW, DESK = 390, 360, 1440
FLAW = "facts.goods.0.spec"
ON_THE_FIRST_DEVICE = 5
FIRMS = {firm.represented_by: firm for firm in people().organisations.values()}
OF_A_PERSON = ("name", "id_number", "phone", "domicile")
PLAN = Plan(
    life="journey",
    by="张澄",
    against=("舟山岑港水产冷冻有限公司",),
    begun=datetime(2026, 3, 2, 9, 40, tzinfo=clock.ZONE),
    goods="冷库保温板",
    spec="100毫米厚 B1级",
    quantity="1200平方米",
    unit_price="265.00",
    total=Decimal("318000.00"),
    paid=Decimal("31568.50"),
)
SCREENS = {
    "on a phone": ("张澄", Screen(PHONE)),
    "on a narrow phone in elder mode": ("李潮", Screen(NARROW, elder=True)),
    "at a desk": ("钱路", Screen(DESK)),
    "without JavaScript": ("周湾", Screen(PHONE, scripts=False)),
}


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCourt]:
    """Open a court of its own, with nobody in it but its colleagues."""
    home = tmp_path_factory.mktemp("court")
    with running_court(home, training="empty") as running:
        yield running


@pytest.fixture(scope="module")
def clerk(court: RunningCourt, browser: Browser) -> Iterator[Visitor]:
    """Let the filing clerk in, once: a code of the generator is good once."""
    context = Screen(DESK).opened(browser, court.pages_url)
    visitor = Visitor(court, context.new_page())
    visitor.sign_in_to_the_court("孙岚")
    yield visitor
    context.close()


def somebody(name: str) -> Natural:
    """Return a person of the demonstration court who has a phone."""
    known = people().party(name)
    assert isinstance(known, Natural)
    return known


def complaint_of(who: Natural, firm: Organisation | None = None) -> dict[str, str]:
    """Return what somebody types who was not paid for goods, or works for who was not."""
    if firm is not None:
        return complaints.typed(replace(PLAN, by=who.name, principal=firm.name))
    known = somebody("张澄")
    same = {getattr(known, part): getattr(who, part) for part in OF_A_PERSON}
    typed = complaints.typed(PLAN)
    for old, new in same.items():
        typed = {path: text.replace(old, new) for path, text in typed.items()}
    return typed


def elsewhere(before: Visitor, browser: Browser, screen: Screen) -> Visitor:
    """Put the first device away and go on with another one, signed in as the same person."""
    url = before.court.pages_url
    session = next(c for c in before.tab.context.cookies() if c.get("name") == "sessionid")
    before.tab.context.close()
    context = screen.opened(browser, url)
    context.add_cookies([{"name": "sessionid", "value": session.get("value", ""), "url": url}])
    return Visitor(before.court, context.new_page())


def fits(tab: Page) -> bool:
    """Tell whether nothing is wider than the screen."""
    widest = tab.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    return bool(widest <= 0)


def sign(visitor: Visitor, who: Natural) -> str:
    """Read what is to be sent, sign, send; return the code on the receipt."""
    assert fits(visitor.tab)
    visitor.fill({"signed": who.name, "confirmed": "on"})
    visitor.press()
    assert "/receipts/" in visitor.path
    return visitor.tab.locator("main .code").first.inner_text()


@pytest.mark.parametrize("how", SCREENS)
@pytest.mark.feature("S1", "S2", "S3", "S4", "S5", "S10", "S25", "S27", "X2")
def test_a_complaint_goes_from_a_phone_number_to_a_case_number(
    court: RunningCourt, clerk: Visitor, browser: Browser, how: str
) -> None:
    name, screen = SCREENS[how]
    who, firm = somebody(name), FIRMS.get(name)
    context = screen.opened(browser, court.pages_url)
    filer = Visitor(court, context.new_page())

    # The filer signs up, says for whom, answers some questions; another device goes on from there.
    filer.sign_up(who)
    if firm is not None:
        filer.work_for(firm)
    filing = filer.begin(firm.name if firm else "")
    typed = complaint_of(who, firm)
    filer.answer_all(filing, typed, most=ON_THE_FIRST_DEVICE)
    filer = elsewhere(filer, browser, screen)
    filer.go(f"/filings/{filing}/questions/plaintiffs.0.kind/")
    expect(filer.tab.locator("main input:checked").first).to_have_value(typed["plaintiffs.0.kind"])

    # Every question is answered, the whole is read through and signed; there is a receipt.
    filer.answer_all(filing, typed)
    receipt = sign(filer, who)

    # The clerk returns one field with its reason.
    clerk.go(f"/court/filings/{filing}/return/?path={FLAW}")
    clerk.fill({FLAW: "unclear", f"note:{FLAW}": "请写明型号"})
    clerk.press("退回补正")
    if "/return/" in clerk.path:
        clerk.press("确认退回")

    # The filer sees just that field, corrects it and signs again.
    filer.go(f"/filings/{filing}/correction/")
    expect(filer.tab.get_by_text("请写明型号").first).to_be_visible()
    assert fits(filer.tab)
    filer.fill({FLAW: "100毫米厚 B1级 聚氨酯"})
    filer.press()
    corrected = sign(filer, who)

    # A second return is refused, whoever finds the way to the page, and nothing typed is lost.
    clerk.go(f"/court/filings/{filing}/return/?path={FLAW}")
    clerk.fill({FLAW: "unclear", f"note:{FLAW}": "还是不清楚"})
    clerk.tab.get_by_role("button", name="退回补正").last.click()
    expect(clerk.tab.get_by_text("不能再次退回").first).to_be_visible()
    expect(clerk.tab.locator(f'[name="note:{FLAW}"]')).to_have_value("还是不清楚")

    # The clerk accepts; the filer's page has the number and says what is next.
    clerk.go(f"/court/filings/{filing}/")
    clerk.tab.locator("main summary", has_text="准予立案").first.click()
    accept = 'main form[action$="/accept/"]'
    clerk.fill({"is_simple": "yes"}, accept)
    clerk.press("准予立案", accept)
    filer.go("/matters/")
    filer.tab.locator("main a", has_text="浙0902民初").first.click()
    expect(filer.tab.locator("h1")).to_contain_text("浙0902民初")
    assert fits(filer.tab)

    # Anybody can check both receipts without signing in.
    stranger = Visitor(court, screen.opened(browser, court.pages_url).new_page())
    for code in (receipt, corrected):
        stranger.go(f"/check/?code={code}")
        expect(stranger.tab.get_by_text("法院收到的一份起诉材料")).to_be_visible()
    assert who.name not in stranger.tab.content()
    stranger.tab.context.close()
    filer.tab.context.close()


@pytest.mark.feature("S2")
def test_a_browser_killed_while_typing_loses_nothing_that_was_saved(
    court: RunningCourt,
    browser: Browser,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
    tmp_path: Path,
) -> None:
    seed = int(os.environ.get("YUNTING_SEED") or secrets.randbelow(1_000_000))
    dice = random.Random(seed)  # noqa: S311  (repeatable is the point)
    who = somebody("孙礁")
    typed = complaint_of(who)
    profile = tmp_path / "profile"
    context = browser_type.launch_persistent_context(
        str(profile),
        **browser_type_launch_args,  # type: ignore[arg-type]
    )
    filer = Visitor(court, context.pages[0])
    filer.sign_up(who)
    filing = filer.begin()
    filer.go(f"/filings/{filing}/questions/plaintiffs.0.kind/")
    box = filer.tab.locator('main textarea, main input[name$="domicile"]').first
    filer.answer(typed)
    while not box.count():
        filer.answer(typed)
    here, cookies = filer.path, context.cookies()
    saved = saves_of(filer.tab)
    name, words = box.get_attribute("name") or "", "浙江省舟山市定海区金塘镇沥港路一号" * 2

    # Somebody types; the machine stops at some keystroke after the first save.
    box.fill("")
    for count, letter in enumerate(words):
        box.press_sequentially(letter, delay=dice.choice((20, 60, 1_400)))
        if saved and count > dice.randrange(len(words)):
            break
    kill_browser_of(profile)

    # Another device goes on from the last save, and has every answer before it.
    other = browser.new_context(base_url=court.pages_url)
    other.add_cookies(cookies)  # type: ignore[arg-type]
    elsewhere = Visitor(court, other.new_page())
    elsewhere.go(here)
    now = elsewhere.tab.locator(f'main [name="{name}"]').input_value()
    assert saved, f"nothing was saved with seed {seed}"
    assert now.startswith(saved[-1]), f"seed {seed}: {now!r} after {saved!r}"
    elsewhere.go(f"/filings/{filing}/questions/plaintiffs.0.kind/")
    expect(elsewhere.tab.locator("main input:checked").first).to_have_value(
        typed["plaintiffs.0.kind"]
    )
    other.close()


def saves_of(tab: Page) -> list[str]:
    """Return a list that grows with what the court said it saved of the first answer."""
    saved: list[str] = []

    def note(answer: Response) -> None:
        sent = answer.request.post_data
        if answer.status == 204 and sent:
            texts = [v for k, (v, *_) in parse_qs(sent).items() if k.startswith("plaintiffs.")]
            saved.append(max(texts, key=len, default=""))

    tab.on("response", note)
    return saved


def kill_browser_of(profile: Path) -> None:
    """Kill the browser that has this profile, as a dead battery does."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if f"--user-data-dir={profile}" in words and not any("--type=" in w for w in words):
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
    time.sleep(0.1)
