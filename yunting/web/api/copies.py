"""Certified copies, for programs: asked for, issued, refused, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core import certified_copies
from yunting.core.access import account_of, get_for
from yunting.core.audience import is_of_the_court
from yunting.core.idempotency import once
from yunting.core.models import CopyRequest
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.web.api.case_file import ITEM, Kind, ReasonBody
from yunting.web.api.paging import Code
from yunting.web.case_file import door

router = Router(tags=["电子卷宗"])


class CopyOut(Schema):
    """One request for a certified copy; `code` checks the paper that answered it."""

    id: int
    title: str
    state: str
    purpose: str
    reason: str
    code: str
    page: str


class PurposeBody(Schema):
    """What the copy is for."""

    purpose: str = Field(max_length=200)


@router.post(f"{ITEM}/copy", response=CopyOut, summary="申请核对一致副本")
def ask_copy(
    request: HttpRequest, code: Code, kind: Kind, pk: int, body: PurposeBody
) -> dict[str, Any]:
    """Ask for a certified copy of an item."""
    item, actor = door.item_for(request, code, kind, pk)
    outcome = once(certified_copies.ask, item, **body.dict(), by=actor, at=clock.now())
    row = outcome.value or certified_copies.newest_of(item, account_of(request))
    return _copy(row)


@router.get("/copies/{int:pk}", response=CopyOut, summary="核对一致副本的办理情况")
def one_copy(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return a request for a certified copy."""
    row, _ = get_for(request, CopyRequest, pk=pk)
    return _copy(row)


@router.post("/copies/{int:pk}/issue", response=CopyOut, summary="核对一致，出具副本（法院）")
def issue_copy(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Certify that the copy is the original."""
    return _answered(request, pk, certified_copies.issue, of_the_court=True)


@router.post("/copies/{int:pk}/refuse", response=CopyOut, summary="不同意出具副本（法院）")
def refuse_copy(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Say why there is no copy."""
    return _answered(request, pk, certified_copies.refuse, of_the_court=True, **body.dict())


@router.post("/copies/{int:pk}/withdraw", response=CopyOut, summary="撤回副本申请")
def withdraw_copy(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take my request back."""
    return _answered(request, pk, certified_copies.withdraw, of_the_court=False)


def _answered(
    request: HttpRequest,
    pk: int,
    service: Callable[..., CopyRequest],
    *,
    of_the_court: bool,
    **told: str,
) -> dict[str, Any]:
    row, actor = get_for(request, CopyRequest, pk=pk)
    if is_of_the_court(actor) != of_the_court:
        raise NotVisible
    once(service, row, **told, by=actor, at=clock.now())
    return _copy(CopyRequest.objects.select_related("document").get(pk=row.pk))


def _copy(row: CopyRequest) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "state": row.state,
        "purpose": row.purpose,
        "reason": row.reason,
        "code": row.document.code if row.document else "",
        "page": row.get_absolute_url(),
    }
