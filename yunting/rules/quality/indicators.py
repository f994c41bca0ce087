"""质效指标: each as a definition with its source; a figure is only ever shown beside it.

The definitions stand in `indicator_catalogue/`. The Supreme People's Court's own text with all
formulas and ranges was not found: `seen` are values met in local reports, never a standard.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.citation import Citation, Confidence, cite
from yunting.rules.finding import Finding, found
from yunting.rules.parameter import parameter

_FILE = Path(__file__).parent.parent / "indicator_catalogue" / "2026.yaml"
_KEY = "quality_indicators"


class Group(StrEnum):
    """What an indicator tells about."""

    QUALITY = "quality"
    EFFICIENCY = "efficiency"
    EFFECT = "effect"
    ONLINE = "online"


class Direction(StrEnum):
    """Which way is better; inside a band it is neither."""

    UP = "up"
    DOWN = "down"
    BAND = "band"
    NONE = "none"


class Kind(StrEnum):
    """How numerator and denominator make the figure."""

    RATE = "rate"
    RATIO = "ratio"
    MEAN = "mean"
    EVENNESS = "evenness"
    SURVEY = "survey"


class System(StrEnum):
    """The catalogue an indicator belongs to."""

    OF_2011 = "2011"
    OF_2024_26 = "2024-26"
    OF_2024_18 = "2024-18"
    LOCAL = "local"
    PRACTICE = "practice"
    DESIGN = "design"


class NoSuchIndicator(Refused):
    """There is no indicator of this code."""

    code = "rules.quality.no-such-indicator"


class NotARate(Refused):
    """The indicator is not one count over another."""

    code = "rules.quality.not-a-rate"


class NothingToMeasure(Refused):
    """A rate of nothing is no rate."""

    code = "rules.quality.nothing-to-measure"


@dataclass(frozen=True, slots=True)
class Seen:
    """A value met somewhere: where, and as it was written there."""

    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: what is divided by what, without what, and which way is better."""

    code: str
    name: str
    group: Group
    numerator: str
    denominator: str
    excluded: str
    direction: Direction
    kind: Kind
    systems: tuple[System, ...]
    confidence: Confidence
    seen: tuple[Seen, ...]
    floors: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with the counts it is made of. `counts_only`: too few for the rate to say much."""

    value: Fraction
    counts_only: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """What a court has set as reasonable, both ends included; None is open."""

    least: Fraction | None = None
    most: Fraction | None = None


class Standing(StrEnum):
    """How a figure stands to the interval a court has set."""

    INSIDE = "inside"
    BELOW = "below"
    ABOVE = "above"
    NO_INTERVAL = "no_interval"


@cache
def catalogue() -> dict[str, Indicator]:
    """Return every indicator by its code, in the order of the book."""
    raw = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        code: Indicator(
            code=code,
            name=row["name"],
            group=Group(row["group"]),
            numerator=row.get("numerator", ""),
            denominator=row.get("denominator", ""),
            excluded=row.get("excluded", ""),
            direction=Direction(row["direction"]),
            kind=Kind(row["kind"]),
            systems=tuple(map(System, row["systems"])),
            confidence=Confidence(row["confidence"]),
            seen=tuple(Seen(one["where"], one["value"]) for one in row.get("seen", ())),
            floors=tuple((month, Fraction(at)) for month, at in row.get("floors", {}).items()),
        )
        for code, row in raw["indicators"].items()
    }


def indicator(code: str) -> Indicator:
    """Return one indicator.

    :raises NoSuchIndicator: if there is none of that code
    """
    known = catalogue().get(code)
    if known is None:
        raise NoSuchIndicator("没有这一编号的指标。", field="code")
    return known


def of_system(system: System) -> tuple[str, ...]:
    """Return the codes of one catalogue: an indicator dropped from it is no longer in it."""
    return tuple(code for code, one in catalogue().items() if system in one.systems)


def measure(code: str, numerator: Decimal, denominator: Decimal, *, on: date) -> Finding[Measured]:
    """Return a figure exactly, with its counts and definition beside it.

    A10.3-definition A10.3-small. Days, cases or yuan as the definition says.
    :raises NoSuchIndicator: if there is none of that code
    :raises NotARate: if it is made from months or answers, not from two counts
    :raises NothingToMeasure: if the denominator is zero
    """
    known = indicator(code)
    if known.kind in {Kind.EVENNESS, Kind.SURVEY}:
        raise NotARate(f"“{known.name}”不是由分子和分母计算的指标。", field="code")
    below = checked(denominator, field="denominator")
    if below == 0:
        raise NothingToMeasure("期间内没有可以统计的案件。", field="denominator")
    least = parameter("design.small_denominator", on=on)
    said = (
        (known.numerator, f"{numerator:f}"),
        (known.denominator, f"{denominator:f}"),
        ("不计入", known.excluded or "无"),
        ("统计口径", "、".join(known.systems)),
    )
    value = Fraction(checked(numerator, field="numerator")) / Fraction(below)
    return Finding(Measured(value, below < least.whole), _basis(known, on), said)


def _basis(known: Indicator, on: date) -> tuple[Citation, ...]:
    listed = Citation(_KEY, cite(_KEY, "指标", on=on).article, known.confidence)
    return (listed, cite("design", "指标的计算", on=on))


def evenness(closed_by_month: tuple[int, ...], *, on: date) -> Finding[Decimal]:
    """Return how evenly cases were closed: one less the spread over the mean. A10.2-E15.

    The spread is the standard deviation of all months, not of a sample; four places.
    :raises NothingToMeasure: if no case was closed
    """
    total = sum(closed_by_month)
    if total == 0:
        raise NothingToMeasure("期间内没有结案。", field="closed_by_month")
    months = len(closed_by_month)
    mean = Fraction(total, months)
    spread = sum(((one - mean) * (one - mean) for one in closed_by_month), Fraction(0)) / months
    deviation = (Decimal(spread.numerator) / Decimal(spread.denominator)).sqrt()
    share = deviation / (Decimal(mean.numerator) / Decimal(mean.denominator))
    places = Decimal(1).scaleb(-parameter("design.ratio_places_of_evenness", on=on).whole)
    said = (("各月结案", "、".join(map(str, closed_by_month))),)
    return Finding((Decimal(1) - share).quantize(places), _basis(indicator("E15"), on), said)


def floor_of(code: str, month: int, *, on: date) -> Finding[Fraction | None]:
    """Return what a local plan expected by the end of a month; None where none was seen.

    A10.2-E09; only the plan seen (2022), shown beside the figure, never as a duty.
    :raises NoSuchIndicator: if there is none of that code
    """
    known = indicator(code)
    value = dict(known.floors).get(month)
    return Finding(value, _basis(known, on), (("地方计划", f"{month}月"),))


def standing(value: Fraction, interval: Interval, *, on: date) -> Finding[Standing]:
    """Return how a figure stands to the court's own interval, both ends included. KPI-00.

    Inside is good enough: nothing is gained by being higher or lower.
    """
    if interval.least is None and interval.most is None:
        where = Standing.NO_INTERVAL
    elif interval.least is not None and value < interval.least:
        where = Standing.BELOW
    else:
        above = interval.most is not None and value > interval.most
        where = Standing.ABOVE if above else Standing.INSIDE
    return found(where, (_KEY, "不排名"), on=on)


def may_rank(*, persons_or_courts: bool, on: date) -> Finding[bool]:
    """Tell whether figures may be put in an order: never of judges or of courts. KPI-00."""
    said = (("排名", "法官、法院之间" if persons_or_courts else "本院历年"),)
    return found(not persons_or_courts, (_KEY, "不排名"), on=on, because=said)


def counts_in(
    closed: date, *, first: date, last: date, type_code: str, code: str, on: date
) -> Finding[bool]:
    """Tell whether a closed case counts in a period of an indicator. A10.3-period.

    By its closing date; the number types the definition leaves out do not.
    :raises NoSuchIndicator: if there is none of that code
    """
    known = indicator(code)
    left_out = type_code in known.excluded.split("、")
    said = (("结案日期", f"{closed:%Y-%m-%d}"), ("类型代字", type_code))
    return Finding(first <= closed <= last and not left_out, _basis(known, on), said)


def is_over_limit(limit: date, *, suspended: bool, closed: date | None, on: date) -> Finding[bool]:
    """Tell whether a case counts as over its limit: never while suspended. A10.3-suspended."""
    value = not suspended and (closed or on) > limit
    said = (("审限届满", f"{limit:%Y-%m-%d}"), ("中止", "是" if suspended else "否"))
    return found(value, ("design", "指标的计算"), on=on, because=said)
