"""An action that counts as withdrawn because its fee was not paid: the ruling, and its effect."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import Case, Document, DocumentState
from yunting.core.procedure import perform
from yunting.filing import deadlines, events, procedure
from yunting.filing import documents as papers
from yunting.filing.selectors import contexts

WAITING = (DocumentState.PREPARED, DocumentState.ISSUED, DocumentState.SEALED)


def prepare(
    case: Case, *, amount: Decimal, due_on: date, by: Actor, at: datetime
) -> Document | None:
    """Draw up the ruling for a judge to sign; None if it waits, or the case has ended.

    `due_on` is the last day there was to pay `amount` yuan. 民诉法解释 第二百一十三条.
    """
    known = Document.objects.filter(case=case, kind=papers.DEEMED_WITHDRAWN.name, state__in=WAITING)
    if case.state not in procedure.DEEM_WITHDRAWN.source or known.exists():
        return None
    context = contexts.deemed_withdrawn(case, fee=amount, due_on=due_on)
    return documents.prepare(
        papers.DEEMED_WITHDRAWN, context, matter=case.matter, case=case, by=by, at=at
    )


def drop(case: Case, *, reason: str, by: Actor, at: datetime) -> None:
    """Give up a ruling nobody has signed: its ground has gone."""
    rows = Document.objects.filter(
        case=case, kind=papers.DEEMED_WITHDRAWN.name, state=DocumentState.PREPARED
    )
    for document in rows.select_related("matter__court"):
        documents.discard(document, reason=reason, by=by, at=at)


def take_effect(case: Case, document: Document, *, by: Actor, at: datetime) -> Case:
    """End the case: the effect of signing the ruling, in the same transaction.

    :raises OutOfOrder: if the case has ended otherwise
    """
    with perform(procedure.DEEM_WITHDRAWN, case, by=by, at=at) as step:
        step.fact = events.CaseDeemedWithdrawn(
            document=document.pk, reason="没有在期限内交纳案件受理费"
        )
        for kind in (deadlines.PASS_ON, deadlines.COPY, deadlines.TRIAL):
            step.lift(kind, reason="案件已按撤诉处理")
    return step.subject
