"""Prepare a list of evidence, hand it in, exchange it. 民事诉讼法 第六十七、六十八条; OL-11, OL-14.

A list is its party's alone until it is handed in: with the complaint, or later by itself. In a case
it is then exchanged with everybody. Who is late says why; whether that is heard is for the court.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Max

from yunting.core import files, idempotency
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.models import Case, File, Matter, Person, Upload
from yunting.core.procedure import NotYours, perform
from yunting.filing import events, procedure, settings
from yunting.filing.models import (
    Evidence,
    EvidenceFile,
    EvidenceList,
    ItemState,
    ListState,
    Original,
)
from yunting.filing.selectors import evidence as read
from yunting.lib import canonical, codes
from yunting.lib.errors import Refused


class NothingAttached(Refused):
    """An item of evidence without a file is none."""

    code: ClassVar[str] = "nothing-attached"


class TooManyFiles(Refused):
    """More files for one item, or items on one list, than anybody can look through."""

    code: ClassVar[str] = "too-many-files"


class HandedIn(Refused):
    """What was handed in stays as it is."""

    code: ClassVar[str] = "handed-in"


class NothingListed(Refused):
    """A list without items cannot be handed in."""

    code: ClassVar[str] = "nothing-listed"


class NotSentYet(Refused):
    """Before the complaint is sent, its evidence is handed in with it."""

    code: ClassVar[str] = "not-sent-yet"


class LateWithoutReason(Refused):
    """Who gives evidence after its period says why (民事诉讼法 第六十八条第二款)."""

    code: ClassVar[str] = "late-without-reason"


@dataclass(frozen=True, slots=True)
class Item:
    """What an item of evidence says of itself."""

    name: str
    proves: str
    source: str
    original: Original


def add(
    matter: Matter, item: Item, uploads: Sequence[Upload], *, by: Actor, at: datetime
) -> Evidence:
    """Put an item on the list its party is preparing; the list is begun with its first item.

    :raises NothingAttached: if there is no file
    :raises TooManyFiles: if there are more files, or items, than the court takes
    :raises UploadUnfinished: if a file has not come in full
    :raises NotYours: if the actor is no party
    """
    # The first of two copies of a form has used the files: the second is not one without any.
    idempotency.check(by)
    if not uploads:
        raise NothingAttached("还没有选文件。", remedy="请拍照，或者选择文件。", field="file")
    with (
        transaction.atomic(),
        perform(procedure.ADD_EVIDENCE, None, by=by, at=at) as step,
    ):
        on_list = _list_in_the_making(matter, by=by, at=at)
        if on_list.items.exclude(state=ItemState.REMOVED).count() >= settings.ITEMS_PER_LIST_MOST:
            raise TooManyFiles(
                f"一份清单最多 {settings.ITEMS_PER_LIST_MOST} 项证据。",
                remedy="请先提交这一份，再开始下一份。",
            )
        evidence = step.subject = Evidence.objects.create(
            matter=matter,
            case=on_list.case,
            on_list=on_list,
            person=on_list.person,
            side=on_list.side,
            at=at,
            **asdict(item),
        )
        names = _attach(evidence, uploads, by=by, at=at)
        step.fact = events.EvidenceListed(evidence.pk, evidence.name, names)
    return evidence


def change(
    evidence: Evidence, item: Item, uploads: Sequence[Upload], *, by: Actor, at: datetime
) -> Evidence:
    """Change what an item says, and add files to it, before it is handed in.

    :raises HandedIn: if it was handed in
    :raises TooManyFiles: if it would have more files than the court takes
    :raises UploadUnfinished: if a file has not come in full
    :raises NotYours: if it is another party's
    """
    _require_own(evidence.person, by)
    with perform(procedure.CHANGE_EVIDENCE, evidence, by=by, at=at) as step:
        _require_draft(step.subject)
        for name, value in asdict(item).items():
            setattr(step.subject, name, value)
        step.subject.save()
        names = _attach(step.subject, uploads, by=by, at=at)
        step.fact = events.EvidenceChanged(evidence.pk, step.subject.name, names)
    return step.subject


def take_off(evidence: Evidence, *, by: Actor, at: datetime) -> Evidence:
    """Take an item off a list that is not handed in; its files stay its party's alone.

    :raises HandedIn: if it was handed in
    :raises NotYours: if it is another party's
    """
    _require_own(evidence.person, by)
    with perform(procedure.TAKE_OFF, evidence, by=by, at=at) as step:
        _require_draft(step.subject)
        step.fact = events.EvidenceTakenOff(evidence.pk, evidence.name)
    return step.subject


def submit(
    on_list: EvidenceList, *, late_reason: str = "", by: Actor, at: datetime
) -> EvidenceList:
    """Hand in a list: number its items, fix their hashes, give a receipt.

    :raises NothingListed: if it has no items
    :raises NotSentYet: if the complaint it belongs to was not sent
    :raises LateWithoutReason: if the party's period to give evidence is over and no reason is given
    :raises OutOfOrder: if it was handed in before
    :raises NotYours: if it is another party's
    """
    _require_own(on_list.person, by)
    if on_list.matter.sent_at is None:
        raise NotSentYet(
            "起诉状还没有提交，证据会和起诉状一起提交。", remedy="请先核对、签名、提交起诉状。"
        )
    return _submit(on_list, late_reason, by=by, at=at)


def submit_with_complaint(matter: Matter, *, by: Actor, at: datetime) -> EvidenceList | None:
    """Hand in what was prepared together with the complaint, in its act; None if nothing was."""
    person = _whose(by)
    found = EvidenceList.objects.filter(matter=matter, person=person, state=ListState.DRAFT).first()
    if found is None or not read.items_of(found):
        return None
    return _submit(found, "", by=by.holding(None), at=at)


def _submit(on_list: EvidenceList, late_reason: str, *, by: Actor, at: datetime) -> EvidenceList:
    with perform(procedure.SUBMIT_LIST, on_list, by=by, at=at) as step:
        items = read.items_of(step.subject)
        if not items:
            raise NothingListed("清单里还没有证据。", remedy="请先添加证据。")
        _require_in_time(step.subject, late_reason, at=at)
        _number(items)
        body = _body(step.subject, items)
        step.subject.late_reason = late_reason.strip()
        step.subject.submitted_at = at
        step.subject.sha256 = hashlib.sha256(body).hexdigest()
        step.subject.receipt = codes.make(secrets.randbelow, groups=3)
        step.subject.save()
        files.hand_in([f for item in items for f in item.files.all()], at=at)
        step.fact = events.EvidenceListSubmitted(
            run=step.subject.run,
            numbers=tuple(item.number or 0 for item in items),
            names=tuple(item.name for item in items),
            sha256=step.subject.sha256,
            receipt=step.subject.receipt,
            late_reason=step.subject.late_reason,
        )
    return step.subject


def disclose(on_list: EvidenceList, case: Case, *, by: Actor, at: datetime) -> EvidenceList:
    """Exchange a list: every party of the case can see it from now on. `by` is the court.

    :raises OutOfOrder: if it was exchanged before
    """
    with perform(procedure.DISCLOSE, on_list, by=by, at=at) as step:
        step.subject.case = case
        step.subject.save(update_fields=["case"])
        items = read.items_of(step.subject)
        step.subject.items.update(case=case)
        files.open_to([f for i in items for f in i.files.all()], Audience.PARTIES, case=case)
        step.fact = events.EvidenceDisclosed(
            party=step.subject.person.name,
            run=step.subject.run,
            numbers=tuple(item.number or 0 for item in items),
        )
    return step.subject


def _list_in_the_making(matter: Matter, *, by: Actor, at: datetime) -> EvidenceList:
    """Return the party's list in the making, begun if there is none.

    A second device waits for the first at the dispute's row and finds the list it made.
    """
    person = _whose(by)
    Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    own = EvidenceList.objects.filter(matter=matter, person=person)
    held = own.filter(state=ListState.DRAFT).first()
    if held is not None:
        held.person = person
        return held
    last = own.aggregate(last=Max("run"))["last"] or 0
    with perform(procedure.BEGIN_LIST, None, by=by.holding(None), at=at) as step:
        step.subject = EvidenceList.objects.create(
            matter=matter,
            case=read.case_of(matter),
            person=person,
            side=by.side,
            run=last + 1,
        )
        step.fact = events.EvidenceListBegun(last + 1)
    found: EvidenceList = step.subject
    return found


def _attach(
    evidence: Evidence, uploads: Sequence[Upload], *, by: Actor, at: datetime
) -> tuple[str, ...]:
    """Take uploads as the next files of an item; return the hashes of all it has."""
    there = read.files_of(evidence)
    if len(there) + len(uploads) > settings.FILES_PER_ITEM_MOST:
        raise TooManyFiles(
            f"一项证据最多 {settings.FILES_PER_ITEM_MOST} 个文件。",
            remedy="请合并成 PDF，或者分成几项证据。",
            field="file",
        )
    taken = files.finish_uploads(
        uploads,
        audience=Audience.SIDE,
        side=evidence.side,
        case=evidence.case,
        is_sent=False,
        by=by,
        at=at,
    )
    EvidenceFile.objects.bulk_create(
        EvidenceFile(evidence=evidence, file=file, position=position)
        for position, file in enumerate(taken, start=len(there) + 1)
    )
    return tuple(f.sha256 for f in [*there, *taken])


def _number(items: Sequence[Evidence]) -> None:
    own = Evidence.objects.filter(matter=items[0].matter_id, person=items[0].person_id)
    last = own.aggregate(last=Max("number"))["last"] or 0
    for number, item in enumerate(items, start=last + 1):
        item.number = number
    Evidence.objects.bulk_update(items, ["number"])


def _body(on_list: EvidenceList, items: Sequence[Evidence]) -> bytes:
    """Return the canonical bytes the receipt's hash is of: every item, every file's hash."""
    return canonical.encode(
        {
            "run": on_list.run,
            "items": [
                {
                    "number": item.number,
                    "name": item.name,
                    "proves": item.proves,
                    "source": item.source,
                    "original": item.original,
                    "files": [_named(f) for f in item.files.all()],
                }
                for item in items
            ],
        }
    )


def _named(file: File) -> dict[str, object]:
    return {"name": file.name, "sha256": file.sha256, "size": file.size}


def _require_in_time(on_list: EvidenceList, late_reason: str, *, at: datetime) -> None:
    over = read.period_over(on_list.matter, on_list.person, at=at)
    if over is not None and not late_reason.strip():
        raise LateWithoutReason(
            f"举证期限已于 {over:%Y-%m-%d} 届满，逾期提供证据应当说明理由。",
            basis="民事诉讼法 第六十八条第二款",
            remedy="请写明为什么没有在期限内提供。",
            field="late_reason",
        )


def _require_draft(evidence: Evidence) -> None:
    if not evidence.is_draft:
        raise HandedIn(
            "这项证据已经提交，不能修改。",
            basis="民事诉讼法 第六十八条第二款",
            remedy="需要补充的，请添加新的证据。",
        )


def _require_own(person: Person, by: Actor) -> None:
    if _whose(by) != person:
        raise NotYours(
            "只有提交这项证据的当事人或者代理人可以办理。",
            basis="民事诉讼法 第六十七条第一款",
            remedy="如您认为身份有误，请拨打12368。",
        )


def _whose(by: Actor) -> Person:
    person = by.on_behalf_of or by.person
    if person is None:
        raise TypeError("evidence is given by somebody")
    return person
