"""The little of HTTP that a viewer needs: one GET with a cookie, then events until hung up."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import Protocol, cast
from urllib.parse import unquote

from django.conf import settings
from django.http import parse_cookie

from yunting.core.live import Hub, Viewer

MOST_VIEWERS = 2_000
MOST_OF_A_SESSION = 6
MOST_LINES = 4_000
LONGEST_REQUEST = 8 * 1024
REQUEST_SECONDS = 10.0
THERE = "/live/"
WATCH = re.compile(r"/live/matters/([^/?]{1,60})/?")
STREAM = (
    "Content-Type: text/event-stream; charset=utf-8\r\n"
    "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
)
# A browser whose line broke comes back after so many milliseconds.
COME_BACK = b"retry: 2000\n\n"


class House(Protocol):
    """What a visitor needs of the server."""

    hub: Hub

    async def watch(self, visitor: Visitor, session_key: str, code: str) -> None:
        """Let a visitor watch a dispute, or refuse."""


class Visitor(asyncio.Protocol):
    """One connection: a request that is read, then a line to a viewer."""

    lines = 0

    def __init__(self, house: House) -> None:
        self.house = house
        self.viewer: Viewer | None = None
        self._allow = ""
        self._read = b""
        self._asked = False
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait a while for the request; too many at once are turned away."""
        self._transport = cast(asyncio.Transport, transport)
        Visitor.lines += 1
        loop = asyncio.get_running_loop()
        self._patience = loop.call_later(REQUEST_SECONDS, self._transport.abort)
        if Visitor.lines > MOST_LINES:
            self.refuse(503)

    def data_received(self, data: bytes) -> None:
        """Read the request; a viewer has nothing more to say after it."""
        if self._asked:
            return
        self._read += data
        head, end, _ = self._read.partition(b"\r\n\r\n")
        if end:
            self._asked, self._read = True, b""
            self._answer(head.decode("latin-1"))
        elif len(self._read) > LONGEST_REQUEST:
            self.refuse(431)

    def write(self, message: bytes) -> None:
        """Send bytes without waiting."""
        self._transport.write(message)

    def close(self) -> None:
        """Hang up; on who does not read, without waiting for it."""
        if self.unsent():
            self._transport.abort()
        else:
            self._transport.close()

    def unsent(self) -> int:
        """Return how many bytes wait because the viewer is slow."""
        return self._transport.get_write_buffer_size()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the viewer."""
        Visitor.lines -= 1
        self._patience.cancel()
        if self._task:
            self._task.cancel()
        if self.viewer:
            self.house.hub.leave(self.viewer)

    def _answer(self, head: str) -> None:
        request, *lines = head.split("\r\n")
        parts = [line.partition(":") for line in lines]
        headers = {name.lower(): value.strip() for name, _, value in parts}
        method, _, rest = request.partition(" ")
        path = rest.partition(" ")[0].partition("?")[0]
        if method != "GET":
            self.refuse(405)
            return
        if not self._is_from_a_page(headers.get("origin", "")):
            self.refuse(403)
            return
        asked = WATCH.fullmatch(path)
        session_key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
        if asked and session_key:
            watching = self.house.watch(self, session_key, unquote(asked[1]))
            self._task = asyncio.get_running_loop().create_task(watching)
        else:
            self.refuse(200 if path == THERE else 404)

    def _is_from_a_page(self, origin: str) -> bool:
        """Allow exactly the origin of the pages; without one the address is the pages' own."""
        if origin and origin == settings.PUBLIC_URL:
            self._allow = (
                f"Access-Control-Allow-Origin: {origin}\r\n"
                "Access-Control-Allow-Credentials: true\r\nVary: Origin\r\n"
            )
        return not origin or bool(self._allow)

    def refuse(self, status: int) -> None:
        """Answer with a status and hang up."""
        words = HTTPStatus(status).phrase
        body = f"{words}\n".encode()
        self._write_head(
            status,
            "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n",
        )
        self._transport.write(body)
        self._transport.close()

    def begin(self, viewer: Viewer) -> bool:
        """Begin the events, unless there are too many lines already."""
        if self._transport.is_closing():
            return False
        held = sum(other.session_key == viewer.session_key for other in self.house.hub)
        if held >= MOST_OF_A_SESSION or len(self.house.hub) >= MOST_VIEWERS:
            self.refuse(503)
            return False
        self._patience.cancel()
        self.viewer = viewer
        self._write_head(200, STREAM)
        self._transport.write(COME_BACK)
        self.house.hub.join(viewer)
        return True

    def _write_head(self, status: int, headers: str) -> None:
        words = HTTPStatus(status).phrase
        head = f"HTTP/1.1 {status} {words}\r\n{headers}{self._allow}\r\n"
        self._transport.write(head.encode("latin-1"))
