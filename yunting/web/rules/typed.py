"""How each kind of input is typed on a page, read into its JSON, and shown again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from yunting.lib import dates, money, rates
from yunting.lib.text import Misread, fold, quoted
from yunting.rules.asked import quantities, times, words
from yunting.rules.asked.inputs import Input

LONG_CHOICE = 7
_LONGEST = 200
_PER_CENT = 2
_TIME = re.compile(
    r"(?P<day>.+?)[T ]*(?P<hour>[0-9]{1,2})[:时点](?P<minute>[0-9]{1,2})分?"
    r"(?::?(?P<second>[0-9]{1,2})秒?)?"
)


class NotACount(Misread):
    """What was typed is no whole number."""

    code: ClassVar[str] = "not-a-count"


class NotAnInstant(Misread):
    """What was typed is no instant."""

    code: ClassVar[str] = "not-an-instant"


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of input is typed.

    `read` makes JSON of what was typed, near a day; `typed` what one would type to get it again;
    `shown` what a person reads.
    """

    read: Callable[[Any, date], Any]
    typed: Callable[[Any], Any]
    shown: Callable[[Any], str]
    field: Callable[..., forms.Field] = forms.CharField
    example: str = ""
    echo: str = ""


def way_of(one: Input) -> Way:
    """Return how an input is typed."""
    match one:
        case words.Choices():
            return _choices(one)
        case words.Choice():
            return _choice(one)
        case words.YesNo():
            return _yes_no(one)
        case _:
            return _WAYS[type(one)]


def field_of(one: Input) -> forms.Field:
    """Return the field of a form for an input."""
    way = way_of(one)
    more = {"max_length": _LONGEST} if way.field is forms.CharField else {}
    return way.field(label=one.label, help_text=one.help, required=not one.optional, **more)


def read_day(typed: str, near: date) -> str:
    """Return the day that was typed as JSON has it."""
    return dates.parse(typed, near=near).isoformat()


def _rate(typed: str, _: date) -> str:
    return rates.plain(rates.parse(typed).scaleb(-_PER_CENT))


def _per_cent(typed: str, _: date) -> str:
    return rates.plain(rates.parse(typed))


def _per_cent_of(json: str) -> str:
    return rates.show(Decimal(json).scaleb(_PER_CENT))


def _count(typed: str, _: date) -> int:
    plain = fold(typed).replace(",", "")
    if not re.fullmatch(r"[0-9]{1,12}", plain):
        remedy = "请只写数字，例如 15。"
        raise NotACount(f"看不懂{quoted(typed)}是几。", remedy=remedy)
    return int(plain)


def _instant(typed: str, near: date) -> str:
    found = _TIME.fullmatch(fold(typed).replace("：", ":"))
    if found is None:
        raise NotAnInstant(
            f"看不懂{quoted(typed)}是什么时刻。", remedy="请写成 2026-03-02 10:00 这样。"
        )
    day = dates.parse(found["day"], near=near)
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    try:
        return datetime.combine(day, time(hour, minute, second)).isoformat()
    except ValueError as error:
        raise NotAnInstant(
            f"没有{quoted(typed)}这个时刻。", remedy="小时是0到23，分钟是0到59。"
        ) from error


def _instant_shown(json: str) -> str:
    at = datetime.fromisoformat(json)
    return (
        f"{dates.brief(at.date())} {at:%H:%M:%S}" if at.second else f"{dates.brief(at)} {at:%H:%M}"
    )


def _day_shown(json: str) -> str:
    return dates.show(date.fromisoformat(json))


def _amount_shown(json: str) -> str:
    return money.show(Decimal(json))


_NUMBER = Way(_count, str, lambda json: f"{json:,}")
_WAYS: dict[type[Input], Way] = {
    quantities.Amount: Way(
        lambda typed, _: money.plain(money.parse(typed)),
        str,
        _amount_shown,
        example="286,431.50 或 28.6万",
        echo="amount",
    ),
    quantities.Rate: Way(_rate, _per_cent_of, _per_cent_of, example="6.09%"),
    quantities.PerCent: Way(
        _per_cent, lambda json: f"{json}%", lambda json: f"{json}%", example="66.67%"
    ),
    quantities.Count: _NUMBER,
    quantities.Heads: _NUMBER,
    times.Day: Way(read_day, str, _day_shown, example="20260302 或 3月2日", echo="date"),
    times.Instant: Way(
        _instant,
        lambda json: json.replace("T", " "),
        _instant_shown,
        example="2026-03-02 10:00",
    ),
    words.Name: Way(lambda typed, _: typed, str, str),
}


def _choice(one: words.Choice) -> Way:
    options = [(option.value, said) for option, said in one.options.items()]
    known = dict(options)

    def field(**given: Any) -> forms.Field:
        if len(options) > LONG_CHOICE:
            return forms.ChoiceField(choices=[("", "请选择"), *options], **given)
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **given)

    return Way(lambda typed, _: typed, str, known.__getitem__, field)


def _choices(one: words.Choices) -> Way:
    options = [(option.value, said) for option, said in one.options.items()]
    known = dict(options)

    def field(**given: Any) -> forms.Field:
        # None of them is an answer too.
        return forms.MultipleChoiceField(
            choices=options,
            widget=forms.CheckboxSelectMultiple,
            **{**given, "required": False},
        )

    return Way(
        lambda typed, _: list(typed),
        list,
        lambda json: "、".join(known[each] for each in json) or "没有",
        field,
    )


def _yes_no(one: words.YesNo) -> Way:
    options = [("yes", one.yes), ("no", one.no)]

    def field(**given: Any) -> forms.Field:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **given)

    return Way(
        lambda typed, _: typed == "yes",
        lambda json: "yes" if json else "no",
        lambda json: one.yes if json else one.no,
        field,
    )
