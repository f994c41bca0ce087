"""The machinery's own pages on a socket, without a database behind them."""

from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; a failing page fails its test."""


@pytest.fixture(scope="session")
def site(static_from_source: None) -> Iterator[str]:
    """Serve the court's pages; the database stays blocked, so none of them may ask it."""
    application = get_wsgi_application()
    server = make_server("127.0.0.1", 0, application, Server, Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["390", "390 elder", "1024", "1440 elder"])
def tab(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Open a tab: phone, small or large desktop, plain or elder."""
    width, _, elder = request.param.partition(" ")
    height = 844 if width == "390" else 900
    context = browser.new_context(
        base_url=site, viewport={"width": int(width), "height": height}, locale="zh-CN"
    )
    if elder:
        context.add_cookies([{"name": "elder", "value": "on", "url": site}])
    yield context.new_page()
    context.close()
