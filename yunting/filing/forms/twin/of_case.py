"""What of one case is in dispute, from the answers that were sent."""

from __future__ import annotations

from collections.abc import Sequence

from yunting.core.models import Case, Participation
from yunting.filing.forms.twin.form import twin
from yunting.filing.forms.twin.issues import Issues, Said, issues
from yunting.filing.models import Answer, Submission
from yunting.filing.selectors.defending import answers_in, values_of


def issues_of(case: Case) -> Issues | None:
    """Return every element alleged beside what each defendant says; three queries.

    None for a case that no complaint stands behind.
    """
    complaint = (
        Submission.objects.filter(filing__case=case)
        .select_related("filing")
        .order_by("-run")
        .first()
    )
    return issues_between(complaint, answers_in(case)) if complaint else None


def issues_between(
    complaint: Submission, answers: Sequence[tuple[Participation, Answer | None]]
) -> Issues:
    """Return every element of a complaint beside what each defendant says; no query."""
    said = [
        Said(str(part.person), values_of(answer.sent) if answer and answer.sent else None)
        for part, answer in answers
    ]
    return issues(twin(complaint), said)
