"""Leave a neighbour alone for a while after it failed several times in a row."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from yunting.core.models import Circuit

FAILURES = 5
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(seconds=60)


def is_open(neighbour: str, *, at: datetime) -> bool:
    """Tell whether the neighbour is left alone now. `at` is machine time; one query."""
    return Circuit.objects.filter(neighbour=neighbour, open_until__gt=at).exists()


def failed(neighbour: str, *, at: datetime) -> None:
    """Count a failure; from the fifth in a row on, pause, twice as long each time, up to a cap."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_circuit AS c (neighbour, failures) VALUES (%s, 1)
            ON CONFLICT (neighbour) DO UPDATE SET failures = c.failures + 1
            RETURNING failures
            """,
            [neighbour],
        )
        (failures,) = cursor.fetchone()
    over = failures - FAILURES
    if over >= 0:
        pause = min(FIRST_PAUSE * 2 ** min(over, 10), LONGEST_PAUSE)
        Circuit.objects.filter(neighbour=neighbour).update(open_until=at + pause)


def answered(neighbour: str, *, at: datetime) -> None:
    """Note that the neighbour is there; written at most every ten seconds while all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_circuit AS c (neighbour, failures, answered_at) VALUES (%s, 0, %s)
            ON CONFLICT (neighbour) DO UPDATE
               SET failures = 0, open_until = NULL, answered_at = excluded.answered_at
             WHERE c.failures > 0 OR c.answered_at IS NULL
                OR c.answered_at < excluded.answered_at - interval '10 seconds'
            """,
            [neighbour, at],
        )
