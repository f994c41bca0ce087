"""工作日: whether the court rests, and where a last day goes."""

from datetime import date
from typing import Any

from yunting.rules import calendar
from yunting.rules.asked.answers import Day as DayAnswer
from yunting.rules.asked.answers import Truth
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import Day
from yunting.rules.finding import Finding


def _is_rest(*, date: date, on: Any) -> Finding[bool]:
    return calendar.is_rest(date)


def _roll(*, date: date, on: Any) -> Finding[date]:
    return calendar.roll(date)


RULES = (
    Rule(
        name="calendar.is_rest",
        title="这一天法院休息吗",
        about="双休日、法定节假日休息，调休上班日不休息。",
        inputs=(Day(name="date", label="日期", example='"2026-02-14"'),),
        answer=Truth(label="这一天", yes="休息", no="上班"),
        compute=_is_rest,
        articles=(("holiday_notices", "年度通知"),),
        examples=(
            Example("调休上班的星期六", "2026-02-14", '{"date": "2026-02-14"}', "false"),
            Example("国庆节", "2026-10-01", '{"date": "2026-10-01"}', "true"),
        ),
        dated_by="date",
    ),
    Rule(
        name="calendar.roll",
        title="最后一天遇到休息日",
        about="期间的最后一天是休息日的，顺延到休息日后的第一天。",
        inputs=(Day(name="date", label="期间的最后一天", example='"2026-10-01"'),),
        answer=DayAnswer(label="期间届满"),
        compute=_roll,
        articles=(("civil_procedure_law", "第八十五条"),),
        examples=(Example("国庆节", "2026-10-01", '{"date": "2026-10-01"}', '"2026-10-08"'),),
        dated_by="date",
    ),
)
