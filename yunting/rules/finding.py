"""What every rule returns: the answer together with the reasons for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from yunting.rules.citation import Citation, Confidence, cite

T = TypeVar("T")
_FEN = 2  # arithmetic: decimals of the smallest amount of money
Article = tuple[str, str]
Reason = tuple[str, str]


class Step(NamedTuple):
    """One line of an arithmetic: this part, at this rate, makes this amount (yuan).

    `part` and `rate` are None where the line is a fixed amount. A line that `replaces` takes
    the sum of the lines above and makes the new sum (a half, a cap, rounding); any other adds.
    """

    label: str
    part: Decimal | None
    rate: Decimal | Fraction | None
    amount: Decimal
    replaces: bool = False

    def __str__(self) -> str:
        how = self.sum
        if not how:
            return f"{self.label}：{yuan(self.amount)}"
        return f"{self.label}：{how} ＝ {yuan(self.amount)}"

    @property
    def sum(self) -> str:
        """Return how the amount comes about, `26,800.00元 × 2.5%`; empty where it is fixed."""
        if self.part is None or self.rate is None:
            return ""
        return f"{yuan(self.part)} × {_shown(self.rate)}"


def yuan(amount: Decimal) -> str:
    """Return an amount as an arithmetic shows it: to the fen, finer only where it is finer."""
    whole, _, part = f"{amount:,f}".partition(".")
    return f"{whole}.{part[:_FEN].ljust(_FEN, '0')}{part[_FEN:].rstrip('0')}元"


@lru_cache(typed=True)  # 0.5 and 1/2 are equal, and shown in two ways
def _shown(rate: Decimal | Fraction) -> str:
    if isinstance(rate, Fraction):
        return f"{rate.numerator}/{rate.denominator}"
    return f"{rate.scaleb(2).normalize():f}%"  # arithmetic: per cent


def total(steps: tuple[Step, ...]) -> Decimal:
    """Add an arithmetic up, line by line, as a reader would."""
    running = Decimal(0)
    for step in steps:
        running = step.amount if step.replaces else running + step.amount
    return running


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A legal conclusion, the articles it rests on, and the numbers it was reached from.

    `because` are pairs of what and how much, in the order of the reasoning; `steps` are the
    lines of an arithmetic, whose `total` is the answer.
    `provisional` says that something the answer rests on is not yet published or not known;
    one of the reasons then says what.
    """

    value: T
    basis: tuple[Citation, ...]
    because: tuple[tuple[str, str], ...] = ()
    provisional: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the arithmetic and the reasons as sentences a page can list."""
        return tuple(map(str, self.steps)) + tuple(f"{what}：{how}" for what, how in self.because)

    @property
    def confidence(self) -> Confidence:
        """Return the least sure of the marks of what it rests on."""
        order = tuple(Confidence)
        return max((c.confidence for c in self.basis), key=order.index, default=Confidence.DESIGN)


def found(
    value: T,
    *articles: Article,
    on: date,
    because: tuple[Reason, ...] = (),
    provisional: bool = False,
) -> Finding[T]:
    """Return a finding that rests on these articles, as they were numbered on that day."""
    basis = tuple(cite(instrument, number, on=on) for instrument, number in articles)
    return Finding(value, basis, because, provisional)


def met(*conditions: tuple[str, bool]) -> tuple[Reason, ...]:
    """Return each condition of a rule and whether it is met, as reasons."""
    return tuple((what, "符合" if holds else "不符合") for what, holds in conditions)
