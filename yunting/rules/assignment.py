"""Who gets the next case: a weighted draw that anybody can run again from its seed.

A design choice, not law: 民事诉讼法 speaks of the judge only after the draw. A judge's chance is
in proportion to the share of work they take and against the open cases they already have.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from yunting.lib.errors import Refused

_POINTS = 2**256  # arithmetic: as many as a SHA-256 digest has values
_NINETY_FIVE = Fraction(1960, 1000)  # arithmetic: two-sided 95 % of the normal distribution


class NobodyToDraw(Refused):
    """A draw needs at least one candidate who takes work."""

    code = "rules.assignment.nobody"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can get the case: `open_cases` now, and `share` of full work (1 is full)."""

    key: str
    open_cases: int
    share: Fraction = Fraction(1)

    @property
    def weight(self) -> Fraction:
        """Return the chance in proportion to the others."""
        return self.share / (1 + self.open_cases)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was drawn, and each candidate's chance, in the order of their keys."""

    key: str
    chances: tuple[tuple[str, Fraction], ...]


def draw(candidates: Iterable[Candidate], *, seed: str) -> Drawn:
    """Draw one candidate; the same candidates and seed give the same answer for ever.

    :raises NobodyToDraw: if nobody has a chance
    """
    ordered = sorted(candidates, key=lambda c: c.key)
    total = sum((c.weight for c in ordered), Fraction(0))
    if total <= 0:
        raise NobodyToDraw("现在没有可以承办的法官。", remedy="请先维护法官的岗位和分案比例。")
    point = Fraction(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big"), _POINTS)
    reached = Fraction(0)
    chosen = ordered[-1]
    for candidate in ordered:
        reached += candidate.weight / total
        if point < reached:
            chosen = candidate
            break
    return Drawn(chosen.key, tuple((c.key, c.weight / total) for c in ordered))


@dataclass(frozen=True, slots=True)
class Fairness:
    """What one person got against what the draws promised: count, expectation, 95 % band."""

    key: str
    got: int
    expected: Fraction
    low: Fraction
    high: Fraction

    @property
    def is_within(self) -> bool:
        """Tell whether the count lies in the band, its ends included."""
        return self.low <= self.got <= self.high


def fairness(draws: Iterable[Drawn], got: dict[str, int]) -> tuple[Fairness, ...]:
    """Compare what everybody got with the sum of their chances, in the order of their keys.

    The band is expectation ± 1.96 standard deviations of independent draws. It ranks nobody.
    """
    mean: dict[str, Fraction] = {}
    variance: dict[str, Fraction] = {}
    for drawn in draws:
        for key, chance in drawn.chances:
            mean[key] = mean.get(key, Fraction(0)) + chance
            variance[key] = variance.get(key, Fraction(0)) + chance * (1 - chance)
    return tuple(
        Fairness(
            key,
            got.get(key, 0),
            mean[key],
            mean[key] - _NINETY_FIVE * _root(variance[key]),
            mean[key] + _NINETY_FIVE * _root(variance[key]),
        )
        for key in sorted(mean)
    )


def _root(value: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 30  # arithmetic: digits of the square root
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())
