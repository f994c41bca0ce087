"""Write docs/law/coverage.md, parameters.md and sources.md from the rules and their tests.

    python -m tools.law_coverage

Coverage reads docstrings and tests as text: it imports no rule and runs none.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from yunting.rules.citation import Confidence
from yunting.rules.parameter import Parameter, Tier, Value, history, names
from yunting.rules.source import keys, source

ROOT = Path(__file__).parent.parent
LAW = ROOT / "docs" / "law"
RULES = ROOT / "yunting" / "rules"
TESTS = ROOT / "tests" / "rules"
REASONS = {
    "judgment": "需要法官判断",
    "another_body": "属于其他机关的行为",
    "superseded": "已被取代",
    "not_established": "未能确认文本",
    "page": "页面的职责",
}
_ID = re.compile(
    r"(?<![\w-])(?:[A-Z]{2,5}-\d{2}[a-d]?|[A-Z]-[A-Z0-9]{2,5}-\d{1,2}"
    r"|[AB]\d+(?:\.\d+)*-(?:[a-z][a-z-]*|[A-Z]\d{2}))\b"
)
_MADE = "<!-- Made by `python -m tools.law_coverage`; do not edit. -->\n"


def ids() -> dict[str, list[dict[str, str]]]:
    """Return the rules the code answers for, by chapter."""
    text = (LAW / "ids.yaml").read_text("utf-8")
    loaded: dict[str, list[dict[str, str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def formalised() -> dict[str, list[str]]:
    """Return for each rule the functions whose docstring names it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(RULES.rglob("*.py")):
        module = path.relative_to(RULES).with_suffix("").as_posix().replace("/", ".")
        for name, text in _docstrings(ast.parse(path.read_text("utf-8"))):
            for rule in dict.fromkeys(_ID.findall(text)):
                found[rule].append(f"{module}.{name}")
    for path in sorted(RULES.rglob("*.yaml")):
        # A definition may stand in a list of its own, read by one function.
        for rule in re.findall(r"^ +rule: (\S+)$", path.read_text("utf-8"), re.MULTILINE):
            found[rule].append(path.relative_to(RULES).as_posix())
    return dict(found)


