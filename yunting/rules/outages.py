"""When an outage of the court moves the last day of a period. A design choice, not law."""

from datetime import date, datetime, timedelta

from yunting.rules.calendar import following, is_provisional, next_working_day
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_DAY = timedelta(days=1)


def last_day_after_outage(last_day: date, *, began: datetime, ended: datetime) -> Finding[date]:
    """Return the last day of a period whose last day an outage may have touched.

    It moves to the first working day after the day the outage ended, if on its last day the court
    was away for long enough, or in the last hours at all. `began` and `ended` are by the court's
    clock; the end is not part of the outage.
    """
    midnight = datetime(last_day.year, last_day.month, last_day.day, tzinfo=began.tzinfo)
    away = _overlap(began, ended, midnight, midnight + _DAY)
    counts = timedelta(hours=parameter("design.outage_counts", on=last_day).whole)
    last = timedelta(hours=parameter("design.outage_last_hours", on=last_day).whole)
    touched_the_end = _overlap(began, ended, midnight + _DAY - last, midnight + _DAY)
    basis = (cite("design", "系统故障顺延", on=last_day),)
    said = ("最后一日无法使用", f"{away // timedelta(minutes=1)}分钟")
    if away < counts and not touched_the_end:
        return Finding(value=last_day, basis=basis, because=(said,))
    value = next_working_day(following(ended.date()))
    moved = ("顺延", f"系统故障，{last_day:%Y-%m-%d} → {value:%Y-%m-%d}")
    return Finding(
        value=value, basis=basis, because=(said, moved), provisional=is_provisional(value)
    )


def _overlap(began: datetime, ended: datetime, since: datetime, until: datetime) -> timedelta:
    return max(min(ended, until) - max(began, since), timedelta())
