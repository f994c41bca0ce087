"""Mistakes in a dispute's file, for programs: struck, replaced, moved, restored."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core import items, misfiling
from yunting.core.access import account_of, get_for
from yunting.core.idempotency import once
from yunting.core.models import File, Ground, Misfiling
from yunting.lib import clock
from yunting.lib.text import Misread
from yunting.web.api.case_file import ITEM, Kind, ReasonBody
from yunting.web.api.paging import Code
from yunting.web.case_file import door

router = Router(tags=["电子卷宗"])


class NotAFile(Misread):
    """Only a file can be replaced; a paper of the court is superseded."""

    code: ClassVar[str] = "not-a-file"


class CorrectionOut(Schema):
    """What became of an item; null `id` when it only changed its case."""

    id: int | None
    ground: str
    state: str
    is_hidden: bool
    now_in: str


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
