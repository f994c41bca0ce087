"""分配: who is paid from what, in which order, to the fen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.apportion import by_weight
from yunting.rules.bankruptcy import grounds, thresholds
from yunting.rules.citation import cite
from yunting.rules.finding import Article, Finding, found
from yunting.rules.parameter import parameter


class Class(StrEnum):
    """The classes that are paid one after the other, in their order."""

    EXPENSES = "expenses"
    COMMON_BENEFIT = "common_benefit"
    EMPLOYEE = "employee"
    SOCIAL_TAX = "social_tax"
    ORDINARY = "ordinary"
    SUBORDINATED = "subordinated"


_ARTICLES: dict[Class, Article] = {
    Class.EXPENSES: (grounds.LAW, "第四十三条"),
    Class.COMMON_BENEFIT: (grounds.LAW, "第四十三条"),
    Class.EMPLOYEE: (grounds.LAW, "第一百一十三条第一款第（一）项"),
    Class.SOCIAL_TAX: (grounds.LAW, "第一百一十三条第一款第（二）项"),
    Class.ORDINARY: (grounds.LAW, "第一百一十三条第一款第（三）项"),
    Class.SUBORDINATED: (grounds.MINUTES, "第28条"),
}


class Held(StrEnum):
    """Why a dividend is put in escrow."""

    CONDITIONAL = "conditional"
    UNCLAIMED = "unclaimed"
    LITIGATED = "litigated"


class Escrowed(StrEnum):
    """What becomes of a dividend in escrow."""

    KEPT = "kept"
    DELIVERED = "delivered"
    DISTRIBUTED_TO_OTHERS = "distributed_to_others"


_HELD = {Held.CONDITIONAL: "第一百一十七条", Held.UNCLAIMED: "第一百一十八条",
         Held.LITIGATED: "第一百一十九条"}  # fmt: skip


class TwoOfOneNumber(Refused):
    """Two claims with one number cannot be told apart when fen are handed out."""

    code = "rules.bankruptcy.two-of-one-number"


@dataclass(frozen=True, slots=True)
class Due:
    """One claim on the estate, by its number in the claims table, in yuan."""

    number: int
    amount: Decimal
    to: Class


@dataclass(frozen=True, slots=True)
class Payment:
    """What one claim is paid, in yuan."""

    number: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Level:
    """One class: what there was before it, its claims, what it gets, and the rate published."""

    to: Class
    pool: Decimal
    claims: Decimal
    paid: Decimal
    rate: str
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """Every class in its order, and what is left after the last, in yuan."""

    levels: tuple[Level, ...]
    left: Decimal


@dataclass(frozen=True, slots=True)
class FromCollateral:
    """What sold collateral pays, in yuan.

    `shortfall` becomes an ordinary claim, `surplus` joins the estate, and costs that the proceeds
    do not cover are a bankruptcy expense.
    """

    paid: Decimal
    shortfall: Decimal
    surplus: Decimal
    uncovered_costs: Decimal


@dataclass(frozen=True, slots=True)
class Pay:
    """An officer's pay: what ranks with the employees and what is ordinary, in yuan."""

    employee: Decimal
    ordinary: Decimal


def from_collateral(
    proceeds: Decimal, *, costs: Decimal, secured: Decimal, on: date
) -> Finding[FromCollateral]:
    """Return what collateral pays its creditor, after the costs of keeping and selling it.

    B1.13-collateral. 企业破产法 第一百零九条, 第一百一十条.
    """
    checked(proceeds, field="proceeds")
    checked(costs, field="costs")
    checked(secured, field="secured")
    net = max(proceeds - costs, Decimal(0))
    paid = min(net, secured)
    value = FromCollateral(paid, secured - paid, net - paid, max(costs - proceeds, Decimal(0)))
    articles = ((grounds.LAW, "第一百零九条"), (grounds.LAW, "第一百一十条"))
    return found(value, *articles, on=on, because=(("变价款扣除费用", f"{net:,f}元"),))


