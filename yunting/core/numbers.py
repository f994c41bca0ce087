"""Give the next number of a series, without gaps and never twice."""

from django.db import connection

from yunting.core.models import Court


def next_in_series(court: Court, *, type_code: str, year: int) -> int:
    """Take the next case number of (court, type code, year) in the caller's transaction.

    CN-02; 法〔2015〕137号 第九、十条. The series' row stays locked until the transaction ends, so
    a refused act gives its number back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_casenumberseries AS s (court_id, type_code, year, last)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (court_id, type_code, year) DO UPDATE SET last = s.last + 1
            RETURNING last
            """,
            [court.pk, type_code, year],
        )
        row = cursor.fetchone()
    return int(row[0])


def next_of_papers(court: Court, *, series: str, year: int) -> int:
    """Take the next number of a series of papers in the caller's transaction; as above."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_documentseries AS s (court_id, series, year, last)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (court_id, series, year) DO UPDATE SET last = s.last + 1
            RETURNING last
            """,
            [court.pk, series, year],
        )
        row = cursor.fetchone()
    return int(row[0])
