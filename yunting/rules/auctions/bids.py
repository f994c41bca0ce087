"""Whether a bid counts, whether it moves the end, and who has won: replayable from the log."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.auctions.lots import State
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_OJA = "auction_online_2016"


class Answer(StrEnum):
    """Whether a bid was accepted, or why not."""

    OK = "OK"
    CLOSED = "REJ_CLOSED"
    NOT_QUALIFIED = "REJ_NOT_QUALIFIED"
    BELOW_START = "REJ_BELOW_START"
    OFF_GRID = "REJ_OFF_GRID"
    NOT_HIGHER = "REJ_NOT_HIGHER"


_WHY = {
    Answer.OK: ("接受", _OJA, "第二十条"),
    Answer.CLOSED: ("不在竞价时间内", "design", "竞价时段半开"),
    Answer.NOT_QUALIFIED: ("未确认保证金，或者不得竞买", _OJA, "第十八条"),
    Answer.BELOW_START: ("低于起拍价", _OJA, "第二十条"),
    Answer.OFF_GRID: ("不是增价幅度的整数倍", "design", "增价网格"),
    Answer.NOT_HIGHER: ("不高于当前价", _OJA, "第二十一条"),
}


class NotInOrder(Refused):
    """A log whose numbers or times run backwards is no log."""

    code = "rules.auctions.not-in-order"


class NoIncrement(Refused):
    """Bids cannot rise by nothing."""

    code = "rules.auctions.no-increment"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lot stands: `rank` is that of the leader, 0 for an ordinary bidder, 1 the first."""

    state: State
    start: datetime
    end: datetime
    start_price: Decimal
    increment: Decimal
    current: Decimal | None = None
    leader: str = ""
    leader_rank: int = 0
    extensions: int = 0


