"""The calendar against two others: the law book's table and the package it was made from."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from yunting.rules import calendar
from yunting.rules.source import NotInForce

_BOOK = Path(__file__).parent / "data" / "rest_days.txt"


def _days(year: str, text: str) -> set[date]:
    found: set[date] = set()
    for span in text.split(", "):
        first, _, last = span.partition("…")
        day, end = (date.fromisoformat(f"{year}-{part}") for part in (first, last or first))
        while day <= end:
            found.add(day)
            day += timedelta(1)
    return found


def _book(kind: str) -> dict[str, set[date]]:
    rows = [line.split(" ", 2) for line in _BOOK.read_text("utf-8").splitlines()]
    return {year: _days(year, text) for year, which, text in rows if which == kind}


@pytest.mark.rule("TIME-11")
class TestAgainstTheBook:
    @pytest.mark.parametrize("year", sorted(_book("holidays")))
    def test_a_year_rests_on_its_holidays_and_weekends_less_the_makeup_days(
        self, year: str
    ) -> None:
        holidays, makeup = _book("holidays")[year], _book("makeup")[year]
        day = date(int(year), 1, 1)
        while day.year == int(year):
            rests = day in holidays or (day.weekday() >= 5 and day not in makeup)
            assert calendar.rests(day) is rests, day
            day += timedelta(1)


@pytest.mark.rule("TIME-11")
class TestAgainstThePackage:
    def test_every_day_from_2018_to_2026_agrees(self) -> None:
        day = date(2018, 1, 1)
        while day.year <= 2026:
            assert calendar.rests(day) is chinese_calendar.is_holiday(day), day
            day += timedelta(1)


@pytest.mark.rule("TIME-11")
class TestMissingYear:
    def test_names_the_next_year_when_its_file_is_not_there(self) -> None:
        assert calendar.missing_year(on=date(2026, 3, 2)) == 2027

    def test_is_silent_while_next_year_is_published(self) -> None:
        assert calendar.missing_year(on=date(2025, 3, 2)) is None


@pytest.mark.rule("TIME-11")
class TestUnpublished:
    def test_rests_on_weekends_and_fixed_days_only_and_says_so(self) -> None:
        assert calendar.is_rest(date(2028, 10, 2)).provisional
        assert calendar.rests(date(2028, 5, 2))
        assert not calendar.rests(date(2028, 4, 4)), "清明 is not a fixed date"

    def test_refuses_a_year_before_the_first(self) -> None:
        with pytest.raises(NotInForce):
            calendar.rests(date(2017, 12, 31))
