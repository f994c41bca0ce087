"""What holds of every amount, every day and every order, not only of the examples."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yunting.rules import calendar, case_numbers, periods
from yunting.rules.amount import FEN
from yunting.rules.case_numbers import CaseNumber
from yunting.rules.fees import application, bearing, changes
from yunting.rules.fees.acceptance import Claim, Kind, acceptance, for_claims
from yunting.rules.finding import Finding, total
from yunting.rules.parameter import history, names, parameter
from yunting.rules.periods import Interval, Unit

ON = date(2026, 3, 2)
AMOUNTS = st.decimals(min_value=0, max_value=Decimal("3e8"), places=2)
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
FEES: list[Callable[[Decimal], Finding[Decimal]]] = [
    lambda amount: acceptance(Kind.PROPERTY, amount, on=ON),
    lambda amount: acceptance(Kind.DIVORCE, amount, on=ON),
    lambda amount: acceptance(Kind.PERSONALITY, amount, on=ON),
    lambda amount: application.enforcement(amount, on=ON),
    lambda amount: application.preservation(amount, on=ON),
    lambda amount: application.payment_order(amount, on=ON),
    lambda amount: application.bankruptcy(amount, on=ON),
]
BORDERS = [name for name in names() if history(name).unit == "tiers"]


def _intervals(days: st.SearchStrategy[date]) -> st.SearchStrategy[tuple[Interval, ...]]:
    one = st.builds(
        lambda start, n: Interval(start, start + timedelta(n)), days, st.integers(0, 90)
    )
    return st.lists(one, max_size=4).map(tuple)


@pytest.mark.rule("FEE-25")
class TestFees:
    @given(AMOUNTS, AMOUNTS)
    def test_never_fall_when_the_amount_rises(self, one: Decimal, other: Decimal) -> None:
        low, high = sorted((one, other))

        for fee in FEES:
            assert fee(low).value <= fee(high).value

    @given(AMOUNTS)
    def test_are_whole_fen_and_the_sum_of_their_lines(self, amount: Decimal) -> None:
        for fee in FEES:
            found = fee(amount)
            assert found.value == found.value.quantize(FEN)
            assert total(found.steps) == found.value

    @pytest.mark.parametrize("name", BORDERS)
    def test_slices_meet_without_gap_or_overlap(self, name: str) -> None:
        for value in history(name).values:
            tiers = value.tiers
            assert tiers[0].over == 0
            assert tiers[-1].up_to is None
            for lower, upper in pairwise(tiers):
                assert lower.up_to == upper.over

    @given(AMOUNTS)
    def test_property_agrees_with_the_quick_formula(self, amount: Decimal) -> None:
        table = parameter("fee_measures.property", on=ON).tiers
        tier = next(t for t in table if t.up_to is None or amount <= t.up_to)
        reached = acceptance(Kind.PROPERTY, tier.over, on=ON).value
        quick = reached + (amount - tier.over) * tier.rate if tier.rate else tier.flat

        assert quick is not None
        assert abs(acceptance(Kind.PROPERTY, amount, on=ON).value - quick) <= FEN / 2

    @given(st.lists(AMOUNTS, min_size=1, max_size=5), st.randoms())
    def test_do_not_depend_on_the_order_of_the_claims(
        self, amounts: list[Decimal], random: Random
    ) -> None:
        claims = [Claim(Kind.PROPERTY, amount) for amount in amounts]
        shuffled = random.sample(claims, len(claims))

        assert for_claims(tuple(claims), on=ON).value == for_claims(tuple(shuffled), on=ON).value


@pytest.mark.rule("FEE-13")
class TestHalved:
    @given(AMOUNTS, st.frozensets(st.sampled_from(list(changes.Halving)), min_size=1))
    def test_is_the_same_for_one_ground_and_for_all(
        self, amount: Decimal, grounds: frozenset[changes.Halving]
    ) -> None:
        once = changes.halved(amount, frozenset({changes.Halving.SUMMARY}), on=ON).value

        assert changes.halved(amount, grounds, on=ON).value == once
        assert abs(once * 2 - amount) <= FEN


@pytest.mark.rule("FEE-16")
class TestAfterChange:
    @given(AMOUNTS, AMOUNTS)
    def test_there_and_back_gives_back_what_was_topped_up(
        self, one: Decimal, other: Decimal
    ) -> None:
        early = changes.Heard.BEFORE_INVESTIGATION_ENDED

        there = changes.after_change(one, other, heard=early, on=ON).value
        back = changes.after_change(other, one, heard=early, on=ON).value

        assert (there.top_up, there.refund) == (back.refund, back.top_up)


@pytest.mark.rule("FEE-30")
class TestSplit:
    @given(AMOUNTS, st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
    def test_sums_to_the_fen(self, amount: Decimal, weights: list[int]) -> None:
        shares = tuple((str(n), Fraction(w, sum(weights))) for n, w in enumerate(weights))

        parts = bearing.split(amount, shares, on=ON).value

        assert sum(part.amount for part in parts) == amount
        for part, (_, share) in zip(parts, shares, strict=True):
            assert abs(Fraction(part.amount) - share * Fraction(amount)) < Fraction(FEN)


@pytest.mark.rule("TIME-01")
@pytest.mark.rule("TIME-03")
class TestEnd:
    @given(DAYS, st.integers(0, 400), st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH]))
    def test_falls_on_a_working_day_and_grows_with_the_length(
        self, start: date, n: int, unit: Unit
    ) -> None:
        n = n if unit is not Unit.MONTH else n % 40
        end = periods.end(start, n, unit=unit).value

        assert end >= start
        assert unit is Unit.WORKING_DAY or not calendar.rests(end)
        assert periods.end(start, n + 1, unit=unit).value >= end

    @given(DAYS, st.integers(0, 60))
    def test_never_grows_by_more_than_the_longest_holiday(self, start: date, n: int) -> None:
        rolled = periods.end(start, n, unit=Unit.DAY).value

        assert rolled - (start + timedelta(n)) <= timedelta(10)


@pytest.mark.rule("TIME-02")
class TestAddMonths:
    @given(DAYS, st.integers(0, 240))
    def test_keeps_the_day_or_takes_the_last_of_the_month(self, start: date, n: int) -> None:
        end = periods.add_months(start, n)

        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
        assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@pytest.mark.rule("TIME-10")
class TestExcluded:
    @given(_intervals(st.dates(date(2024, 1, 1), date(2024, 12, 31))))
    def test_counts_the_union_of_the_days(self, intervals: tuple[Interval, ...]) -> None:
        union = {
            one.start + timedelta(n)
            for one in intervals
            for n in range((one.resume - one.start).days)
        }

        assert periods.excluded_days(intervals) == len(union)
        assert periods.excluded_days(intervals[::-1]) == len(union)

    @given(
        st.dates(date(2024, 1, 1), date(2024, 12, 31)),
        _intervals(st.dates(date(2024, 1, 1), date(2024, 12, 31))),
    )
    def test_an_exclusion_never_shortens(self, last: date, intervals: tuple[Interval, ...]) -> None:
        moved = periods.lengthened(last, intervals)

        assert moved >= last
        assert moved <= last + timedelta(periods.excluded_days(intervals))
        assert periods.lengthened(last, intervals[:-1]) <= moved


@pytest.mark.rule("TIME-09")
class TestCourtLimit:
    @given(DAYS)
    def test_an_extension_counts_from_the_filing(self, filed: date) -> None:
        three = parameter("civil_procedure_law.summary", on=ON)
        one = parameter("civil_procedure_interpretation.summary_president", on=ON)
        if filed < date(2022, 1, 1):
            filed = filed.replace(year=2024, day=min(filed.day, 28))

        extended = periods.court_limit(filed, three, extensions=(one,)).value

        assert extended == periods.add_months(filed, 4)


@pytest.mark.rule("CN-09")
class TestCaseNumber:
    @given(
        st.integers(2016, 2099),
        st.sampled_from(sorted(case_numbers.court_codes())),
        st.sampled_from(sorted(case_numbers.type_codes())),
        st.integers(1, 10**8),
    )
    @settings(max_examples=200)
    def test_reads_back_what_it_wrote(self, year: int, court: str, code: str, n: int) -> None:
        written = CaseNumber(year, court, code, n)

        assert case_numbers.parse(str(written)) == written
        half = str(written).replace("（", "(").replace("）", ")")
        assert case_numbers.parse(half) == written

    @given(st.text(max_size=40))
    def test_reads_or_refuses_any_text(self, text: str) -> None:
        assert case_numbers.is_valid(text) in {True, False}
