"""Correct what lies in the wrong file, without deleting: strike, replace, move, restore.

The item stays as it came, in the court's view with the reason. The parties no longer see it when
it was moved to another dispute, or when the court hides what came by mistake.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from yunting.core import file_moves, items
from yunting.core import misfiling_facts as facts
from yunting.core import misfiling_moves as moves
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.items import Item
from yunting.core.models import (
    PUBLIC_EYES,
    Case,
    Derived,
    Document,
    File,
    FileState,
    Ground,
    Matter,
    Misfiling,
    Participation,
    Side,
    Withheld,
)
from yunting.core.procedure import Move, NotYours, perform
from yunting.core.reading import readers_of
from yunting.core.roles import PARTIES
from yunting.lib.errors import Refused

EVERY_SIDE = (PUBLIC_EYES, Side.CLAIMING, Side.ANSWERING, Side.THIRD)
REASON_MOST = 1000


class CorrectionNeedsReason(Refused):
    """A file is corrected with a reason."""

    code: ClassVar[str] = "correction-needs-reason"


class AlreadyStruck(Refused):
    """The item was struck before."""

    code: ClassVar[str] = "already-struck"


class StillInForce(Refused):
    """A paper of the court that is in force cannot be struck: it must be recalled first."""

    code: ClassVar[str] = "paper-in-force"


class NothingToReplaceIt(Refused):
    """A file is replaced by another checked one of the same dispute that counts itself."""

    code: ClassVar[str] = "nothing-to-replace-it"


class NoSuchCase(Refused):
    """The right case is not there, or not for this person to work on."""

    code: ClassVar[str] = "no-such-case"


class CannotMove(Refused):
    """What cannot be moved to another dispute: the court's own paper, a file not checked yet."""

    code: ClassVar[str] = "cannot-move"


def strike(
    item: Item, *, ground: str, reason: str, hide: bool = False, by: Actor, at: datetime
) -> Misfiling:
    """Strike an item that has nothing to do with the case, or came by mistake.

    With `hide` the parties no longer see it. A paper of the court is recalled first.

    :raises NotYours: if the actor keeps no files
    :raises CorrectionNeedsReason: if the reason is missing
    :raises StillInForce: if it is a paper of the court in force
    :raises AlreadyStruck: if it was struck before
    """
    _require(reason)
    if ground not in {Ground.UNRELATED, Ground.MISTAKEN}:
        raise ValueError(f"{ground} is not a ground to strike by")
    _require_not_in_force(item)
    with perform(moves.STRIKE, None, by=by, at=at) as step:
        row = step.subject = _struck(item, ground, reason, hide=hide, by=by, at=at)
        paper, file = items.numbers(row.what, row.ref)
        step.fact = facts.ItemStruck(
            row.pk, paper, file, str(row.get_ground_display()), hide, row.title, row.reason
        )
    return row


def replace(file: File, *, by_file: File, reason: str, by: Actor, at: datetime) -> Misfiling:
    """Put another file of the same dispute in a file's place; the old one stays, struck.

    :raises NotYours: if the actor keeps no files
    :raises CorrectionNeedsReason: if the reason is missing
    :raises NothingToReplaceIt: if the other one is not checked, not of this dispute, or struck
    :raises AlreadyStruck: if it was struck before
    """
    _require(reason)
    is_fit = by_file.matter_id == file.matter_id and by_file.state == FileState.READY
    if not is_fit or by_file.pk == file.pk or struck_of(by_file):
        raise NothingToReplaceIt(
            f"“{by_file.name}”不能用来替换。",
            remedy="请选择本案中另一件已经检查通过、没有划除的材料。没有的，请先上传。",
            field="by_file",
        )
    with perform(moves.REPLACE, None, by=by, at=at) as step:
        row = step.subject = _struck(
            file, Ground.REPLACED, reason, hide=False, now_at=by_file, by=by, at=at
        )
        step.fact = facts.ItemReplaced(
            row.pk, file.pk, by_file.pk, row.title, by_file.name, row.reason
        )
    return row


def move(item: Item, *, to: str, reason: str, by: Actor, at: datetime) -> Misfiling | None:
    """Put an item where it belongs: into the case numbered `to`.

    Within the dispute it only changes its case. A file that belongs to another dispute is struck
    and hidden here, and lies there byte for byte, on the side of whoever handed it in. Returns the
    striking, None if it stayed in its dispute.

    :raises NotYours: if the actor keeps no files, here or there
    :raises CorrectionNeedsReason: if the reason is missing
    :raises NoSuchCase: if there is no such case that the actor may see, or it lies there already
    :raises CannotMove: if it is a paper of the court, or a file that was not checked yet
    :raises AlreadyStruck: if it was struck before
    """
    _require(reason)
    case = _case(item, to, by)
    if case.matter_id == item.matter_id:
        _refile(item, case, reason, by=by, at=at)
        return None
    return _move_away(_movable(item), case, reason, by=by, at=at)


