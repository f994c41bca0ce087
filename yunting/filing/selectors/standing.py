"""Where a matter stands, in one sentence, and what of it follows a procedure."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from yunting.core.models import Case, CaseState, Matter
from yunting.filing.models import (
    Answer,
    Association,
    Evidence,
    ExtensionRequest,
    Filing,
    FilingState,
    JurisdictionObjection,
)

SENTENCES = {
    FilingState.DRAFT: "起诉状还在填写，尚未提交。",
    FilingState.SUBMITTED: "法院正在审查起诉材料。",
    FilingState.RETURNED: "法院已一次性告知需要补正的内容，等待补正。",
    FilingState.REFUSAL_DRAFTED: "法院正在审查起诉材料。",
    FilingState.REFUSED: "法院已经裁定不予受理，裁定书见文书。",
    FilingState.WITHDRAWN: "起诉材料已经撤回。",
    FilingState.REDIRECTED: "本事项应向其他机关或者法院提出。",
    FilingState.NOT_CORRECTED: "逾期没有补正，起诉材料已退回。",
}
CASE_SENTENCES = {
    CaseState.REGISTERED: "已经立案，等待确定承办法官。",
    CaseState.ASSIGNED: "已经立案，承办法官已确定。",
    CaseState.TRANSFERRED: "案件已经移送其他法院，本院不再审理。",
    CaseState.WITHDRAWN: "没有在期限内交纳案件受理费，本案已经裁定按撤诉处理。",
}


def filings_of(matter: Matter) -> list[Filing]:
    """Return the filings of a matter with the cases they led to, oldest first; one query."""
    rows = Filing.objects.filter(matter=matter).select_related("case").order_by("id")
    found = list(rows)
    for filing in found:
        filing.matter = matter
        if filing.case is not None:
            filing.case.matter = matter
    return found


def other_cases(matter: Matter) -> QuerySet[Case]:
    """Return the cases of a matter that no complaint here led to."""
    return Case.objects.filter(matter=matter, filing__isnull=True)


def all_of(matters: Sequence[Matter]) -> list[tuple[Matter, list[Any]]]:
    """Return each matter with its filings and cases, in the given order; two queries."""
    own: dict[int, list[Any]] = {m.pk: [] for m in matters}
    for filing in Filing.objects.filter(matter__in=matters).order_by("id"):
        own[filing.matter_id].append(filing)
    for case in Case.objects.filter(matter__in=matters).order_by("id"):
        own[case.matter_id].append(case)
    return [(m, own[m.pk]) for m in matters]


def name_of(subject: Any) -> str:
    """Return what a filing, a case or what belongs to one is called in a list."""
    if isinstance(subject, Case):
        return subject.number
    if isinstance(subject, Association | Answer | JurisdictionObjection | ExtensionRequest):
        return f"{subject.case.number} {subject.participation.person}"
    if isinstance(subject, Evidence):
        return f"{subject.case or subject.matter} {subject}"
    if isinstance(subject, Filing):
        return subject.title or "起诉状（填写中）"
    return str(subject)


def title_of(found: Sequence[Any]) -> str:
    """Return what a matter is called: its case number, its parties, or that it is a draft."""
    return name_of(found[-1]) if found else ""


def newest_case(found: Sequence[Any]) -> Case | None:
    """Return the newest numbered proceeding among a matter's subjects."""
    return next((s for s in reversed(found) if isinstance(s, Case)), None)


def newest_filing(found: Sequence[Any]) -> Filing | None:
    """Return the newest filing among a matter's subjects."""
    return next((s for s in reversed(found) if isinstance(s, Filing)), None)


def of(found: Sequence[Any]) -> str:
    """Return the sentence at the top of the case page, from the newest of its subjects."""
    cases = [s for s in found if isinstance(s, Case)]
    if cases:
        return CASE_SENTENCES[CaseState(cases[-1].state)]
    filings = [s for s in found if isinstance(s, Filing)]
    return SENTENCES[FilingState(filings[-1].state)] if filings else ""
