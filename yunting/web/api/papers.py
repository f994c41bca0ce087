"""The court's papers for programs: the same that the pages show, to the same people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from yunting.core import documents
from yunting.core.access import account_of, get_for
from yunting.core.document_kinds import kinds
from yunting.core.idempotency import once
from yunting.core.models import Account, Document, Matter
from yunting.lib import clock
from yunting.web.api.paging import Code, as_file
from yunting.web.dispute import MOST_PAPERS

router = Router(tags=["文书"])
PDF = "application/pdf"


class PaperOut(Schema):
    """A paper of the court. `sha256` is that of the sealed file, empty before it has its seal."""

    code: str
    kind: str
    title: str
    number: str
    state: str
    state_name: str
    to: str | None
    issued_at: datetime | None
    sealed_at: datetime | None
    sha256: str
    content_sha256: str
    sm2: str
    pages: int | None
    superseded_by: str | None
    effects: list[str]
    check: str


class SignIn(Schema):
    """The signature: the hash of the content that was read."""

    seen: str


@router.get("/matters/{code}/papers", response=list[PaperOut], summary="一个案件的法院文书")
def papers_of(request: HttpRequest, code: Code) -> list[dict[str, Any]]:
    """Return the papers of a dispute that I may read, the newest first; at most 200."""
    found, _ = get_for(request, Matter, code=code)
    rows = Document.objects.visible_to(account_of(request)).filter(matter=found)
    rows = rows.select_related("to", "superseded_by").order_by("-id")
    account = account_of(request)
    return [_out(row, account) for row in rows[:MOST_PAPERS]]


@router.get("/papers/{code}", response=PaperOut, summary="一份法院文书")
def one_paper(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Return one paper."""
    found, _ = get_for(request, Document, code=code)
    return _out(found, account_of(request))


@router.get(
    "/papers/{code}/file",
    response={200: None},
    openapi_extra=as_file(PDF),
    summary="用印的 PDF 文件",
)
def file_of(request: HttpRequest, code: Code) -> HttpResponse:
    """Return the sealed file."""
    found, _ = get_for(request, Document, code=code)
    with documents.content_of(found) as content:
        return HttpResponse(content.read(), content_type=PDF)


@router.post("/papers/{code}/sign", response=PaperOut, summary="签发一份文书")
def sign(request: HttpRequest, code: Code, signed: SignIn) -> dict[str, Any]:
    """Sign a paper that waits for it; its effects follow at once, the seal in seconds."""
    found, actor = get_for(request, Document, code=code)
    outcome = once(documents.sign, found, seen=signed.seen, by=actor, at=clock.now())
    if outcome.value is None:
        found.refresh_from_db()
    return _out(outcome.value or found, account_of(request))


def _out(row: Document, account: Account) -> dict[str, Any]:
    successor = documents.seen_by(getattr(row, "superseded_by", None), account)
    return {
        "code": row.code,
        "kind": row.kind,
        "title": row.title,
        "number": row.number if row.issued_at else "",
        "state": row.state,
        "state_name": row.get_state_display(),
        "to": row.to.name if row.to else None,
        "issued_at": row.issued_at,
        "sealed_at": row.sealed_at,
        "sha256": row.sealed_sha256,
        "content_sha256": row.context_sha256,
        "sm2": row.sm2,
        "pages": row.pages,
        "superseded_by": successor.code if successor else None,
        "effects": list(kinds()[row.kind].effects),
        "check": f"{settings.PUBLIC_URL}/c/{row.code}",
    }
