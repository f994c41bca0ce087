"""Which paper rules on an objection to jurisdiction, and on which objection a paper rules."""

from __future__ import annotations

from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, CaseState, Document, DocumentState
from yunting.core.roles import Role
from yunting.filing import documents as papers
from yunting.filing.models import JurisdictionObjection
from yunting.filing.procedure import TRANSFER

RULINGS = frozenset({papers.OBJECTION_UPHELD.name, papers.OBJECTION_DISMISSED.name})
TRANSFERS = frozenset({Role.JUDGE, Role.DIVISION_CHIEF})
GONE = (DocumentState.DISCARDED, DocumentState.RECALLED)


def ruling_on(held: JurisdictionObjection, reader: Account | None = None) -> Document | None:
    """Return the newest ruling on an objection, signed or waiting to be; one query.

    With a `reader`, the newest that this account may read.
    """
    rows = Document.objects.visible_to(reader) if reader else Document.objects.all()
    rows = rows.filter(case=held.case_id, kind__in=RULINGS).exclude(state__in=GONE)
    mine = held.lodged.receipt
    found = (one for one in rows.order_by("-id") if documents.said_in(one)["receipt"] == mine)
    return next(found, None)


def may_transfer(case: Case, actor: Actor) -> bool:
    """Tell whether it is the actor's to send this case to another court, and it is still here."""
    return bool(actor.roles & TRANSFERS) and case.state in TRANSFER.source


def transfer_of(case: Case) -> Document | None:
    """Return the ruling by which a case goes to another court, signed or waiting to be; one query.

    One on an objection counts once the case has gone.
    """
    names = [papers.TRANSFER.name]
    if case.state == CaseState.TRANSFERRED:
        names.append(papers.OBJECTION_UPHELD.name)
    rows = Document.objects.filter(case=case, kind__in=names).exclude(state__in=GONE)
    return rows.order_by("-id").first()


def objection_of(ruling: Document) -> JurisdictionObjection:
    """Return the objection that a paper rules on; one query."""
    rows = JurisdictionObjection.objects.select_related(
        "case", "matter__court", "participation__person", "lodged"
    )
    return rows.get(lodged__receipt=documents.said_in(ruling)["receipt"])
