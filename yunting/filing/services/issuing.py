"""The papers of filing: what follows an act is issued, what somebody must sign is prepared.

Each is issued once to each party: told twice of the same, nothing happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.document_kinds import DocumentKind
from yunting.core.document_moves import SIGNERS
from yunting.core.idempotency import first_time
from yunting.core.models import (
    Account,
    Case,
    CaseState,
    Document,
    DocumentState,
    Participation,
    Person,
    Side,
)
from yunting.core.procedure import NotYours, OutOfOrder, perform
from yunting.core.roles import Role
from yunting.filing import deadlines, events, procedure
from yunting.filing import documents as papers
from yunting.filing.models import Filing, FilingState, Submission
from yunting.filing.selectors import contexts
from yunting.filing.selectors.rulings import TRANSFERS
from yunting.lib import clock
from yunting.lib.errors import Refused

OPEN = (DocumentState.PREPARED, DocumentState.ISSUED, DocumentState.SEALED)


class NoCourtNamed(Refused):
    """A case is transferred to a named court, for a reason."""

    code: ClassVar[str] = "no-court-named"


class CannotReissue(Refused):
    """The paper is not made from what the file says today."""

    code: ClassVar[str] = "cannot-reissue"


def issue_receipt(sent: Submission, *, by: Actor, at: datetime) -> Document:
    """Give the filer a receipt of what was received, with the date. FIL-05, T01."""
    filing = sent.filing
    return documents.issue(
        papers.RECEIPT,
        contexts.receipt(filing, sent),
        matter=filing.matter,
        to=sent.account.person,
        side=Side.CLAIMING,
        by=by,
        at=at,
        asked_by=sent.account,
    )


def issue_to_plaintiffs(case: Case, *, asked_by: Account | None, by: Actor, at: datetime) -> None:
    """Give each plaintiff the notices of acceptance, fee and evidence. OL-09a, T03, T04, T06."""
    made = (
        (papers.ACCEPTANCE, contexts.acceptance(case)),
        (papers.FEE, contexts.fee(case)),
        (papers.EVIDENCE, contexts.evidence(case)),
    )
    for party in contexts.parties_of(case, contexts.SUING):
        _issue_each(case, party, made, asked_by=asked_by, by=by, at=at)


def issue_to_defendants(case: Case, *, asked_by: Account | None, by: Actor, at: datetime) -> None:
    """Give each defendant the notices of response, evidence and judges. FIL-15, T05, T06, T07."""
    made = (
        (papers.RESPONSE, contexts.response(case)),
        (papers.EVIDENCE, contexts.evidence(case)),
        (papers.JUDGES, contexts.judges(case)),
    )
    for party in contexts.parties_of(case, contexts.SUED):
        _issue_each(case, party, made, asked_by=asked_by, by=by, at=at)
    for party in contexts.parties_of(case, contexts.SUING):
        _issue_each(case, party, made[2:], asked_by=asked_by, by=by, at=at)


def tell_new_judges(case: Case, *, by: Actor, at: datetime) -> None:
    """Replace every party's notice of the judges after the case went to another. FIL-16."""
    said = contexts.judges(case, is_change=True)
    told = Document.objects.filter(
        case=case, kind=papers.JUDGES.name, state=DocumentState.SEALED
    ).select_related("matter__court", "case", "to")
    for old in told.order_by("id"):
        documents.supersede(old, said, reason="变更承办法官", by=by, at=at)


def prepare_refusal(
    filing: Filing,
    *,
    ground: str,
    reason: str,
    claims: Sequence[str],
    asked_by: Account | None,
    by: Actor,
    at: datetime,
) -> Document | None:
    """Put the ruling of non-acceptance before the chief; None if it waits there already. FIL-09."""
    waiting = _waiting(filing, papers.REFUSAL)
    if filing.state != FilingState.REFUSAL_DRAFTED or waiting.exists():
        return None
    context = contexts.refusal(
        filing,
        ground=ground,
        reason=reason,
        claims=claims,
        on=clock.day_of(at),
    )
    return documents.prepare(
        papers.REFUSAL,
        context,
        matter=filing.matter,
        to=_filer(filing),
        side=Side.CLAIMING,
        by=by,
        at=at,
        asked_by=asked_by,
    )


def drop_refusal(filing: Filing, *, reason: str, by: Actor, at: datetime) -> None:
    """Give up the prepared ruling after the proposal was taken back."""
    for document in _waiting(filing, papers.REFUSAL):
        documents.discard(document, reason=reason, by=by, at=at)


