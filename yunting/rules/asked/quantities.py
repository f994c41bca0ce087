"""Inputs that are numbers: yuan, rates, per cent, counts."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yunting.lib import text
from yunting.rules.amount import NotAnAmount, checked
from yunting.rules.asked.inputs import BadInput, Input, string

_DIGITS = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_MOST_COUNT = 10_000  # arithmetic: a limit of what is read
_MOST_HEADS = 10_000_000  # arithmetic: a limit of what is read
_MOST_RATE = 10  # arithmetic: a limit of what is read


class NotANumber(BadInput):
    """No rate, per cent or count."""

    code = "rules.not-a-number"


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
    written = string(value, field, one.label, one.example).strip()
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
