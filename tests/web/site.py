"""The court's pages on a socket over a committed world, for a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.test import Client

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.web.world import World, build

PEOPLE = ("qian", "zhang", "li", "sun", "zhou", "wang")


class Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread of its own."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Says nothing; a failing page fails its test."""

    def log_message(self, format: str, *args: object) -> None:
        """Drop the line."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are, what is in them, and everybody's session."""

    url: str
    world: World
    sessions: dict[str, str]


@contextmanager
def serving() -> Iterator[str]:
    """Serve the pages until the block ends."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def furnished() -> tuple[World, dict[str, str]]:
    """Make the world and sign everybody in."""
    world = build()
    sessions = {}
    for name in PEOPLE:
        account, client = getattr(world.cast, name), Client()
        (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
        sessions[name] = client.cookies["sessionid"].value
    return world, sessions