def restore(misfiling: Misfiling, *, reason: str, by: Actor, at: datetime) -> Misfiling:
    """Let an item count again that was struck by mistake; a copy made elsewhere stays there.

    :raises NotYours: if the actor is neither judge nor chief of the filing division
    :raises OutOfOrder: if it was restored before
    :raises CorrectionNeedsReason: if the reason is missing
    """
    _require(reason)
    with perform(moves.RESTORE, misfiling, by=by, at=at) as step:
        row = step.subject
        row.restored_at = at
        row.save(update_fields=["restored_at"])
        Withheld.objects.filter(misfiling=row).delete()
        paper, file = items.numbers(row.what, row.ref)
        step.fact = facts.ItemRestored(row.pk, paper, file, row.title, reason.strip())
    return step.subject


def effects(item: Item, *, ground: str, hide: bool = False, to: str = "") -> tuple[str, ...]:
    """Return what a correction would do, in sentences; `to` is the right case's number.

    :raises StillInForce: if it strikes a paper of the court in force
    """
    if ground != Ground.MOVED:
        _require_not_in_force(item)
    title = f"“{items.title_of(item)}”"
    case = Case.objects.filter(number=to).first() if to else None
    if ground == Ground.MOVED and case is not None and case.matter_id == item.matter_id:
        return (f"{title}改归{to}，仍在本纠纷卷内；各方看到的内容不变。",)
    told = [f"{title}原样保留在卷内，标明“{Ground(ground).label}”和理由，法院随时可见。"]
    if ground == Ground.MOVED:
        told.append(
            f"同一内容逐字节移入{to}，归提交人在那里的一方；提交人不在那个案件里的，只有法院可见。"
        )
    if hide or ground == Ground.MOVED:
        told.append("各方当事人不再看到它，也看不到有关它的记录；凭查验码查验，只显示“已封存”。")
    else:
        told.append("原来能看到它的人仍能看到，并看到已划除和理由。")
    told.append("它不再进入电子卷宗合订本，不能再据以出具副本。")
    seen = len(readers_of(item, matter=item.matter))
    told.append(f"到现在有{seen}人看过它，名单可以随时查。" if seen else "到现在没有人看过它。")
    return tuple(told)


def struck_of(item: Item) -> Misfiling | None:
    """Return the striking under which an item stands, if any; one query."""
    rows = Misfiling.objects.filter(what=items.label_of(item), ref=item.pk)
    return rows.filter(state=moves.STRIKE.target).first()


def struck_in(matter: Matter) -> dict[tuple[str, int], Misfiling]:
    """Return the strikings of a dispute that hold, by what and key; one query."""
    rows = Misfiling.objects.filter(matter=matter, state=moves.STRIKE.target)
    return {(row.what, row.ref): row for row in rows.select_related("account__person")}


def all_of(matter: Matter) -> list[Misfiling]:
    """Return every striking there was in a dispute, newest first; one query."""
    rows = Misfiling.objects.filter(matter=matter).select_related(
        "account__person", "now_at__matter"
    )
    return list(rows.order_by("-id"))


def _require(reason: str) -> None:
    if not reason.strip():
        raise CorrectionNeedsReason(
            "请写明理由。", remedy="理由会写进案件记录，留在卷内。", field="reason"
        )


def _require_not_in_force(item: Item) -> None:
    if isinstance(item, Document) and item.state in {"issued", "sealed"}:
        raise StillInForce(
            f"《{item.title}》仍然有效，不能直接划除。",
            remedy="请先在文书页撤回，再划除；内容有误的，请出具替换的文书。",
            field="how",
        )


