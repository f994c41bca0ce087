"""Make one sealed file, or several on every core: content in, file out, no rows."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime

from yunting.core.press import keys, seal, sm2, typeset


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a template below the package, its content, and whose seal."""

    template: str
    content: bytes
    at: datetime
    court: str
    title: str


@dataclass(frozen=True, slots=True)
class Made:
    """A sealed file, or what went wrong."""

    sealed: bytes = b""
    pages: int = 0
    seal: str = ""
    sm2: str = ""
    error: str = ""


def make(order: Order) -> Made:
    """Set and seal one paper; an error is told, not raised, so that the next one is made."""
    try:
        keys.ensure(order.court)
        paper = typeset.set_paper(order.template, order.content, at=order.at)
        sealed, pages = seal.seal(paper, court=order.court, title=order.title)
        return Made(sealed, pages, seal.fingerprint(), sm2.sign(sealed))
    except Exception as error:
        return Made(error=f"{type(error).__name__}: {error}"[:500])


class Here:
    """Makes papers in this process, one after the other."""

    def make(self, orders: Sequence[Order]) -> list[Made]:
        """Make them."""
        return [make(order) for order in orders]


class Everywhere:
    """Makes papers on every core; a process that dies is replaced and costs one try."""

    def __init__(self, processes: int | None = None) -> None:
        """Start nothing yet."""
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def make(self, orders: Sequence[Order]) -> list[Made]:
        """Make them, as many at once as there are cores.

        A single one is made here, unless the processes run already: while many papers come one
        after the other they take each, and leave this process to those who serve them.
        """
        if len(orders) == 1 and self._pool is None:
            return [make(orders[0])]
        try:
            return [_result(task) for task in [self._begun(order) for order in orders]]
        except BrokenProcessPool:
            self.close()
            return [Made(error="a press process died") for _ in orders]

    def _begun(self, order: Order) -> Future[Made]:
        return (self._pool or self._open()).submit(make, order)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _open(self) -> ProcessPoolExecutor:
        # Started anew, not forked: this process has threads and database connections.
        self._pool = ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_end_with_the_parent,
        )
        return self._pool


class Ahead(Everywhere):
    """Begins with papers as soon as it is told of them, beside whoever goes on issuing."""

    def __init__(self, processes: int | None = None) -> None:
        """Start nothing yet."""
        super().__init__(processes)
        self._tasks: dict[Order, Future[Made]] = {}

    def begin(self, orders: Sequence[Order]) -> None:
        """Begin with those that were not begun yet."""
        for order in orders:
            if order not in self._tasks:
                self._tasks[order] = super()._begun(order)

    def make(self, orders: Sequence[Order]) -> list[Made]:
        """Return them as soon as they are made."""
        self.begin(orders)
        try:
            return [_result(self._tasks.pop(order)) for order in orders]
        except BrokenProcessPool:
            self.close()
            self._tasks.clear()
            return [Made(error="a press process died") for _ in orders]


def _result(task: Future[Made]) -> Made:
    return task.result()


def _end_with_the_parent() -> None:
    """Let a killed worker leave nobody behind."""
    threading.Thread(target=_wait_for_the_parent, daemon=True).start()


def _wait_for_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
