"""What comes back from a rule: its value as JSON and in words, its refusal as JSON."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yunting.lib import dates, money
from yunting.lib.errors import Refused
from yunting.rules.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(ABC):
    """A value, or a part of one whose attribute is `name`; `label` is what it is called."""

    label: str
    name: str = ""

    @property
    @abstractmethod
    def words(self) -> str:
        """Return what its JSON is, for whoever reads it."""

    @abstractmethod
    def json(self, value: Any) -> Any:
        """Return it as JSON."""

    @abstractmethod
    def shown(self, value: Any) -> str:
        """Return it as a person reads it."""

    def lines(self, value: Any) -> Iterator[tuple[str, str]]:
        """Yield what it is called and how it reads; a value of several parts, each of them."""
        yield self.label, self.shown(value)


class Money(Answer):
    """Yuan."""

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return '金额（元），文字，两位小数，例如 "6775.00"'

    def json(self, value: Decimal) -> str:
        """Return it as JSON."""
        return f"{value:.2f}"

    def shown(self, value: Decimal) -> str:
        """Return it as a person reads it."""
        return money.show(value)


class Rate(Answer):
    """A part of one."""

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return '利率，文字，写成小数，例如 "0.0300"'

    def json(self, value: Decimal) -> str:
        """Return it as JSON."""
        return f"{value:f}"

    def shown(self, value: Decimal) -> str:
        """Return it as a person reads it."""
        return f"{value.scaleb(2):f}%"  # arithmetic: per cent


class Day(Answer):
    """A day, inclusive where it ends something."""

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return '日期，文字，例如 "2026-03-17"'

    def json(self, value: date) -> str:
        """Return it as JSON."""
        return value.isoformat()

    def shown(self, value: date) -> str:
        """Return it as a person reads it."""
        return dates.show(value)


class Count(Answer):
    """A whole number."""

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return "整数"

    def json(self, value: int) -> int:
        """Return it as JSON."""
        return value

    def shown(self, value: int) -> str:
        """Return it as a person reads it."""
        return f"{value:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth(Answer):
    """Whether something is so, with a word for each."""

    yes: str
    no: str

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return f"true（{self.yes}）或者 false（{self.no}）"

    def json(self, value: bool) -> bool:
        """Return it as JSON."""
        return value

    def shown(self, value: bool) -> str:
        """Return it as a person reads it."""
        return self.yes if value else self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Answer):
    """One of several words; `options` are what a person reads for each."""

    options: Mapping[Any, str]

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return "其中之一：" + "、".join(f"{one}（{said}）" for one, said in self.options.items())

    def json(self, value: str) -> str:
        """Return it as JSON."""
        return str(value)

    def shown(self, value: str) -> str:
        """Return it as a person reads it."""
        return self.options[value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(Answer):
    """An object of several parts."""

    parts: tuple[Answer, ...] = field(default=())

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        said = "；".join(f"{one.name}：{one.label}，{one.words}" for one in self.parts)
        return f"对象（{said}）"

    def json(self, value: Any) -> dict[str, Any]:
        """Return it as JSON."""
        return {one.name: one.json(getattr(value, one.name)) for one in self.parts}

    def shown(self, value: Any) -> str:
        """Return it as a person reads it."""
        return "，".join(f"{label} {said}" for label, said in self.lines(value))

    def lines(self, value: Any) -> Iterator[tuple[str, str]]:
        """Yield each part."""
        for one in self.parts:
            yield from one.lines(getattr(value, one.name))


class Aliases(Answer):
    """What is published for each name, in the order given."""

    @property
    def words(self) -> str:
        """Return what its JSON is."""
        return "数组，按给出的顺序，每个名字一个隐名"

    def json(self, value: Any) -> list[str]:
        """Return it as JSON."""
        return [one.alias for one in value]

    def shown(self, value: Any) -> str:
        """Return it as a person reads it."""
        return "、".join(one.alias for one in value)

    def lines(self, value: Any) -> Iterator[tuple[str, str]]:
        """Yield each name with what is published."""
        for one in value:
            yield one.name, one.alias


def answered(found: Finding[Any], answer: Answer) -> dict[str, Any]:
    """Return a finding as JSON."""
    return {
        "value": answer.json(found.value),
        "basis": [str(one) for one in found.basis],
        "because": list(found.reasons),
        "provisional": found.provisional,
    }


def refused(refusal: Refused, *, line: int) -> dict[str, Any]:
    """Return a refusal as JSON.

    `line` counts from 1, `field` is null where the refusal belongs to no one field.
    """
    return {
        "error": {
            "code": refusal.code,
            "line": line,
            "field": refusal.field,
            "message": refusal.message + refusal.remedy,
        }
    }
