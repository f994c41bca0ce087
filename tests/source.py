"""The source as trees, for tests of what no linter sees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "yunting"


@cache
def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def modules(*, below: Path = PACKAGE) -> Iterator[Path]:
    """Yield every module of the package but its migrations."""
    for path in sorted(below.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def name_of(path: Path) -> str:
    """Return a path as the reports name it."""
    return path.relative_to(ROOT).as_posix()


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield every call below a node."""
    for found in ast.walk(node):
        if isinstance(found, ast.Call):
            yield found


def called(call: ast.Call) -> str:
    """Return the last part of what a call calls: `update` of `rows.filter().update()`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
