"""Seal (封存) and unseal a paper, a file or a whole matter: kept from the public, or from a side.

Nothing is removed. What is sealed is left out for those it is kept from wherever anybody looks,
because every look passes `core/audience.py`; the court sees all of it, with reason and order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from yunting.core import items
from yunting.core import sealing_facts as facts
from yunting.core import sealing_moves as moves
from yunting.core.actor import Actor
from yunting.core.items import Item
from yunting.core.models import (
    PUBLIC_EYES,
    Level,
    Matter,
    Participation,
    Restriction,
    Side,
    Withheld,
)
from yunting.core.procedure import perform
from yunting.core.reading import readers_of
from yunting.lib.errors import Refused


class SealingNeedsOrder(Refused):
    """A sealing and its lifting rest on an order and a reason."""

    code: ClassVar[str] = "sealing-needs-order"


class AlreadySealed(Refused):
    """The same is kept from the same eyes already."""

    code: ClassVar[str] = "already-sealed"


class NoSuchSide(Refused):
    """A sealing from a side names the side; one from the public names none."""

    code: ClassVar[str] = "no-such-side"


def seal(
    item: Item | Matter,
    *,
    level: str,
    side: str = "",
    reason: str,
    order: str,
    by: Actor,
    at: datetime,
) -> Restriction:
    """Keep an item, or a whole matter, from the public or from one side too.

    `order` names the decision and its article.
    民事诉讼法 第七十一条; 第一百三十七条; 第一百五十九条.

    :raises NotYours: if the actor is no judge and heads no division
    :raises SealingNeedsOrder: if reason or order is missing
    :raises NoSuchSide: if the side does not go with the level
    :raises AlreadySealed: if it is kept from the same eyes already
    """
    _require(reason, order)
    row = _drawn_up(item, level, _side(level, side), by=by, at=at)
    row.reason, row.order = reason.strip(), order.strip()
    with perform(moves.SEAL, None, by=by, at=at) as step:
        step.subject = _new(row)
        Withheld.objects.bulk_create(
            Withheld(matter=row.matter, what=kind, ref=ref, eyes=eyes, restriction=row)
            for kind, ref in items.and_companions(item, versions=True)
            for eyes in _eyes(row)
        )
        step.fact = facts.SealedOff(**_told(row, row.reason, row.order))
    return row


def unseal(
    restriction: Restriction, *, reason: str, order: str, by: Actor, at: datetime
) -> Restriction:
    """Lift a sealing; what else keeps the same from somebody goes on.

    :raises NotYours: if the actor is no judge and heads no division
    :raises OutOfOrder: if it was lifted before
    :raises SealingNeedsOrder: if reason or order is missing
    """
    _require(reason, order)
    with perform(moves.UNSEAL, restriction, by=by, at=at) as step:
        row = step.subject
        row.lifted_by, row.lifted_at = by.account, at
        Withheld.objects.filter(restriction=row).delete()
        row.save(update_fields=["lifted_by", "lifted_at"])
        step.fact = facts.Unsealed(**_told(row, reason.strip(), order.strip()))
    return step.subject


def effects(item: Item | Matter, *, level: str, side: str = "") -> tuple[str, ...]:
    """Return what a sealing would do, in sentences, for whoever is about to order it.

    :raises NoSuchSide: if the side does not go with the level
    """
    from_side = _side(level, side)
    matter = item if isinstance(item, Matter) else item.matter
    what = "整个案件" if isinstance(item, Matter) else f"“{items.title_of(item)}”"
    told = [f"公众不能再看到{what}；凭查验码查验，只显示“已封存”。"]
    if level == Level.SIDE:
        rows = Participation.objects.filter(matter=matter, side=from_side, until__isnull=True)
        names = "、".join(dict.fromkeys(str(row.person) for row in rows.select_related("person")))
        told.append(
            f"{Side(from_side).label}（{names or '现在没有人'}）不能再看到{what}，"
            "也看不到有关的记录、期限、消息，包括这次封存。"
        )
        told.append("已经下载或者打印的，收不回来。之前制作的合订本对这一方立即失效。")
    seen = len(readers_of(item, matter=matter))
    told.append(f"到现在有{seen}人看过，名单可以随时查。" if seen else "到现在没有人看过。")
    told.append("不删除任何内容。法院内部照常可见；解除封存后，恢复原来的可见范围。")
    return tuple(told)


def in_force(matter: Matter) -> list[Restriction]:
    """Return the sealings of a matter that hold, oldest first; one query."""
    rows = Restriction.objects.filter(matter=matter, state=moves.SEAL.target)
    return list(rows.select_related("account__person").order_by("id"))


def all_of(matter: Matter) -> list[Restriction]:
    """Return every sealing there was of a matter, newest first; one query."""
    rows = Restriction.objects.filter(matter=matter).select_related(
        "account__person", "lifted_by__person"
    )
    return list(rows.order_by("-id"))


def _require(reason: str, order: str) -> None:
    for value, field, asked in ((order, "order", "依据的决定和法条"), (reason, "reason", "理由")):
        if not value.strip():
            raise SealingNeedsOrder(
                f"请写明{asked}。", remedy="会写进案件记录，解除封存时对照。", field=field
            )


def _side(level: str, side: str) -> str:
    sides = {Side.CLAIMING, Side.ANSWERING, Side.THIRD}
    if level == Level.SIDE and side in sides:
        return side
    if level == Level.PUBLIC and side in {"", Side.NONE}:
        return Side.NONE
    raise NoSuchSide("请选择对谁封存。", remedy="对一方封存的，请选择是哪一方。", field="side")


def _drawn_up(
    item: Item | Matter, level: str, from_side: str, *, by: Actor, at: datetime
) -> Restriction:
    """Return a sealing of an item that nobody has ordered yet."""
    audience, own_side = items.audience_of(item)
    return Restriction(
        matter=item if isinstance(item, Matter) else item.matter,
        what=items.label_of(item),
        ref=item.pk,
        title=items.title_of(item),
        level=level,
        from_side=from_side,
        audience=audience,
        side=own_side,
        account=by.account,
        at=at,
        state=moves.SEAL.target,
    )


def _new(row: Restriction) -> Restriction:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "sealed_once_at_a_level" not in str(error):
            raise
        raise AlreadySealed(
            f"“{row.title}”已经封存，{row.from_whom}。", remedy="请刷新页面，看现在的封存情况。"
        ) from error
    return row


def _eyes(row: Restriction) -> Iterable[str]:
    """Yield from whose eyes it is kept: what a side may not see, the public may not."""
    yield PUBLIC_EYES
    if row.level == Level.SIDE:
        yield row.from_side


def _told(row: Restriction, reason: str, order: str) -> dict[str, Any]:
    paper, file = items.numbers(row.what, row.ref)
    return {
        "restriction": row.pk,
        "document": paper,
        "file": file,
        "what": items.LABELS[row.what],
        "from_whom": row.from_whom,
        "order": order,
        "title": row.title,
        "reason": reason,
    }
