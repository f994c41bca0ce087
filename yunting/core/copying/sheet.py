"""The first rows of every sheet of a workbook."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook

from yunting.core import settings as limits
from yunting.core.copying.desk import Made, Task, page_of, run


def copies(task: Task) -> Iterator[Made]:
    """Yield the sheets as a page of tables."""
    book = CalamineWorkbook.from_path(str(task.path))
    sheets = ((name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    yield page_of(task.folder, "".join(_table(name, rows) for name, rows in sheets))


def _table(name: str, rows: list[list[Any]]) -> str:
    shown = rows[: limits.SHEET_ROWS_SHOWN]
    lines = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(_cell(v))}</td>" for v in row[: limits.SHEET_COLUMNS_SHOWN])
        + "</tr>"
        for row in shown
    )
    wide = max((len(row) for row in rows), default=0)
    is_cut = len(rows) > len(shown) or wide > limits.SHEET_COLUMNS_SHOWN
    more = (
        f"<p>共 {len(rows)} 行 {wide} 列，这里只显示前 {limits.SHEET_ROWS_SHOWN} 行、"
        f"{limits.SHEET_COLUMNS_SHOWN} 列，其余请看原件。</p>"
        if is_cut
        else ""
    )
    return f"<h2>{html.escape(name)}</h2><table>{lines}</table>{more}"


def _cell(value: Any) -> str:
    # Whole numbers come as floats.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


if __name__ == "__main__":
    run(copies)
