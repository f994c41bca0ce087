"""The arithmetic of every fee table: slice by slice, exact, rounded once at the end."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from yunting.rules.amount import to_fen
from yunting.rules.citation import Citation
from yunting.rules.finding import Finding, Step, total
from yunting.rules.parameter import Tier, Value, parameter


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with the lines of its full slices made once."""

    tops: tuple[Decimal, ...]
    tiers: tuple[Tier, ...]
    full: tuple[tuple[Step, ...], ...]


def along(value: Value, amount: Decimal) -> tuple[Step, ...]:
    """Return the lines of a table for an amount; the upper border belongs to its slice."""
    table = _table(value.name, value.since)
    place = bisect_left(table.tops, amount)
    return (*table.full[place], _line(table.tiers[place], amount))


@cache
def _table(name: str, since: date) -> _Table:
    tiers = parameter(name, on=since).tiers
    tops = tuple(tier.up_to for tier in tiers if tier.up_to is not None)
    lines = tuple(_line(tier, top) for tier, top in zip(tiers, tops, strict=False))
    full = tuple(lines[:place] for place in range(len(tiers)))
    return _Table(tops=tops, tiers=tiers, full=full)


def _line(tier: Tier, amount: Decimal) -> Step:
    if tier.rate is None:
        return fixed(tier.label, tier.flat or Decimal(0))
    part = amount - tier.over
    return Step(tier.label, part, tier.rate, part * tier.rate)


def fixed(label: str, amount: Decimal) -> Step:
    """Return a line that is a fixed amount."""
    return Step(label, None, None, amount)


def share_of(label: str, steps: tuple[Step, ...], share: Value) -> Step:
    """Return the line that takes a share of the sum so far, rounded to the fen."""
    so_far = total(steps)
    part = to_fen(so_far * share.share.numerator / share.share.denominator)
    return Step(label, so_far, share.share, part, replaces=True)


def capped(steps: tuple[Step, ...], cap: Value) -> tuple[Step, ...]:
    """Return the lines with a last one for the cap, where the sum is over it."""
    if total(steps) <= cap.decimal:
        return steps
    return (*steps, Step("最高限额", None, None, cap.decimal, replaces=True))


def fee(
    steps: tuple[Step, ...],
    *basis: Citation,
    because: tuple[tuple[str, str], ...] = (),
) -> Finding[Decimal]:
    """Return the fee an arithmetic ends in, rounded half up to the fen. FEE-25."""
    exact = total(steps)
    rounded = to_fen(exact)
    if rounded != exact:
        steps = (*steps, Step("四舍五入到分", None, None, rounded, replaces=True))
    return Finding(value=rounded, basis=basis, because=because, steps=steps)
