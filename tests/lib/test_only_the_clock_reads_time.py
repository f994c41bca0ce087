"""Nobody but lib/clock reads the time: neither in Python nor in SQL."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from yunting.project.settings import ROOT

THE_CLOCK = ROOT / "yunting" / "lib" / "clock.py"
READERS = {
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime", "clock_gettime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "timezone": {"now", "localdate", "localtime"},
    "functions": {"Now"},
}
IMPORTED = {
    "time": READERS["time"],
    "django.utils.timezone": READERS["timezone"],
    "django.db.models.functions": READERS["functions"],
    "django.db.models.functions.datetime": READERS["functions"],
}
SQL = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\b(current_timestamp|current_date|localtimestamp)\b",
    re.IGNORECASE,
)
STAMPS = {"auto_now", "auto_now_add"}


def readings(source: str) -> Iterator[tuple[int, str]]:
    """Yield where a module reads the time by itself, and how."""
    tree = ast.parse(source)
    prose = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_reader(node):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            for name in IMPORTED.get(node.module or "", set()) & {a.name for a in node.names}:
                yield node.lineno, f"{node.module}.{name}"
        elif isinstance(node, ast.keyword) and node.arg in STAMPS:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
            found = SQL.search(node.value)
            if found:
                yield node.lineno, found[0]


def _is_reader(node: ast.Attribute) -> bool:
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return node.attr in READERS.get(name, set())


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef)]
    bodies += [node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.time()",
        "from time import time",
        "import datetime\ndatetime.datetime.now(tz)",
        "from datetime import date\ndate.today()",
        "from datetime import datetime\nread = datetime.utcnow",
        "from django.utils import timezone\ntimezone.now()",
        "from django.utils.timezone import localdate",
        "from django.db.models import functions\nfunctions.Now()",
        "from django.db.models.functions import Now",
        "at = models.DateTimeField(auto_now_add=True)",
        'cursor.execute("UPDATE t SET at = now()")',
        'cursor.execute(f"SELECT {x} WHERE at < CURRENT_TIMESTAMP")',
    ],
)
def test_the_scan_finds_every_way_to_read_it(source: str) -> None:
    assert list(readings(source))


@pytest.mark.parametrize(
    "source",
    [
        "from time import monotonic\nmonotonic()",
        "from yunting.lib import clock\nclock.now()",
        '"""Prose may say now() and current_date."""',
        "def f():\n    '''Return now().'''",
    ],
)
def test_the_scan_leaves_the_innocent_alone(source: str) -> None:
    assert not list(readings(source))


def test_only_the_clock_reads_time() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {how}"
        for path in sorted(Path(ROOT, "yunting").rglob("*.py"))
        if path != THE_CLOCK
        for line, how in readings(path.read_text("utf-8"))
    ]

    assert found == []
    assert list(readings(THE_CLOCK.read_text("utf-8")))
