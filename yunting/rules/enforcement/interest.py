"""迟延履行期间的债务利息: general interest, the doubled part, and what a payment goes to first."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules.amount import checked, to_fen
from yunting.rules.apportion import by_weight
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.interest import Basis, as_decimal, share_of_year
from yunting.rules.parameter import parameter
from yunting.rules.periods import Interval, excluded_days
from yunting.rules.source import source

_NEW = "deferred_interest_2014"
_OLD = "deferred_interest_2009"
_CPL = "civil_procedure_law"
_DAY = date.resolution
_YEAR = 365  # arithmetic: days in a year


class NotThisWay(Refused):
    """What was given makes no account of a debt."""

    code = "rules.enforcement.no-account"


class Inner(StrEnum):
    """What a payment goes to first inside the debt fixed by the title."""

    INTEREST_FIRST = "INTEREST_FIRST"
    PRINCIPAL_FIRST = "PRINCIPAL_FIRST"


@dataclass(frozen=True, slots=True)
class Debt:
    """A money debt as the title fixes it, in yuan.

    `other` are damages and the like; `due` is the last day to perform. General interest runs
    from `general_from`, or from `due`, at a yearly rate.
    """

    principal: Decimal
    due: date
    other: Decimal = Decimal(0)
    general_rate: Decimal | None = None
    general_from: date | None = None
    general_basis: Basis = Basis.ACT_365


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received on a day, in yuan, from whichever debtor."""

    date: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stay:
    """Days enforcement stood still: from `start` to the day before `resume`."""

    start: date
    resume: date
    asked_by_debtor: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still owed, in yuan; `surplus` is what was paid beyond everything."""

    remaining: Decimal
    other: Decimal
    general: Decimal
    doubled: Decimal
    surplus: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Return everything that is still owed."""
        return self.remaining + self.other + self.general + self.doubled


@dataclass(frozen=True, slots=True)
class _Account:
    debt: Debt
    inner: Inner
    stood: tuple[Interval, ...]
    include_due_day: bool


def deferred(
    debt: Debt,
    *,
    until: date,
    payments: tuple[Payment, ...] = (),
    stays: tuple[Stay, ...] = (),
    inner: Inner = Inner.INTEREST_FIRST,
    include_due_day: bool = False,
) -> Finding[Owed]:
    """Return what is owed on a day after the payments made until then.

    E-INT-1 E-INT-2 E-INT-4 E-INT-5 E-INT-6 E-INT-7 E-INT-11; 迟延履行利息解释 第一条至第四条.
    The due day is not counted, the day of payment is. Each accrual is rounded at every payment.
    :raises NotThisWay: if a payment lies after `until`
    """
    if any(payment.date > until for payment in payments):
        raise NotThisWay("付款不能晚于结算日。", field="payments")
    account = _Account(debt, inner, _stood(stays), include_due_day)
    owed = Owed(
        checked(debt.principal, field="principal"), checked(debt.other, field="other"),
        Decimal(0), Decimal(0),
    )  # fmt: skip
    since, said = date.min, []
    for payment in sorted(payments, key=lambda payment: payment.date):
        owed = _accrued(account, owed, since, payment.date)
        owed = _set_off(account, owed, payment)
        since = payment.date
        said.append((f"{payment.date:%Y-%m-%d} 付款", f"{payment.amount:,.2f}元，{_shown(owed)}"))
    owed = _accrued(account, owed, since, until)
    said.append((f"{until:%Y-%m-%d} 结算", _shown(owed)))
    return Finding(owed, _basis(debt, until), tuple(said))


def _shown(owed: Owed) -> str:
    return (
        f"本金{owed.remaining + owed.other:,.2f}元，一般利息{owed.general:,.2f}元，"
        f"加倍部分{owed.doubled:,.2f}元"
    )


def _basis(debt: Debt, until: date) -> tuple[Citation, ...]:
    old = debt.due < _in_force() - _DAY
    basis: tuple[Citation, ...] = ()
    if until >= _in_force():
        articles = ("第一条", "第二条", "第三条", "第四条") + (("第七条",) if old else ())
        basis = tuple(cite(_NEW, number, on=until) for number in articles)
    if old:
        basis = (*basis, cite(_OLD, "第一条", on=max(debt.due, _first_day(_OLD))))
    named = ("迟延日数", "债务内部顺序", "加倍部分的基数", "利息取到分")
    return (*basis, *(cite("design", one, on=until) for one in named))