def pro_rata(pool: Decimal, dues: tuple[Due, ...], *, on: date) -> Finding[tuple[Payment, ...]]:
    """Share a pool among claims of one rank, to the fen, in the order of their numbers.

    B1.13-rounding. Rounded down; the fen left over go one each to the largest remainders, of
    equal ones to the larger claim, then to the smaller number. A pool that is enough pays all.
    企业破产法 第一百一十三条第二款.
    :raises TwoOfOneNumber: if two claims have one number
    """
    checked(pool, field="pool")
    total = _total(dues)
    if len({due.number for due in dues}) != len(dues):
        raise TwoOfOneNumber("两笔债权的编号相同。", field="number")
    in_order = sorted(dues, key=lambda due: due.number)
    if pool >= total:
        payments = tuple(Payment(due.number, due.amount) for due in in_order)
    else:
        shares = by_weight(pool, tuple(due.amount for due in in_order))
        payments = tuple(map(Payment, (due.number for due in in_order), shares))
    articles = ((grounds.LAW, "第一百一十三条第二款"), (grounds.DESIGN, "分配取到分"))
    return found(payments, *articles, on=on, because=(("债权总额", f"{total:,f}元"),))


def _total(dues: Iterable[Due]) -> Decimal:
    return sum((checked(due.amount) for due in dues), Decimal(0))


def distribute(estate: Decimal, dues: tuple[Due, ...], *, on: date) -> Finding[Distribution]:
    """Distribute an estate class by class; a class is paid only once those before it are.

    B1.13-order B1.13-rounding. 企业破产法 第四十三条, 第一百一十三条; 破产审判会议纪要 第28条 for
    subordinated claims. The rate is for publication; the exact fraction is paid.
    """
    pool = checked(estate, field="estate")
    places = parameter(f"{grounds.DESIGN}.dividend_places", on=on)
    levels = []
    for to in Class:
        own = tuple(due for due in dues if due.to is to)
        if not own:
            continue
        payments = pro_rata(pool, own, on=on).value
        claims, paid = _total(own), sum((one.amount for one in payments), Decimal(0))
        rate = thresholds.per_cent(thresholds.share(paid, claims), places.whole)
        levels.append(Level(to, pool, claims, paid, rate, payments))
        pool -= paid
    basis = dict.fromkeys(cite(*_ARTICLES[level.to], on=on) for level in levels)
    cited = (*basis, cite(grounds.DESIGN, "分配取到分", on=on), places.citation)
    said = tuple((level.to.value, f"{level.paid:,f}元，{level.rate}") for level in levels)
    return Finding(Distribution(tuple(levels), pool), cited, said)


def must_ask_to_end(*, estate: Decimal, expenses: Decimal, on: date) -> Finding[bool]:
    """Tell whether the administrator must ask to end: the estate does not cover the expenses.

    B1.13-order. 企业破产法 第四十三条第四款.
    """
    short = checked(estate) < checked(expenses)
    return found(short, (grounds.LAW, "第四十三条第四款"), on=on)


def officers_pay(owed: Decimal, *, at_average_wage: Decimal, on: date) -> Finding[Pay]:
    """Split what is owed to a director, supervisor or manager. B1.13-officers.

    With the employees only up to the average wage of the employees for the same time; the rest is
    ordinary. 企业破产法 第一百一十三条第三款; 破产法规定（二） 第二十四条.
    """
    employee = min(checked(owed), checked(at_average_wage, field="at_average_wage"))
    articles = ((grounds.LAW, "第一百一十三条第三款"), (grounds.SECOND, "第二十四条"))
    return found(Pay(employee, owed - employee), *articles, on=on)


def escrow(
    held: Held, *, resolved_for_creditor: bool | None, time_is_up: bool, on: date
) -> Finding[Escrowed]:
    """Return what becomes of a dividend in escrow. B1.13-escrow; 第一百一十七条至第一百一十九条.

    `resolved_for_creditor`: the condition came about, the dividend was claimed or the suit was
    won; None while open. `time_is_up`: at the announcement of the final distribution for a
    conditional claim, else after `deadlines.Term.UNCLAIMED` or `LITIGATED`.
    """
    if resolved_for_creditor:
        value = Escrowed.DELIVERED
    elif resolved_for_creditor is None and not time_is_up:
        value = Escrowed.KEPT
    else:
        value = Escrowed.DISTRIBUTED_TO_OTHERS
    return found(value, (grounds.LAW, _HELD[held]), on=on)
