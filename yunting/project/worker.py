"""The worker: everything that happens after an act, in one process that may be killed any time.

Each loop does one piece of work in one transaction and looks for the next; what a kill interrupts
is not marked as done, so the next worker does it again under the same id. Acts send no NOTIFY, it
would serialise their commits: the loops look, and a look that finds nothing is one index scan.
"""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from yunting.core import (
    document_press,
    handoffs,
    jobs,
    lapses,
    outages,
    outbox,
    sequencer,
    wire,
    witness,
)
from yunting.core.models import Court
from yunting.core.press.making import Everywhere
from yunting.lib import clock
from yunting.money.services import books

logger = logging.getLogger(__name__)
AFTER_AN_ERROR_SECONDS = 1.0
RESCUE_SECONDS = 1.0
LOOK_SECONDS = 0.2
SENDERS = 8
CARRIERS = 2
HELP_ENDS_AFTER_SECONDS = 30.0
CLOCKS_AGREE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Loop:
    """One kind of work: `once` does a piece and says whether it found any."""

    name: str
    once: Callable[[], bool]
    pause_seconds: float

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; an error is logged and never ends the loop."""
        while not stop.is_set():
            wait = self.pause_seconds
            try:
                if self.once():
                    continue
            except Exception:
                logger.exception("%s failed", self.name)
                wait = max(wait, AFTER_AN_ERROR_SECONDS)
                # It may be the connection that failed; the next look opens another.
                connection.close()
            stop.wait(wait)
        connection.close()


def carry_handoffs() -> bool:
    """Carry some facts of one dispute to the pillars that take over."""
    return handoffs.carry_some(at=clock.machine_now()) > 0


def lapse() -> bool:
    """Let one period that has run out lapse, or try again what follows from one.

    First comes a beat: what ended while the court was away is put off, not missed.
    """
    machine_at = clock.machine_now()
    outages.beat(machine_at=machine_at)
    at = clock.now() - lapses.DRAIN
    return lapses.lapse_one(at=at) or lapses.retry_one(at=at, machine_at=machine_at)


def tell_witness() -> bool:
    """Queue the newest head of the log for the witness, if it is due."""
    return witness.announce(at=clock.machine_now()) is not None


class Helpers:
    """Has processes of their own carry hand-offs while there is a crowd of them: one a core.

    Threads of one process share one core. A helper ends when it has found nothing for a while, and
    when its standard input closes, so a killed worker leaves nobody behind.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._programs: list[subprocess.Popen[bytes]] = []

    def are_there(self) -> bool:
        """Tell whether any runs."""
        return any(one.poll() is None for one in self._programs)

    def carry(self) -> bool:
        """Carry some here, unless they do."""
        return not self.are_there() and carry_handoffs()

    def once(self) -> bool:
        """Start them if there is a crowd and none runs."""
        if not self.are_there() and handoffs.is_crowd():
            self.close()
            command = [sys.executable, "-m", "yunting.project.command", "work", "--carry"]
            self._programs = [
                subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(os.cpu_count() or 1)
            ]
        return False

    def close(self) -> None:
        """Let them finish what is under way."""
        for one in self._programs:
            one.communicate()


def help_to_carry(stop: threading.Event) -> None:
    """Carry hand-offs until told to stop, or until there was nothing to do for a while."""
    threading.Thread(target=_stop_with_the_worker, args=(stop,), daemon=True).start()
    found = time.monotonic()
    while not stop.is_set() and time.monotonic() < found + HELP_ENDS_AFTER_SECONDS:
        if carry_handoffs():
            found = time.monotonic()
        else:
            stop.wait(LOOK_SECONDS)