def _first_day(instrument: str) -> date:
    return source(instrument).versions[0].since


def _in_force() -> date:
    return _first_day(_NEW)


def _stood(stays: tuple[Stay, ...]) -> tuple[Interval, ...]:
    # 第三条第三款: a stay the debtor asked for stops nothing.
    return tuple(Interval(one.start, one.resume) for one in stays if not one.asked_by_debtor)


def _accrued(account: _Account, owed: Owed, since: date, to: date) -> Owed:
    debt = account.debt
    general = owed.general
    start = max(since, debt.general_from or debt.due)
    if debt.general_rate is not None and to > start:
        part = share_of_year(start, to, basis=debt.general_basis)
        exact = Fraction(owed.remaining) * Fraction(debt.general_rate) * part
        general += to_fen(as_decimal(exact))
    late = max(since, debt.due)
    if to <= late:
        return replace(owed, general=general)
    base = Fraction(owed.remaining + owed.other)
    return replace(owed, general=general, doubled=owed.doubled + _doubled(account, base, late, to))


def _doubled(account: _Account, base: Fraction, since: date, to: date) -> Decimal:
    border = _in_force() - _DAY
    amount = Decimal(0)
    if since < border:
        amount += _doubled_until_2014_07_31(account, base, since, min(to, border))
    if to > border:
        rate = parameter(f"{_NEW}.daily_rate", on=to).decimal
        days = _days(account, max(since, border), to)
        amount += to_fen(as_decimal(base * Fraction(rate) * days))
    return amount


def _doubled_until_2014_07_31(account: _Account, base: Fraction, since: date, to: date) -> Decimal:
    """The doubled loan rate of the time before the daily rate. E-INT-9; 迟延履行利息批复 第一条."""
    rate = parameter(f"{_OLD}.loan_rate", on=since + _DAY)
    times = parameter(f"{_OLD}.multiple", on=since + _DAY)
    days = _days(account, since, to)
    year = share_of_year(since, since + days * _DAY, basis=Basis.ACT_360)
    return to_fen(as_decimal(base * Fraction(rate.decimal) * times.whole * year))


def _days(account: _Account, since: date, to: date) -> int:
    """Count the days after `since` up to `to`, without those enforcement stood still."""
    first, last = since + _DAY, to + _DAY
    stood = tuple(
        Interval(max(one.start, first), min(one.resume, last))
        for one in account.stood
        if max(one.start, first) < min(one.resume, last)
    )
    extra = account.include_due_day and since == account.debt.due
    return (to - since).days - excluded_days(stood) + extra


def _set_off(account: _Account, owed: Owed, payment: Payment) -> Owed:
    amount = checked(payment.amount, field="payments")
    if payment.date < _in_force():
        return _set_off_until_2014_07_31(account, owed, amount)
    owed, left = _on_title(account, owed, amount)
    doubled = min(left, owed.doubled)
    return replace(owed, doubled=owed.doubled - doubled, surplus=owed.surplus + left - doubled)


def _set_off_until_2014_07_31(account: _Account, owed: Owed, amount: Decimal) -> Owed:
    """Debt and interest were paid together, pro rata. E-INT-9; 迟延履行利息批复 第二条."""
    title = owed.total - owed.doubled
    paid = min(amount, owed.total)
    on_title, on_doubled = by_weight(paid, (title, owed.doubled))
    surplus = owed.surplus + amount - paid
    owed, _ = _on_title(account, owed, on_title)
    return replace(owed, doubled=owed.doubled - on_doubled, surplus=surplus)


def _on_title(account: _Account, owed: Owed, amount: Decimal) -> tuple[Owed, Decimal]:
    order = ("general", "other", "remaining")
    if account.inner is Inner.PRINCIPAL_FIRST:
        order = ("remaining", "other", "general")
    for name in order:
        due: Decimal = getattr(owed, name)
        part = min(amount, due)
        owed = replace(owed, **{name: due - part})
        amount -= part
    return owed, amount


def of_instalments(debts: tuple[Debt, ...], *, until: date) -> Finding[Owed]:
    """Return what is owed on a day on instalments none of which was paid. E-INT-1; 第二条.

    Each counts from its own day.
    :raises NotThisWay: if there is no instalment
    """
    if not debts:
        raise NotThisWay("请填写每一期的金额和期限。", field="debts")
    found = [deferred(debt, until=until) for debt in debts]
    nothing = Decimal(0)
    value = Owed(
        sum((one.value.remaining for one in found), nothing),
        sum((one.value.other for one in found), nothing),
        sum((one.value.general for one in found), nothing),
        sum((one.value.doubled for one in found), nothing),
    )
    said = tuple(reason for one in found for reason in one.because)
    return Finding(value, found[0].basis, said)


