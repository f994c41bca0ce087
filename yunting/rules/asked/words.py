"""Inputs that are words: one of several, any of several, yes or no, a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yunting.lib import text
from yunting.rules.asked.inputs import MOST_ROWS, BadInput, Input, string

_LONGEST_NAME = 100  # arithmetic: a limit of what is read


class UnknownChoice(BadInput):
    """None of the words a field takes."""

    code = "rules.unknown-choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Input):
    """One of several words; `options` are what the rule takes and what a person reads."""

    options: Mapping[Any, str]

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
        written = string(value, field, self.label, self.example)
        for one in self.options:
            if one.value == written:
                found: StrEnum = one
                return found
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
        if len(value) > MOST_ROWS:
            raise BadInput(f"{self.label}太多，最多 {MOST_ROWS:,} 项。", field=field)
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
        written = string(value, field, self.label, self.example)
        try:
            found = text.name(written, limit=_LONGEST_NAME)
        except text.Misread as error:
            raise BadInput(error.message, remedy=error.remedy, field=field) from error
        if not found:
            raise BadInput("名字是空的。", remedy="请填写姓名或者名称。", field=field)
        return found
