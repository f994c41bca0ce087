"""What a stranger may know of a paper by its code or its file: never what it says or to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yunting.core.document_content import court_name
from yunting.core.models import Document, DocumentState, Event
from yunting.core.models.document import DocumentQuerySet
from yunting.core.receipts import receipt_of
from yunting.lib import codes, dates
from yunting.lib.clock import day_of

SEALED = "core.document-sealed"
STANDINGS = {
    DocumentState.ISSUED: "已签发，正在用印",
    DocumentState.SEALED: "有效",
    DocumentState.SUPERSEDED: "已被替换，不再有效",
    DocumentState.RECALLED: "已撤回，不再有效",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as a stranger sees it. `successor` is the code of the one that replaced it.

    `document` is the row itself, to be asked whether it is sealed; nothing of it is shown.
    """

    document: Document
    title: str
    court: str
    standing: str
    is_in_force: bool
    issued_at: datetime
    sealed_at: datetime | None
    pages: int
    sha256: str
    sm2: str
    leaf: str
    warning: str
    successor: str


def paper_by_code(code: str) -> Paper | None:
    """Return what anyone may know of a paper; None if there is none such, or it is not issued.

    :raises BadCode: if it cannot be a code of ours
    """
    return _of(_rows().filter(code=codes.parse(code)).first())


def paper_by_hash(sha256: str) -> Paper | None:
    """Return what anyone may know of the paper whose sealed file has this hash."""
    return _of(_rows().filter(sealed_sha256=sha256).first()) if sha256 else None


def _rows() -> DocumentQuerySet:
    return Document.objects.select_related("court", "matter", "superseded_by").filter(
        state__in=STANDINGS
    )


def _of(found: Document | None) -> Paper | None:
    if found is None or found.issued_at is None:
        return None
    state = DocumentState(found.state)
    successor = getattr(found, "superseded_by", None)
    return Paper(
        document=found,
        title=found.title,
        court=court_name(found),
        standing=STANDINGS[state],
        is_in_force=state in {DocumentState.ISSUED, DocumentState.SEALED},
        issued_at=found.issued_at,
        sealed_at=found.sealed_at,
        pages=found.pages or 0,
        sha256=found.sealed_sha256,
        sm2=found.sm2,
        leaf=_leaf(found),
        warning=_warning(state, successor),
        successor=successor.code if successor else "",
    )


def _warning(state: DocumentState, successor: Document | None) -> str:
    if state == DocumentState.SUPERSEDED and successor is not None and successor.issued_at:
        day = dates.show(day_of(successor.issued_at))
        return f"这一份已于{day}被另一份替换，请以新的为准。"
    if state == DocumentState.RECALLED:
        return "法院已经撤回这一份，请不要依照它办理。"
    return ""


def _leaf(found: Document) -> str:
    """Return the hash of the fact that recorded the seal's use; empty before it."""
    event = (
        Event.objects.filter(
            matter=found.matter_id, kind=SEALED, about_kind="core.Document", about_id=found.pk
        ).first()
        if found.sealed_at
        else None
    )
    return receipt_of(event).code if event else ""
