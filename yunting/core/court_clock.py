"""Where court time comes from in a running process: machine time and the offset in the database.

It asks over a connection of its own, at most four times a second, so it neither joins anybody's
transaction nor counts among anybody's queries. Imports no table: a process installs it first.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic

import psycopg
from django.db import connections

from yunting.lib import clock

FRESH_SECONDS = 0.25
CONNECT_SECONDS = 2
_DJANGOS_OWN = frozenset({"pool", "context", "cursor_factory", "server_side_binding"})


class CourtClock:
    """Court time with the offset it read last; one per process, safe in every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[tuple[timedelta]] | None = None
        self._process = 0
        self._offset: timedelta | None = None
        self._read_at = 0.0

    def now(self) -> datetime:
        """Return court time. While the database is away, the last known offset holds."""
        return clock.machine_now() + self._current()

    def forget(self) -> None:
        """Read anew next time, over a new connection."""
        with self._lock:
            self._hang_up()
            self._offset = None

    def _current(self) -> timedelta:
        known = self._offset
        if known is not None and self._is_fresh():
            return known
        # One thread asks; the others go on with what is known unless nothing is.
        if not self._lock.acquire(blocking=known is None):
            return known or timedelta()
        try:
            return self._offset if self._offset is not None and self._is_fresh() else self._ask()
        finally:
            self._lock.release()

    def _is_fresh(self) -> bool:
        return monotonic() - self._read_at < FRESH_SECONDS and self._process == os.getpid()

    def _ask(self) -> timedelta:
        try:
            offset = self._read()
        except psycopg.OperationalError:
            self._hang_up()
            if self._offset is None:
                raise
            offset = self._offset
        self._offset = offset
        self._read_at = monotonic()
        return offset

    def _read(self) -> timedelta:
        if self._connection is None or self._process != os.getpid():
            self._connection = connect()
            self._process = os.getpid()
        row = self._connection.execute('SELECT "offset" FROM core_courttime').fetchone()
        return row[0] if row else timedelta()

    def _hang_up(self) -> None:
        if self._connection is not None and self._process == os.getpid():
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None


def connect() -> psycopg.Connection[tuple[timedelta]]:
    """Open a connection beside Django's, as it would; gives up after two seconds."""
    named = connections["default"].get_connection_params()
    named = {name: value for name, value in named.items() if name not in _DJANGOS_OWN}
    return psycopg.connect(**named, autocommit=True, connect_timeout=CONNECT_SECONDS)


_clock = CourtClock()


def install() -> None:
    """Make this process live in court time; every entry point of the project calls it once."""
    clock.provide(_clock.now)


def forget() -> None:
    """Let this process learn at once what it has just changed."""
    _clock.forget()
