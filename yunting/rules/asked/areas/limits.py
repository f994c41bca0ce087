"""期限: the last day of a period the law names."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from yunting.rules import limits
from yunting.rules.asked.answers import Day as DayAnswer
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.times import Day
from yunting.rules.asked.words import Choice
from yunting.rules.finding import Finding
from yunting.rules.limits import Period
from yunting.rules.parameter import history


class _Described(Mapping[StrEnum, str]):
    """Every named period with what the books call it, read when somebody asks for the words."""

    def __getitem__(self, period: StrEnum) -> str:
        known = history(period)
        return f"{known.description}（自{known.anchor.removeprefix('自')}起）"

    def __iter__(self) -> Iterator[StrEnum]:
        return iter(Period)

    def __len__(self) -> int:
        return len(Period)


def _last_day(*, period: Period, start: date, on: Any) -> Finding[date]:
    return limits.last_day(period, start)


RULES = (
    Rule(
        name="limits.last_day",
        title="法定期限的最后一天",
        about="上诉、答辩、申请执行等，最后一天是哪一天。开始的当天不算。",
        inputs=(
            Choice(
                name="period",
                label="哪一种期限",
                example='"civil_procedure_law.appeal_judgment"',
                options=_Described(),
            ),
            Day(name="start", label="开始的日期", help="例如收到判决书的那一天。这一天不算。"),
        ),
        answer=DayAnswer(label="最后一天"),
        compute=_last_day,
        articles=(("civil_procedure_law", "第八十五条"),),
        examples=(
            Example(
                "三月二日收到判决，上诉",
                "2026-03-02",
                '{"period": "civil_procedure_law.appeal_judgment", "start": "2026-03-02"}',
                '"2026-03-17"',
            ),
        ),
        dated_by="start",
    ),
)
