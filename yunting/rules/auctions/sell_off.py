"""变卖: what a thing costs that nobody has bid for twice, and how it is then sold."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_SELL = "sell_off_2017"


def price(second_start: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the price of a sell-off, in yuan: the start price of the failed second auction.

    A-SEL-1; 拍卖变卖衔接通知.
    """
    value = checked(second_start)
    return Finding(value, (cite(_SELL, "变卖价", on=on),), (("变卖价", "第二次拍卖的起拍价"),))


def is_qualified(paid: Decimal, sell_off_price: Decimal, *, on: date) -> Finding[bool]:
    """Tell whether somebody may bid: only who has paid the whole price in advance. A-SEL-3."""
    value = checked(paid, field="paid") >= checked(sell_off_price, field="sell_off_price")
    said = (("已交", f"{paid:,f}元"), ("变卖价", f"{sell_off_price:,f}元"))
    return Finding(value, (cite(_SELL, "变卖期", on=on),), said)


def competition_ends(first_bid: datetime) -> Finding[datetime]:
    """Return when the competition ends that the first bid starts. A-SEL-3 A-SEL-5.

    Bids in it are accepted and extend as in an auction: 网络司法拍卖规定 第二十条, 第三十七条.
    """
    day = first_bid.date()
    hours = parameter(f"{_SELL}.competition", on=day)
    basis = (hours.citation, cite("auction_online_2016", "第三十七条", on=day))
    return Finding(
        first_bid + timedelta(hours=hours.whole), basis, (("竞价", f"{hours.whole}小时"),)
    )


def must_be_returned(
    *, period_ended: bool, has_bid: bool, in_kind: bool, other_measure: bool, on: date
) -> Finding[bool]:
    """Tell whether seizure is lifted because nobody took the thing. A-SEL-4.

    拍卖变卖规定 第二十五条; 查封扣押冻结规定 第二十八条第（三）项.
    """
    value = period_ended and not (has_bid or in_kind or other_measure)
    basis = (
        cite("auction_2004", "第二十五条", on=on),
        cite("seizure_2004", "第二十八条第（三）项", on=on),
    )
    said = (("变卖期届满", "是" if period_ended else "否"), ("出价", "有" if has_bid else "没有"))
    return Finding(value, basis, said)