def _docstrings(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, ast.get_docstring(node) or ""


def tested() -> dict[str, Counter[str]]:
    """Return for each rule how many cases each file of tests has for it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for table in sorted(TESTS.rglob("*.yaml")):
        name = table.relative_to(ROOT).as_posix()
        for case in yaml.load(table.read_text("utf-8"), Loader=yaml.CSafeLoader):
            for rule in str(case.get("rule", "")).split():
                found[rule][name] += 1
    for module in sorted(TESTS.rglob("test_*.py")):
        name = module.relative_to(ROOT).as_posix()
        for rule in re.findall(r'mark\.rule\("([^"]+)"\)', module.read_text("utf-8")):
            found[rule][name] += 1
    return dict(found)


def coverage() -> str:
    """Return docs/law/coverage.md."""
    by_rule, by_test, chapters = formalised(), tested(), ids()
    every = [row for rows in chapters.values() for row in rows]
    open_ones = [row for row in every if "reason" in row]
    lines = [
        _MADE,
        "# Which rule is which code\n",
        f"{len(every)} rules, {len(open_ones)} of them not formalised. They stand in `ids.yaml`.\n",
    ]
    for chapter, rows in chapters.items():
        lines += [f"## {chapter.capitalize()}\n", "| rule | about | function | tests |"]
        lines.append("|---|---|---|---|")
        lines += [_row(row, by_rule, by_test) for row in rows if "reason" not in row]
        lines.append("")
    lines += ["## Not formalised\n", "| rule | about | reason | note |", "|---|---|---|---|"]
    lines += [
        f"| {row['id']} | {row['about']} | {_reason(row)} | {row['note']} |" for row in open_ones
    ]
    return "\n".join(lines) + "\n"


def _reason(row: dict[str, str]) -> str:
    return f"{REASONS[row['reason']]} {row.get('feature', '')}".rstrip()


def _row(row: dict[str, str], by_rule: dict[str, list[str]], by_test: dict[str, Any]) -> str:
    functions = "<br>".join(f"`{name}`" for name in by_rule.get(row["id"], []))
    counted = by_test.get(row["id"], Counter())
    tests = "<br>".join(f"{name} ×{n}" for name, n in sorted(counted.items()))
    return f"| {row['id']} | {row['about']} | {functions} | {tests} |"


def gaps() -> list[str]:
    """Return every rule without a function, a test or a reason, and every unknown id."""
    by_rule, by_test = formalised(), tested()
    rows = [row for chapter in ids().values() for row in chapter]
    known = {row["id"] for row in rows}
    found = [f"{rule}: not in ids.yaml" for rule in sorted({*by_rule, *by_test} - known)]
    for row in rows:
        if "reason" in row:
            continue
        if row["id"] not in by_rule:
            found.append(f"{row['id']}: no function names it")
        if row["id"] not in by_test:
            found.append(f"{row['id']}: no test names it")
    return found


def parameters() -> str:
    """Return docs/law/parameters.md: every number with its history, and how sure we are."""
    every = [history(name) for name in names()]
    lines = [_MADE, "# Every number of the law\n", "How a number changes: [README](README.md).\n"]
    for key in sorted({known.name.partition(".")[0] for known in every}):
        title = f"《{source(key).title}》" if key in keys() else "由法院设置填写"
        lines += [f"## {title}\n", "| parameter | what | value | since | article | sure |"]
        lines.append("|---|---|---|---|---|---|")
        lines += [
            row for known in every if known.name.startswith(f"{key}.") for row in _rows(known)
        ]
        lines.append("")
    return "\n".join([*lines, *_by_confidence(every)]) + "\n"


def _rows(known: Parameter) -> list[str]:
    if not known.values:
        return [f"| `{known.name}` | {known.description} | 设置：{known.setting} | | | ML |"]
    return [
        f"| `{known.name}` | {known.description} | {_shown(value)} | {value.since} "
        f"| {value.citation.article} | {value.citation.confidence} |"
        for value in known.values
    ]


def _shown(value: Value) -> str:
    if isinstance(value.amount, tuple):
        return "<br>".join(_part(one) for one in value.amount)
    if isinstance(value.amount, Fraction):
        return f"{value.amount.numerator}/{value.amount.denominator}"
    rolls = "，顺延" if value.rolls else ""
    return f"{value.amount:,} {value.unit}{rolls}"


def _part(one: Tier | str) -> str:
    if isinstance(one, str):
        return one
    return f"{one.label} {one.flat if one.rate is None else one.rate}"


def _by_confidence(every: list[Parameter]) -> list[str]:
    lines = ["## For the court's lawyer: what is to be verified, the least sure first\n"]
    for mark in (Confidence.ML, Confidence.MM, Confidence.MH):
        named = [
            f"`{known.name}`"
            for known in every
            if any(value.citation.confidence is mark for value in known.values)
            or (not known.values and mark is Confidence.ML)
        ]
        lines.append(f"- **{mark}** {mark.label}：{'、'.join(named) or '无'}")
    oldest = min((known.verified_on for known in every), default=date.min)
    lines.append(f"\nOldest comparison with the book: {oldest}.")
    return lines


def sources() -> str:
    """Return docs/law/sources.md: every instrument with its days, and articles renumbered."""
    lines = [_MADE, "# Every instrument of the law\n"]
    lines += ["| key | title | in force from (number) | until | superseded by | articles cited |"]
    lines.append("|---|---|---|---|---|---:|")
    for key in keys():
        one = source(key)
        texts = "<br>".join(
            f"{text.since} {text.number}（{text.confidence}）" for text in one.versions
        )
        cells = (
            f"`{key}`",
            one.title,
            texts,
            one.until or "",
            one.superseded_by,
            len(one.articles),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += ["", "## Articles that were renumbered\n", "| instrument | about | numbers |"]
    lines.append("|---|---|---|")
    for key in keys():
        for known in source(key).articles.values():
            if len(known.since) > 1:
                dated = zip(known.since, known.numbers, strict=True)
                numbers = "，".join(f"{since} 起 {number}" for since, number in dated)
                lines.append(f"| {source(key).short} | {known.about} | {numbers} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the pages."""
    (LAW / "sources.md").write_text(sources(), "utf-8")
    (LAW / "coverage.md").write_text(coverage(), "utf-8")
    (LAW / "parameters.md").write_text(parameters(), "utf-8")
    for gap in gaps():
        print(gap)


if __name__ == "__main__":
    main()
