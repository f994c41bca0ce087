"""Write docs/law/examples/: what the rules answer to the scenario tables, with their reasons.

    python -m tools.law_examples

For the parts of the law that compute (TABLES): a judge reads here what is answered, from which
articles and by which arithmetic. A test compares each answer, so a changed reason is seen.
"""

from pathlib import Path
from typing import Any

from tests.rules.asking import ask, cases, written
from yunting.lib.errors import Refused
from yunting.rules.finding import Finding

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "law" / "examples"
TABLES = (
    "fees/acceptance",
    "fees/application",
    "fees/bearing",
    "fees/changes",
    "fees/payment",
    "fees/scope",
    "periods",
    "limits",
    "enforcement/interest",
    "bankruptcy/thresholds",
    "bankruptcy/voting",
    "auctions/bids",
)
_MADE = "<!-- Made by `python -m tools.law_examples`; do not edit. -->\n"


def shown() -> list[dict[str, Any]]:
    """Return the cases that are written out, table by table."""
    return [case for case in cases() if case["table"] in TABLES]


def answer(case: dict[str, Any]) -> str:
    """Return what the rule answers to one case, with all it says for it."""
    try:
        found = ask(case)
    except Refused as refusal:
        return _lines([("拒绝", f"{refusal}（{refusal.code}）"), ("字段", refusal.field or "无")])
    lines = [("答", str(written(found)))]
    if isinstance(found, Finding):
        lines += [("依据", "、".join(f"{one}（{one.confidence}）" for one in found.basis))]
        lines += [("理由", reason) for reason in found.reasons]
        if found.provisional:
            lines.append(("暂定", "是"))
    return _lines(lines)


def _lines(pairs: list[tuple[str, str]]) -> str:
    return "\n".join(f"- {what}：{text}" for what, text in pairs)


def page(table: str) -> str:
    """Return the page of one table."""
    of_table = [case for case in shown() if case["table"] == table]
    parts = [
        f"## {case['name']}\n\n`{case['ask']}`，{case.get('date', '')}\n\n{answer(case)}\n"
        for case in of_table
    ]
    return "\n".join([_MADE, f"# {table}\n", *parts])


def path_of(table: str) -> Path:
    """Return where the page of a table stands."""
    return FOLDER / f"{table.replace('/', '-')}.md"


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        path_of(table).write_text(page(table), "utf-8")


if __name__ == "__main__":
    main()
