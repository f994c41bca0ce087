"""A defendant with a letter in hand and a phone: finds the case, is served, agrees, answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import acting, on_stage
from tests.filing.defence_stage import BO, SUED, Stage, registered, suing
from tests.filing.test_defence_views import DISPUTED, REASON, TYPED, TYPED_STANCES
from tests.journeys.visitor import Screen, Visitor
from tests.neighbours import Program
from tests.papers import pressed
from tests.web.site import serving
from yunting.core import handoffs, wire
from yunting.core.models import Document
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.services import ladder
from yunting.filing.models import Answer, AnswerState
from yunting.lib import clock
from yunting.project.training.people import Natural

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("own_database")]
PHONE = 390
FIRST = "respondent.contact"


@dataclass(frozen=True, slots=True)
class Pages:
    """The court's pages, and the neighbours they talk to."""

    pages_url: str
    neighbours_url: str


@pytest.fixture
def stage(own_database: str, neighbours: Program, press: None) -> Stage:
    """A case against 李泊, whose papers are sealed and lie with the post."""
    wire.introduce()
    stage = registered(on_stage(), suing(BO), at=clock.now())
    settled()
    by = acting(stage.cast.zhao, stage.case.matter)
    for service in Service.objects.filter(party__name=BO).order_by("id"):
        ladder.post(service, by=by, at=clock.now())
    return stage


@pytest.fixture
def court(stage: Stage, neighbours: Program) -> Iterator[Pages]:
    with serving() as url:
        yield Pages(url, neighbours.url)


def settled() -> None:
    """Let the worker seal, serve and prove all there is."""
    for _ in range(4):
        pressed()
        handoffs.carry_all()


def fits(tab: Page) -> bool:
    widest = tab.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    return bool(widest <= 0)


def typed() -> dict[str, str]:
    """Return what 李泊 says: some elements disputed with reasons, every other confirmed."""
    stances = {
        one: "dispute" if one.removesuffix(".stance") in DISPUTED else "confirm"
        for one in TYPED_STANCES
    }
    told = {path: one if isinstance(one, str) else one[0] for path, one in TYPED.items()}
    return {**told, **stances}


@pytest.mark.feature("T1", "T20", "T22", "S27")
def test_a_letter_leads_to_the_papers_the_consent_and_the_answer(
    court: Pages, stage: Stage, browser: Browser
) -> None:
    who = SUED[BO]
    assert isinstance(who, Natural)
    letter = Document.objects.get(kind="filing.response-notice")
    code = stage.case.matter.code
    context = Screen(PHONE).opened(browser, court.pages_url)
    visitor = Visitor(court, context.new_page())
    tab = visitor.tab

    # The QR of the letter leads to the public check: the paper is real, and says nothing more.
    visitor.go(f"/c/{letter.code}")
    expect(tab.get_by_text("查到了，是法院的文书")).to_be_visible()
    assert BO not in tab.locator("main").inner_text()

    # He signs up, and links the case by the code of the letter.
    visitor.sign_up(who)
    visitor.go("/associate/")
    visitor.fill({"code": letter.code})
    visitor.press()
    assert visitor.path == f"/matters/{code}/"
    assert fits(tab)

    # He confirms where papers go, and agrees to some stages and not to another.
    visitor.go(f"/matters/{code}/address/")
    assert fits(tab)
    visitor.fill({"sms": who.phone, "postal_address": who.domicile, "confirmed": "on"})
    visitor.press("确认送达地址")
    visitor.go(f"/matters/{code}/online/")
    assert fits(tab)
    visitor.fill({"service": "yes", "mediation": "yes", "hearing": "no"})
    visitor.press("确认我的选择")
    expect(tab.get_by_text("同意在线").first).to_be_visible()

    # The letters are still on their way; he opens the papers here, which serves them.
    settled()
    visitor.go("/served/")
    assert fits(tab)
    waiting = tab.locator("form[action$='/open/'] button")
    for _ in range(waiting.count()):
        waiting.first.click()
        expect(tab.get_by_role("link", name="看文书全文（PDF）")).to_be_visible()
        visitor.press("我收到了")
        visitor.go("/served/")
    settled()
    mine = Service.objects.filter(party__name=BO)
    assert mine.count() == 3
    assert {one.state for one in mine} == {ServiceState.SERVED}

    # The answer: element by element, with scripts that show what applies; signed and sent.
    visitor.go(f"/cases/{stage.case.pk}/answer/")
    if visitor.path.endswith("/answer/"):
        visitor.press()
    answer = Answer.objects.get()
    visitor.answer_from(f"/answers/{answer.pk}/questions/{FIRST}/", typed())
    assert visitor.path == f"/answers/{answer.pk}/check/"
    assert fits(tab)
    visitor.fill({"signed": BO, "confirmed": "on"})
    visitor.press()
    assert "/lodged/" in visitor.path
    answer.refresh_from_db()
    assert answer.state == AnswerState.SUBMITTED
    visitor.go(f"/answers/{answer.pk}/read/")
    expect(tab.get_by_text(REASON).first).to_be_visible()
    context.close()
