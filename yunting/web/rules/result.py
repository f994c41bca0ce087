"""What a rule came to: the answer, why, and by which version of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yunting.lib import dates
from yunting.lib.errors import Refused
from yunting.rules.asked.rule import Rule
from yunting.rules.finding import Finding, Step
from yunting.rules.source import article, source, version_on

_DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Version:
    """An instrument as it stood: its articles that were used, its number and since when.

    `doubt` says how the text was established where nobody has compared it with a copy.
    """

    title: str
    articles: str
    number: str
    since: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer by the law of a day, or why there is none."""

    day: date
    lines: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    total: Decimal | None
    provisional: bool
    versions: tuple[Version, ...]
    choices: tuple[str, ...]
    refusal: Refused | None = None

    @property
    def headline(self) -> str:
        """Return the answer in one line; a refusal, where there is none."""
        if self.refusal:
            return self.refusal.message + self.refusal.remedy
        return "；".join(f"{label} {said}" if label else said for label, said in self.lines)


def ask(rule: Rule, given: Mapping[str, Any], *, on: date) -> Result:
    """Return what the rule answers.

    :raises Refused: if what is given cannot be read, or the books have no law for that day
    """
    found = rule.ask(given, on=on)
    return Result(
        day=on,
        lines=tuple(rule.answer.lines(found.value)),
        reasons=found.because,
        steps=found.steps,
        total=found.value if found.steps else None,
        provisional=found.provisional,
        versions=tuple(_versions(found, on)),
        choices=tuple(
            article(_DESIGN, one.article).about
            for one in dict.fromkeys(found.basis)
            if one.instrument == _DESIGN
        ),
    )


def ask_other(rule: Rule, given: Mapping[str, Any], *, on: date) -> Result:
    """Return what the rule answers for another day; a refusal is an answer here."""
    if rule.has_own_date:
        given = {**given, rule.dated_by: on.isoformat()}
    try:
        return ask(rule, given, on=on)
    except Refused as refusal:
        return Result(on, (), (), (), None, False, (), (), refusal)


def _versions(found: Finding[Any], on: date) -> Iterator[Version]:
    for instrument in dict.fromkeys(one.instrument for one in found.basis):
        if instrument == _DESIGN:
            continue
        cited = [one for one in dict.fromkeys(found.basis) if one.instrument == instrument]
        text = version_on(instrument, on=on)
        doubts = dict.fromkeys(
            one.confidence.label for one in cited if not one.confidence.is_verified
        )
        yield Version(
            title=source(instrument).title,
            articles="、".join(one.article for one in cited),
            number=text.number,
            since=dates.brief(text.since),
            doubt="；".join(doubts),
        )
