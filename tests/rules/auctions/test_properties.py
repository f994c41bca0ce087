"""What holds of every lot: the same log, the same winner; no end ever comes sooner."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.rules.auctions import bids, default, lots, money, prices
from yunting.rules.auctions.bids import Answer, Bid, Bidder, Standing
from yunting.rules.auctions.lots import State

ON = date(2026, 3, 3)
OPENS = datetime(2026, 3, 2, 10, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=24)
LOT = Standing(State.BIDDING, OPENS, CLOSES, Decimal(700000), Decimal(5000))
BIDDERS = (
    Bidder("A", OPENS),
    Bidder("B", OPENS),
    Bidder("P", OPENS, rank=1),
    Bidder("R", OPENS, rank=2),
    Bidder("L", CLOSES - timedelta(minutes=2)),
    Bidder("X", OPENS, barred=True),
)
AMOUNTS = st.integers(0, 10**11).map(lambda fen: Decimal(fen).scaleb(-2))


@st.composite
def logs(draw: st.DrawFn) -> tuple[Bid, ...]:
    """Bids in the last ten minutes and after, in the order the sequencer took them in."""
    offsets = sorted(draw(st.lists(st.integers(-600_000, 900_000), max_size=25)))
    return tuple(
        Bid(
            seq,
            draw(st.sampled_from(BIDDERS)).code,
            Decimal(700000 + 2500 * draw(st.integers(-1, 12))),
            CLOSES + timedelta(milliseconds=offset),
        )
        for seq, offset in enumerate(offsets, 1)
    )


@pytest.mark.rule("A-BID-2")
@pytest.mark.rule("A-BID-10")
@pytest.mark.rule("A-BID-12")
class TestReplay:
    @given(logs())
    def test_gives_the_same_winner_whole_or_bid_by_bid(self, log: tuple[Bid, ...]) -> None:
        whole = bids.replay(LOT, BIDDERS, log, on=ON).value
        known = {bidder.code: bidder for bidder in BIDDERS}
        standing = LOT
        for bid in log:
            standing, _ = bids.place(standing, known[bid.code], bid, on=ON)

        assert bids.replay(LOT, BIDDERS, log, on=ON).value == whole
        assert (standing.leader, standing.current) == (whole.buyer, whole.price)
        assert standing.end == whole.end

    @given(logs())
    def test_only_accepted_bids_matter(self, log: tuple[Bid, ...]) -> None:
        whole = bids.replay(LOT, BIDDERS, log, on=ON).value
        accepted = tuple(
            bid for bid, answer in zip(log, whole.answers, strict=True) if answer is Answer.OK
        )

        again = bids.replay(LOT, BIDDERS, accepted, on=ON).value

        assert (again.buyer, again.price, again.end) == (whole.buyer, whole.price, whole.end)

    @given(logs())
    def test_the_end_never_comes_sooner_and_the_price_never_falls(
        self, log: tuple[Bid, ...]
    ) -> None:
        known = {bidder.code: bidder for bidder in BIDDERS}
        courses = [LOT]
        for bid in log:
            courses.append(bids.place(courses[-1], known[bid.code], bid, on=ON)[0])

        for before, after in pairwise(courses):
            assert after.end >= before.end
            assert (after.current or 0) >= (before.current or 0)

    @given(logs())
    def test_a_barred_or_unknown_bidder_never_wins(self, log: tuple[Bid, ...]) -> None:
        assert bids.replay(LOT, BIDDERS, log, on=ON).value.buyer != "X"
        assert bids.replay(LOT, (), log, on=ON).value.state is State.UNSOLD


@pytest.mark.rule("A-PRC-2")
@pytest.mark.rule("A-PRC-3")
class TestLowestStart:
    @given(AMOUNTS)
    def test_is_the_first_fen_that_is_enough(self, reference: Decimal) -> None:
        least = prices.lowest_start(reference, on=ON).value

        assert prices.check_start(least, reference=reference, on=ON).value
        if least:
            short = least - Decimal("0.01")
            assert not prices.check_start(short, reference=reference, on=ON).value

    @given(AMOUNTS)
    def test_of_the_second_round_is_never_higher(self, start: Decimal) -> None:
        assert prices.lowest_second_start(start, on=ON).value <= start


@pytest.mark.rule("B2.13-deposit")
class TestSettle:
    @given(st.lists(AMOUNTS, min_size=1, max_size=6), AMOUNTS)
    def test_refunds_and_what_is_applied_make_the_deposits(
        self, amounts: list[Decimal], price: Decimal
    ) -> None:
        deposits = tuple(money.Deposit(f"D{n}", amount) for n, amount in enumerate(amounts))

        value = money.settle(deposits, buyer="D0", price=price, on=ON).value

        assert sum(one.amount for one in value.refunds) + value.applied == sum(amounts)
        assert value.applied + value.still_to_pay == price
        assert value.applied <= amounts[0]


@pytest.mark.rule("B2.10-default")
class TestUseOfDeposit:
    @given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
    def test_sums_to_the_deposit(
        self, deposit: Decimal, costs: Decimal, first: Decimal, second: Decimal, debts: Decimal
    ) -> None:
        losses = default.Losses(costs, first, second, debts)

        use = default.use_of_deposit(deposit, losses, on=ON).value

        parts = (use.costs, use.shortfall, use.debts_here, use.debts_on_property, use.left)
        assert sum(parts) == deposit
        assert use.shortfall + use.uncovered == max(first - second, Decimal(0))


@pytest.mark.rule("B2.7-states")
class TestMoves:
    @pytest.mark.parametrize("move", lots.MOVES, ids=lambda move: move.name)
    def test_each_leads_where_it_says_and_only_by_whom_it_says(self, move: lots.Move) -> None:
        for source in move.sources:
            found = lots.after(source, move.name, move.by, on=ON)
            assert found.value is move.target
            for other in set(lots.By) - {move.by}:
                with pytest.raises(lots.NotFromHere):
                    lots.after(source, move.name, other, on=ON)

    def test_only_the_clock_makes_a_lot_sold_or_unsold(self) -> None:
        made = {move.by for move in lots.MOVES if move.target in {State.SOLD, State.UNSOLD}}

        assert made == {lots.By.CLOCK}

    def test_every_state_is_reached(self) -> None:
        assert {move.target for move in lots.MOVES} | {State.DRAFT} == set(State)


@pytest.mark.rule("B2.7-resume")
class TestEndAfterStop:
    @given(st.integers(0, 86_400), st.integers(0, 500_000))
    def test_never_leaves_less_time_than_there_was(self, ran: int, waited: int) -> None:
        stopped = OPENS + timedelta(seconds=ran)
        resumed = stopped + timedelta(seconds=waited)

        end = lots.end_after_stop(CLOSES, stopped=stopped, resumed=resumed).value

        assert end - resumed >= CLOSES - stopped
        assert end - resumed >= timedelta(minutes=5)
