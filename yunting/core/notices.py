"""What running processes are told at once, over PostgreSQL's NOTIFY.

Never sent inside an act: a NOTIFY takes its turn at every commit. The sequencer sends one for each
head it signs, so whoever listens learns of every committed fact a moment after.
"""

from __future__ import annotations

import hashlib

from django.db import connection

CHANNEL = "yunting_live"
HEAD = "head"
OUT = "out"


def head_signed(size: int) -> None:
    """Tell that the log now has this size; with the caller's commit; one query."""
    _tell(HEAD, str(size))


def session_ended(session_key: str) -> None:
    """Tell that a session is over; with the caller's commit; one query."""
    _tell(OUT, name_of(session_key))


def name_of(session_key: str) -> str:
    """Return what a session is called in a notice: whoever listens must not be able to use it."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def _tell(what: str, about: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{what} {about}"])
