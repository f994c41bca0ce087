"""What a lot starts at, what a bidder deposits, and by how much bids rise."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from yunting.rules.amount import FEN, checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, Step
from yunting.rules.parameter import parameter

_OJA = "auction_online_2016"


class Round(StrEnum):
    """Which auction of a thing this is."""

    FIRST = "first"
    SECOND = "second"


class AfterUnsold(StrEnum):
    """What may follow when nobody has bid."""

    SECOND_AUCTION = "second_auction"
    SELL_OFF = "sell_off"


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most, both included, in yuan."""

    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """Within what the panel sets a lot up: amounts in yuan, both bounds included."""

    start_price_least: Decimal
    deposit: Range
    notice_days: int


def lowest_start(reference: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the lowest start price of a first auction, up to the fen. A-PRC-1 A-PRC-2.

    网络司法拍卖规定 第十条: there must be a reserve, and the reserve is the start price.
    """
    rate = parameter(f"{_OJA}.start_price_least", on=on)
    return _part("不低于参考价的", checked(reference), rate.decimal, ROUND_CEILING, "第十条", on=on)


def lowest_second_start(first_start: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the lowest start price of the second auction, up to the fen. A-PRC-3.

    网络司法拍卖规定 第二十六条. The floor of the first auction does not bind the second.
    """
    cut = parameter(f"{_OJA}.second_cut_most", on=on)
    keep = 1 - cut.decimal
    return _part(
        "不低于前次起拍价的", checked(first_start), keep, ROUND_CEILING, "第二十六条", on=on
    )


def _part(
    label: str, of: Decimal, rate: Decimal, rounding: str, article: str, *, on: date
) -> Finding[Decimal]:
    exact = of * rate
    value = exact.quantize(FEN, rounding)
    steps: tuple[Step, ...] = (Step(label, of, rate, exact),)
    if value != exact:
        steps = (*steps, Step("取到分", None, None, value, replaces=True))
    basis = (cite(_OJA, article, on=on), cite("design", "起拍价进位", on=on))
    return Finding(value, basis, steps=steps)


def check_start(start: Decimal, *, reference: Decimal, on: date) -> Finding[bool]:
    """Tell whether a start price may be set for a first auction. A-PRC-1 A-PRC-2 B0.3-inclusive."""
    least = lowest_start(reference, on=on)
    said = (("起拍价", f"{start:,f}元"), ("不得低于", f"{least.value:,f}元"))
    return Finding(checked(start, field="start") >= least.value, least.basis, said)


def deposit_range(start: Decimal, *, on: date) -> Finding[Range]:
    """Return the least and the most a deposit may be, in yuan. A-PRC-6; 第十七条."""
    least = parameter(f"{_OJA}.deposit_least", on=on)
    most = parameter(f"{_OJA}.deposit_most", on=on)
    price = checked(start, field="start")
    value = Range(
        (price * least.decimal).quantize(FEN, ROUND_CEILING),
        (price * most.decimal).quantize(FEN, ROUND_FLOOR),
    )
    said = ("保证金", f"{value.least:,f}元至{value.most:,f}元")
    return Finding(value, (least.citation, cite("design", "起拍价进位", on=on)), (said,))


def deposit_of_applicant(deposit: Decimal, claim: Decimal, *, on: date) -> Finding[Decimal]:
    """Return what the applicant creditor still deposits when it bids, in yuan. A-PRC-6; 第十七条.

    Nothing if its claim covers the deposit, else the difference.
    """
    still = max(Decimal(0), checked(deposit, field="deposit") - checked(claim, field="claim"))
    said = (("保证金", f"{deposit:,f}元"), ("债权", f"{claim:,f}元"), ("补足", f"{still:,f}元"))
    return Finding(still, (cite(_OJA, "第十七条", on=on),), said)


def check_increment(increment: Decimal, *, panel: bool, on: date) -> Finding[bool]:
    """Tell whether bids may rise by so much: set by the court's panel, more than nothing.

    A-PRC-7 A-PRC-8; 网络司法拍卖规定 第二十条, 第二十七条.
    """
    value = panel and checked(increment, field="increment") > 0
    basis = (cite(_OJA, "第二十条", on=on), cite(_OJA, "第二十七条", on=on))
    return Finding(value, basis, (("合议庭确定", "是" if panel else "否"),))


PANEL_DECIDES = ("起拍价", "降价幅度", "竞价增价幅度", "保证金数额", "优先购买权人及其顺序")


def missing_from_panel(decided: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what the panel has still to decide before a lot is approved. A-PRC-8; 第二十七条."""
    left = tuple(one for one in PANEL_DECIDES if one not in decided)
    said = ("尚未确定", "、".join(left) or "无")
    return Finding(left, (cite(_OJA, "第二十七条", on=on),), (said,))


def no_surplus_floor(priority: Decimal, costs: Decimal, *, on: date) -> Finding[Decimal]:
    """Return what a new reserve must be more than when a sale would leave no surplus. A-PRC-9.

    拍卖变卖规定 第六条: priority claims and costs, in yuan. Unsold, the applicant bears the cost.
    """
    value = checked(priority, field="priority") + checked(costs, field="costs")
    said = (
        ("优先债权", f"{priority:,f}元"),
        ("费用", f"{costs:,f}元"),
        ("保留价", "应当大于二者之和"),
    )
    return Finding(value, (cite("auction_2004", "第六条", on=on),), said)


def leaves_no_surplus(
    reserve: Decimal, *, priority: Decimal, costs: Decimal, on: date
) -> Finding[bool]:
    """Tell whether nothing would be left for the applicant at the reserve. A-PRC-9; 第六条."""
    floor = no_surplus_floor(priority, costs, on=on)
    return Finding(checked(reserve, field="reserve") <= floor.value, floor.basis, floor.because)


def after_unsold(round: Round, *, on: date) -> Finding[AfterUnsold]:
    """Return what may follow an auction without a bid. A-PRC-4 A-PRC-5; 第二十六条."""
    value = AfterUnsold.SECOND_AUCTION if round is Round.FIRST else AfterUnsold.SELL_OFF
    return Finding(value, (cite(_OJA, "第二十六条", on=on),), (("平台", "在同一平台进行"),))
