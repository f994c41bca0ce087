"""The types every rule uses, and the counting of days."""

from datetime import date

import pytest

from yunting.rules import calendar, periods
from yunting.rules.citation import Confidence, cite
from yunting.rules.parameter import parameter
from yunting.rules.source import NotInForce


@pytest.mark.rule("B0.4-renumbered")
@pytest.mark.rule("B0.3-law-registry")
class TestCite:
    def test_gives_the_number_the_article_had_on_that_day(self) -> None:
        assert str(cite("civil_procedure_law", "第八十五条第三款", on=date(2021, 12, 31))) == (
            "民事诉讼法 第八十二条第三款"
        )
        assert str(cite("civil_procedure_law", "第八十五条第三款", on=date(2022, 1, 1))) == (
            "民事诉讼法 第八十五条第三款"
        )

    def test_refuses_a_day_before_the_books_begin(self) -> None:
        with pytest.raises(NotInForce):
            cite("civil_procedure_law", "第八十五条", on=date(2017, 6, 30))

    def test_carries_how_sure_we_are(self) -> None:
        cited = cite("civil_code", "第二百零二条", on=date(2024, 1, 1))

        assert cited.confidence is Confidence.MH
        assert not cited.confidence.is_verified


class TestParameter:
    def test_refuses_before_the_first_value(self) -> None:
        with pytest.raises(NotInForce):
            parameter("civil_procedure_law.restoration", on=date(2017, 6, 30))

    def test_answers_with_unit_and_citation(self) -> None:
        value = parameter("civil_procedure_law.restoration", on=date(2026, 3, 2))

        assert (value.whole, value.unit) == (10, "days")
        assert str(value.citation) == "民事诉讼法 第八十六条"

    def test_an_unknown_name_is_a_mistake_in_the_code(self) -> None:
        with pytest.raises(KeyError):
            parameter("civil_procedure_law.no_such_number", on=date(2026, 3, 2))


class TestCalendar:
    def test_a_year_not_yet_published_is_provisional_and_says_so(self) -> None:
        found = calendar.is_rest(date(2027, 10, 1))

        assert found.value is True
        assert found.provisional
        assert "以国务院公布的放假安排为准" in " ".join(found.reasons)


@pytest.mark.rule("B0.3-days")
class TestEnd:
    def test_does_not_count_the_start_day(self) -> None:
        assert periods.end(date(2026, 3, 2), 1, unit=periods.Unit.DAY).value == date(2026, 3, 3)
