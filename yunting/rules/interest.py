"""Simple interest between two days, and the loan prime rate by date."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from yunting.lib.errors import Refused
from yunting.rules.amount import checked, to_fen
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import Value, history, parameter


class Basis(StrEnum):
    """How days become parts of a year."""

    ACT_360 = "act/360"
    ACT_365 = "act/365"
    MONTHS_12 = "months/12"
    YEARS = "years"


_DAYS = {Basis.ACT_360: 360, Basis.ACT_365: 365}  # arithmetic: days in a year by custom
_MONTHS = 12  # arithmetic: months in a year


class NotAPeriod(Refused):
    """Interest cannot run backwards, or for part of a month or a year where whole ones count."""

    code = "rules.interest.not-a-period"


class NotARate(Refused):
    """What was given cannot be a rate."""

    code = "rules.interest.not-a-rate"


def simple(
    principal: Decimal, *, annual_rate: Decimal, start: date, end: date, basis: Basis
) -> Finding[Decimal]:
    """Return simple interest in yuan, rounded half up to the fen. E-INT-6.

    The start day is not counted, the end day is: 民法典 第二百零一条.
    :raises NotAPeriod: if it ends before it starts, or whole months or years are missing
    :raises NotARate: if the rate is negative or no number
    """
    part = share_of_year(start, end, basis=basis)
    exact = Fraction(checked(principal, field="principal")) * Fraction(_rate(annual_rate)) * part
    said = (
        ("期间", f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}，起日不计"),
        ("折合", f"{part.numerator}/{part.denominator} 年"),
    )
    return Finding(to_fen(as_decimal(exact)), (_counting(end),), said)


def _counting(on: date) -> Citation:
    if on < date(2021, 1, 1):
        return _counting_until_2020_12_31(on)
    return cite("civil_code", "第二百零一条", on=on)


def _counting_until_2020_12_31(on: date) -> Citation:
    return cite("civil_law_general_provisions", "第二百零一条", on=on)


def share_of_year(start: date, end: date, *, basis: Basis) -> Fraction:
    """Return the time between two days in years.

    :raises NotAPeriod: if it ends before it starts, or whole months or years are missing
    """
    if end < start:
        raise NotAPeriod("计息的截止日不能早于起算日。", field="end")
    if basis in _DAYS:
        return Fraction((end - start).days, _DAYS[basis])
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    whole = end.day == start.day or _both_last(start, end)
    if not whole or (basis is Basis.YEARS and months % _MONTHS):
        raise NotAPeriod("按月、按年计息的，期间应当是整月、整年。", field="end")
    return Fraction(months, _MONTHS)


def _both_last(start: date, end: date) -> bool:
    return end.day < start.day and (end + timedelta(1)).day == 1


def _rate(rate: Decimal) -> Decimal:
    if not rate.is_finite() or rate < 0:
        raise NotARate("利率应当是不小于零的数。", field="annual_rate")
    return rate


def as_decimal(exact: Fraction) -> Decimal:
    """Return an exact fraction as a decimal fine enough to be rounded to the fen."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def lpr(*, on: date) -> Finding[Decimal]:
    """Return the one-year loan prime rate in force on that day. E-INT-13.

    :raises NotEstablished: after the last rate the books hold: the court sets the later ones
    """
    rate = parameter("lpr.one_year", on=on)
    return Finding(rate.decimal, (rate.citation,), (("一年期贷款市场报价利率", f"{rate.decimal}"),))


def by_lpr(
    principal: Decimal, *, multiple: Fraction, start: date, end: date, basis: Basis = Basis.ACT_360
) -> Finding[Decimal]:
    """Return interest by the loan prime rate of each day, in yuan. E-INT-13.

    Each step of the rate counts from its own day; rounded once at the end.
    :raises NotAPeriod: if it ends before it starts
    :raises NotEstablished: if some of the days lie after the last rate the books hold
    """
    amount = Fraction(checked(principal, field="principal"))
    if end < start:
        raise NotAPeriod("计息的截止日不能早于起算日。", field="end")
    exact = Fraction(0)
    steps: tuple[Value, ...] = ()
    for since, until, value in _steps(start, end):
        exact += amount * Fraction(value.decimal) * share_of_year(since, until, basis=basis)
        steps = (*steps, value)
    said = tuple((f"{value.since:%Y-%m-%d} 起", f"{value.decimal}") for value in steps)
    return Finding(to_fen(as_decimal(exact * multiple)), (steps[-1].citation,), said)


def _steps(start: date, end: date) -> tuple[tuple[date, date, Value], ...]:
    """Return the stretches of days with one rate: from one day (not counted) to another."""
    first = start + timedelta(1)
    parameter("lpr.one_year", on=first)
    parameter("lpr.one_year", on=max(first, end))
    changes = [day for day in history("lpr.one_year").since if first < day <= end]
    borders = [start, *(day - timedelta(1) for day in changes), max(start, end)]
    return tuple(
        (since, until, parameter("lpr.one_year", on=since + timedelta(1)))
        for since, until in pairwise(borders)
    )
