"""asking.js in a real browser: what applies is shown, what is typed is saved."""

from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, expect

from tests.cast import on_stage
from tests.filing.filers import address, begin
from tests.filing.pages import Device
from yunting.filing.models import Filing
from yunting.filing.selectors.writing import written_for

pytestmark = pytest.mark.browser


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; a failing page fails its test."""


@pytest.fixture
def court(own_database: str, static_from_source: None) -> Iterator[str]:
    """Serve the pages over a database of their own."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def filing(court: str) -> tuple[Device, Filing]:
    phone = Device(on_stage().zhang)
    return phone, begin(phone)


@pytest.fixture
def tab(browser: Browser, court: str, filing: tuple[Device, Filing]) -> Iterator[BrowserContext]:
    """Open a browser on a phone, signed in as the filer."""
    context = browser.new_context(base_url=court, viewport={"width": 360, "height": 780})
    session = filing[0].client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": court}])
    yield context
    context.close()


def test_shows_only_what_applies(tab: BrowserContext, filing: tuple[Device, Filing]) -> None:
    page = tab.new_page()
    page.goto(address(filing[1], "claims.price"))
    amount = page.get_by_label("还欠多少货款").first
    expect(amount).to_be_hidden()

    page.get_by_label("是").check()
    page.get_by_label("人民币").check()
    expect(amount).to_be_visible()

    page.get_by_label("否").check()
    expect(amount).to_be_hidden()


@pytest.mark.feature("S2")
def test_a_browser_that_is_killed_loses_its_last_seconds_at_most(
    tab: BrowserContext, filing: tuple[Device, Filing]
) -> None:
    page = tab.new_page()
    page.goto(address(filing[1], "facts.formation"))
    box = page.locator("textarea")

    box.press_sequentially("口头合同")
    expect(page.locator("[data-saved]")).to_contain_text("保存于")
    box.press_sequentially("，2025年6月签订")
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        page.wait_for_timeout(0)
    assert saved.value.status == 204
    page.close(run_before_unload=False)

    assert written_for(filing[1]).values["facts.formation"] == "口头合同，2025年6月签订"
    again = tab.new_page()
    again.goto(address(filing[1], "facts.formation"))
    expect(again.locator("textarea")).to_have_value("口头合同，2025年6月签订")


def test_a_send_while_it_saves_meets_nobody(
    tab: BrowserContext, filing: tuple[Device, Filing]
) -> None:
    page = tab.new_page()
    page.goto(address(filing[1], "facts.formation"))
    box = page.locator("textarea")

    with page.expect_request(lambda sent: sent.method == "POST"):
        box.press_sequentially("口头")
    box.press_sequentially("合同")
    page.get_by_role("button", name="保存并继续").click()
    page.wait_for_url("**/facts.sides/")

    assert written_for(filing[1]).values["facts.formation"] == "口头合同"


@pytest.mark.feature("X6")
def test_says_that_somebody_else_writes_and_waits(
    tab: BrowserContext, filing: tuple[Device, Filing]
) -> None:
    phone, own = filing
    page = tab.new_page()
    page.goto(address(own, "facts.formation"))
    phone.open(address(own, "facts.formation")).send({"facts.formation": "另一台设备写的"})

    page.locator("textarea").press_sequentially("这台设备写的")
    expect(page.locator("[data-saved]")).to_contain_text("修改了其中1处内容")
    page.get_by_role("button", name="保存并继续").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("请选择保留哪一个")
    expect(page.get_by_role("radio", name="您刚才填的 这台设备写的")).to_be_checked()
    expect(page.get_by_role("radio", name="另一台设备写的")).to_be_visible()
