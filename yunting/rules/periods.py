"""How a period of the law is counted, from the day it starts to the day it ends.

民事诉讼法 第八十五条 and 民法典 第二百零二条. The start day is not counted, so day one is the
next day (TIME-01); holidays inside a period count; only its last day can roll (TIME-03).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from yunting.rules.amount import NotALength
from yunting.rules.calendar import (
    NOT_PUBLISHED,
    OutOfCalendar,
    basis_of,
    following,
    is_provisional,
    next_working_day,
    rests,
)
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import Value, parameter

_CPL = "civil_procedure_law"
_MONTHS = 12  # arithmetic: months in a year


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class Roll(StrEnum):
    """Whether a last day on which the court rests passes the end on."""

    FORWARD = "forward"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days left out of a period: from `start` to the day before `resume`. TIME-10."""

    start: date
    resume: date


_LABELS = {Unit.DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月", Unit.YEAR: "年"}
UNITS = {
    "days": Unit.DAY,
    "working_days": Unit.WORKING_DAY,
    "months": Unit.MONTH,
    "years": Unit.YEAR,
}


def end(start: date, n: int, *, unit: Unit, roll: Roll = Roll.FORWARD) -> Finding[date]:
    """Return the last day of a period of n units from that day. TIME-01 TIME-03 TIME-07 B0.3-days.

    The start day is not counted. A last day on which the court rests passes the end on to the
    first day after it when `roll` is forward; a period in working days always ends on one, and
    is counted so only where the law says 工作日.

    :raises NotALength: if n is negative
    """
    last = _unrolled(start, n, unit)
    length = f"{n}{_LABELS[unit]}"
    return _ended(start, last, length, _basis(unit, start), roll=roll, unit=unit)


def of(value: Value, start: date) -> Finding[date]:
    """Return the last day of a period the law measures, with the article that measures it."""
    unit = UNITS[value.unit]
    last = _unrolled(start, value.whole, unit)
    basis = (value.citation, *_basis(unit, start))
    roll = Roll.FORWARD if value.rolls else Roll.NONE
    length = f"{value.whole}{_LABELS[unit]}"
    return _ended(start, last, length, basis, roll=roll, unit=unit)


def _ended(
    start: date,
    last: date,
    length: str,
    basis: tuple[Citation, ...],
    *,
    roll: Roll,
    unit: Unit = Unit.DAY,
) -> Finding[date]:
    said = [("起算", f"{start:%Y-%m-%d}（当日不计）"), ("期间", f"{length}，至 {last:%Y-%m-%d}")]
    value = last
    if roll is Roll.FORWARD:
        value = next_working_day(last)
        if value != last:
            said.append(("顺延", f"最后一日为休假日，顺延至 {value:%Y-%m-%d}"))
            basis = (*basis, basis_of(value))
    # What neither rolls nor counts working days does not depend on any arrangement of holidays.
    counts_rest = roll is Roll.FORWARD or unit is Unit.WORKING_DAY
    provisional = counts_rest and is_provisional(value)
    if provisional:
        said.append(NOT_PUBLISHED)
    return Finding(value=value, basis=basis, because=tuple(said), provisional=provisional)


def _basis(unit: Unit, start: date) -> tuple[Citation, ...]:
    counting = cite(_CPL, "第八十五条", on=start)
    if unit in {Unit.DAY, Unit.WORKING_DAY}:
        return (counting,)
    if start < date(2021, 1, 1):
        return (counting, _corresponding_day_until_2020_12_31(start))
    return (counting, cite("civil_code", "第二百零二条", on=start))


def _corresponding_day_until_2020_12_31(start: date) -> Citation:
    return cite("civil_law_general_provisions", "第二百零二条", on=start)


def _unrolled(start: date, n: int, unit: Unit) -> date:
    if n < 0:
        raise NotALength("期间的长度不能是负数。", field="n")
    if unit is Unit.DAY:
        return following(start, n)
    if unit is Unit.WORKING_DAY:
        return _add_working_days(start, n)
    return add_years(start, n) if unit is Unit.YEAR else add_months(start, n)


def _add_working_days(start: date, n: int) -> date:
    day = start
    while n > 0:
        day = following(day)
        n -= not rests(day)
    return day


def add_months(start: date, n: int) -> date:
    """Return the corresponding day n months on, or the last day of a month without it. TIME-02.

    民法典 第二百零二条.
    :raises OutOfCalendar: if no calendar has such a month
    """
    years, month = divmod(start.month - 1 + n, _MONTHS)
    year = start.year + years
    if year > date.max.year:
        raise OutOfCalendar("期间过长，超出日历范围。", field="n")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_years(start: date, n: int) -> date:
    """Return the same day `n` years later, or the last day of that month. TIME-02."""
    return add_months(start, n * _MONTHS)


def end_of_hours(start: datetime, hours: int) -> datetime:
    """Return the instant a period in hours ends; the hour it starts in is not counted. TIME-01.

    The end of a period in hours does not roll: 第八十五条第三款 speaks of a last *day*.
    :raises NotALength: if hours is negative
    """
    if hours < 0:
        raise NotALength("期间的长度不能是负数。", field="n")
    return start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours + 1)


def excluded_days(intervals: tuple[Interval, ...]) -> int:
    """Count the days left out, a day in two intervals once. TIME-10.

    :raises NotALength: if an interval resumes before it starts
    """
    days, reached = 0, date.min
    for interval in _in_order(intervals):
        start = max(interval.start, reached)
        days += max((interval.resume - start).days, 0)
        reached = max(reached, interval.resume)
    return days


