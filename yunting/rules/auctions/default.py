"""悔拍: what becomes of the deposit of a buyer who does not pay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_OJA = "auction_online_2016"


@dataclass(frozen=True, slots=True)
class Losses:
    """What the deposit answers for, in order, in yuan."""

    costs: Decimal
    first_price: Decimal
    second_price: Decimal
    debts_here: Decimal
    debts_on_property: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Use:
    """Where the deposit went, in yuan; `uncovered` is what of the shortfall it did not reach."""

    costs: Decimal
    shortfall: Decimal
    debts_here: Decimal
    debts_on_property: Decimal
    left: Decimal
    uncovered: Decimal


def use_of_deposit(deposit: Decimal, losses: Losses, *, on: date) -> Finding[Use]:
    """Return how a forfeited deposit is used. B2.10-default; 网络司法拍卖规定 第二十四条.

    Costs and losses, then the shortfall of the second sale, then this debtor's debts. Whether
    an uncovered shortfall may still be collected is for the judge: `uncovered` only says it.
    """
    left = checked(deposit, field="deposit")
    lost = max(
        Decimal(0),
        checked(losses.first_price, field="first_price")
        - checked(losses.second_price, field="second_price"),
    )
    taken: list[Decimal] = []
    for need in (losses.costs, lost, losses.debts_here, losses.debts_on_property):
        part = min(left, checked(need, field="losses"))
        left -= part
        taken.append(part)
    costs, shortfall, here, on_property = taken
    value = Use(costs, shortfall, here, on_property, left, lost - shortfall)
    basis = (cite(_OJA, "第二十四条", on=on), cite("design", "悔拍差额", on=on))
    said = (("费用损失", f"{costs:,f}元"), ("差价", f"{shortfall:,f}元"), ("债务", f"{here:,f}元"))
    return Finding(value, basis, said)


def may_bid_again(*, on: date) -> Finding[bool]:
    """Tell that the defaulting buyer may not bid again; the new lot is decided anew.

    B2.10-default; 第二十四条.
    """
    basis = (cite(_OJA, "第二十四条", on=on), cite("design", "重新拍卖为新标的", on=on))
    return Finding(False, basis, (("重新拍卖", "悔拍的买受人不得参加，起拍价重新确定"),))