def refuse(filing: Filing, document: Document, *, by: Actor, at: datetime) -> Filing:
    """Refuse the filing: the effect of signing its ruling, in the same transaction. FIL-09.

    :raises OutOfOrder: if the proposal was taken back meanwhile
    """
    said = documents.said_in(document)
    with perform(procedure.REFUSE, filing, by=by, at=at) as step:
        step.fact = events.FilingRefused(
            document=document.pk, number=document.number, ground=said["ground"]
        )
        step.meet(deadlines.REVIEW)
        step.lift(deadlines.ALARM, reason="已裁定不予受理")
    return step.subject


def prepare_transfer(
    case: Case, *, to: str, article: str, reason: str, by: Actor, at: datetime
) -> Document:
    """Draw up the ruling that transfers a case, for the judge to read and sign. JUR-10.

    :raises NotYours: if the actor is no judge of the case
    :raises OutOfOrder: if the case has been transferred, or such a ruling waits already
    :raises NoCourtNamed: if the court, the article or the reason is missing
    """
    if not by.roles & TRANSFERS:
        raise NotYours(
            "移送管辖的裁定由承办法官拟出。",
            basis=papers.TRANSFER.basis,
            remedy="请交承办法官办理。",
        )
    if not (to.strip() and article.strip() and reason.strip()):
        raise NoCourtNamed(
            "请写明移送到哪个法院、依据和理由。", basis=papers.TRANSFER.basis, field="to"
        )
    with first_time(by):
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        waiting = Document.objects.filter(case=case, kind=papers.TRANSFER.name, state__in=OPEN)
        if case.state == CaseState.TRANSFERRED or waiting.exists():
            raise OutOfOrder(
                "本案已经有一份移送管辖的裁定。",
                basis=papers.TRANSFER.basis,
                remedy="请在待签发文书里查看。",
            )
        context = contexts.transfer(case, to=to.strip(), article=article.strip(), reason=reason)
        return documents.prepare(
            papers.TRANSFER, context, matter=case.matter, case=case, by=by, at=at
        )


def transfer(case: Case, document: Document, *, by: Actor, at: datetime) -> Case:
    """Transfer the case: the effect of signing its ruling, in the same transaction. JUR-10.

    :raises OutOfOrder: if it has been transferred before
    """
    return end_here(case, document, to=documents.said_in(document)["to"], by=by, at=at)


def end_here(case: Case, ruling: Document, *, to: str, by: Actor, at: datetime) -> Case:
    """End a case here that goes to another court, with the periods that ran in it.

    :raises OutOfOrder: if it has been transferred before
    """
    with perform(procedure.TRANSFER, case, by=by, at=at) as step:
        step.fact = events.CaseTransferred(document=ruling.pk, to=to)
        for kind in (deadlines.PASS_ON, deadlines.COPY, deadlines.TRIAL):
            step.lift(kind, reason="案件已移送其他法院")
    return step.subject


def reissue(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """Replace a notice by one made from what the file says now: a name mended, a fee set right.

    :raises CannotReissue: if the paper is not made from the file alone, or has no case
    :raises NotYours: if the actor is not of the court
    :raises OutOfOrder: if the paper is not in force
    :raises NoReasonGiven: if no reason is given
    """
    if not by.roles & SIGNERS:
        raise NotYours("只有法院工作人员可以重新出具文书。", basis=document.basis)
    rebuild = REBUILD.get(document.kind)
    if rebuild is None or document.case is None:
        raise CannotReissue(
            f"《{document.title}》不能按案件现在的数据重新出具。",
            remedy="裁定书的错误请另行作出补正裁定；其他文书可以撤回后重新办理。",
        )
    return documents.supersede(document, rebuild(document.case), reason=reason, by=by, at=at)


REBUILD: dict[str, Any] = {
    papers.ACCEPTANCE.name: contexts.acceptance,
    papers.FEE.name: contexts.fee,
    papers.RESPONSE.name: contexts.response,
    papers.EVIDENCE.name: contexts.evidence,
    papers.JUDGES.name: contexts.judges,
}


def _issue_each(
    case: Case,
    party: Participation,
    made: Sequence[tuple[DocumentKind, Any]],
    *,
    asked_by: Account | None,
    by: Actor,
    at: datetime,
) -> None:
    known = set(
        Document.objects.filter(case=case, to=party.person, state__in=OPEN).values_list(
            "kind", flat=True
        )
    )
    for kind, context in made:
        if kind.name not in known:
            documents.issue(
                kind,
                context,
                matter=case.matter,
                case=case,
                to=party.person,
                side=party.side,
                by=by,
                at=at,
                asked_by=asked_by,
            )


def _waiting(filing: Filing, kind: DocumentKind) -> Any:
    return Document.objects.filter(
        matter=filing.matter, kind=kind.name, state=DocumentState.PREPARED
    ).select_related("matter__court")


def _filer(filing: Filing) -> Person | None:
    held = Participation.objects.filter(
        matter=filing.matter, role=Role.FILER, until__isnull=True
    ).select_related("person")
    first = held.order_by("id").first()
    return first.person if first else None
