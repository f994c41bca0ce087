"""The loop that keeps the log signed: started by the worker in a thread of its own."""

from __future__ import annotations

import logging
import threading

import psycopg
from django.db import Error, connection

from yunting.core import log, log_keys
from yunting.core.heads import KeyMissing
from yunting.lib import clock

BATCH = 5_000
# No NOTIFY from acts: it would serialise their commits. A poll costs one index look.
POLL_SECONDS = 0.05
PAUSE_SECONDS = 1.0
logger = logging.getLogger(__name__)


def run_sequencer(stop: threading.Event) -> None:
    """Give every committed leaf its place until told to stop.

    Any number of processes may run it; one at a time does the work. A database that goes away is
    waited for, and so is a private key that somebody still has to bring back.
    """
    has_key = False
    while not stop.is_set():
        try:
            if not has_key:
                log_keys.ensure(at=clock.now())
                has_key = True
            placed = _place() if log.is_waiting() else 0
            if placed < BATCH:
                stop.wait(POLL_SECONDS)
        # COPY speaks to psycopg directly, so its errors come without Django's wrapping.
        except (Error, psycopg.Error, KeyMissing) as error:
            logger.warning("the log waits: %s", error)
            has_key = False
            connection.close()
            stop.wait(PAUSE_SECONDS)
    connection.close()


def _place() -> int:
    return log.sequence(at=clock.machine_now(), batch=BATCH)
