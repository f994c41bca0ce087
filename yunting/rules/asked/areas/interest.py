"""利息: agreed interest, that of a debt paid too late, and by the loan prime rate."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yunting.rules import interest
from yunting.rules.asked.answers import Money, Parts
from yunting.rules.asked.answers import Rate as RateAnswer
from yunting.rules.asked.inputs import Rows
from yunting.rules.asked.quantities import Amount, Count, Rate
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import Day
from yunting.rules.asked.words import Choice
from yunting.rules.enforcement.interest import Debt, Owed, Payment, deferred
from yunting.rules.finding import Finding
from yunting.rules.interest import Basis

_BASES = {
    Basis.ACT_360: "按实际天数，一年算 360 天",
    Basis.ACT_365: "按实际天数，一年算 365 天",
    Basis.MONTHS_12: "按整月，一年 12 个月",
    Basis.YEARS: "按整年",
}
_START = Day(name="start", label="从哪一天起", help="这一天本身不计息。")
_END = Day(name="end", label="到哪一天", help="这一天计息。", example='"2027-03-02"')
_MOST_TIMES = 100  # arithmetic: a limit of what is read


def _simple(*, on: date, **given: Any) -> Finding[Decimal]:
    return interest.simple(**given)


def _deferred(
    *,
    principal: Decimal,
    start: date,
    end: date,
    general_annual_rate: Decimal | None = None,
    payments: tuple[Mapping[str, Any], ...] = (),
    on: date,
) -> Finding[Owed]:
    if end < start:
        raise interest.NotAPeriod("结算的日期不能早于履行期届满的日期。", field="end")
    debt = Debt(principal, start, general_rate=general_annual_rate)
    return deferred(debt, until=end, payments=tuple(Payment(**one) for one in payments))


def _lpr(*, on: date) -> Finding[Decimal]:
    return interest.lpr(on=on)


def _by_lpr(
    *, principal: Decimal, start: date, end: date, times: int = 1, on: date
) -> Finding[Decimal]:
    return interest.by_lpr(principal, multiple=Fraction(times), start=start, end=end)


RULES = (
    Rule(
        name="interest.simple",
        title="约定的利息",
        about="借款、欠款按约定的年利率算单利。",
        inputs=(
            Amount(name="principal", label="本金", example='"100000.00"'),
            Rate(name="annual_rate", label="年利率"),
            _START,
            _END,
            Choice(name="basis", label="怎么折算成年", example='"act/365"', options=_BASES),
        ),
        answer=Money(label="利息"),
        compute=_simple,
        articles=(("civil_code", "第二百零一条"),),
        examples=(
            Example(
                "十万元，年利率 6.09%，整一年",
                "2027-03-02",
                '{"principal": "100000.00", "annual_rate": "0.0609", "start": "2026-03-02", '
                '"end": "2027-03-02", "basis": "act/365"}',
                '"6090.00"',
            ),
        ),
        dated_by="end",
    ),
    Rule(
        name="interest.deferred",
        title="迟延履行期间的债务利息",
        about="判决生效后不按时还钱，要加倍支付利息。先还判决确定的债务，再还加倍的部分。",
        inputs=(
            Amount(name="principal", label="判决确定还没有还的本金", example='"100000.00"'),
            Day(
                name="start",
                label="履行期届满的日期",
                help="判决写明的最后一天。这一天不计息，从第二天起算。",
                example='"2026-01-31"',
            ),
            Day(name="end", label="算到哪一天", help="这一天计息。"),
            Rate(
                name="general_annual_rate",
                label="判决确定的年利率",
                help="判决没有另外算利息的，不用填。一年按 365 天。",
                optional=True,
            ),
            Rows(
                name="payments",
                label="已经还的钱",
                help="没有还过的不用填。",
                optional=True,
                example='[{"date":"2026-02-10","amount":"20000.00"}]',
                inputs=(
                    Day(name="date", label="哪一天", example='"2026-02-10"'),
                    Amount(name="amount", label="还了多少", example='"20000.00"'),
                ),
            ),
        ),
        answer=Parts(
            label="到这一天还欠",
            parts=(
                Money(label="剩余本金", name="remaining"),
                Money(label="一般债务利息", name="general"),
                Money(label="加倍部分", name="doubled"),
                Money(label="多还的", name="surplus"),
            ),
        ),
        compute=_deferred,
        articles=(("deferred_interest_2014", "第一条"), ("deferred_interest_2014", "第四条")),
        examples=(
            Example(
                "十万元，迟延三十天",
                "2026-03-02",
                '{"principal": "100000.00", "start": "2026-01-31", "end": "2026-03-02"}',
                '{"remaining": "100000.00", "general": "0.00", "doubled": "525.00", '
                '"surplus": "0.00"}',
            ),
        ),
        dated_by="end",
    ),
    Rule(
        name="interest.lpr",
        title="贷款市场报价利率",
        about="某一天适用的一年期贷款市场报价利率（LPR）。",
        inputs=(),
        answer=RateAnswer(label="一年期 LPR"),
        compute=_lpr,
        articles=(("lpr", "一年期"),),
        examples=(Example("二〇二五年六月", "2025-06-02", "{}", '"0.0300"'),),
        date_label="哪一天",
    ),
    Rule(
        name="interest.by_lpr",
        title="按 LPR 计算的利息",
        about="按每一天的一年期贷款市场报价利率算，可以乘几倍；利率变动的，分段计算。",
        inputs=(
            Amount(name="principal", label="本金", example='"100000.00"'),
            Day(
                name="start",
                label="从哪一天起",
                help="这一天本身不计息。",
                example='"2025-03-02"',
            ),
            Day(name="end", label="到哪一天", help="这一天计息。", example='"2025-06-02"'),
            Count(
                name="times",
                label="几倍",
                help="不填就是一倍。",
                optional=True,
                least=1,
                most=_MOST_TIMES,
                example="1",
            ),
        ),
        answer=Money(label="利息"),
        compute=_by_lpr,
        articles=(("lpr", "一年期"),),
        examples=(
            Example(
                "十万元，利率中间变了一次",
                "2025-06-02",
                '{"principal": "100000.00", "start": "2025-03-02", "end": "2025-06-02"}',
                '"788.33"',
            ),
        ),
        dated_by="end",
    ),
)
