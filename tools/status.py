"""Write docs/features.md, docs/status.md, docs/benchmarks.md from tests and last measurements.

`python -m tools.status` writes them, `python -m tools.bench` too; a test compares. A row holds when
a test that drives it, as the role it serves, is marked `feature("S1")`; the suite is green or
nothing is merged.
"""

import ast
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FEATURES, STATUS, BENCHMARKS = "features.md", "status.md", "benchmarks.md"
MEASURED = "benchmarks.json"
TABLE = """# Benchmarks

<!-- Made by `make bench`; do not edit. -->

Ours beside its limit, both from one run: the limit is the bare work underneath (one SELECT, a
COPY of the same rows). A target is one of the promises of the issue that made it.

| benchmark | what | ours | limit | ratio | target |
| --- | --- | ---: | ---: | ---: | --- |
"""
MADE = "<!-- Made by `make status`; change docs/features.yaml or the tests instead. -->"


@cache
def listed() -> dict[str, Any]:
    """Return the rows of docs/features.yaml."""
    return dict(yaml.safe_load((DOCS / "features.yaml").read_text("utf-8")))


def rows() -> dict[str, str]:
    """Return what each row says, by its id."""
    return {key: text for area in listed()["areas"].values() for key, text in area.items()}


@cache
def drivers() -> dict[str, list[str]]:
    """Return the tests that drive each row, by its id: `tests/a/test_b.py::TestC::test_d`."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        where = path.relative_to(ROOT).as_posix()
        for row, what in _marked(ast.parse(path.read_text("utf-8")), where):
            found[row].append(what)
    return dict(found)


def _marked(node: ast.AST, where: str) -> Iterator[tuple[str, str]]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            here = f"{where}::{one.name}"
            yield from ((row, here) for mark in one.decorator_list for row in _rows_of(mark))
            yield from _marked(one, here)
        elif isinstance(one, ast.Assign) and "pytestmark" in ast.unparse(one.targets[0]):
            yield from ((row, where) for row in _rows_of(one.value))


def _rows_of(mark: ast.AST) -> list[str]:
    """Return the ids in `pytest.mark.feature("S1", "S2")`, wherever it stands in an expression."""
    calls = (one for one in ast.walk(mark) if isinstance(one, ast.Call))
    named = (call for call in calls if ast.unparse(call.func) == "pytest.mark.feature")
    return [str(a.value) for call in named for a in call.args if isinstance(a, ast.Constant)]


def features() -> str:
    """Return docs/features.md."""
    held, partly = drivers(), listed()["partly"]
    lines = [MADE, "", "# Features", ""]
    lines += [
        "One behaviour a row. It holds when a test drives it through HTTP or a browser; that test",
        "is named beside it. What has no test is not built yet.",
        "",
    ]
    for area, own in listed()["areas"].items():
        count = sum(key in held for key in own)
        lines += [f"## {area}: {count} of {len(own)}", "", "| row | behaviour | held by |"]
        lines += ["|---|---|---|"]
        lines += [
            f"| {key} | {text} | {_held(key, partly.get(key))} |" for key, text in own.items()
        ]
        lines.append("")
    return "\n".join(lines)


def _held(key: str, missing: str | None) -> str:
    tests = drivers().get(key)
    if not tests:
        return "not built yet"
    told = "<br>".join(f"`{one.removeprefix('tests/')}`" for one in tests)
    return f"{told}<br>partly: {missing}" if missing else told


def status(told: dict[str, Any]) -> str:
    """Return docs/status.md with those measurements."""
    held = drivers()
    lines = [MADE, "", "# Status", "", "| area | rows held | of |", "|---|---|---|"]
    for area, own in listed()["areas"].items():
        lines.append(f"| {area} | {sum(key in held for key in own)} | {len(own)} |")
    lines += [f"| all | {sum(key in held for key in rows())} | {len(rows())} |", ""]
    return "\n".join([*lines, "Row by row: [features](features.md).", "", *_measurements(told), ""])


def measured(docs: Path = DOCS) -> dict[str, Any]:
    """Return the last figures of each benchmark kept in a folder, by its name."""
    path = docs / MEASURED
    kept: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return kept


def _measurements(told: dict[str, Any]) -> list[str]:
    lines = ["## Last measurements", ""]
    if not told:
        return [*lines, "None yet: `make bench` writes them."]
    for name, one in sorted(told.items()):
        verdict = "targets held" if one["held"] else "a target was missed"
        lines += [f"### {name}: {verdict}", "", "| what | unit | ours | limit | ratio | target |"]
        lines += ["|---|---|---|---|---|---|", *map(_measured, one["lines"]), ""]
    return lines


def _measured(line: dict[str, Any]) -> str:
    limit = line["limit"]
    ratio = "" if limit is None else f"{line['ours'] / limit:.2f}"
    least, most = line["at_least"], line["at_most"]
    target = f"≥ {least:,g}" if least is not None else f"≤ {most:,g}" if most is not None else ""
    beside = "" if limit is None else f"{limit:,.2f}"
    return (
        f"| {line['what']} | {line['unit']} | {line['ours']:,.2f} | {beside} | {ratio} | {target} |"
    )


def benchmarks(told: dict[str, Any]) -> str:
    """Return docs/benchmarks.md with those measurements."""
    return TABLE + "".join(
        f"| {name} | {line['what']} ({line['unit']}) | {line['ours']:,.2f} | {_limit(line)} |"
        f" {_target(line)} |\n"
        for name, found in sorted(told.items())
        for line in found["lines"]
    )


def _limit(line: dict[str, Any]) -> str:
    limit = line["limit"]
    return " | " if limit is None else f"{limit:,.2f} | {line['ours'] / limit:.2f}"


def _target(line: dict[str, Any]) -> str:
    if line["at_least"] is not None:
        return f"≥ {line['at_least']:,g} {_verdict(line['ours'] >= line['at_least'])}"
    if line["at_most"] is not None:
        return f"≤ {line['at_most']:,g} {_verdict(line['ours'] <= line['at_most'])}"
    return ""


def _verdict(held: bool) -> str:
    return "held" if held else "**missed**"


def pages(docs: Path = DOCS) -> dict[Path, str]:
    """Return what each page of a folder should say, with the measurements kept there."""
    told = measured(docs)
    said = {FEATURES: features(), STATUS: status(told), BENCHMARKS: benchmarks(told)}
    return {docs / name: text for name, text in said.items()}


def write(docs: Path = DOCS) -> None:
    """Write every page of a folder anew."""
    for path, text in pages(docs).items():
        path.write_text(text, "utf-8")


def main() -> int:
    """Write them all and say so."""
    unknown = sorted(set(drivers()) - set(rows()))
    if unknown:
        sys.exit(f"no row is called {', '.join(unknown)}")
    write()
    for path in pages():
        print(f"status   {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
