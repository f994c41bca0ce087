"""What of one case is in dispute, from the answers that were sent."""

from __future__ import annotations

from collections.abc import Sequence

from yunting.core.models import Case, Participation
from yunting.filing.forms.twin.form import twin
from yunting.filing.forms.twin.issues import Issues, Said, issues
from yunting.filing.models import Answer, Submission
from yunting.filing.selectors.defending import answers_in, values_of


def issues_of(
    case: Case, answers: Sequence[tuple[Participation, Answer | None]] | None = None
) -> Issues | None:
    """Return every element alleged beside what each defendant says; three queries.

    One if every defendant with its answer is given. None for a case that no complaint stands
    behind.
    """
    complaint = (
        Submission.objects.filter(filing__case=case)
        .select_related("filing")
        .order_by("-run")
        .first()
    )
    if complaint is None:
        return None
    said = [
        Said(str(part.person), values_of(answer.sent) if answer and answer.sent else None)
        for part, answer in (answers_in(case) if answers is None else answers)
    ]
    return issues(twin(complaint), said)