def starts(*, performance_ends: date | None, effective: date) -> Finding[date]:
    """Return the day that is not yet counted: the last to perform, else that of effect. E-INT-1.

    迟延履行利息解释 第二条.
    """
    value = effective if performance_ends is None else performance_ends
    why = "法律文书生效之日" if performance_ends is None else "履行期间届满之日"
    return Finding(value, (cite(_NEW, "第二条", on=value),), ((why, f"{value:%Y-%m-%d}"),))


class End(StrEnum):
    """How a part of the debt was satisfied."""

    PAYMENT = "payment"
    DEDUCTION = "deduction"
    SALE_OR_IN_KIND = "sale_or_in_kind"
    OTHER_REALISATION = "other_realisation"
    BANKRUPTCY_ACCEPTED = "bankruptcy_accepted"


_ENDS = {
    End.PAYMENT: "付款之日",
    End.DEDUCTION: "扣划之日",
    End.SALE_OR_IN_KIND: "成交裁定或者抵债裁定生效之日",
    End.OTHER_REALISATION: "变价完成之日",
    End.BANKRUPTCY_ACCEPTED: "受理破产申请之日",
}


def counted_until(end: End, day: date) -> Finding[date]:
    """Return the last day counted for a part of the debt. E-INT-3 E-INT-12; 第三条.

    `day` is the day of the event the law looks at, not that on which money reached the court.
    """
    said = ((_ENDS[end], f"{day:%Y-%m-%d}"),)
    return Finding(day, (cite(_NEW, "第三条", on=day),), said)


class Duty(StrEnum):
    """What a title obliges to."""

    MONEY = "money"
    RESTITUTION = "restitution"
    NOT_MONEY = "not_money"


def is_owed(duty: Duty, *, on: date) -> Finding[bool]:
    """Tell whether the doubled part is owed. E-INT-9; 第六条, 民事诉讼法 第二百六十四条.

    The former applicant owes it on restitution; for other duties the court sets a sum instead.
    """
    basis = (cite(_NEW, "第六条", on=on), cite(_CPL, "第二百六十四条", on=on))
    said = ("义务", "非金钱义务，迟延履行金由法院决定" if duty is Duty.NOT_MONEY else "金钱债务")
    return Finding(duty is not Duty.NOT_MONEY, basis, (said,))


def base(
    principal: Decimal, *, damages: Decimal, court_fee: Decimal, count_fee: bool = False, on: date
) -> Finding[Decimal]:
    """Return what the doubled part is taken of, in yuan. E-INT-7.

    Damages named in the title belong to it; the court fee only where a court sets it so.
    """
    value = checked(principal, field="principal") + checked(damages, field="damages")
    fee = checked(court_fee, field="court_fee")
    said = (("本金和赔偿", f"{value:,f}元"), ("诉讼费", "计入" if count_fee else "不计入"))
    basis = (cite(_NEW, "第一条", on=on), cite("design", "加倍部分的基数", on=on))
    return Finding(value + fee if count_fee else value, basis, said)


def in_yuan(amount: Decimal, *, mid_rate: Decimal, starts_on: date) -> Finding[Decimal]:
    """Return a foreign debt in yuan, at the mid-rate of the day the doubled part starts.

    E-INT-8; 第五条: if the creditor asks for yuan; else it is counted in the currency itself.
    """
    if not mid_rate.is_finite() or mid_rate <= 0:
        raise NotThisWay("请填写当日的汇率中间价。", field="mid_rate")
    said = ("中间价", f"{mid_rate}")
    value = to_fen(checked(amount) * mid_rate)
    return Finding(value, (cite(_NEW, "第五条", on=starts_on),), (said,))


def in_a_year(amount: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the doubled part of one year, to compare with a yearly rate. E-INT-2."""
    rate = parameter(f"{_NEW}.daily_rate", on=on)
    exact = Fraction(checked(amount)) * Fraction(rate.decimal) * _YEAR
    return Finding(to_fen(as_decimal(exact)), (rate.citation,), (("日利率", f"{rate.decimal}"),))
