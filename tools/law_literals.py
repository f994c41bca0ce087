"""Find numbers of the law that stand in Python, and write docs/law/arithmetic.md.

    python -m tools.law_literals

Allowed in yunting/rules: 0, 1, -1 and indexes; a date in `if day < date(…): return …_until_…()`
that names the function for the time before. Anything else carries `# arithmetic: why`, and is
listed.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
RULES = ROOT / "yunting" / "rules"
PAGE = ROOT / "docs" / "law" / "arithmetic.md"
_MARK = re.compile(r"# arithmetic: (.+)$")
_NUMBERS = {"Decimal", "Fraction", "int", "float", "complex"}
_DATES = {"date", "datetime", "time", "fromisoformat", "strptime", "fromordinal", "fromtimestamp"}
_HEAD = """<!-- Made by `python -m tools.law_literals`; do not edit. -->

# Literals that are arithmetic, not law

No number of the law stands in Python. These literals of `yunting/rules` are none: each says why.

| module | line | why |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One literal that needs a reason: its line, and the reason if there is one."""

    module: str
    line: int
    code: str
    why: str


def suspects(text: str, module: str) -> list[Found]:
    """Return the literals of one module that are neither 0, 1, -1, an index nor a dated switch."""
    tree, lines, marks = ast.parse(text), text.splitlines(), _marks(text)
    allowed = _allowed(tree)
    numbers = sorted(
        {
            node.lineno
            for node in ast.walk(tree)
            if id(node) not in allowed and isinstance(node, ast.expr) and _is_suspect(node)
        }
    )
    return [
        Found(module, number, lines[number - 1].partition("  # ")[0].strip(), marks.get(number, ""))
        for number in numbers
    ]


def _marks(text: str) -> dict[int, str]:
    comments = tokenize.generate_tokens(io.StringIO(text).readline)
    found = (
        (token.start[0], _MARK.search(token.string))
        for token in comments
        if token.type == tokenize.COMMENT
    )
    return {line: match.group(1) for line, match in found if match}


def _is_suspect(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, float | complex):
            return True
        return type(node.value) is int and node.value not in {0, 1}
    if not isinstance(node, ast.Call):
        return False
    name = _name(node.func)
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if name == "float":
        return True
    if name in _NUMBERS:
        return any(isinstance(one, ast.Constant) and one.value not in {0, 1} for one in given)
    return name in _DATES and bool(given) and all(isinstance(one, ast.Constant) for one in given)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _allowed(tree: ast.AST) -> set[int]:
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            allowed |= {id(node.slice)}
        if isinstance(node, ast.If) and is_dated_switch(node):
            allowed |= {id(one) for one in ast.walk(node.test)}
    return allowed


def is_dated_switch(node: ast.If) -> bool:
    """Tell whether it is `if day < date(y, m, d): return …_until_<the day before>(…)`."""
    test, first = node.test, node.body[0]
    if not (
        isinstance(test, ast.Compare)
        and [type(one) for one in test.ops] == [ast.Lt]
        and isinstance(first, ast.Return)
    ):
        return False
    day = _day(test.comparators[0])
    called = [_name(one.func) for one in ast.walk(first) if isinstance(one, ast.Call)]
    return day is not None and any(
        name.endswith(f"_until_{day - timedelta(1):%Y_%m_%d}") for name in called
    )


def _day(node: ast.expr) -> date | None:
    if not (isinstance(node, ast.Call) and _name(node.func) == "date"):
        return None
    parts = [one.value for one in node.args if isinstance(one, ast.Constant)]
    return date(*parts) if len(parts) == len(node.args) else None  # type: ignore[arg-type]


def idle_marks(text: str, module: str) -> list[int]:
    """Return the lines that give a reason for nothing."""
    used = {found.line for found in suspects(text, module)}
    return sorted(set(_marks(text)) - used)


def modules() -> Iterator[tuple[str, str]]:
    """Yield every module of the rules with its text."""
    for path in sorted(RULES.rglob("*.py")):
        yield path.relative_to(RULES).as_posix(), path.read_text("utf-8")


def page() -> str:
    """Return docs/law/arithmetic.md."""
    rows = [
        f"| {found.module} | `{found.code.replace('|', chr(92) + '|')}` | {found.why} |"
        for module, text in modules()
        for found in suspects(text, module)
    ]
    return _HEAD + "\n".join(rows) + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
