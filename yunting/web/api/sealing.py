"""What is kept from whom in a dispute's file, for programs: sealed, unsealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core import items, sealing
from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.idempotency import once
from yunting.core.models import Level, Matter, Restriction
from yunting.core.models.matter import Side
from yunting.lib import clock
from yunting.web.api.case_file import ITEM, Kind, ReasonBody
from yunting.web.api.paging import Code
from yunting.web.case_file import door

router = Router(tags=["电子卷宗"])


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


class OrderBody(ReasonBody):
    """The decision it rests on, and its article."""

    order: str = Field(max_length=200)


class SealBody(OrderBody):
    """From whom: the public, or a side too."""

    level: Level
    side: Literal["", "claiming", "answering", "third"] = ""


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
