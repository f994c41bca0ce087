"""The form of a rule: its inputs, the day of the law, another day to compare; all in the address.

What was typed becomes the same JSON that a program would send, and is read by the same code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from yunting.lib.text import Misread
from yunting.rules.asked.inputs import Input, Rows
from yunting.rules.asked.quantities import Count
from yunting.rules.asked.rule import ON, Rule
from yunting.rules.asked.times import Day
from yunting.ui.forms import Form
from yunting.web.rules.typed import field_of, read_day, way_of

OTHER = "other"
MORE = "more"
MOST_ROWS = 50
_FIRST_ROWS = 2
_MORE_ROWS = 5
_LONGEST_LIST = 20_000


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as the page draws it."""

    field: BoundField
    example: str
    echo: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together; the rows of a list have a title and can become more."""

    title: str
    help: str
    rows: tuple[tuple[Shown, ...], ...]
    more: str = ""


class AskForm(Form):
    """A rule's form.

    After `is_valid`, `given` is the JSON, `applies_on` the day of the law, `compared_on` the other.
    """

    def __init__(self, rule: Rule, typed: QueryDict, *, today: date) -> None:
        self.rule, self.today = rule, today
        self.asked = rule.dated_by in typed and MORE not in typed
        self.given: dict[str, Any] = {}
        self.applies_on: date = today
        self.compared_on: date | None = None
        lists = (one for one in rule.inputs if isinstance(one, Rows))
        self._rows = {one.name: _rows_of(one, typed) for one in lists}
        asked = dict(self._fields())
        initial = {name: _first(field, typed, name) for name, field in asked.items()}
        initial = {name: value for name, value in initial.items() if value}
        super().__init__(
            typed if self.asked else None,
            initial={ON: today.isoformat(), **initial},
            asked=asked,
        )

    def _fields(self) -> Iterator[tuple[str, forms.Field]]:
        for one in self.rule.inputs:
            if isinstance(one, Rows):
                yield from self._list_fields(one)
            else:
                yield one.name, field_of(one)
        if not self.rule.has_own_date:
            yield ON, field_of(Day(name=ON, label=self.rule.date_label))
        yield OTHER, field_of(Day(name=OTHER, label=self._other_label, optional=True))

    @property
    def _other_label(self) -> str:
        if not self.rule.has_own_date:
            return "另一个日期"
        return f"另一个日期：{self._dated.label}"

    @property
    def _dated(self) -> Input:
        return next(one for one in self.rule.inputs if one.name == self.rule.dated_by)

    def _list_fields(self, one: Rows) -> Iterator[tuple[str, forms.Field]]:
        if one.bare:
            yield (
                one.name,
                forms.CharField(
                    label=one.label,
                    help_text="一行一个。" + one.help,
                    max_length=_LONGEST_LIST,
                    required=not one.optional,
                    widget=forms.Textarea(attrs={"rows": 6}),
                ),
            )
            return
        for number in range(self._rows[one.name]):
            for part in one.inputs:
                field = field_of(part)
                field.required = False
                field.label = f"第{number + 1}笔：{part.label}"
                yield f"{one.name}.{number}.{part.name}", field

    def clean(self) -> dict[str, Any]:
        """Make JSON of what was typed; each bad one says why at its field."""
        typed = super().clean() or self.cleaned_data
        for one in self.rule.inputs:
            value = self._list(one, typed) if isinstance(one, Rows) else self._one(one, one.name)
            if value is not None:
                self.given[one.name] = value
        found = {name: self._day(name) for name in (ON, OTHER) if name in self.fields}
        self.compared_on = found[OTHER]
        if self.rule.has_own_date:
            dated = self.given.get(self.rule.dated_by)
            self.applies_on = date.fromisoformat(dated) if dated else self.today
        else:
            self.applies_on = found[ON] or self.today
        return typed

    def _one(self, one: Input, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if value is None or value == "":
            return None
        try:
            return way_of(one).read(value, self.today)
        except Misread as error:
            self.add_error(name, error.sentence)
            return None

    def _day(self, name: str) -> date | None:
        value = self.cleaned_data.get(name)
        if not value:
            return None
        try:
            return date.fromisoformat(read_day(value, self.today))
        except Misread as error:
            self.add_error(name, error.sentence)
            return None

    def _list(self, one: Rows, typed: dict[str, Any]) -> list[Any] | None:
        if one.bare:
            lines = [line.strip() for line in typed.get(one.name, "").splitlines()]
            return [line for line in lines if line] or None
        rows = [self._row(one, number) for number in range(self._rows[one.name])]
        return [row for row in rows if row] or None

    def _row(self, one: Rows, number: int) -> dict[str, Any]:
        names = {part: f"{one.name}.{number}.{part.name}" for part in one.inputs}
        if not any(self.cleaned_data.get(name) for name in names.values()):
            return {}
        found = {}
        for part, name in names.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, f"请填写{self.fields[name].label}，或者把这一笔清空。")
            found[part.name] = self._one(part, name)
        return found

    def groups(self) -> Iterator[Group]:
        """Yield the fields of the rule in their order, the rows of a list together."""
        for one in self.rule.inputs:
            if isinstance(one, Rows) and not one.bare:
                rows = tuple(
                    tuple(self._shown(part, f"{one.name}.{n}.{part.name}") for part in one.inputs)
                    for n in range(self._rows[one.name])
                )
                may_grow = len(rows) < MOST_ROWS
                yield Group(one.label, one.help, rows, one.name if may_grow else "")
            else:
                yield Group("", "", ((self._shown(one, one.name),),))

    def days(self) -> Iterator[Shown]:
        """Yield the day of the law and the other one to compare."""
        for name in (ON, OTHER):
            if name in self.fields:
                yield self._shown(Day(name=name, label=""), name)

    def _shown(self, one: Input, name: str) -> Shown:
        if isinstance(one, Rows):
            return Shown(self[name], "", "")
        way = way_of(one)
        example = one.example if isinstance(one, Count) else way.example
        return Shown(self[name], example, way.echo)

    def rows_given(self) -> Iterator[tuple[str, str]]:
        """Yield what was computed with, as a person reads it."""
        for one in self.rule.inputs:
            if one.name in self.given:
                yield one.label, _shown(one, self.given[one.name])


def address_of(rule: Rule, given: Mapping[str, Any], *, on: date, other: date | None) -> str:
    """Return the query that asks the same again, with every day written in full."""
    query = QueryDict(mutable=True)
    for one in rule.inputs:
        if one.name in given:
            _put(query, one, given[one.name])
    if not rule.has_own_date:
        query[ON] = on.isoformat()
    if other:
        query[OTHER] = other.isoformat()
    return query.urlencode()


def _put(query: QueryDict, one: Input, value: Any) -> None:
    if not isinstance(one, Rows):
        typed = way_of(one).typed(value)
        query.setlist(one.name, typed if isinstance(typed, list) else [typed])
    elif one.bare:
        query[one.name] = "\n".join(value)
    else:
        for number, row in enumerate(value):
            for part in one.inputs:
                query[f"{one.name}.{number}.{part.name}"] = way_of(part).typed(row[part.name])


def _shown(one: Input, value: Any) -> str:
    if not isinstance(one, Rows):
        return way_of(one).shown(value)
    if one.bare:
        return "、".join(value)
    return "\n".join(
        "，".join(way_of(part).shown(row[part.name]) for part in one.inputs) for row in value
    )


def _rows_of(one: Rows, typed: QueryDict) -> int:
    """Return how many rows a list is shown with: those that were typed, and some to go on."""
    asked = [
        name
        for name in typed
        if name.startswith(f"{one.name}.") and str(typed.get(name, "")).strip()
    ]
    numbers = [name.split(".")[1] for name in asked]
    filled = max((int(n) + 1 for n in numbers if n.isdecimal() and len(n) < len("100")), default=0)
    more = _MORE_ROWS if typed.get(MORE) == one.name else 1
    return min(max(filled + more, _FIRST_ROWS), MOST_ROWS)


def _first(field: forms.Field, typed: QueryDict, name: str) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return typed.getlist(name)
    return typed.get(name, "")
