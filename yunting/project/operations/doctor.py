"""Look at everything a court needs and say what to do: never stops at the first thing wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import psycopg
from django.db import DatabaseError, connection

from yunting.core import court_clock
from yunting.project.operations import of_the_database, of_the_place, of_the_work
from yunting.project.operations.finding import Check, Finding, wrong

DATABASE = "数据库"
LOOK = "请看 docs/operations/doctor.md。"


def examine() -> Iterator[tuple[str, Finding]]:
    """Yield each thing and what was found; without a database, what needs one is left out."""
    yield from _each(of_the_place.CHECKS)
    gone = _why_unreachable()
    if gone:
        remedy = "请启动数据库，核对 YUNTING_DATABASE_URL。"
        yield DATABASE, wrong(f"连不上：{gone}", remedy)
        return
    yield from _each(of_the_database.CHECKS)
    yield from _each(of_the_work.CHECKS)


def _each(checks: Mapping[str, Check]) -> Iterator[tuple[str, Finding]]:
    for thing, check in checks.items():
        try:
            yield thing, check()
        except (DatabaseError, OSError) as error:
            # One thing that cannot be looked at is told, and the next is looked at.
            connection.close()
            yield thing, wrong(f"无法检查：{str(error).strip()}", LOOK)


def _why_unreachable() -> str:
    """Return why the database does not answer within two seconds; empty if it does."""
    try:
        court_clock.connect().close()
    except psycopg.OperationalError as error:
        return str(error).strip()
    return ""
