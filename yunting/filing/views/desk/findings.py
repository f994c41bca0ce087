"""How a legal finding stands on a page: the answer, its reasons, articles and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from yunting.filing.models import Filing
from yunting.filing.selectors import law
from yunting.filing.selectors.review import Effects
from yunting.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as people read it; `is_provisional` when something it rests on is not known."""

    title: str
    answer: str
    reasons: tuple[str, ...]
    basis: tuple[str, ...]
    sure: str
    is_verified: bool
    is_provisional: bool


def found(title: str, answer: str, finding: Finding[Any]) -> Found:
    """Return a finding under a title, its articles named once each."""
    return Found(
        title=title,
        answer=answer,
        reasons=finding.reasons,
        basis=tuple(dict.fromkeys(map(str, finding.basis))),
        sure=finding.confidence.label,
        is_verified=finding.confidence.is_verified,
        is_provisional=finding.provisional,
    )


def of_court(filing: Filing, *, on: date) -> Found:
    """Return whether the cause belongs to the maritime court. JUR-11."""
    finding = law.maritime_court_of(filing.cause, on=on)
    answer = (
        "不属于海事海商案件，不由海事法院专门管辖"
        if finding.value is None
        else f"应由{law.maritime_forum(on=on).value}专门管辖"
    )
    return found("专门管辖", answer, finding)


def of_procedure(title: str, effects: Effects) -> Found:
    """Return which procedure the case would take and why."""
    return found(title, effects.procedure.value.label, effects.procedure)


def of_fee(filing: Filing, *, on: date) -> Finding[Any]:
    """Return the acceptance fee of the present claims with its arithmetic."""
    return law.fee_of(filing.amount, on=on)
