"""Read a dated number of the law: `parameter("civil_procedure_law.defence", on=served)`.

One file each: `parameters/<instrument>/<name>.yaml`. How a number changes: docs/law/README.md.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yunting.lib.errors import Refused
from yunting.rules.citation import Citation, Confidence, cite
from yunting.rules.source import NotInForce, article

_ROOT = Path(__file__).parent / "parameters"

WHOLE_UNITS = frozenset(
    {"milliseconds", "minutes", "hours", "days", "working_days", "months", "years", "times"}
    | {"persons", "places", "hour_of_day", "dp", "points", "mm"}
)
PERIOD_UNITS = frozenset({"hours", "days", "working_days", "months", "years"})


class NotEstablished(Refused):
    """The books name this number but could not establish it: the court has to set it."""

    code = "rules.not-established"


@dataclass(frozen=True, slots=True)
class Tier:
    """One slice of a table: what lies over `over`, up to and including `up_to` (yuan).

    Either `flat`, an amount for the whole slice, or `rate`, a share of what falls into it.
    """

    over: Decimal
    up_to: Decimal | None
    flat: Decimal | None
    rate: Decimal | None
    label: str


Quantity = int | Decimal | Fraction | tuple[Tier, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a parameter, with the days it is in force (both included) and its source."""

    name: str
    amount: Quantity
    unit: str
    since: date
    until: date | None
    citation: Citation
    rolls: bool = False

    @property
    def whole(self) -> int:
        """Return a count or a length in whole units."""
        if not isinstance(self.amount, int):
            raise TypeError(f"{self.name} is not a whole number")
        return self.amount

    @property
    def decimal(self) -> Decimal:
        """Return an amount in yuan, or a rate that multiplies one."""
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"{self.name} is neither an amount nor a rate")
        return self.amount

    @property
    def share(self) -> Fraction:
        """Return a share that is compared with another."""
        if not isinstance(self.amount, Fraction):
            raise TypeError(f"{self.name} is not a share")
        return self.amount

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """Return the slices of a table, lowest first."""
        if not isinstance(self.amount, tuple):
            raise TypeError(f"{self.name} is not a table")
        return tuple(tier for tier in self.amount if isinstance(tier, Tier))

    @property
    def words(self) -> tuple[str, ...]:
        """Return a list of codes or days."""
        if not isinstance(self.amount, tuple):
            raise TypeError(f"{self.name} is not a list")
        return tuple(word for word in self.amount if isinstance(word, str))


@dataclass(frozen=True, slots=True)
class Parameter:
    """The whole history of one number; `values` as written, from the oldest to the newest.

    `readings` are the values once more, split where only the article was renumbered, so that
    each cites the article as it was numbered; `since` are their first days.
    """

    name: str
    description: str
    unit: str
    anchor: str
    setting: str
    values: tuple[Value, ...]
    readings: tuple[Value, ...]
    since: tuple[date, ...]
    verified_on: date


def names() -> Iterator[str]:
    """Yield the name of every parameter in the books, sorted."""
    for path in sorted(_ROOT.glob("*/*.yaml")):
        yield f"{path.parent.name}.{path.stem}"


@cache
def history(name: str) -> Parameter:
    """Return every value a parameter has had; an unknown name is a KeyError."""
    path = _ROOT / (name.replace(".", "/") + ".yaml")
    if not path.is_file():
        raise KeyError(name)
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    dated = sorted(raw["values"].items())
    values = tuple(_value(name, raw, since, entry) for since, entry in dated)
    readings = tuple(
        _value(name, raw, day, entry)
        for place, (since, entry) in enumerate(dated)
        for day in _days_read_anew(since, dated[place + 1 :], entry["reference"])
    )
    return Parameter(
        name=name,
        description=raw["description"],
        unit=raw["unit"],
        anchor=raw.get("anchor", ""),
        setting=raw.get("setting", ""),
        values=values,
        readings=readings,
        since=tuple(reading.since for reading in readings),
        verified_on=raw["verified_on"],
    )


def _days_read_anew(
    since: date, later: list[tuple[date, Any]], reference: dict[str, str]
) -> list[date]:
    last = later[0][0] if later else date.max
    renumbered = article(reference["instrument"], reference["article"]).since
    return [since, *(day for day in renumbered if since < day < last)]


def _value(name: str, raw: dict[str, Any], since: date, entry: dict[str, Any]) -> Value:
    reference = entry["reference"]
    cited = cite(reference["instrument"], reference["article"], on=since)
    return Value(
        name=name,
        amount=_quantity(entry["value"], raw["unit"]),
        unit=raw["unit"],
        since=since,
        until=entry.get("until", raw.get("until")),
        citation=Citation(cited.instrument, cited.article, Confidence(reference["confidence"])),
        rolls=raw.get("rolls", False),
    )


def _quantity(value: Any, unit: str) -> Quantity:
    if unit in WHOLE_UNITS and isinstance(value, int):
        return value
    if unit in {"yuan", "rate"} and isinstance(value, str):
        return Decimal(value)
    if unit == "share" and isinstance(value, str):
        return Fraction(value)
    if unit == "tiers":
        return tuple(_tier(row) for row in value)
    if unit == "words":
        return tuple(map(str, value))
    raise ValueError(f"{value!r} is not in {unit}")


def _tier(row: dict[str, str]) -> Tier:
    return Tier(
        over=Decimal(row["over"]),
        up_to=Decimal(row["up_to"]) if "up_to" in row else None,
        flat=Decimal(row["flat"]) if "flat" in row else None,
        rate=Decimal(row["rate"]) if "rate" in row else None,
        label=row["label"],
    )


def parameter(name: str, *, on: date) -> Value:
    """Return the value in force on that day.

    :raises NotEstablished: if the books could not establish any value, or none so late
    :raises NotInForce: if the day is before the first value or after the last
    """
    known = history(name)
    place = bisect_right(known.since, on) - 1
    if not known.values or (known.setting and place >= 0 and _ended(known.readings[place], on)):
        raise NotEstablished(
            f"{known.description}未能确认，规则库不作推测。",
            remedy=f"请在法院设置“{known.setting}”中填写。",
            field=known.setting,
        )
    if place < 0 or _ended(known.readings[place], on):
        raise NotInForce(
            f"{known.description}在 {on:%Y-%m-%d} 没有有效的数值。",
            remedy=f"规则库中最早的数值自 {known.since[0]:%Y-%m-%d} 起施行。",
            field="date",
        )
    return known.readings[place]


def _ended(value: Value, on: date) -> bool:
    return value.until is not None and on > value.until
