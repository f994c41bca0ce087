"""How days, instants and states are shown to people; days always on the court's clock."""

from __future__ import annotations

from datetime import date, datetime

from yunting.lib import clock, dates

_TONES = {
    **dict.fromkeys(("received", "submitted", "copy", "returning", "settled"), "info"),
    **dict.fromkeys(
        ("ready", "disclosed", "compared", "equal", "paid", "matched", "agrees", "answered"),
        "success",
    ),
    **dict.fromkeys(("asked", "due", "proposed", "waiting"), "warning"),
    **dict.fromkeys(
        ("refused", "differs", "absent", "held", "lapsed", "open", "overdue"), "danger"
    ),
}


def day(value: date | datetime) -> str:
    """Return `2026年11月23日 星期一`; an instant is read on the court's calendar."""
    return dates.show(_court_day(value))


def short_day(value: date | datetime) -> str:
    """Return `11月23日`, for a sentence whose year is plain."""
    value = _court_day(value)
    return f"{value.month}月{value.day}日"


def instant(value: datetime) -> str:
    """Return `2026年11月23日 10:02` on the court's clock."""
    local = value.astimezone(clock.ZONE)
    return f"{dates.brief(local.date())} {local:%H:%M}"


def minute(value: datetime) -> str:
    """Return `10:02` on the court's clock."""
    return f"{value.astimezone(clock.ZONE):%H:%M}"


def days_left(last: date, *, on: date) -> str:
    """Return what remains until the end of the last day: `还有 15 天`, `今天截止`, `已过 3 天`."""
    left = (last - on).days
    if left > 0:
        return f"还有 {left} 天"
    return "今天截止" if left == 0 else f"已过 {-left} 天"


def _court_day(value: date | datetime) -> date:
    return clock.day_of(value) if isinstance(value, datetime) else value


def state_tone(state: str) -> str:
    """Return the tone in which the badge of a state is shown: good, bad, waiting for somebody."""
    return _TONES.get(state, "")
