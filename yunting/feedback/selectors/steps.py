"""Which step of a dispute a fact belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from yunting.feedback.models import Step

# The longest beginning of a fact's kind counts; what begins like none is no step of a person's.
_BEGINNINGS = {
    "filing.": Step.FILING,
    "filing.answer": Step.DEFENCE,
    "filing.objection": Step.DEFENCE,
    "filing.extension": Step.DEFENCE,
    "filing.evidence": Step.DEFENCE,
    "filing.original": Step.DEFENCE,
    "filing.opinion": Step.DEFENCE,
    "filing.copy-equal": Step.DEFENCE,
    "money.fee": Step.FEE,
    "delivery.": Step.SERVICE,
    "core.document": Step.PAPERS,
    "core.copy": Step.PAPERS,
}


def step_of(kind: str) -> Step | None:
    """Return the step that a fact of this kind belongs to."""
    fitting = [beginning for beginning in _BEGINNINGS if kind.startswith(beginning)]
    return _BEGINNINGS[max(fitting, key=len)] if fitting else None


def latest(kinds: Iterable[str]) -> Step | None:
    """Return the step of the newest fact that has one; `kinds` are the newest first."""
    return next((step for kind in kinds if (step := step_of(kind))), None)
