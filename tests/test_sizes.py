"""A file is read in one sitting, a function seen whole: no linter counts what we count."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import ROOT, modules, name_of, tree

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
# What runs; a test tells its story as long as it takes.
PLACES = ("yunting", "sim", "tools", "benchmarks")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, those inside others too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def lines_of_code(function: Function, source: list[str]) -> int:
    """Return how many lines a function has without its docstring, comments and blank lines."""
    told = function.body[0] if ast.get_docstring(function) else None
    docstring = range(told.lineno, (told.end_lineno or 0) + 1) if told else range(0)
    lines = range(function.lineno, (function.end_lineno or 0) + 1)
    texts = (source[number - 1].strip() for number in lines if number not in docstring)
    return sum(bool(text) and not text.startswith("#") for text in texts)


@pytest.mark.parametrize("place", PLACES)
class TestSizes:
    def test_no_file_is_longer_than_four_hundred_lines(self, place: str) -> None:
        lengths = {
            name_of(path): len(path.read_text("utf-8").splitlines())
            for path in modules(below=ROOT / place)
        }

        assert lengths
        assert {name: n for name, n in lengths.items() if n > LINES_OF_A_FILE} == {}

    def test_no_function_has_more_than_forty_lines_of_code(self, place: str) -> None:
        found = {
            f"{name_of(path)}:{one.name}": lines_of_code(one, path.read_text("utf-8").splitlines())
            for path in modules(below=ROOT / place)
            for one in functions(path)
        }

        assert found
        assert {name: n for name, n in found.items() if n > LINES_OF_A_FUNCTION} == {}


class TestCounting:
    def test_leaves_out_what_is_no_code(self) -> None:
        source = [
            "def act():",
            '    """Do it.',
            "",
            '    :raises Never: if it is done"""',
            "    # Why.",
            "    first = 1",
            "",
            "    return first",
        ]

        (function,) = ast.parse("\n".join(source)).body

        assert isinstance(function, ast.FunctionDef)
        assert lines_of_code(function, source) == 3
