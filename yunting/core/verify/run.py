"""Verify everything in one look at the database, so that acts going on change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from yunting.core.models import Leaf, LeafKind
from yunting.core.verify import facts, files, numbers, tree, witness
from yunting.core.verify.report import Progress, Report


def _silent(what: str, count: int) -> None:
    """Tell nobody."""


def verify(
    *,
    witnessed: Iterable[Mapping[str, Any]] | None = None,
    contents: bool = False,
    progress: Progress = _silent,
) -> Report:
    """Recompute every leaf, commitment, node, head and number; with `witnessed`, compare those.

    Look for the file of every row, and with `contents` read each through.

    Memory stays bounded: a page of facts and a block of the tree at a time.
    """
    report = Report(progress)
    with _one_look():
        facts.check(report)
        tree.check(report)
        numbers.check(report)
        files.check(report, contents=contents)
        for kind, ref in Leaf.objects.exclude(kind__in=LeafKind.values).values_list("kind", "ref"):
            report.wrong("kind", kind, ref, "日志中有一种没有定义的条目")
        if witnessed is not None:
            witness.check(witnessed, report)
    return report


@contextmanager
def _one_look() -> Iterator[None]:
    """Read as of one instant; inside a caller's transaction, as that one reads."""
    began = connection.in_atomic_block
    with transaction.atomic():
        if not began:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
