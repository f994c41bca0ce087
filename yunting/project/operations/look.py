"""One look at the database: everything read from it is as of one instant, pg_dump included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from yunting.core import file_sweep, heads
from yunting.core.models import TreeHead
from yunting.core.verify import files
from yunting.lib import clock

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Look:
    """An instant of the database, held open; whoever committed before `at` is in it."""

    at: datetime
    snapshot: str

    @property
    def head(self) -> dict[str, Any] | None:
        """The newest signed head of the log."""
        return newest_head()

    @property
    def migrations(self) -> list[str]:
        """Every migration that made these tables."""
        return sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        )

    @property
    def postgresql(self) -> int:
        """The server's major version."""
        return server_version() // 10_000

    def bytes_of_database(self) -> int:
        """Return how much the database takes on disk."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])

    def contents(self) -> Iterator[tuple[str, bool]]:
        """Yield the hash of every content a row names, and whether it must be there.

        The same hash may come more than once. What must be there comes first.
        """
        must = files.kept()
        others = [pair for pair in file_sweep.naming() if pair not in must]
        for model, name in (*must, *others):
            rows = model._default_manager.exclude(**{name: ""}).order_by()
            for sha256 in rows.values_list(name, flat=True).iterator(PAGE):
                yield str(sha256), (model, name) in must


@contextmanager
def look() -> Iterator[Look]:
    """Hold one instant of the database until the block ends; takes no lock that stops an act."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        at = clock.machine_now()
        cursor.execute("SELECT pg_export_snapshot()")
        yield Look(at, cursor.fetchone()[0])


def server_version() -> int:
    """Return the server's version as PostgreSQL counts it: 180001 for 18.1; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])


def newest_head() -> dict[str, Any] | None:
    """Return the newest signed head of the log as it leaves the building; one query."""
    head = TreeHead.objects.select_related("key").order_by("-size").first()
    return heads.as_json(head) if head else None
