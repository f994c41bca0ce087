"""What a rule is asked with: each input with its words for people, and how its JSON is read.

The kinds of input: quantities.py, times.py, words.py.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yunting.lib import text
from yunting.lib.errors import Refused

MOST_ROWS = 1_000  # arithmetic: a limit of what is read
_LONGEST = 100  # arithmetic: a limit of what is said back


class BadInput(Refused):
    """What was given cannot be read as what the rule is asked with."""

    code = "rules.bad-input"


class UnknownField(BadInput):
    """A field the rule does not know: perhaps a misspelt one, so nothing is computed without it."""

    code = "rules.unknown-field"


class MissingField(BadInput):
    """A field the rule cannot do without."""

    code = "rules.missing-field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input(ABC):
    """One field. `help` is for people, `example` is how its JSON looks."""

    name: str
    label: str
    help: str = ""
    optional: bool = False
    example: str = ""

    @property
    @abstractmethod
    def words(self) -> str:
        """Return what is written into the field, for whoever writes JSON."""

    @property
    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""

    @abstractmethod
    def read(self, value: Any, field: str) -> Any:
        """Return what the rule takes; `field` names it in a refusal.

        :raises BadInput: if it is none
        """


def string(value: Any, field: str, label: str, example: str) -> str:
    """Return what was written, which must be text.

    :raises BadInput: if it is a number, a truth value, a list or an object
    """
    if not isinstance(value, str):
        raise BadInput(f"{label}应当写成加引号的文字。", remedy=f"例如 {example}。", field=field)
    return value


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
        return f"数组，每项一个对象{only}（{said}），最多 {MOST_ROWS:,} 项"

    @property
    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        whole = schema_of(self.inputs)
        item = {"anyOf": [self.inputs[0].schema, whole]} if self.bare else whole
        return {
            "type": "array",
            "items": item,
            "minItems": self.least,
            "maxItems": MOST_ROWS,
        }

    def read(self, value: Any, field: str) -> tuple[dict[str, Any], ...]:
        """Return what each entry says, by field."""
        if not isinstance(value, list):
            raise BadInput(
                f"{self.label}应当是数组。", remedy=f"例如 {self.example}。", field=field
            )
        if len(value) < self.least:
            raise MissingField(f"{self.label}至少要有 {self.least} 项。", field=field)
        if len(value) > MOST_ROWS:
            raise BadInput(f"{self.label}太多，最多 {MOST_ROWS:,} 项。", field=field)
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
                field=under + str(name)[:_LONGEST],
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
