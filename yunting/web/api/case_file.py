"""A dispute's file for programs: what lies in it, the whole as one PDF, every act on it.

An item is named by `kind` (paper or file) and its number. What you may not see is not there: 404.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from yunting.core import case_file, certified_copies, items, misfiling, reading, sealing
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.idempotency import once
from yunting.core.models import CopyRequest, File, Ground, Level, Matter, Misfiling, Restriction
from yunting.core.models.matter import Side
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.lib.text import Misread
from yunting.ui import serving
from yunting.web.api.paging import Code, as_file
from yunting.web.case_file import door, whole

router = Router(tags=["电子卷宗"])
PDF = "application/pdf"
Kind = Literal["paper", "file"]
ITEM = "/matters/{code}/file/{kind}/{int:pk}"


class NotAFile(Misread):
    """Only a file can be replaced; a paper of the court is superseded."""

    code: ClassVar[str] = "not-a-file"


class ItemOut(Schema):
    """One item; `struck` says why it no longer counts, `sealed` from whom it is kept."""

    kind: str
    id: int
    title: str
    whose: str
    on: date
    state: str
    struck: str
    sealed: str


class FileOut(Schema):
    """What lies in a dispute's file for me; `pages` of the whole as one PDF, null if not built."""

    items: list[ItemOut]
    pages: int | None
    built_at: datetime | None


class ReaderOut(Schema):
    """Somebody who has looked at an item."""

    who: str
    of_the_court: bool
    times: int
    first: datetime
    last: datetime


class SealOut(Schema):
    """One sealing."""

    id: int
    what: str
    title: str
    from_whom: str
    order: str
    reason: str
    state: str
    at: datetime
    lifted_at: datetime | None


class CorrectionOut(Schema):
    """What became of an item; null `id` when it only changed its case."""

    id: int | None
    ground: str
    state: str
    is_hidden: bool
    now_in: str


class CopyOut(Schema):
    """One request for a certified copy; `code` checks the paper that answered it."""

    id: int
    title: str
    state: str
    purpose: str
    reason: str
    code: str
    page: str


class ReasonBody(Schema):
    """Why."""

    reason: str = Field(max_length=1000)


class StrikeBody(ReasonBody):
    """Why an item is struck; `hide` keeps it from the parties."""

    ground: Literal["unrelated", "mistaken"]
    hide: bool = False


class ReplaceBody(ReasonBody):
    """Which file of the same dispute takes its place."""

    by_file: int


class MoveBody(ReasonBody):
    """The number of the case it belongs to."""

    to: str = Field(max_length=64)


class OrderBody(ReasonBody):
    """The decision it rests on, and its article."""

    order: str = Field(max_length=200)


class SealBody(OrderBody):
    """From whom: the public, or a side too."""

    level: Level
    side: Literal["", "claiming", "answering", "third"] = ""


class PurposeBody(Schema):
    """What the copy is for."""

    purpose: str = Field(max_length=200)


