"""What holds of every vote and every distribution, not only of the examples."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.bankruptcy.votes import CLOSE, ON, ballot, by_agent, claim, settings, tally
from yunting.rules.amount import FEN
from yunting.rules.bankruptcy import deadlines, distribution, remuneration, thresholds
from yunting.rules.bankruptcy.ballots import Ballot, Choice, Fate, fates
from yunting.rules.bankruptcy.distribution import Class, Due
from yunting.rules.bankruptcy.thresholds import Resolution
from yunting.rules.bankruptcy.voting_rights import Claim, Item, Standing, right
from yunting.rules.bankruptcy.voting_settings import Kind, SecuredAmount

NAMES = tuple("ABCDEFGH")
AMOUNTS = st.decimals(min_value=0, max_value=Decimal("1e9"), places=2)
TOGETHER = st.sampled_from([item for item in Item if item is not Item.REORGANISATION_PLAN])
CLAIMS = st.lists(
    st.builds(
        lambda name, amount, kind, related: claim(name, str(amount), kind=kind, related=related),
        st.sampled_from(NAMES),
        AMOUNTS,
        st.sampled_from(Kind),
        st.booleans(),
    ),
    max_size=12,
)
BALLOTS = st.lists(
    st.builds(
        lambda name, choice, after, agent: (by_agent if agent else ballot)(
            name, choice, after=after
        ),
        st.sampled_from(NAMES),
        st.sampled_from(Choice),
        st.integers(0, 600),
        st.booleans(),
    ),
    max_size=16,
)
PRESENT = st.frozensets(st.sampled_from(NAMES))
DUES = st.lists(st.tuples(AMOUNTS, st.sampled_from(Class)), max_size=12).map(
    lambda given: tuple(Due(number, amount, to) for number, (amount, to) in enumerate(given))
)


@pytest.mark.rule("B-CNT-10")
@pytest.mark.rule("B-CNT-1")
class TestTally:
    @given(CLAIMS, BALLOTS, PRESENT, TOGETHER, st.randoms())
    def test_does_not_depend_on_any_order(
        self,
        claims: list[Claim],
        ballots: list[Ballot],
        signed_in: frozenset[str],
        item: Item,
        random: Random,
    ) -> None:
        one = tally(claims, ballots, signed_in=signed_in, item=item)
        other = tally(
            random.sample(claims, len(claims)),
            random.sample(ballots, len(ballots)),
            signed_in=random.sample(sorted(signed_in), len(signed_in)),
            item=item,
        )

        assert one == other

    @given(CLAIMS, BALLOTS, PRESENT, TOGETHER)
    def test_never_counts_more_than_there_is(
        self, claims: list[Claim], ballots: list[Ballot], signed_in: frozenset[str], item: Item
    ) -> None:
        found = tally(claims, ballots, signed_in=signed_in, item=item).value.result

        assert 0 <= found.heads.agree <= found.heads.present <= found.heads.due <= len(NAMES)
        assert 0 <= found.amounts.agree <= found.amounts.present <= found.amounts.due
        assert found.carried is (found.by_heads and found.by_amount)

    @given(CLAIMS, PRESENT, st.sampled_from(NAMES), TOGETHER)
    def test_one_more_who_agrees_never_hurts(
        self, claims: list[Claim], agreeing: frozenset[str], more: str, item: Item
    ) -> None:
        before = tally(claims, map(ballot, agreeing), signed_in=NAMES, item=item).value.result
        after = tally(
            claims, map(ballot, agreeing | {more}), signed_in=NAMES, item=item
        ).value.result

        assert after.carried or not before.carried
        assert after.heads.agree >= before.heads.agree
        assert after.amounts.agree >= before.amounts.agree

    @given(CLAIMS, BALLOTS, BALLOTS, TOGETHER)
    def test_no_vote_counts_after_the_close(
        self, claims: list[Claim], ballots: list[Ballot], late: list[Ballot], item: Item
    ) -> None:
        too_late = [
            replace(one, received_at=CLOSE + timedelta(minutes=n)) for n, one in enumerate(late)
        ]

        assert tally(claims, ballots, item=item) == tally(claims, ballots + too_late, item=item)
        assert set(fates(tuple(too_late), settings())) <= {Fate.LATE}

    @given(CLAIMS)
    def test_the_amounts_of_the_kinds_sum_to_the_total(self, claims: list[Claim]) -> None:
        counted = settings().denominator

        found = tally(claims, ()).value.result

        assert found.amounts.due == sum(one.amount for one in claims if one.kind in counted)


@pytest.mark.rule("B1.6-ordinary")
class TestRight:
    @given(AMOUNTS, st.sampled_from(Kind), st.sampled_from(Standing), TOGETHER, st.booleans())
    def test_is_what_the_count_weighs(
        self, amount: Decimal, kind: Kind, standing: Standing, item: Item, included: bool
    ) -> None:
        policy = SecuredAmount.INCLUDE if included else SecuredAmount.EXCLUDE
        chosen = settings(secured_amount=policy)
        one = claim("A", str(amount), kind=kind, standing=standing)

        owned = right(one, item, chosen, on=ON).value
        found = tally((one,), (ballot("A"),), item=item, chosen=chosen).value.result

        assert found.heads.agree == owned.head
        assert found.amounts.agree == owned.amount


@pytest.mark.rule("B-CNT-13")
class TestShown:
    @given(
        st.sampled_from(Resolution),
        st.fractions(0, 1, max_denominator=10**9),
        st.fractions(0, 1, max_denominator=10**9),
    )
    def test_a_passing_and_a_failing_share_never_read_alike(
        self, kind: Resolution, one: Fraction, other: Fraction
    ) -> None:
        need = thresholds.need(kind, on=ON)
        for test, shown in (
            (thresholds.enough_heads, thresholds.shown_heads),
            (thresholds.enough_amount, thresholds.shown_amount),
        ):
            said = [shown(share, need, on=ON) for share in (one, other)]
            for share, text in zip((one, other), said, strict=True):
                read = Fraction(Decimal(text.rstrip("%")).scaleb(-2))
                assert test(read, need) is test(share, need)
            assert test(one, need) is test(other, need) or said[0] != said[1]

    @given(st.sampled_from(Resolution), st.integers(1, 10**12))
    def test_holds_a_hair_from_the_border(self, kind: Resolution, n: int) -> None:
        need = thresholds.need(kind, on=ON)
        hair = Fraction(1, 3 * n)

        over = thresholds.shown_heads(need.heads_over + hair / 3, need, on=ON)
        at = thresholds.shown_heads(need.heads_over, need, on=ON)
        least = thresholds.shown_amount(need.amount_least, need, on=ON)
        under = thresholds.shown_amount(need.amount_least - hair, need, on=ON)

        assert over != at
        assert least != under


@pytest.mark.rule("B1.7-ordinary")
class TestResolution:
    @given(
        st.sampled_from(Resolution),
        st.integers(1, 500),
        st.data(),
        st.decimals(min_value=1, max_value=Decimal("1e9"), places=2),
    )
    def test_never_falls_when_more_agree(
        self, kind: Resolution, present: int, data: st.DataObject, total: Decimal
    ) -> None:
        few, many = sorted(data.draw(st.tuples(*[st.integers(0, present)] * 2)))
        little, much = sorted(data.draw(st.tuples(*[st.decimals(0, total, places=2)] * 2)))

        def carried(heads: int, amount: Decimal) -> bool:
            return thresholds.resolution(
                kind,
                voting_present=present,
                agree_heads=heads,
                total_amount=total,
                agree_amount=amount,
                on=ON,
            ).value

        assert carried(few, little) <= carried(many, much)


@pytest.mark.rule("B1.13-rounding")
class TestProRata:
    @given(AMOUNTS, DUES, st.randoms())
    def test_sums_to_the_fen_and_pays_none_above_its_claim(
        self, pool: Decimal, dues: tuple[Due, ...], random: Random
    ) -> None:
        paid = distribution.pro_rata(pool, dues, on=ON).value

        total = sum((due.amount for due in dues), Decimal(0))
        assert sum(one.amount for one in paid) == min(pool, total)
        for one, due in zip(paid, dues, strict=True):
            assert 0 <= one.amount <= due.amount
            assert one.amount == one.amount.quantize(FEN)
            if pool < total:
                exact = Fraction(pool) * Fraction(due.amount) / Fraction(total)
                assert abs(Fraction(one.amount) - exact) < Fraction(FEN)
        shuffled = tuple(random.sample(dues, len(dues)))
        assert distribution.pro_rata(pool, shuffled, on=ON).value == paid


@pytest.mark.rule("B1.13-order")
class TestDistribute:
    @given(AMOUNTS, DUES)
    def test_sums_to_the_fen_class_by_class(self, estate: Decimal, dues: tuple[Due, ...]) -> None:
        found = distribution.distribute(estate, dues, on=ON).value

        assert sum(level.claims for level in found.levels) == sum(due.amount for due in dues)
        assert sum(level.paid for level in found.levels) + found.left == estate
        for level in found.levels:
            assert level.paid == sum(one.amount for one in level.payments)
        for before, after in zip(found.levels, found.levels[1:], strict=False):
            assert before.paid == before.claims or after.paid == 0
            assert after.pool == before.pool - before.paid

    @given(AMOUNTS, AMOUNTS, DUES)
    def test_a_larger_estate_pays_no_class_less(
        self, one: Decimal, other: Decimal, dues: tuple[Due, ...]
    ) -> None:
        low, high = sorted((one, other))

        poor = distribution.distribute(low, dues, on=ON).value.levels
        rich = distribution.distribute(high, dues, on=ON).value.levels

        assert all(few.paid <= many.paid for few, many in zip(poor, rich, strict=True))

    @given(AMOUNTS, AMOUNTS, AMOUNTS)
    def test_collateral_neither_makes_nor_loses_a_fen(
        self, proceeds: Decimal, costs: Decimal, secured: Decimal
    ) -> None:
        found = distribution.from_collateral(proceeds, costs=costs, secured=secured, on=ON).value

        assert found.paid + found.surplus - found.uncovered_costs == proceeds - costs
        assert found.paid + found.shortfall == secured
        assert min(found.surplus, found.shortfall) == 0


@pytest.mark.rule("B1.14-cap")
class TestRemuneration:
    @given(AMOUNTS, AMOUNTS)
    def test_never_falls_and_never_passes_the_value(self, one: Decimal, other: Decimal) -> None:
        low, high = sorted((one, other))

        assert remuneration.cap(low, on=ON).value <= remuneration.cap(high, on=ON).value
        assert remuneration.cap(high, on=ON).value <= high


@pytest.mark.rule("B1.4-claim-period")
class TestClaimPeriod:
    @given(st.dates(date(2022, 1, 1), date(2026, 6, 30)))
    def test_leaves_the_court_a_day_to_choose(self, published: date) -> None:
        bounds = deadlines.claim_period_bounds(published).value

        assert published + timedelta(30) == bounds.earliest < bounds.latest
        assert deadlines.checked_claim_period(published, bounds.latest).value == bounds.latest
