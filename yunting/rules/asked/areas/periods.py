"""期间: the last day of a period of any length."""

from datetime import date
from typing import Any

from yunting.rules import periods
from yunting.rules.asked.answers import Day as DayAnswer
from yunting.rules.asked.quantities import Count
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import Day
from yunting.rules.asked.words import Choice
from yunting.rules.finding import Finding
from yunting.rules.periods import Roll, Unit

_UNITS = {Unit.DAY: "日", Unit.WORKING_DAY: "工作日", Unit.MONTH: "月", Unit.YEAR: "年"}
_ROLLS = {Roll.FORWARD: "顺延到下一个工作日", Roll.NONE: "不顺延"}


def _end(*, start: date, n: int, unit: Unit, roll: Roll, on: Any) -> Finding[date]:
    return periods.end(start, n, unit=unit, roll=roll)


RULES = (
    Rule(
        name="periods.end",
        title="期间到哪一天",
        about="从某一天起若干日、工作日、月、年，最后一天是哪一天。开始的当天不算。",
        inputs=(
            Day(name="start", label="开始的日期", help="收到文书的当天等。这一天不算。"),
            Count(name="n", label="多长"),
            Choice(name="unit", label="单位", example='"day"', options=_UNITS),
            Choice(
                name="roll",
                label="最后一天是休息日时",
                help="当事人的期间顺延；法院的审理期限不顺延。",
                example='"forward"',
                options=_ROLLS,
            ),
        ),
        answer=DayAnswer(label="最后一天"),
        compute=_end,
        articles=(("civil_procedure_law", "第八十五条"),),
        examples=(
            Example(
                "三月二日收到判决，十五日",
                "2026-03-02",
                '{"start": "2026-03-02", "n": 15, "unit": "day", "roll": "forward"}',
                '"2026-03-17"',
            ),
            Example(
                "一月三十一日起一个月",
                "2026-01-31",
                '{"start": "2026-01-31", "n": 1, "unit": "month", "roll": "none"}',
                '"2026-02-28"',
            ),
        ),
        dated_by="start",
    ),
)