@router.get("/matters/{code}/file", response=FileOut, summary="卷内目录和合订本的情况")
def one_file(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Return what lies in a dispute's file, as far as I may see it."""
    matter, _ = get_for(request, Matter, code=code)
    account = account_of(request)
    built = case_file.standing(matter, account).built
    return {
        "items": [_item(row) for row in whole.rows(matter, account)],
        "pages": built.pages if built else None,
        "built_at": built.built_at if built else None,
    }


@router.post("/matters/{code}/file/build", response={202: None}, summary="制作电子卷宗合订本")
def build(request: HttpRequest, code: Code) -> Status[None]:
    """Have the file made into one PDF for me; nothing happens if it is current."""
    matter, _ = get_for(request, Matter, code=code)
    account = account_of(request)
    if case_file.standing(matter, account).built is None:
        case_file.ask(matter, account)
    return Status(202, None)


@router.get(
    "/matters/{code}/file/whole.pdf",
    response={200: None},
    openapi_extra=as_file(PDF),
    summary="电子卷宗合订本（PDF）",
)
def whole_pdf(request: HttpRequest, code: Code) -> HttpResponseBase:
    """Return the file as one PDF; refused as `case-file-not-built` until it is made."""
    matter, actor = get_for(request, Matter, code=code)
    built = case_file.current(case_file.standing(matter, account_of(request)))
    reading.note(built, matter=matter, by=actor)
    return serving.case_file(request, built)


@router.get(f"{ITEM}/readers", response=list[ReaderOut], summary="谁看过这一件（法院）")
def readers(request: HttpRequest, code: Code, kind: Kind, pk: int) -> list[dict[str, Any]]:
    """Return everybody who has looked at an item."""
    item, _ = door.court_item_for(request, code, kind, pk)
    return [
        {
            "who": str(one.account),
            "of_the_court": one.account.is_court_staff,
            "times": one.times,
            "first": one.first,
            "last": one.last,
        }
        for one in reading.readers_of(item, matter=item.matter)
    ]


@router.post(f"{ITEM}/strike", response=CorrectionOut, summary="划除一件（法院）")
def strike(
    request: HttpRequest, code: Code, kind: Kind, pk: int, body: StrikeBody
) -> dict[str, Any]:
    """Strike an item that is unrelated or came by mistake."""
    item, actor = door.court_item_for(request, code, kind, pk)
    once(misfiling.strike, item, **body.dict(), by=actor, at=clock.now())
    return _correction(misfiling.struck_of(item))


@router.post(f"{ITEM}/replace", response=CorrectionOut, summary="以另一件替换一件（法院）")
def replace(
    request: HttpRequest, code: Code, kind: Kind, pk: int, body: ReplaceBody
) -> dict[str, Any]:
    """Put another file in a file's place."""
    item, actor = door.court_item_for(request, code, kind, pk)
    if not isinstance(item, File):
        raise NotAFile("法院文书不能这样替换。", remedy="请出具替换的文书。")
    other = items.find(item.matter, "file", body.by_file, account=account_of(request))
    once(misfiling.replace, item, by_file=other, reason=body.reason, by=actor, at=clock.now())
    return _correction(misfiling.struck_of(item))


@router.post(f"{ITEM}/move", response=CorrectionOut, summary="移到应在的案件（法院）")
def move(request: HttpRequest, code: Code, kind: Kind, pk: int, body: MoveBody) -> dict[str, Any]:
    """Put an item into the case where it belongs."""
    item, actor = door.court_item_for(request, code, kind, pk)
    once(misfiling.move, item, to=body.to, reason=body.reason, by=actor, at=clock.now())
    return _correction(misfiling.struck_of(item))


@router.post("/corrections/{int:pk}/restore", response=CorrectionOut, summary="恢复一件（法院）")
def restore(request: HttpRequest, pk: int, body: ReasonBody) -> dict[str, Any]:
    """Let an item count again."""
    row, actor = get_for(request, Misfiling, pk=pk)
    once(misfiling.restore, row, reason=body.reason, by=actor, at=clock.now())
    row.refresh_from_db()
    return _correction(row)


@router.get("/matters/{code}/seals", response=list[SealOut], summary="封存的情况（法院）")
def seals(request: HttpRequest, code: Code) -> list[dict[str, Any]]:
    """Return every sealing there was in a dispute, newest first."""
    matter, _ = door.matter_for(request, code)
    return [_seal(row) for row in sealing.all_of(matter)]


@router.post("/matters/{code}/seal", response=SealOut, summary="封存整个案件（法院）")
def seal_matter(request: HttpRequest, code: Code, body: SealBody) -> dict[str, Any]:
    """Keep a whole matter from the public, or from a side too."""
    matter, actor = door.matter_for(request, code)
    return _sealed(matter, matter, body, actor)


@router.post(f"{ITEM}/seal", response=SealOut, summary="封存一件（法院）")
def seal_item(
    request: HttpRequest, code: Code, kind: Kind, pk: int, body: SealBody
) -> dict[str, Any]:
    """Keep a paper or a file from the public, or from a side too."""
    item, actor = door.court_item_for(request, code, kind, pk)
    return _sealed(item, item.matter, body, actor)


@router.post("/seals/{int:pk}/lift", response=SealOut, summary="解除封存（法院）")
def unseal(request: HttpRequest, pk: int, body: OrderBody) -> dict[str, Any]:
    """Lift a sealing."""
    row, actor = get_for(request, Restriction, pk=pk)
    once(sealing.unseal, row, **body.dict(), by=actor, at=clock.now())
    row.refresh_from_db()
    return _seal(row)


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


def _sealed(
    item: items.Item | Matter, matter: Matter, body: SealBody, actor: Actor
) -> dict[str, Any]:
    with transaction.atomic():
        once(sealing.seal, item, **body.dict(), by=actor, at=clock.now())
        side = body.side or Side.NONE
        rows = Restriction.objects.filter(
            matter=matter, what=items.label_of(item), ref=item.pk, level=body.level
        )
    return _seal(rows.filter(from_side=side).latest("pk"))


def _item(row: whole.Row) -> dict[str, Any]:
    struck = f"{row.struck.get_ground_display()}：{row.struck.reason}" if row.struck else ""
    return {
        "kind": row.kind,
        "id": row.pk,
        "title": row.title,
        "whose": row.whose,
        "on": row.on,
        "state": row.state,
        "struck": struck,
        "sealed": row.sealed,
    }


def _seal(row: Restriction) -> dict[str, Any]:
    return {
        "id": row.pk,
        "what": items.LABELS[row.what],
        "title": row.title,
        "from_whom": row.from_whom,
        "order": row.order,
        "reason": row.reason,
        "state": row.state,
        "at": row.at,
        "lifted_at": row.lifted_at,
    }


def _correction(row: Misfiling | None) -> dict[str, Any]:
    if row is None:
        return {
            "id": None,
            "ground": Ground.MOVED,
            "state": "moved",
            "is_hidden": False,
            "now_in": "",
        }
    return {
        "id": row.pk,
        "ground": row.ground,
        "state": row.state,
        "is_hidden": row.is_hidden,
        "now_in": row.now_at.matter.code if row.now_at else "",
    }


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
