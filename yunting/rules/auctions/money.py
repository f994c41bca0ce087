"""保证金 and price: what goes back to whom, what counts towards the price, and by when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_OJA = "auction_online_2016"


class Held(StrEnum):
    """Where a deposit stands."""

    NONE = "NONE"
    PAID = "PAID"
    FROZEN = "FROZEN"
    CONFIRMED = "CONFIRMED"
    APPLIED = "APPLIED"
    RELEASED = "RELEASED"
    FORFEITED = "FORFEITED"


_NEXT = {
    Held.NONE: frozenset({Held.PAID, Held.FROZEN}),
    Held.PAID: frozenset({Held.CONFIRMED}),
    Held.FROZEN: frozenset({Held.CONFIRMED}),
    Held.CONFIRMED: frozenset({Held.APPLIED, Held.RELEASED, Held.FORFEITED}),
    Held.APPLIED: frozenset[Held](),
    Held.RELEASED: frozenset[Held](),
    Held.FORFEITED: frozenset[Held](),
}


class NotTheBuyer(Refused):
    """The buyer made no deposit in this lot."""

    code = "rules.auctions.not-the-buyer"


@dataclass(frozen=True, slots=True)
class Deposit:
    """What one bidder has deposited, in yuan."""

    code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of the deposits of a lot that was sold, in yuan."""

    applied: Decimal
    still_to_pay: Decimal
    refunds: tuple[Deposit, ...]


def may_become(now: Held, then: Held, *, on: date) -> Finding[bool]:
    """Tell whether a deposit may pass from one standing to the next. B2.13-deposit."""
    basis = (cite(_OJA, "第十七条", on=on), cite(_OJA, "第二十三条", on=on))
    return Finding(then in _NEXT[now], basis, ((now.value, then.value),))


def settle(
    deposits: tuple[Deposit, ...], *, buyer: str, price: Decimal, on: date
) -> Finding[Settlement]:
    """Return what is applied to the price, still to be paid, and given back. B2.13-deposit.

    网络司法拍卖规定 第二十三条. Refunds and what is applied make the deposits.
    :raises NotTheBuyer: if the buyer made none
    """
    if buyer not in {deposit.code for deposit in deposits}:
        raise NotTheBuyer("买受人没有交纳保证金。", field="buyer")
    owed = checked(price, field="price")
    applied = Decimal(0)
    refunds: list[Deposit] = []
    for deposit in deposits:
        counted = Decimal(0)
        if deposit.code == buyer:
            counted = min(owed - applied, checked(deposit.amount, field="deposits"))
            applied += counted
        if checked(deposit.amount, field="deposits") > counted:
            refunds.append(Deposit(deposit.code, deposit.amount - counted))
    said = (("充抵价款", f"{applied:,f}元"), ("尚需交付", f"{owed - applied:,f}元"))
    basis = (cite(_OJA, "第二十三条", on=on), cite("design", "保证金利息", on=on))
    return Finding(Settlement(applied, owed - applied, tuple(refunds)), basis, said)


def release_by(bidding_ended: datetime) -> Finding[datetime]:
    """Return by when deposits go back, and the buyer's to the court. B2.13-deposit; 第二十三条.

    Counted from the end of bidding, hour by hour.
    """
    hours = parameter(f"{_OJA}.release_deposit", on=bidding_ended.date())
    value = bidding_ended + timedelta(hours=hours.whole)
    return Finding(value, (hours.citation,), (("退还", f"{hours.whole}小时内"),))


def is_paid_up(paid: Decimal, price: Decimal, *, day: date, due: date) -> Finding[bool]:
    """Tell whether a buyer has paid in full by the day in the notice. B2.13-price; 第二十五条."""
    value = checked(paid, field="paid") >= checked(price, field="price") and day <= due
    said = (("已付", f"{paid:,f}元"), ("价款", f"{price:,f}元"), ("期限", f"{due:%Y-%m-%d}"))
    return Finding(value, (cite(_OJA, "第二十五条", on=day),), said)
