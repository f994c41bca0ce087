"""Case numbers: each series from 1 to its last without a gap, or with a reason for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from yunting.core.verify.report import Report


@dataclass(frozen=True, slots=True)
class Gap:
    """A number of a series that no case bears."""

    court: int
    type_code: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"（{self.year}）{self.type_code}{self.number}号"


Explanation = Callable[[Gap], str | None]
_explanations: list[Explanation] = []


def explain_gaps_with(explanation: Explanation) -> None:
    """Let a pillar say why a number is missing (None: it does not know); called once at start."""
    _explanations.append(explanation)


def check(report: Report) -> None:
    """Name every number that was given and is borne by no case, and every one never given."""
    for gap in _missing():
        if any(explain(gap) for explain in _explanations):
            report.counts["explained gaps"] += 1
        else:
            report.wrong("gap", "case-number", gap, "案号缺号，没有说明")
    for gap in _beyond():
        report.wrong("number", "case-number", gap, "这个案号没有经过编号")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_case")
        report.looked_at("cases", cursor.fetchone()[0])


def _missing() -> list[Gap]:
    return _gaps(
        """
        SELECT s.court_id, s.type_code, s.year, n
          FROM core_casenumberseries s CROSS JOIN generate_series(1, s.last) n
          LEFT JOIN core_case c ON c.court_id = s.court_id AND c.type_code = s.type_code
               AND c.year = s.year AND c.sequence = n
         WHERE c.id IS NULL ORDER BY 1, 2, 3, 4
        """
    )


def _beyond() -> list[Gap]:
    return _gaps(
        """
        SELECT c.court_id, c.type_code, c.year, c.sequence
          FROM core_case c LEFT JOIN core_casenumberseries s ON c.court_id = s.court_id
               AND c.type_code = s.type_code AND c.year = s.year AND c.sequence <= s.last
         WHERE s.id IS NULL ORDER BY 1, 2, 3, 4
        """
    )


def _gaps(query: str) -> list[Gap]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [Gap(*row) for row in cursor.fetchall()]