def _in_order(intervals: tuple[Interval, ...]) -> list[Interval]:
    if any(interval.resume < interval.start for interval in intervals):
        raise NotALength("扣除期间的恢复日不能早于开始日。", field="excluded")
    return sorted(intervals, key=lambda interval: interval.start)


def lengthened(last: date, intervals: tuple[Interval, ...]) -> date:
    """Return an end moved by the days left out or suspended while it was running. TIME-10.

    An interval that starts after the end already reached moves nothing: what has expired is
    not revived.
    """
    counted: tuple[Interval, ...] = ()
    moved = last
    for interval in _in_order(intervals):
        if interval.start > moved:
            break
        counted = (*counted, interval)
        moved = following(last, excluded_days(counted))
    return moved


def end_with_suspension(
    start: date, n: int, *, suspended: tuple[Interval, ...], roll: Roll = Roll.FORWARD
) -> Finding[date]:
    """Return the last day of a period of n days that stood still for some days. TIME-10."""
    base = _unrolled(start, n, Unit.DAY)
    last = lengthened(base, suspended)
    stood = (last - base).days
    return _ended(start, last, f"{n}日，中止 {stood} 日", _basis(Unit.DAY, start), roll=roll)


def court_limit(
    filed: date,
    length: Value,
    *,
    extensions: tuple[Value, ...] = (),
    granted_days: int = 0,
    excluded: tuple[Interval, ...] = (),
) -> Finding[date]:
    """Return the last day of a court's own time limit. TIME-08, TIME-09, TIME-10.

    Counted from the filing with its extensions at once, never from an end already clipped to a
    shorter month; then moved by `granted_days`, where the law leaves the length of an extension
    to the president, and by the days excluded. It does not roll: the rolled day is told.

    :raises NotALength: if granted_days is negative or an interval resumes before it starts
    """
    unit = UNITS[length.unit]
    whole = length.whole + sum(extension.whole for extension in extensions)
    counted = _unrolled(filed, whole, unit)
    base = _unrolled(counted, granted_days, Unit.DAY)
    last = lengthened(base, excluded)
    said = [
        ("起算", f"{filed:%Y-%m-%d}（当日不计）"),
        ("期限", f"{length.whole}{_LABELS[unit]}"),
        *(("延长", f"{extension.whole}{_LABELS[unit]}") for extension in extensions),
        *_told_if(granted_days, "批准延长"),
        *_told_if((last - base).days, "扣除"),
        *_told_if_rolled(last),
    ]
    cited = dict.fromkeys((length.citation, *(extension.citation for extension in extensions)))
    basis = (*cited, *_basis(unit, filed), cite("design", "审限不顺延", on=filed))
    return Finding(value=last, basis=basis, because=tuple(said))


def _told_if(days: int, what: str) -> tuple[tuple[str, str], ...]:
    return ((what, f"{days}日"),) if days else ()


def _told_if_rolled(last: date) -> tuple[tuple[str, str], ...]:
    rolled = next_working_day(last)
    if rolled == last:
        return ()
    return (("最后一日为休假日", f"审限不顺延；若顺延则为 {rolled:%Y-%m-%d}"),)


def last_instant(last_day: date, *, on: date) -> Finding[datetime]:
    """Return the first instant that is too late for an online submission. TIME-04 B0.3-midnight.

    Without a time zone: the court's own. Whether 24:00 is right is to be verified.
    """
    cutoff = parameter("design.online_cutoff", on=on)
    midnight = datetime(last_day.year, last_day.month, last_day.day)  # noqa: DTZ001  (court's own)
    return Finding(
        value=midnight + timedelta(hours=cutoff.whole),
        basis=(cutoff.citation,),
        because=(("截止", f"{last_day:%Y-%m-%d} {cutoff.whole}时"),),
    )


def is_in_time(last_day: date, *, received: date, posted: date | None = None) -> Finding[bool]:
    """Tell whether a paper came in time: posted before the period ended is enough. TIME-04.

    `posted` is the day of the postmark; travel does not count. 民事诉讼法 第八十五条第四款.
    """
    counts = received if posted is None else min(received, posted)
    how = "收到" if posted is None else "交邮"
    return Finding(
        value=counts <= last_day,
        basis=(cite(_CPL, "第八十五条第四款", on=last_day),),
        because=((f"{how}日期", f"{counts:%Y-%m-%d}"), ("最后一日", f"{last_day:%Y-%m-%d}")),
    )


def last_day_to_ask_restoration(obstacle_ended: date) -> Finding[date]:
    """Return the last day to ask for a missed period to be restored. TIME-05.

    Whether the reason was good the court decides. 民事诉讼法 第八十六条.
    """
    return of(parameter(f"{_CPL}.restoration", on=obstacle_ended), obstacle_ended)


def is_notice_early_enough(notice: date, hearing: date) -> Finding[bool]:
    """Tell whether a hearing was announced early enough. TIME-06; 民事诉讼法 第一百三十九条."""
    days = parameter(f"{_CPL}.hearing_notice", on=notice)
    between = (hearing - notice).days
    return Finding(
        value=between >= days.whole,
        basis=(days.citation,),
        because=(("相隔", f"{between}日"), ("至少", f"{days.whole}日")),
    )