def _struck(
    item: Item,
    ground: str,
    reason: str,
    *,
    hide: bool,
    now_at: File | None = None,
    by: Actor,
    at: datetime,
) -> Misfiling:
    audience, side = items.audience_of(item)
    row = Misfiling(
        matter=item.matter,
        what=items.label_of(item),
        ref=item.pk,
        title=items.title_of(item),
        audience=audience,
        side=side,
        ground=ground,
        reason=reason.strip()[:REASON_MOST],
        is_hidden=hide,
        now_at=now_at,
        account=by.account,
        at=at,
        state=moves.STRIKE.target,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "struck_once" not in str(error):
            raise
        raise AlreadyStruck(
            f"“{row.title}”已经划除。", remedy="请刷新页面，看现在的情况。", field="item"
        ) from error
    if hide:
        _withhold(item, row)
    return row


def _withhold(item: Item, row: Misfiling) -> None:
    Withheld.objects.bulk_create(
        Withheld(matter=row.matter, what=what, ref=ref, eyes=eyes, misfiling=row)
        for what, ref in items.and_companions(item)
        for eyes in EVERY_SIDE
    )


def _case(item: Item, number: str, by: Actor) -> Case:
    rows = Case.objects.all() if by.account is None else Case.objects.visible_to(by.account)
    case = rows.select_related("matter").filter(number=number.strip()).first()
    if case is None or case.pk == item.case_id:
        raise NoSuchCase(
            "没有这个案号，或者不由您办理，或者它本来就在这个案件里。",
            remedy="请核对案号。不由您办理的案件，请交承办的书记员接收。",
            field="to",
        )
    return case


def _refile(item: Item, case: Case, reason: str, *, by: Actor, at: datetime) -> None:
    """Give an item its right case within the dispute; nothing else about it changes."""
    _require_keeper(moves.MOVE_AWAY, by)
    audience, side = items.audience_of(item)
    paper, file = items.numbers(items.label_of(item), item.pk)
    before = item.case.number if item.case else ""
    with first_time(by):
        item.case = case
        item.save(update_fields=["case"])
        record(
            facts.ItemRefiled(
                paper, file, before, case.number, items.title_of(item), reason.strip()
            ),
            matter=item.matter,
            case=case,
            by=by,
            side=side,
            at=at,
            basis=moves.BASIS,
            audience=Audience(audience),
        )


def _movable(item: Item) -> File:
    if isinstance(item, Document):
        raise CannotMove(
            f"《{item.title}》是本院为本案编号、用印的文书，不能移到别的纠纷。",
            remedy="请撤回这份文书，再在应在的案件里出具。",
            field="to",
        )
    if item.state != FileState.READY:
        raise CannotMove(
            f"“{item.name}”{item.get_state_display()}，不能移动。",
            remedy="请等检查完毕再办理；检查未通过的，可以划除。",
            field="item",
        )
    return item


def _move_away(file: File, case: Case, reason: str, *, by: Actor, at: datetime) -> Misfiling:
    there = Actor.of(by.account, case.matter) if by.account else by
    _require_keeper(moves.MOVE_AWAY, there)
    with perform(moves.MOVE_AWAY, None, by=by, at=at) as step:
        copy = _brought_in(file, case, by=there, at=at)
        row = step.subject = _struck(
            file, Ground.MOVED, reason, hide=True, now_at=copy, by=by, at=at
        )
        step.fact = facts.ItemMovedAway(
            row.pk, file.pk, copy.pk, case.matter.code, row.title, row.reason
        )
    return row


def _brought_in(file: File, case: Case, *, by: Actor, at: datetime) -> File:
    """Let the same content lie in the right dispute, with the copies made of it."""
    same: dict[str, Any] = {
        f.attname: getattr(file, f.attname)
        for f in File._meta.concrete_fields
        if f.name not in {"id", "matter", "case", "side", "state"}
    }
    with perform(file_moves.MOVE_IN, None, by=by, at=at) as step:
        copy = step.subject = File(
            **same,
            matter=case.matter,
            case=case,
            side=_side_of(file, case.matter),
            state=file_moves.MOVE_IN.target,
        )
        copy.save(force_insert=True)
        Derived.objects.bulk_create(
            Derived(
                file=copy,
                purpose=one.purpose,
                page=one.page,
                sha256=one.sha256,
                size=one.size,
                media_type=one.media_type,
            )
            for one in file.derived.all()
        )
        step.fact = facts.ItemMovedIn(copy.pk, copy.sha256, copy.name)
    return copy


def _side_of(file: File, matter: Matter) -> str:
    """Return on which side whoever handed it in stands there; none if they have no part in it."""
    owner = file.on_behalf_of_id or file.submitted_by.person_id
    part = Participation.objects.filter(
        matter=matter, person=owner, role__in=PARTIES, until__isnull=True
    ).first()
    return part.side if part else Side.NONE


def _require_keeper(move: Move, by: Actor) -> None:
    if not by.roles & move.by:
        wanted = "、".join(sorted(role.label for role in move.by))
        raise NotYours(f"卷内更正只能由{wanted}办理。", basis=move.basis)
