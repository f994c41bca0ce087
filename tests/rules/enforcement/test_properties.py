"""What holds of every debt: interest grows, money is not lost, and no freeze takes too much."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.rules.apportion import by_weight
from yunting.rules.citation import cite
from yunting.rules.enforcement import (
    end_of_round,
    indicators,
    network_query,
    nodes,
    queue,
    ranking,
    seizure,
)
from yunting.rules.enforcement.interest import Debt, Inner, Payment, Stay, deferred
from yunting.rules.enforcement.ranking import Before, Claim, Debtor, Prior
from yunting.rules.interest import Basis, simple
from yunting.rules.periods import add_months

ON = date(2026, 3, 2)
FEN = Decimal("0.01")
AMOUNTS = st.integers(0, 10**11).map(lambda fen: Decimal(fen).scaleb(-2))
DAYS = st.dates(date(2022, 1, 1), date(2028, 12, 31))
RATES = st.integers(0, 2400).map(lambda n: Decimal(n).scaleb(-4))


@pytest.mark.rule("E-INT-2")
@pytest.mark.rule("E-INT-5")
@pytest.mark.rule("E-INT-11")
class TestDeferred:
    @given(AMOUNTS, RATES, DAYS, st.integers(0, 2000), st.integers(0, 60))
    def test_grows_with_the_days(
        self, principal: Decimal, rate: Decimal, due: date, days: int, more: int
    ) -> None:
        debt = Debt(principal, due, general_rate=rate)
        until = due + timedelta(days)

        sooner = deferred(debt, until=until).value
        later = deferred(debt, until=until + timedelta(more)).value

        assert later.doubled >= sooner.doubled
        assert later.general >= sooner.general

    @given(AMOUNTS, AMOUNTS, DAYS, st.integers(0, 2000))
    def test_grows_with_the_debt(self, one: Decimal, other: Decimal, due: date, days: int) -> None:
        low, high = sorted((one, other))
        until = due + timedelta(days)

        assert (
            deferred(Debt(low, due), until=until).value.doubled
            <= deferred(Debt(high, due), until=until).value.doubled
        )

    @given(
        AMOUNTS,
        RATES,
        st.lists(st.tuples(st.integers(0, 700), AMOUNTS), max_size=5),
        st.sampled_from(Inner),
    )
    def test_no_payment_is_lost_and_none_makes_a_debt_negative(
        self, principal: Decimal, rate: Decimal, paid: list[tuple[int, Decimal]], inner: Inner
    ) -> None:
        due = date(2024, 1, 31)
        debt = Debt(principal, due, other=Decimal(100), general_rate=rate)
        until = due + timedelta(700)
        payments = tuple(Payment(due + timedelta(n), amount) for n, amount in paid)

        value = deferred(debt, until=until, payments=payments, inner=inner).value
        free = deferred(debt, until=until).value

        parts = (value.remaining, value.other, value.general, value.doubled, value.surplus)
        assert all(part >= 0 and part == part.quantize(FEN) for part in parts)
        assert value.total <= free.total + FEN * len(payments)
        assert value.surplus <= sum(amount for _, amount in paid)

    @given(AMOUNTS, st.integers(0, 400), st.integers(0, 400))
    def test_a_stay_never_adds(self, principal: Decimal, start: int, length: int) -> None:
        due = date(2025, 1, 31)
        first = due + timedelta(start)
        stay = Stay(first, first + timedelta(length))
        until = due + timedelta(400)

        stood = deferred(Debt(principal, due), until=until, stays=(stay,)).value

        assert 0 <= stood.doubled <= deferred(Debt(principal, due), until=until).value.doubled

    @given(st.permutations([(10, "40000"), (20, "30000"), (30, "1234.56")]))
    def test_does_not_depend_on_the_order_payments_are_given_in(
        self, paid: list[tuple[int, str]]
    ) -> None:
        debt = Debt(Decimal(100000), date(2026, 1, 31))
        payments = tuple(Payment(debt.due + timedelta(n), Decimal(amount)) for n, amount in paid)

        value = deferred(debt, until=date(2026, 4, 1), payments=payments).value

        assert value == deferred(debt, until=date(2026, 4, 1), payments=payments[::-1]).value


@pytest.mark.rule("E-INT-6")
class TestSimple:
    @given(AMOUNTS, RATES, DAYS, st.integers(0, 3000))
    def test_of_360_is_never_less_than_of_365(
        self, principal: Decimal, rate: Decimal, start: date, days: int
    ) -> None:
        end = start + timedelta(days)

        long, short = (
            simple(principal, annual_rate=rate, start=start, end=end, basis=basis).value
            for basis in (Basis.ACT_365, Basis.ACT_360)
        )

        assert short >= long


@pytest.mark.rule("E-NET-11")
class TestFreeze:
    @given(AMOUNTS, AMOUNTS, st.lists(st.tuples(AMOUNTS, st.booleans()), max_size=6))
    def test_never_takes_more_than_debt_and_costs_of_what_can_be_divided(
        self, owed: Decimal, costs: Decimal, things: list[tuple[Decimal, bool]]
    ) -> None:
        found = tuple(
            network_query.Found(f"T{n}", worth, divisible)
            for n, (worth, divisible) in enumerate(things)
        )
        divisible = {one.name for one in found if one.divisible}

        frozen = network_query.freeze(owed, costs, found, on=ON).value

        assert sum(one.amount for one in frozen if one.name in divisible) <= owed + costs
        assert sum(one.amount - one.excess for one in frozen) <= owed + costs
        assert all(one.excess == 0 for one in frozen if one.name in divisible)
        assert sum(one.excess > 0 for one in frozen) <= 1


@pytest.mark.rule("B3.10-costs")
@pytest.mark.rule("B3.10-surplus")
class TestDistribute:
    @given(
        AMOUNTS,
        st.tuples(AMOUNTS, AMOUNTS, AMOUNTS),
        st.lists(st.tuples(AMOUNTS, st.integers(1, 3)), max_size=4),
        st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=5),
        st.sampled_from(Debtor),
        st.booleans(),
    )
    def test_sums_to_the_fen_and_pays_nobody_too_much(
        self,
        proceeds: Decimal,
        before: tuple[Decimal, Decimal, Decimal],
        prior: list[tuple[Decimal, int]],
        claims: list[tuple[Decimal, Decimal]],
        debtor: Debtor,
        one_title: bool,
    ) -> None:
        scheme = ranking.distribute(
            proceeds,
            before=Before(*before),
            prior=tuple(Prior(f"P{n}", a, rank) for n, (a, rank) in enumerate(prior)),
            claims=tuple(Claim(f"C{n}", a, doubled) for n, (a, doubled) in enumerate(claims)),
            debtor=debtor,
            one_title=one_title,
            on=ON,
        ).value

        owed = {f"C{n}": amount for n, (amount, _) in enumerate(claims)}
        assert sum(one.amount for one in scheme.paid) + scheme.surplus == proceeds
        assert all(one.amount == one.amount.quantize(FEN) for one in scheme.paid)
        assert all(one.amount <= owed[one.payee] for one in scheme.paid if one.what == "债权")


@pytest.mark.rule("B0.3-money")
class TestByWeight:
    @given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=8).filter(any))
    def test_parts_make_the_whole_and_grow_with_the_weight(
        self, amount: Decimal, weights: list[Decimal]
    ) -> None:
        parts = by_weight(amount, tuple(weights))

        assert sum(parts) == amount
        ranked = sorted(zip(weights, parts, strict=True))
        assert [part for _, part in ranked] == sorted(parts)

    def test_of_nothing_is_nothing(self) -> None:
        assert by_weight(Decimal(100), (Decimal(0), Decimal(0))) == (Decimal(0), Decimal(0))


@pytest.mark.rule("E-SEZ-1")
@pytest.mark.rule("E-SEZ-3")
@pytest.mark.rule("B0.3-no-roll")
class TestTerm:
    @given(st.sampled_from(seizure.Kind), DAYS)
    def test_that_is_written_down_is_always_allowed(self, kind: seizure.Kind, start: date) -> None:
        end = seizure.last_day(kind, start).value

        assert seizure.check_term(kind, start, end).value
        assert not seizure.check_term(kind, start, end + timedelta(2)).value


@pytest.mark.rule("E-SEZ-8")
class TestQueue:
    @given(st.permutations(range(6)))
    def test_does_not_depend_on_the_order_entries_are_given_in(self, places: list[int]) -> None:
        entries = tuple(
            queue.Entry(f"Q{n}", datetime(2026, 1, 1 + n // 2, tzinfo=UTC), n) for n in places
        )

        assert queue.order(entries, on=ON).value == tuple(f"Q{n}" for n in range(6))


@pytest.mark.rule("E-ZB-8")
class TestQueryDays:
    @given(DAYS)
    def test_are_ten_and_end_after_five_years(self, ended: date) -> None:
        days = end_of_round.query_days(ended).value

        assert len(days) == 10
        assert list(days) == sorted(set(days))
        assert days[-1] == add_months(ended, 60)


@pytest.mark.rule("B3.13-nodes")
class TestNodes:
    def test_are_thirty_seven_and_each_cites_its_basis(self) -> None:
        assert sorted(nodes.nodes()) == list(range(1, 38))
        for node in nodes.nodes().values():
            assert str(cite(node.instrument, node.article, on=ON))
            if node.limit:
                assert nodes.due(node.number, ON).basis


@pytest.mark.rule("B3.14-indicators")
class TestIndicators:
    def test_each_says_what_is_divided_by_what(self) -> None:
        assert set(indicators.DEFINITIONS) == set(indicators.Indicator)
