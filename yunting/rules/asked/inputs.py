"""What a rule is asked with: each input with its words for people, and how its JSON is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from yunting.lib import clock, text
from yunting.lib.errors import Refused
from yunting.rules.amount import NotAnAmount, checked

_DIGITS = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_FIRST_DAY, _LAST_DAY = "1850-01-01", "2200-12-31"
_MOST_COUNT = 10_000  # arithmetic: a limit of what is read
_MOST_HEADS = 10_000_000  # arithmetic: a limit of what is read
_MOST_ROWS = 1_000  # arithmetic: a limit of what is read
_MOST_RATE = 10  # arithmetic: a limit of what is read
_LONGEST_NAME = 100  # arithmetic: a limit of what is read


class BadInput(Refused):
    """What was given cannot be read as what the rule is asked with."""

    code = "rules.bad-input"


class UnknownField(BadInput):
    """A field the rule does not know: perhaps a misspelt one, so nothing is computed without it."""

    code = "rules.unknown-field"


class MissingField(BadInput):
    """A field the rule cannot do without."""

    code = "rules.missing-field"


class NotADate(BadInput):
    """No day of the calendar, or one too far away."""

    code = "rules.not-a-date"


class NotANumber(BadInput):
    """No rate, per cent or count."""

    code = "rules.not-a-number"


class UnknownChoice(BadInput):
    """None of the words a field takes."""

    code = "rules.unknown-choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One field. `help` is for people, `example` is how its JSON looks."""

    name: str
    label: str
    help: str = ""
    optional: bool = False
    example: str = ""

    @property
    def words(self) -> str:
        """Return what is written into the field, for whoever writes JSON."""
        raise NotImplementedError

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        raise NotImplementedError

    def read(self, value: Any, field: str) -> Any:
        """Return what the rule takes; `field` names it in a refusal.

        :raises BadInput: if it is none
        """
        raise NotImplementedError


def _string(value: Any, field: str, label: str, example: str) -> str:
    if not isinstance(value, str):
        raise BadInput(f"{label}应当写成加引号的文字。", remedy=f"例如 {example}。", field=field)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Input):
    """Yuan, at most two decimals, not negative."""

    example: str = '"365000.00"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "金额（元），文字，最多两位小数"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "pattern": r"^[0-9]{1,16}(\.[0-9]{1,2})?$"}

    def read(self, value: Any, field: str) -> Decimal:
        """Return the amount in yuan."""
        if not isinstance(value, str):
            raise NotAnAmount(
                f"{self.label}应当写成加引号的文字。", remedy=f"例如 {self.example}。", field=field
            )
        if not _DIGITS.fullmatch(value):
            raise _no_amount(value, field)
        return checked(Decimal(value), field=field)


def _no_amount(value: str, field: str) -> NotAnAmount:
    if value.strip().startswith(("-", "−")):
        return NotAnAmount("金额不能是负数。", remedy="请去掉负号。", field=field)
    said = f"看不懂{text.quoted(value)}是多少钱。" if value.strip() else "没有写金额。"
    return NotAnAmount(said, remedy="请只写数字和小数点，例如 365000.00。", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Input):
    """A yearly rate as a part of one: 0.0609 is 6.09 per cent. Not negative, at most 10."""

    example: str = '"0.0609"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "利率，文字，写成小数（6.09% 写 0.0609）"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "pattern": r"^[0-9]{1,2}(\.[0-9]{1,12})?$"}

    def read(self, value: Any, field: str) -> Decimal:
        """Return the rate."""
        return _number(self, value, field, _MOST_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerCent(Input):
    """A share in per cent, 0 to 100, both included."""

    example: str = '"66.67"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "百分比，文字，0 到 100（66.67% 写 66.67）"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,12})?$"}

    def read(self, value: Any, field: str) -> Decimal:
        """Return the per cent."""
        return _number(self, value, field, 100)  # arithmetic: per cent


def _number(one: Input, value: Any, field: str, most: int) -> Decimal:
    written = _string(value, field, one.label, one.example).strip()
    if written.startswith(("-", "−")):
        raise NotANumber(f"{one.label}不能是负数。", field=field)
    if not _DIGITS.fullmatch(written):
        said = f"看不懂{text.quoted(written)}是多少。" if written else f"没有写{one.label}。"
        raise NotANumber(said, remedy=f"请只写数字和小数点，例如 {one.example}。", field=field)
    whole, _, part = written.partition(".")
    if len(part) > 12:  # arithmetic: a limit of what is read
        raise NotANumber(f"{one.label}的小数太长，最多十二位。", field=field)
    if int(whole) > most or (number := Decimal(written)) > most:
        raise NotANumber(
            f"{one.label}太大，最多是 {most}。", remedy=f"例如 {one.example}。", field=field
        )
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Input):
    """A day of the calendar."""

    example: str = '"2026-03-02"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "日期，文字，写成 年-月-日"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "format": "date"}

    def read(self, value: Any, field: str) -> date:
        """Return the day."""
        return day(_string(value, field, self.label, self.example), field)


