"""The court's papers for programs: the same that the pages show, to the same people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from yunting.core import documents, signing
from yunting.core.access import account_of, get_for
from yunting.core.document_kinds import kinds
from yunting.core.idempotency import once
from yunting.core.models import Account, Document, Matter
from yunting.filing.services import issuing
from yunting.lib import clock
from yunting.web import around
from yunting.web.api.paging import Code, as_file
from yunting.web.dispute import MOST_PAPERS
from yunting.web.portals.court import staff_of

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


class Why(Schema):
    """The reason, which stays on the file."""

    reason: str


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


@router.get("/court/papers", response=list[PaperOut], summary="等我签发的文书")
def to_sign(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the papers that wait for my signature, the oldest first; at most 200."""
    rows = signing.to_sign(staff_of(request), roles=around.posts(request))
    account = account_of(request)
    return [_out(row, account) for row in rows[:MOST_PAPERS]]


@router.post("/papers/{code}/discard", response=PaperOut, summary="不签发一份文书")
def discard(request: HttpRequest, code: Code, told: Why) -> dict[str, Any]:
    """Leave a paper unsigned; what it was drawn up for goes back a step."""
    return _changed(request, code, documents.discard, told)


@router.post("/papers/{code}/recall", response=PaperOut, summary="撤回一份文书")
def recall(request: HttpRequest, code: Code, told: Why) -> dict[str, Any]:
    """Take a sealed paper back; whoever checks its code is told."""
    return _changed(request, code, documents.recall, told)


@router.post("/papers/{code}/reissue", response=PaperOut, summary="重新出具一份文书")
def reissue(request: HttpRequest, code: Code, told: Why) -> dict[str, Any]:
    """Replace a paper by one made from what the file says now; return the new one."""
    return _changed(request, code, issuing.reissue, told)


def _changed(
    request: HttpRequest, code: str, service: Callable[..., Document], told: Why
) -> dict[str, Any]:
    found, actor = get_for(request, Document, code=code)
    outcome = once(service, found, reason=told.reason, by=actor, at=clock.now())
    if outcome.value is None:
        found.refresh_from_db()
        found = getattr(found, "superseded_by", None) or found
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
