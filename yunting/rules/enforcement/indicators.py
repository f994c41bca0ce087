"""Quality indicators of enforcement as definitions: what is divided by what, without what."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter


class Indicator(StrEnum):
    """A quality indicator of enforcement."""

    COMPLETION = "执行完毕率"
    END_OF_ROUND = "首次执行案件终本率"
    RECOVERY = "执行到位率"
    RESUMED_RECOVERY = "终本案件恢复到位率"
    ON_TIME_QUERIES = "查控及时率"
    ON_TIME_RENEWALS = "续封及时率"
    OVERDUE_NODES = "节点超期率"
    CHANGED_DECISIONS = "异议复议改变率"


class Nothing(Refused):
    """A rate of nothing is no rate."""

    code = "rules.enforcement.nothing-to-measure"


@dataclass(frozen=True, slots=True)
class Definition:
    """What is divided by what, and what is left out of both."""

    numerator: str
    denominator: str
    excluded: str


DEFINITIONS = {
    Indicator.COMPLETION: Definition("执行完毕结案数", "首次执行案件结案数", "恢复执行案件"),
    Indicator.END_OF_ROUND: Definition("终本结案数", "首次执行案件结案数", "恢复执行案件"),
    Indicator.RECOVERY: Definition("到位金额", "已结案件申请执行金额", "未结案件"),
    Indicator.RESUMED_RECOVERY: Definition(
        "恢复执行到位金额", "终本案件未履行金额", "首次执行案件"
    ),
    Indicator.ON_TIME_QUERIES: Definition("按期查控数", "应查控数", "中止期间"),
    Indicator.ON_TIME_RENEWALS: Definition("按期续封数", "应续封数", "已解除的查封"),
    Indicator.OVERDUE_NODES: Definition("超期节点数", "应办节点数", "写明理由跳过的节点"),
    Indicator.CHANGED_DECISIONS: Definition("改变数", "审查结案数", "撤回的申请"),
}


def rate(
    indicator: Indicator, numerator: Decimal, denominator: Decimal, *, on: date
) -> Finding[Fraction]:
    """Return a rate exactly, with what it was taken of beside it. B3.14-indicators.

    :raises Nothing: if there was nothing to measure
    """
    below = checked(denominator, field="denominator")
    if below == 0:
        raise Nothing("期间内没有可以统计的案件。", field="denominator")
    definition = DEFINITIONS[indicator]
    said = (
        (definition.numerator, f"{numerator}"),
        (definition.denominator, f"{denominator}"),
        ("不计入", definition.excluded),
    )
    value = Fraction(checked(numerator, field="numerator")) / Fraction(below)
    return Finding(value, (cite("design", "执行质效指标", on=on),), said)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that reached the court, in yuan, and when it was paid out, if it was."""

    noticed: date
    amount: Decimal
    paid_out: date | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many receipts are overdue, and how much they are, in yuan."""

    count: int
    amount: Decimal


def overdue_receipts(receipts: tuple[Receipt, ...], *, on: date) -> Finding[Overdue]:
    """Return what should have been paid out by that day and is not. B3.14-indicators.

    执行款物规定 第十条.
    """
    limit = parameter("funds_2017.pay_out", on=on)
    late = [
        checked(one.amount, field="receipts")
        for one in receipts
        if one.paid_out is None and periods.of(limit, one.noticed).value < on
    ]
    basis = (limit.citation, cite("design", "执行质效指标", on=on))
    value = Overdue(len(late), sum(late, Decimal(0)))
    return Finding(value, basis, (("超期未发放", f"{value.count}笔，{value.amount:,f}元"),))


def mean_days(days: tuple[int, ...], *, on: date) -> Finding[Fraction]:
    """Return the mean days from filing to closing, stays left out. B3.14-indicators.

    :raises Nothing: if no case was closed
    """
    if not days:
        raise Nothing("期间内没有结案。", field="days")
    said = (("结案平均用时", f"{len(days)}件"),)
    return Finding(Fraction(sum(days), len(days)), (cite("design", "执行质效指标", on=on),), said)
