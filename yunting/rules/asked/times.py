"""Inputs that are days and instants."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yunting.lib import clock, text
from yunting.rules.asked.inputs import BadInput, Input, string

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_FIRST_DAY, _LAST_DAY = "1850-01-01", "2200-12-31"


class NotADate(BadInput):
    """No day of the calendar, or one too far away."""

    code = "rules.not-a-date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Input):
    """A day of the calendar."""

    example: str = '"2026-03-02"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "日期，文字，写成 年-月-日"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "format": "date"}

    def read(self, value: Any, field: str) -> date:
        """Return the day."""
        return day(string(value, field, self.label, self.example), field)


def day(written: str, field: str) -> date:
    """Return a day written as 2026-03-02.

    :raises NotADate: if it is none, does not exist, or is too far away
    """
    if not _DAY.fullmatch(written):
        said = f"看不懂{text.quoted(written)}是哪一天。" if written.strip() else "没有写日期。"
        raise NotADate(said, remedy="请写成 2026-03-02 这样。", field=field)
    if not _FIRST_DAY <= written <= _LAST_DAY:
        raise NotADate(
            f"{written} 太远了。",
            remedy=f"请写 {_FIRST_DAY} 到 {_LAST_DAY} 之间的日期。",
            field=field,
        )
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotADate(f"没有 {written} 这一天。", remedy="请核对日期。", field=field) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant(Input):
    """An instant; without an offset it is the court's time (Asia/Shanghai)."""

    example: str = '"2026-03-02T10:00:00"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "时刻，文字，写成 2026-03-02T10:00:00；不写时区的是北京时间"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "pattern": f"^{_INSTANT.pattern}$"}

    def read(self, value: Any, field: str) -> datetime:
        """Return the instant, with its offset."""
        written = string(value, field, self.label, self.example)
        if not _INSTANT.fullmatch(written):
            raise NotADate(
                f"看不懂{text.quoted(written)}是什么时刻。",
                remedy="请写成 2026-03-02T10:00:00 这样。",
                field=field,
            )
        day(written[:10], field)  # arithmetic: the day of an instant
        try:
            found = datetime.fromisoformat(written)
        except ValueError as error:
            raise NotADate(
                f"没有 {written} 这个时刻。", remedy="请核对时、分、秒。", field=field
            ) from error
        return found if found.tzinfo else found.replace(tzinfo=clock.ZONE)
