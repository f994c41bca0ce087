"""Calendar days as people type them, and as a page shows them."""

import calendar
import re
from datetime import date
from typing import ClassVar

from yunting.lib import numerals
from yunting.lib.text import Misread, fold, quoted

EARLIEST_YEAR = 1850
LATEST_YEAR = 2200

_WEEKDAYS = "一二三四五六日"
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_FULL = re.compile(
    r"([0-9]{4})(?:[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})"
    r"|年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?)(?:星期[一二三四五六日天])?"
)
_NO_YEAR = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]?")
_CHINESE_YEAR = re.compile("[零〇一二三四五六七八九]{4}(?=年)")
_CHINESE_PART = re.compile("[一二三四五六七八九十]{1,3}(?=[月日号])")
_DIGITS = {char: str(value % 10) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_LONGEST = 40


class NotADate(Misread):
    """What was typed is not a day of the calendar."""

    code: ClassVar[str] = "not-a-date"


def parse(text: str, *, near: date) -> date:
    """Return the day somebody typed; without a year, the one closest to `near`.

    Reads 20260308, 2026-03-08, 2026/3/8, 2026年3月8日, 3月8日, 二〇二六年三月八日, full-width too.
    :raises NotADate: if it is empty, unreadable, or a day that does not exist
    """
    typed = _digits_of(re.sub(r"\s+", "", fold(text[: _LONGEST * 4])))
    if not typed:
        raise NotADate("还没有填写日期。", remedy="请写成 20260308 或 2026年3月8日 这样。")
    if found := _COMPACT.fullmatch(typed):
        return _day(*(int(part) for part in found.groups()))
    if found := _FULL.fullmatch(typed):
        month, day = found["m"] or found["month"], found["d"] or found["day"]
        return _day(int(found[1]), int(month), int(day))
    if found := _NO_YEAR.fullmatch(typed):
        return _closest(int(found[1]), int(found[2]), near=near)
    raise NotADate(
        f"看不懂{quoted(text)}是哪一天。", remedy="请写成 20260308 或 2026年3月8日 这样。"
    )


def show(day: date) -> str:
    """Return a day as a page shows it: 2026年11月23日 星期一."""
    return f"{brief(day)} 星期{_WEEKDAYS[day.weekday()]}"


def brief(day: date) -> str:
    """Return a day without its weekday: 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _digits_of(typed: str) -> str:
    typed = _CHINESE_YEAR.sub(lambda year: "".join(_DIGITS[char] for char in year[0]), typed)
    return _CHINESE_PART.sub(_number, typed)


def _number(found: re.Match[str]) -> str:
    try:
        return str(numerals.number_of(found[0]))
    except numerals.NotANumeral:
        return found[0]


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotADate(
            f"{year}年太远了。", remedy=f"请核对年份，应在{EARLIEST_YEAR}年到{LATEST_YEAR}年之间。"
        )
    _month(month)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotADate(
            f"{month}月{day}日不存在：{year}年{month}月只有{last}天。", remedy="请核对日期。"
        )
    return date(year, month, day)


def _month(month: int) -> None:
    if not 1 <= month <= 12:
        raise NotADate(f"{month}月不存在，月份是1到12。", remedy="请核对月份。")


def _closest(month: int, day: int, *, near: date) -> date:
    """Return the day closest to `near` in its year or one beside; the earlier of two as close."""
    _month(month)
    years = range(max(near.year - 1, EARLIEST_YEAR), min(near.year + 1, LATEST_YEAR) + 1)
    days = [date(y, month, day) for y in years if 1 <= day <= calendar.monthrange(y, month)[1]]
    if not days:
        longest = calendar.monthrange(2000, month)[1]
        if 1 <= day <= longest:
            raise NotADate(
                f"这几年没有{month}月{day}日。", remedy="请写上年份，例如 2024年2月29日。"
            )
        raise NotADate(f"{month}月{day}日不存在：{month}月最多{longest}天。", remedy="请核对日期。")
    return min(days, key=lambda each: abs((each - near).days))
