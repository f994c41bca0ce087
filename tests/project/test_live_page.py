"""The case page in a browser hears that its dispute has moved on."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.project.watching import PROGRAMS, Scene, on_stage_of
from yunting.project.court_of_its_own import RunningCourt, running_court

pytestmark = pytest.mark.browser
T = TypeVar("T")
LIVE = re.compile("/live/matters/")


class Backstage:
    """A thread for the database: the browser's driver keeps an event loop in ours."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)

    def do(self, act: Callable[[], T]) -> T:
        """Do something there and wait for it."""
        return self._thread.submit(act).result()


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCourt]:
    home = tmp_path_factory.mktemp("court")
    with running_court(home, training="empty", processes=PROGRAMS) as court:
        yield court


@pytest.fixture(scope="module")
def backstage() -> Backstage:
    return Backstage()


@pytest.fixture(scope="module")
def scene(
    court: RunningCourt, backstage: Backstage, django_db_blocker: DjangoDbBlocker
) -> Iterator[Scene]:
    with django_db_blocker.unblock():
        stack = ExitStack()
        cast = backstage.do(lambda: stack.enter_context(on_stage_of(court)))
        yield backstage.do(lambda: Scene(court, cast))
        backstage.do(stack.close)


@pytest.fixture
def page(scene: Scene, backstage: Backstage, browser: Browser) -> Iterator[Page]:
    cookie = backstage.do(lambda: scene.cookie_of(scene.cast.zhang))
    address = scene.court.pages_url
    context = browser.new_context(base_url=address)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    yield context.new_page()
    context.close()


def test_says_quietly_that_there_is_news_also_after_the_process_was_killed(
    scene: Scene, backstage: Backstage, page: Page
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    backstage.do(scene.settle)
    with page.expect_response(LIVE) as opened:
        page.goto(backstage.do(lambda: scene.filing.matter.get_absolute_url()))
    assert opened.value.status == 200
    news = page.get_by_role("link", name="有新的进展，点此刷新")
    expect(news).to_be_hidden()

    with page.expect_response(LIVE, timeout=60_000) as again:
        os.kill(scene.court.pids()["live"], signal.SIGKILL)
    assert again.value.status == 200
    backstage.do(scene.return_it)

    expect(news).to_be_visible(timeout=20_000)
    assert not [line for line in said if "Content Security Policy" in line]
    backstage.do(scene.settle)
    news.click()
    expect(news).to_be_hidden()
