"""How each kind of answer is read, in one stored form, and how it is shown.

Reading what is shown, or what is stored, gives what is stored. Nobody else parses an answer.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.filing.forms.elements import Field, Kind, Option
from yunting.lib import dates, identity, money, numerals, rates, text
from yunting.lib.text import Misread

LONGEST_LINE = 2_000

_AMOUNT = re.compile(r"[0-9]{1,13}\.[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATE = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,12})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_SEPARATORS = re.compile("[、，,;；\\s]+")
Reader = Callable[[Field, str, date], str]


class NotAnOption(Misread):
    """An answer is none of those offered."""

    code: ClassVar[str] = "not-an-option"


class NotANumber(Misread):
    """An answer is not a whole number."""

    code: ClassVar[str] = "not-a-number"


class NotAnEmail(Misread):
    """An answer is not an e-mail address."""

    code: ClassVar[str] = "not-an-email"


class NotPositive(Misread):
    """An amount must be more than nothing."""

    code: ClassVar[str] = "not-positive"


def read(field: Field, typed: str, *, on: date, options: tuple[Option, ...] = ()) -> str:
    """Return the stored form of what was typed, or nothing if nothing was.

    `options` are the ones offered now, where the declaration does not know them.
    :raises Misread: if it cannot be read, saying which character and what to do
    """
    if not typed.strip():
        return ""
    if field.kind in {Kind.CHOICE, Kind.YES_NO}:
        return _option(field, typed.strip(), options or field.options).key
    if field.kind is Kind.MULTI:
        return _several(field, typed, options or field.options)
    return _READERS[field.kind](field, typed, on)


def show(field: Field, stored: str, *, options: tuple[Option, ...] = ()) -> str:
    """Return a stored answer as a page shows it; what was never readable stays as typed."""
    if field.kind in {Kind.CHOICE, Kind.YES_NO, Kind.MULTI}:
        labels = {option.key: option.label for option in options or field.options}
        return "、".join(labels.get(key, key) for key in stored.split())
    if field.kind is Kind.AMOUNT and _AMOUNT.fullmatch(stored):
        return money.show(Decimal(stored)) if field.unit else f"{Decimal(stored):,.2f}"
    if field.kind is Kind.DATE and _DAY.fullmatch(stored):
        return dates.brief(date.fromisoformat(stored))
    if field.kind is Kind.RATE and _RATE.fullmatch(stored):
        return rates.show(Decimal(stored))
    return stored


def echo(field: Field, stored: str) -> str:
    """Return what a page says back under the input: capitals for an amount, a weekday for a day."""
    if field.kind is Kind.AMOUNT and field.unit and _AMOUNT.fullmatch(stored):
        return money.spoken(Decimal(stored))
    if field.kind is Kind.DATE and _DAY.fullmatch(stored):
        return dates.show(date.fromisoformat(stored))
    return ""


def capitals(field: Field, stored: str) -> str:
    """Return an amount of yuan in capitals, or nothing."""
    if field.kind is not Kind.AMOUNT or not field.unit or not _AMOUNT.fullmatch(stored):
        return ""
    return numerals.capitals(Decimal(stored))


def amount_in(stored: str) -> Decimal | None:
    """Return the amount of a stored answer, or None where there is none that can be read."""
    return Decimal(stored) if _AMOUNT.fullmatch(stored) else None


def day_in(stored: str) -> date | None:
    """Return the day of a stored answer, or None where there is none that can be read."""
    return date.fromisoformat(stored) if _DAY.fullmatch(stored) else None


def storable(typed: str) -> str:
    """Return an unreadable answer so that it can be kept: no NUL, no half characters."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", typed)


def _option(field: Field, typed: str, options: tuple[Option, ...]) -> Option:
    for option in options:
        if typed in (option.key, option.label):
            return option
    raise NotAnOption(
        f"“{field.wording}”没有{text.quoted(typed)}这一项。",
        remedy=f"请从{'、'.join(option.label for option in options)}中选择。",
    )


def _several(field: Field, typed: str, options: tuple[Option, ...]) -> str:
    parts = [part for part in _SEPARATORS.split(typed) if part]
    chosen = {_option(field, part, options) for part in parts}
    return " ".join(option.key for option in options if option in chosen)


def _amount(field: Field, typed: str, on: date) -> str:
    amount = money.parse(typed)
    if field.positive and not amount:
        raise NotPositive("这里的金额不能是零。", remedy="不要求这笔钱的，请改选“否”。")
    return money.plain(amount)


def _number(field: Field, typed: str, on: date) -> str:
    plain = text.fold(typed).removesuffix(field.unit).removesuffix("天").strip()
    if re.fullmatch("[0-9]{1,20}", plain):
        number = int(plain)
    else:
        try:
            number = numerals.number_of(plain)
        except numerals.NotANumeral as error:
            raise NotANumber(
                f"{text.quoted(typed)}不是整数。", remedy="请填写数字，例如 10。"
            ) from error
    if not 0 < number < 10**field.max_length:
        raise NotANumber(f"{text.quoted(typed)}太大或太小。", remedy="请核对数字。")
    return str(number)


def _email(field: Field, typed: str, on: date) -> str:
    address = text.fold(typed)
    if len(address) > field.max_length or not _EMAIL.fullmatch(address):
        raise NotAnEmail(
            f"{text.quoted(typed)}不是邮箱地址。", remedy="请写成 name@example.cn 这样。"
        )
    return address


_READERS: dict[Kind, Reader] = {
    Kind.TEXT: lambda field, typed, on: text.line(typed, limit=field.max_length),
    Kind.LONG_TEXT: lambda field, typed, on: text.paragraphs(
        typed, limit=field.max_length, line_limit=LONGEST_LINE
    ),
    Kind.NAME: lambda field, typed, on: text.name(typed, limit=field.max_length),
    Kind.AMOUNT: _amount,
    Kind.RATE: lambda field, typed, on: rates.plain(rates.parse(typed)),
    Kind.NUMBER: _number,
    Kind.DATE: lambda field, typed, on: dates.parse(typed, near=on).isoformat(),
    Kind.PHONE: lambda field, typed, on: identity.phone_number(typed),
    Kind.MOBILE: lambda field, typed, on: identity.mobile_number(typed),
    Kind.EMAIL: _email,
    Kind.ID_NUMBER: lambda field, typed, on: identity.resident_identity(typed, on=on).number,
    Kind.CREDIT_CODE: lambda field, typed, on: identity.credit_code(typed),
}