def day(written: str, field: str) -> date:
    """Return a day written as 2026-03-02.

    :raises NotADate: if it is none, does not exist, or is too far away
    """
    if not _DAY.fullmatch(written):
        said = f"看不懂{text.quoted(written)}是哪一天。" if written.strip() else "没有写日期。"
        raise NotADate(said, remedy="请写成 2026-03-02 这样。", field=field)
    if not _FIRST_DAY <= written <= _LAST_DAY:
        raise NotADate(
            f"{written} 太远了。",
            remedy=f"请写 {_FIRST_DAY} 到 {_LAST_DAY} 之间的日期。",
            field=field,
        )
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotADate(f"没有 {written} 这一天。", remedy="请核对日期。", field=field) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant(Input):
    """An instant; without an offset it is the court's time (Asia/Shanghai)."""

    example: str = '"2026-03-02T10:00:00"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "时刻，文字，写成 2026-03-02T10:00:00；不写时区的是北京时间"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "pattern": f"^{_INSTANT.pattern}$"}

    def read(self, value: Any, field: str) -> datetime:
        """Return the instant, with its offset."""
        written = _string(value, field, self.label, self.example)
        if not _INSTANT.fullmatch(written):
            raise NotADate(
                f"看不懂{text.quoted(written)}是什么时刻。",
                remedy="请写成 2026-03-02T10:00:00 这样。",
                field=field,
            )
        day(written[:10], field)  # arithmetic: the day of an instant
        try:
            found = datetime.fromisoformat(written)
        except ValueError as error:
            raise NotADate(
                f"没有 {written} 这个时刻。", remedy="请核对时、分、秒。", field=field
            ) from error
        return found if found.tzinfo else found.replace(tzinfo=clock.ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Input):
    """A whole number, both bounds included."""

    least: int = 0
    most: int = _MOST_COUNT
    example: str = "15"

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return f"整数，不加引号，{self.least} 到 {self.most:,}"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, value: Any, field: str) -> int:
        """Return the number."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise NotANumber(
                f"{self.label}应当是不加引号的整数。", remedy=f"例如 {self.example}。", field=field
            )
        if value < self.least:
            said = "不能是负数" if self.least == 0 else f"最少是 {self.least}"
            raise NotANumber(f"{self.label}{said}。", field=field)
        if value > self.most:
            raise NotANumber(f"{self.label}太大，最多是 {self.most:,}。", field=field)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads(Count):
    """A number of people or of claims."""

    most: int = _MOST_HEADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Input):
    """One of several words; `options` are what the rule takes and what a person reads."""

    options: Mapping[StrEnum, str]

    @property
    def by_word(self) -> dict[str, StrEnum]:
        """Return what the rule takes for each word."""
        return {one.value: one for one in self.options}

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return f"其中之一：{self._told}"

    @property
    def _told(self) -> str:
        return "、".join(f"{one.value}（{said}）" for one, said in self.options.items())

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "enum": [one.value for one in self.options]}

    def read(self, value: Any, field: str) -> StrEnum:
        """Return what stands for the word."""
        written = _string(value, field, self.label, self.example)
        for one in self.options:
            if one.value == written:
                return one
        raise UnknownChoice(
            f"{self.label}没有{text.quoted(written)}这一种。",
            remedy="可以写：" + "、".join(self.by_word) + "。",
            field=field,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Choice):
    """Any number of several words, none included; the same word twice is one."""

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return f"数组，任选：{self._told}"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "array", "items": {"type": "string", "enum": list(self.by_word)}}

    def read(self, value: Any, field: str) -> tuple[StrEnum, ...]:  # type: ignore[override]
        """Return what stands for the words, in the order of the options."""
        if not isinstance(value, list):
            raise BadInput(
                f"{self.label}应当是数组。", remedy=f"例如 {self.example}。", field=field
            )
        if len(value) > _MOST_ROWS:
            raise BadInput(f"{self.label}太多，最多 {_MOST_ROWS:,} 项。", field=field)
        chosen = {Choice.read(self, one, field) for one in value}
        return tuple(one for one in self.options if one in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Input):
    """True or false, with a word for each."""

    yes: str = "是"
    no: str = "否"
    example: str = "true"

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return f"true（{self.yes}）或者 false（{self.no}），不加引号"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "boolean"}

    def read(self, value: Any, field: str) -> bool:
        """Return it."""
        if not isinstance(value, bool):
            raise BadInput(f"{self.label}应当是不加引号的 true 或者 false。", field=field)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Input):
    """A person's or firm's name, one line."""

    example: str = '"欧阳丽"'

    @property
    def words(self) -> str:
        """Return what is written into it."""
        return "名字，文字"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "minLength": 1, "maxLength": _LONGEST_NAME}

    def read(self, value: Any, field: str) -> str:
        """Return it as a clean line."""
        written = _string(value, field, self.label, self.example)
        try:
            found = text.name(written, limit=_LONGEST_NAME)
        except text.Misread as error:
            raise BadInput(error.message, remedy=error.remedy, field=field) from error
        if not found:
            raise BadInput("名字是空的。", remedy="请填写姓名或者名称。", field=field)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Input):
    """Several objects of the same fields. `bare`: an entry may be the one needed field alone."""

    inputs: tuple[Input, ...]
    bare: bool = False
    least: int = 0

    @property
    def words(self) -> str:
        """Return what is written into it."""
        said = "；".join(
            f"{one.name}{'?' if one.optional else ''}：{one.words}" for one in self.inputs
        )
        only = f"，可以只写{self.inputs[0].label}" if self.bare else ""
        return f"数组，每项一个对象{only}（{said}），最多 {_MOST_ROWS:,} 项"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        whole = schema_of(self.inputs)
        item = {"anyOf": [self.inputs[0].schema, whole]} if self.bare else whole
        return {
            "type": "array",
            "items": item,
            "minItems": self.least,
            "maxItems": _MOST_ROWS,
        }

    def read(self, value: Any, field: str) -> tuple[dict[str, Any], ...]:
        """Return what each entry says, by field."""
        if not isinstance(value, list):
            raise BadInput(
                f"{self.label}应当是数组。", remedy=f"例如 {self.example}。", field=field
            )
        if len(value) < self.least:
            raise MissingField(f"{self.label}至少要有 {self.least} 项。", field=field)
        if len(value) > _MOST_ROWS:
            raise BadInput(f"{self.label}太多，最多 {_MOST_ROWS:,} 项。", field=field)
        return tuple(self._entry(one, f"{field}.{place}") for place, one in enumerate(value))

    def _entry(self, value: Any, field: str) -> dict[str, Any]:
        if self.bare and isinstance(value, str):
            value = {self.inputs[0].name: value}
        if not isinstance(value, dict):
            raise BadInput(f"{self.label}的每一项应当是一个对象。", field=field)
        return read(self.inputs, value, under=f"{field}.")


def read(inputs: tuple[Input, ...], given: Mapping[str, Any], *, under: str = "") -> dict[str, Any]:
    """Return what an object says, by field; an optional field that is absent or null is left out.

    :raises UnknownField: if the object has a field that is none of these
    :raises MissingField: if one is missing that is not optional
    :raises BadInput: if one cannot be read
    """
    found = {}
    for one in inputs:
        value = given.get(one.name)
        if value is not None:
            found[one.name] = one.read(value, under + one.name)
        elif not one.optional:
            raise MissingField(
                f"没有写{one.label}（{one.name}）。",
                remedy=f"请写 {one.words}。",
                field=under + one.name,
            )
    if len(found) < len(given):
        _refuse_unknown(inputs, given, under)
    return found


def _refuse_unknown(inputs: tuple[Input, ...], given: Mapping[str, Any], under: str) -> None:
    known = [one.name for one in inputs]
    for name in given:
        if name not in known:
            takes = "、".join(known) or "没有任何字段"
            raise UnknownField(
                f"不认识字段{text.quoted(str(name))}。",
                remedy=f"这里可以写：{takes}。",
                field=under + str(name)[:_LONGEST_NAME],
            )


def schema_of(inputs: tuple[Input, ...]) -> dict[str, Any]:
    """Return the JSON schema of an object with these fields and no other."""
    return {
        "type": "object",
        "properties": {
            one.name: {**one.schema, "title": one.label, "description": one.words} for one in inputs
        },
        "required": [one.name for one in inputs if not one.optional],
        "additionalProperties": False,
    }
