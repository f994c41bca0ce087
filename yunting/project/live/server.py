"""One event loop that holds the viewers; Django is asked in a few threads, and seldom.

It is asked when somebody comes, when the log has grown, and once a minute whether those who are
there may stay. A viewer costs about a kilobyte.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
from django.db import Error

from yunting.core import log, notices
from yunting.core.live import Hub, Viewer
from yunting.project import database, ports
from yunting.project.live import door
from yunting.project.live.protocol import Visitor

THREADS = 2
MOST_WAITING = 100
HEARTBEAT_SECONDS = 15.0
LOOK_AGAIN_SECONDS = 60.0
# At most five states a second to anybody.
PAUSE_SECONDS = 0.2
AFTER_AN_ERROR_SECONDS = 1.0
logger = logging.getLogger(__name__)


class Server:
    """The viewers of one process, and what keeps them told."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.waiting = 0
        self._grown = asyncio.Event()
        self._size = 0

    async def watch(self, visitor: Visitor, session_key: str, code: str) -> None:
        """Let a visitor watch a dispute, or say that there is none such."""
        if self.waiting >= MOST_WAITING:
            visitor.refuse(503)
            return
        self.waiting += 1
        try:
            found = await asyncio.to_thread(door.admit, session_key, code)
        except Error:
            visitor.refuse(503)
            return
        finally:
            self.waiting -= 1
        if found is None:
            visitor.refuse(404)
            return
        viewer = Viewer(*found, session_key, visitor)
        # First in, then told: what happens in between is not missed.
        if visitor.begin(viewer):
            await self._greet(viewer)

    async def _greet(self, viewer: Viewer) -> None:
        with suppress(Error):
            state = await asyncio.to_thread(door.state_for, viewer.matter, viewer.actor)
            if state:
                viewer.tell(state, state.encode())

    async def listen(self) -> None:
        """Take notices from the database, also after it was away."""
        while True:
            try:
                line = await psycopg.AsyncConnection.connect(database.web_url(), autocommit=True)
                async with line:
                    await line.execute(f"LISTEN {notices.CHANNEL}")
                    self._grown.set()
                    async for notice in line.notifies():
                        self._take(notice.payload)
            except psycopg.Error as error:
                logger.warning("the database is away: %s", type(error).__name__)
            await asyncio.sleep(AFTER_AN_ERROR_SECONDS)

    def _take(self, payload: str) -> None:
        what, _, about = payload.partition(" ")
        if what == notices.HEAD:
            self._grown.set()
        elif what == notices.OUT:
            self.hub.end(about)

    async def follow(self) -> None:
        """Tell viewers what the log has grown by, a few times a second at most."""
        self._size = await asyncio.to_thread(log.size_now)
        while True:
            await self._grown.wait()
            self._grown.clear()
            try:
                news = await asyncio.to_thread(door.news, self._size, self.hub.watched())
            except Error as error:
                logger.warning("news wait: %s", type(error).__name__)
                self._grown.set()
                await asyncio.sleep(AFTER_AN_ERROR_SECONDS)
                continue
            self._size, told = news
            for matter, states in told.items():
                self.hub.tell(matter, states)
            await asyncio.sleep(PAUSE_SECONDS)

    async def beat(self) -> None:
        """Keep quiet lines open."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self.hub.beat()

    async def look_again(self) -> None:
        """Hang up on whoever may no longer watch; they may ask again."""
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            for viewer in self.hub:
                if not await self._may_stay(viewer):
                    viewer.line.close()

    async def _may_stay(self, viewer: Viewer) -> bool:
        try:
            found = await asyncio.to_thread(door.admit, viewer.session_key, viewer.matter.code)
        except Error:
            return True
        if found:
            viewer.actor = found[1]
        return found is not None


async def serve(port: int) -> None:
    """Serve on a port of this machine until told to stop."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="ask"))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = Server()
    listening = await loop.create_server(lambda: Visitor(server), ports.HOST, port, backlog=1024)
    tasks = [
        loop.create_task(work)
        for work in (server.listen(), server.follow(), server.beat(), server.look_again())
    ]
    logger.info("listening on %s:%s", ports.HOST, port)
    await stop.wait()
    listening.close()
    for task in tasks:
        task.cancel()
    for viewer in server.hub:
        viewer.line.close()
