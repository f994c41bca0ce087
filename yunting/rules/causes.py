"""案由: the causes of action, by the edition in force when a case is filed (A4.4-causes).

A code is `edition:number` or `edition:number.part`, e.g. `2025:88.8`; a case keeps the edition it
was filed under. The list holds the causes a basic court meets, not all of the edition's.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yunting.lib.errors import Refused
from yunting.rules.citation import Citation, Confidence, cite
from yunting.rules.finding import Finding
from yunting.rules.source import NotInForce

_ROOT = Path(__file__).parent / "cause_lists"


class NoSuchCause(Refused):
    """The list of that day has no such cause."""

    code = "rules.causes.no-such-cause"


@dataclass(frozen=True, slots=True)
class Court:
    """A court a range of causes belongs to."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of action. `part` is None on level three; `level_one` may be unestablished."""

    edition: int
    number: int
    part: int | None
    name: str
    parent: str
    level_two: str
    level_one: str

    @property
    def code(self) -> str:
        """Return the code that names a cause for good, e.g. `2025:88.8`."""
        own = f"{self.edition}:{self.number}"
        return own if self.part is None else f"{own}.{self.part}"

    @property
    def level(self) -> int:
        """Return how deep the cause stands, 3 or 4."""
        return 3 if self.part is None else 4  # arithmetic: names of levels, not amounts


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the list."""

    year: int
    since: date
    citation: Citation
    causes: dict[str, Cause]
    maritime: tuple[tuple[int, int], ...]
    maritime_court: Court

    def is_maritime(self, cause: Cause) -> bool:
        """Tell whether a cause stands in the maritime ranges, both ends included."""
        return any(first <= cause.number <= last for first, last in self.maritime)


@cache
def _editions() -> tuple[Edition, ...]:
    return tuple(sorted(map(_read, _ROOT.glob("*.yaml")), key=lambda one: one.since))


def _read(path: Path) -> Edition:
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    since, reference = raw["since"], raw["reference"]
    cited = cite(reference["instrument"], reference["article"], on=since)
    court = raw["maritime"]["court"]
    found = [cause for group in raw["groups"] for cause in _in_group(raw["edition"], group)]
    return Edition(
        year=raw["edition"],
        since=since,
        citation=Citation(cited.instrument, cited.article, Confidence(reference["confidence"])),
        causes={cause.code: cause for cause in found},
        maritime=tuple((first, last) for first, last in raw["maritime"]["ranges"]),
        maritime_court=Court(court["code"], court["name"]),
    )


def _in_group(year: int, group: dict[str, Any]) -> list[Cause]:
    found = []
    above = (group["name"], group["level_one"])
    for number, entry in group["causes"].items():
        found.append(Cause(year, number, None, entry["name"], group["name"], *above))
        for part, name in entry.get("parts", {}).items():
            found.append(Cause(year, number, part, name, entry["name"], *above))
    return found


def edition(*, on: date) -> Edition:
    """Return the edition in force that day.

    :raises NotInForce: before the first edition the books hold
    """
    editions = _editions()
    place = bisect_right([one.since for one in editions], on) - 1
    if place < 0:
        raise NotInForce(
            f"规则库没有 {on:%Y-%m-%d} 有效的案由表（2020年版的编号未能确认）。",
            remedy="2026年1月1日以前的案件请按名称选择案由。",
            field="cause",
        )
    return editions[place]


def every(*, on: date) -> Finding[tuple[Cause, ...]]:
    """Return the causes of that day's edition in their order. A4.4-causes."""
    chosen = edition(on=on)
    return Finding(tuple(chosen.causes.values()), (chosen.citation,))


def by_code(code: str, *, on: date) -> Finding[Cause]:
    """Return a cause by its code. A4.4-causes.

    :raises NoSuchCause: if that day's edition does not hold it
    """
    chosen = edition(on=on)
    cause = chosen.causes.get(code)
    if cause is None:
        raise NoSuchCause(f"案由表中没有编号 {code}。", field="cause")
    return Finding(cause, (chosen.citation,), ((f"{chosen.year}年案由", cause.name),))


def by_name(name: str, *, on: date) -> Finding[Cause]:
    """Return a cause by its full name; a case of an older edition is mapped so. A4.4-causes.

    :raises NoSuchCause: if that day's edition has no such name; a suit is not refused for it
    """
    chosen = edition(on=on)
    for cause in chosen.causes.values():
        if cause.name == name:
            return Finding(cause, (chosen.citation,), ((f"{chosen.year}年案由", cause.code),))
    raise NoSuchCause(
        f"案由表中没有“{name}”。",
        remedy="请选择上一级案由；没有相应案由不是不予受理的理由。",
        field="cause",
    )


def lowest(causes: tuple[Cause, ...], *, on: date) -> Finding[Cause]:
    """Return the cause to use of several that fit: the lowest level, the first named. A4.4-use.

    :raises NoSuchCause: if none is given
    """
    if not causes:
        raise NoSuchCause("没有可以选择的案由。", field="cause")
    said = ("选择", "适用最低一级的案由")
    best = max(causes, key=lambda cause: cause.level)
    return Finding(best, (cite("causes_2025", "使用规则", on=on),), (said,))
