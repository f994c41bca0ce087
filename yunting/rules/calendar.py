"""Which days the court rests: weekends and statutory holidays, less make-up working days.

One file a year in `holidays/`, made by tools/holidays.py. TIME-11: a lunar date is never
computed. After the last published year only weekends and the holidays with a fixed date are
known, and every answer that rests on such a year is provisional.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from yunting.lib.errors import Refused
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter
from yunting.rules.source import NotInForce

_ROOT = Path(__file__).parent / "holidays"
_DAY = timedelta(1)
_SATURDAY = 5  # arithmetic: date.weekday() counts from Monday as 0
NOT_PUBLISHED = ("放假安排", "该年安排尚未公布，以国务院公布的放假安排为准")


class OutOfCalendar(Refused):
    """The period ends after the last day a calendar can name."""

    code = "rules.out-of-calendar"


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year that are not what their weekday says."""

    holidays: frozenset[date]
    makeup: frozenset[date]
    provisional: bool


@cache
def published_years() -> tuple[int, ...]:
    """Return the years whose arrangement the books hold, in order. TIME-11."""
    return tuple(sorted(int(path.stem) for path in _ROOT.glob("*.yaml")))


def missing_year(*, on: date) -> int | None:
    """Return the first year from that day's year to the next one that has no file. TIME-11."""
    wanted = (on.year, on.year + 1)
    return next((year for year in wanted if year not in published_years()), None)


@cache
def _year(number: int) -> Year:
    known = published_years()
    if number < known[0]:
        raise NotInForce(
            f"规则库没有 {number} 年的放假安排。",
            remedy=f"最早的一年是 {known[0]} 年。",
            field="date",
        )
    if number not in known:
        fixed = parameter("holiday_measures.fixed_days", on=date(number, 1, 1)).words
        days = frozenset(date.fromisoformat(f"{number:04d}-{day}") for day in fixed)
        return Year(holidays=days, makeup=frozenset(), provisional=True)
    raw = yaml.load((_ROOT / f"{number}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Year(
        holidays=frozenset(
            run["first"] + timedelta(n)
            for run in raw["holidays"]
            for n in range((run["last"] - run["first"]).days + 1)
        ),
        makeup=frozenset(raw["makeup_working_days"]),
        provisional=False,
    )


def rests(day: date) -> bool:
    """Tell whether the court rests that day: a bare test for loops, without reasons."""
    year = _year(day.year)
    return day in year.holidays or (day.weekday() >= _SATURDAY and day not in year.makeup)


def is_provisional(day: date) -> bool:
    """Tell whether that day's year has no published arrangement yet."""
    return _year(day.year).provisional


def next_working_day(day: date) -> date:
    """Return that day, or the first day after it on which the court works."""
    while rests(day):
        day = following(day)
    return day


def following(day: date, n: int = 1) -> date:
    """Return the n-th day after that day.

    :raises OutOfCalendar: if no calendar has such a day
    """
    try:
        return day + n * _DAY
    except OverflowError as error:
        raise OutOfCalendar("期间过长，超出日历范围。", field="n") from error


def basis_of(day: date) -> Citation:
    """Return what says whether the court rests that day."""
    if _year(day.year).provisional:
        return cite("design", "放假安排未公布", on=day)
    return cite("holiday_notices", "年度通知", on=day)


def is_rest(day: date) -> Finding[bool]:
    """Tell whether the court rests that day, and why. TIME-03, TIME-11."""
    year = _year(day.year)
    if day in year.holidays:
        why = "法定节假日"
    elif day in year.makeup:
        why = "调休上班日"
    else:
        why = "双休日" if day.weekday() >= _SATURDAY else "工作日"
    said = (f"{day:%Y-%m-%d}", why)
    return Finding(
        value=rests(day),
        basis=(basis_of(day),),
        because=(said, NOT_PUBLISHED) if year.provisional else (said,),
        provisional=year.provisional,
    )


def roll(day: date) -> Finding[date]:
    """Return the day a period ends when its last day is this one. TIME-03.

    A holiday or a weekend passes the end on to the first day after it; a make-up working day
    does not. 民事诉讼法 第八十五条第三款.
    """
    rolled = next_working_day(day)
    provisional = is_provisional(day) or is_provisional(rolled)
    moved = (("顺延", f"{day:%Y-%m-%d} → {rolled:%Y-%m-%d}"),) if rolled != day else ()
    return Finding(
        value=rolled,
        basis=(cite("civil_procedure_law", "第八十五条第三款", on=day), basis_of(rolled)),
        because=(*moved, NOT_PUBLISHED) if provisional else moved,
        provisional=provisional,
    )
