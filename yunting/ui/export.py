"""Rows for a spreadsheet: streamed, and never taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from yunting.lib import clock, money

# What makes Excel, WPS and LibreOffice compute a cell instead of showing it.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_of(
    name: str, labels: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """Answer with a CSV file, written while the rows are read."""

    def lines() -> Iterator[str]:
        # Excel reads UTF-8 only behind a byte order mark.
        yield "\ufeff" + _line(labels)
        for row in rows:
            yield _line([cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def cell(value: Any) -> str:
    """Return a value for a machine: numbers plain, days as ISO, text that is only text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return money.plain(value)
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else guarded(str(value))


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
