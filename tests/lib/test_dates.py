"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import dates
from yunting.lib.dates import NotADate

NEAR = date(2026, 3, 2)
DAYS = st.dates(date(dates.EARLIEST_YEAR, 1, 1), date(dates.LATEST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "20260308",
        "2026-03-08",
        "2026/3/8",
        "2026.3.8",
        "2026年3月8日",
        "2026年3月8号",
        " ２０２６年３月８日 ",
        "2026 年 3 月 8 日",
        "3月8日",
        "三月八日",
        "二〇二六年三月八日",
        "2026年3月8日 星期日",
    ],
)
def test_reads_what_people_type(typed: str) -> None:
    assert dates.parse(typed, near=NEAR) == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "还没有填写日期"),
        ("2026年2月30日", "2月30日不存在：2026年2月只有28天"),
        ("20260230", "2月30日不存在"),
        ("2月30日", "2月30日不存在：2月最多29天"),
        ("2月29日", "这几年没有2月29日"),
        ("2026-13-01", "13月不存在"),
        ("4月31日", "4月31日不存在"),
        ("2026-00-10", "0月不存在"),
        ("2026-01-00", "1月0日不存在"),
        ("0026-01-01", "太远"),
        ("99990101", "太远"),
        ("26-3-8", "看不懂"),
        ("昨天", "看不懂"),
        ("2026-3月8", "看不懂"),
        ("1" * 10_000, "看不懂"),
    ],
)
def test_says_why_it_is_no_day(typed: str, says: str) -> None:
    with pytest.raises(NotADate, match=says) as caught:
        dates.parse(typed, near=NEAR)
    assert caught.value.remedy.endswith("。")


def test_takes_the_closest_year() -> None:
    assert dates.parse("12月8日", near=NEAR) == date(2025, 12, 8)
    assert dates.parse("1月3日", near=date(2026, 12, 20)) == date(2027, 1, 3)
    assert dates.parse("2月29日", near=date(2025, 1, 1)) == date(2024, 2, 29)


@given(DAYS, DAYS)
def test_reads_back_every_way_it_writes(day: date, near: date) -> None:
    for written in (dates.show(day), dates.brief(day), day.isoformat(), f"{day:%Y%m%d}"):
        assert dates.parse(written, near=near) == day


@given(st.text(max_size=30), DAYS)
def test_never_fails_but_by_saying_so(typed: str, near: date) -> None:
    try:
        dates.parse(typed, near=near)
    except NotADate:
        return


def test_shows_the_weekday() -> None:
    assert dates.show(date(2026, 11, 23)) == "2026年11月23日 星期一"
