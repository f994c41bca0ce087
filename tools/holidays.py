"""Write `yunting/rules/holidays/<year>.yaml` from the package chinesecalendar.

    python -m tools.holidays 2027

Compare the file with the State Council's notice of that year before committing it.
"""

import sys
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from chinese_calendar import constants

FOLDER = Path(__file__).parent.parent / "yunting" / "rules" / "holidays"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利七十周年纪念日",
}


def runs(days: dict[date, str]) -> list[tuple[str, date, date]]:
    """Return the days as runs of consecutive days of one name: name, first, last."""
    ordered = sorted(days)
    numbered = enumerate(ordered)
    groups = groupby(numbered, key=lambda p: (days[p[1]], p[1] - timedelta(p[0])))
    spans = [[day for _, day in group] for _, group in groups]
    return [(days[span[0]], span[0], span[-1]) for span in spans]


def text_of(year: int) -> str:
    """Return the text of one year's file."""
    holidays = {d: NAMES[n] for d, n in constants.holidays.items() if d.year == year}
    if not holidays:
        raise SystemExit(f"chinesecalendar does not know {year}; install a newer one.")
    makeup = sorted(d for d in constants.workdays if d.year == year)
    lines = [
        f"# 由 tools/holidays.py 生成；以国务院办公厅关于{year}年部分节假日安排的通知为准。",
        f"year: {year}",
        "reference: {instrument: holiday_notices, article: 年度通知, confidence: MH}",
        "holidays:",
        *(f"  - {{name: {n}, first: {a}, last: {b}}}" for n, a, b in runs(holidays)),
        "makeup_working_days:" if makeup else "makeup_working_days: []",
        *(f"  - {day}" for day in makeup),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the file of each year named on the command line."""
    for year in map(int, sys.argv[1:]):
        (FOLDER / f"{year}.yaml").write_text(text_of(year), "utf-8")
        print(f"yunting/rules/holidays/{year}.yaml")


if __name__ == "__main__":
    main()