@dataclass(frozen=True, slots=True)
class Bidder:
    """Somebody with a code: `qualified_at` is when the deposit was confirmed, None if never."""

    code: str
    qualified_at: datetime | None
    rank: int = 0
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Bid:
    """One bid as the sequencer took it in, before anybody looked at it."""

    seq: int
    code: str
    amount: Decimal
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What a lot ended in."""

    state: State
    buyer: str
    price: Decimal | None
    end: datetime
    extensions: int
    answers: tuple[Answer, ...]


def check_bid(
    amount: Decimal,
    received_at: datetime,
    *,
    state: State,
    start: datetime,
    end: datetime,
    start_price: Decimal,
    increment: Decimal,
    current: Decimal | None = None,
    leader_rank: int = 0,
    qualified_at: datetime | None = None,
    rank: int = 0,
    on: date,
) -> Finding[Answer]:
    """Tell whether a bid is accepted, or why not: `examine` for whoever has only the figures.

    A-BID-1 A-BID-3 A-BID-4 A-BID-5 A-BID-7 A-BID-8. A rank of 0 is an ordinary bidder's.
    :raises NoIncrement: if bids are to rise by nothing
    """
    standing = Standing(
        state, start, end, checked(start_price, field="start_price"), increment, current
    )
    standing = replace(standing, leader_rank=leader_rank)
    return examine(standing, Bidder("", qualified_at, rank), amount, received_at, on=on)


def examine(
    standing: Standing, bidder: Bidder, amount: Decimal, received_at: datetime, *, on: date
) -> Finding[Answer]:
    """Tell whether a bid is accepted, or why not.

    A-BID-1 A-BID-3 A-BID-4 A-BID-5 A-BID-6 A-BID-7 A-BID-8 A-BID-9; 网络司法拍卖规定 第十八条,
    第二十条, 第二十一条. The time is the server's, and the window open at its end.
    :raises NoIncrement: if bids are to rise by nothing
    """
    if checked(standing.increment, field="increment") == 0:
        raise NoIncrement("增价幅度应当大于零。", field="increment")
    answer = _answer(standing, bidder, checked(amount), received_at)
    why, instrument, article = _WHY[answer]
    basis: tuple[Citation, ...] = (cite(instrument, article, on=on),)
    if instrument == "design":
        basis = (*basis, cite(_OJA, "第二十条", on=on))
    return Finding(answer, basis, (("出价", f"{amount:,f}元"), ("结果", why)))


def _answer(lot: Standing, bidder: Bidder, amount: Decimal, at: datetime) -> Answer:
    if lot.state is not State.BIDDING or not lot.start <= at < lot.end:
        return Answer.CLOSED
    if bidder.barred or bidder.qualified_at is None or bidder.qualified_at > at:
        return Answer.NOT_QUALIFIED
    if amount < lot.start_price:
        return Answer.BELOW_START
    if (amount - lot.start_price) % lot.increment:
        return Answer.OFF_GRID
    return Answer.OK if _leads(lot, bidder, amount) else Answer.NOT_HIGHER


def _leads(lot: Standing, bidder: Bidder, amount: Decimal) -> bool:
    if lot.current is None or amount > lot.current:
        return True
    # An equal bid leads only with priority, over an ordinary bidder or a lower rank; a leader
    # who repeats the own bid has the same rank and does not.
    outranks = bidder.rank > 0 and (lot.leader_rank == 0 or bidder.rank < lot.leader_rank)
    return amount == lot.current and outranks


def extended_end(end: datetime, accepted_at: datetime, *, on: date) -> Finding[datetime]:
    """Return the end after an accepted bid: five minutes after it, never earlier than before.

    A-BID-10; 网络司法拍卖规定 第二十条第二款, as often as it happens.
    """
    minutes = parameter(f"{_OJA}.extension", on=on)
    value = max(end, accepted_at + timedelta(minutes=minutes.whole))
    return Finding(value, (minutes.citation,), (("延时", f"{minutes.whole}分钟，次数不限"),))


def place(standing: Standing, bidder: Bidder, bid: Bid, *, on: date) -> tuple[Standing, Answer]:
    """Return how the lot stands after a bid, and the answer; a rejected bid moves nothing.

    A-BID-10 A-BID-11.
    """
    answer = examine(standing, bidder, bid.amount, bid.received_at, on=on).value
    if answer is not Answer.OK:
        return standing, answer
    end = extended_end(standing.end, bid.received_at, on=on).value
    after = replace(
        standing,
        current=bid.amount,
        leader=bidder.code,
        leader_rank=bidder.rank,
        end=end,
        extensions=standing.extensions + (end > standing.end),
    )
    return after, answer


def replay(
    standing: Standing, bidders: tuple[Bidder, ...], bids: tuple[Bid, ...], *, on: date
) -> Finding[Result]:
    """Return what a log of bids ends in, bid by bid in the order of its numbers.

    A-BID-2 A-BID-6 A-BID-11 A-BID-12; the order is the sequencer's, never that of price or bidder.
    :raises NotInOrder: if numbers repeat or times run backwards
    """
    _in_order(bids)
    known = {bidder.code: bidder for bidder in bidders}
    answers: list[Answer] = []
    for bid in bids:
        bidder = known.get(bid.code, Bidder(bid.code, None))
        standing, answer = place(standing, bidder, bid, on=on)
        answers.append(answer)
    state = State.SOLD if standing.leader else State.UNSOLD
    value = Result(
        state, standing.leader, standing.current, standing.end, standing.extensions, tuple(answers)
    )
    basis = (
        cite(_OJA, "第十一条", on=on),
        cite(_OJA, "第二十条", on=on),
        cite(_OJA, "第二十一条", on=on),
        cite("design", "出价顺序", on=on),
        cite("design", "出价不可撤销", on=on),
    )
    return Finding(value, basis, (("接受的出价", f"{answers.count(Answer.OK)}次"),))


def _in_order(bids: tuple[Bid, ...]) -> None:
    for one, following in pairwise(bids):
        if following.seq <= one.seq or following.received_at < one.received_at:
            raise NotInOrder("出价记录的顺序号或者时间倒退。", field="bids")


def must_suspend(end: datetime, *, down_from: datetime, down_to: datetime) -> Finding[bool]:
    """Tell whether an outage of the sequencer suspends the lot: in its last minutes. A-BID-14.

    网络司法拍卖规定 第二十八条第二款.
    """
    day = end.date()
    minutes = parameter(f"{_OJA}.extension", on=day)
    value = down_to > end - timedelta(minutes=minutes.whole) and down_from < end
    basis = (cite(_OJA, "第二十八条第二款", on=day), cite("design", "时钟偏差报警", on=day))
    return Finding(value, basis, (("竞价末段", f"最后{minutes.whole}分钟"),))


def must_warn_of_clock(drift_milliseconds: int, *, on: date) -> Finding[bool]:
    """Tell whether the server's clock is too far from the national time. A-BID-14."""
    most = parameter("design.clock_drift", on=on)
    said = (("偏差", f"{abs(drift_milliseconds)}毫秒"), ("报警", f"超过{most.whole}毫秒"))
    return Finding(abs(drift_milliseconds) > most.whole, (most.citation,), said)