def _stop_with_the_worker(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


class Sender:
    """Sends what is due, to several neighbours at once, to each of them one after the other."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(SENDERS, thread_name_prefix="send")
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def once(self) -> bool:
        """Start a sender for every neighbour that has something due and none yet."""
        for neighbour in outbox.waiting(at=clock.machine_now()):
            with self._lock:
                if neighbour in self._busy:
                    continue
                self._busy.add(neighbour)
            self._pool.submit(self._send, neighbour)
        return False

    def close(self) -> None:
        """Wait for the messages that are on their way."""
        self._pool.shutdown(cancel_futures=True)

    def _send(self, neighbour: str) -> None:
        try:
            while outbox.send_one(neighbour, at=clock.machine_now()):
                pass
        except Exception:
            logger.exception("sending to %s failed", neighbour)
        finally:
            connection.close()
            with self._lock:
                self._busy.discard(neighbour)


class Printing:
    """Sets and seals the papers that were issued, on every core."""

    def __init__(self) -> None:
        self._press = Everywhere()

    def once(self) -> bool:
        """Do a batch."""
        return document_press.make_some(machine_at=clock.machine_now(), press=self._press)

    def close(self) -> None:
        """End the processes of the press."""
        self._press.close()


def store_papers() -> bool:
    """Store papers that bear their seal, while the next are made."""
    return document_press.store_some(at=clock.now(), machine_at=clock.machine_now())


def ask_for_books() -> bool:
    """Ask the bank for the book of a day that is over."""
    at = clock.now()
    return any(books.ask_next(court=court, at=at) for court in Court.objects.order_by("id"))


class NeighboursClock:
    """Keeps the training neighbours on the court's time."""

    def __init__(self) -> None:
        self._told: timedelta | None = None

    def once(self) -> bool:
        """Tell the time when the court's clock was moved since it was last told."""
        offset = clock.now() - clock.machine_now()
        if self._told is None or abs(offset - self._told) > CLOCKS_AGREE:
            wire.introduce()
            wire.tell_time()
            self._told = offset
        return False


def run(stop: threading.Event) -> None:
    """Work until told to stop, then finish what is under way."""
    sender, printing, helpers = Sender(), Printing(), Helpers()
    loops = [
        *(Loop(f"handoffs {turn}", helpers.carry, 0.2) for turn in range(CARRIERS)),
        Loop("helpers", helpers.once, 1.0),
        Loop("outbox", sender.once, 0.2),
        Loop("deadlines", lapse, 1.0),
        Loop("witness", tell_witness, 1.0),
        Loop("books", ask_for_books, 5.0),
    ]
    if settings.PRESS:
        loops += [Loop("press", printing.once, 0.2), Loop("papers", store_papers, 0.1)]
    if settings.TRAINING:
        loops.append(Loop("neighbours", NeighboursClock().once, 1.0))
    log = threading.Thread(target=sequencer.run_sequencer, args=(stop,), name="log", daemon=True)
    log.start()
    threads = [*_begun(loops, stop), log]
    logger.info("at work")
    while not stop.is_set():
        try:
            asyncio.run(_do_jobs(stop))
        except Exception:
            logger.exception("jobs failed")
            stop.wait(AFTER_AN_ERROR_SECONDS)
    for thread in threads:
        thread.join()
    helpers.close()
    sender.close()
    printing.close()
    if settings.TRAINING:
        outages.rest(machine_at=clock.machine_now())
    logger.info("stopped")


def _begun(loops: Iterable[Loop], stop: threading.Event) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=loop.run, args=(stop,), name=loop.name, daemon=True)
        for loop in loops
    ]
    for thread in threads:
        thread.start()
    return threads


async def _do_jobs(stop: threading.Event) -> None:
    # A connector of its own: what threads here enqueue still joins their Django transaction.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    working = app.with_connector(connector)
    async with working.open_async(), asyncio.TaskGroup() as tasks:
        await jobs.rescue(working)
        worker = tasks.create_task(
            working.run_worker_async(
                install_signal_handlers=False,
                delete_jobs="successful",
                update_heartbeat_interval=jobs.HEARTBEAT_SECONDS,
                stalled_worker_timeout=jobs.STALLED_SECONDS,
            )
        )
        rescue = tasks.create_task(_rescue_for_ever(working))
        while not stop.is_set() and not worker.done():
            await asyncio.sleep(LOOK_SECONDS)
        rescue.cancel()
        worker.cancel()


async def _rescue_for_ever(working: App) -> None:
    while True:
        await asyncio.sleep(RESCUE_SECONDS)
        await jobs.rescue(working)
