"""Certified copies (核对一致副本): a party asks, the court compares with the original and says so.

What is given is a paper of the court that names the original by its SHA-256: anybody who holds the
file can tell with it that theirs is the same, and checks the paper by its code. No fee is taken
here, because the court's money is not kept in this system.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from yunting.core import copy_facts as facts
from yunting.core import copy_moves as moves
from yunting.core import documents, items, misfiling, store
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.document_kinds import DocumentKind, register
from yunting.core.items import Item
from yunting.core.models import (
    Account,
    CopyRequest,
    Document,
    File,
    FileState,
    Matter,
    Person,
)
from yunting.core.procedure import perform
from yunting.lib.errors import Refused

PURPOSE_MOST = 200
REASON_MOST = 1000


@dataclass(frozen=True, slots=True)
class CertifiedCopy:
    """核对一致副本证明: which original, whose, of when, how long, and its fingerprint."""

    title: str
    whose: str
    on: date
    pages: int | None
    size: int
    sha256: str
    original_code: str
    purpose: str


KIND = register(
    DocumentKind(
        name="core.certified-copy",
        title="核对一致副本证明",
        template="certified_copy.typ",
        context=CertifiedCopy,
        audience=Audience.SIDE,
        basis=moves.RIGHT,
        signed_by=moves.CERTIFIERS,
        effects=("申请人收到本证明和原件的下载", "任何人凭查验码核对本证明的真伪"),
    )
)


class CannotCertify(Refused):
    """There is no original to compare with: not sealed, not checked, struck, or changed."""

    code: ClassVar[str] = "cannot-certify"


class CopyNeedsWords(Refused):
    """A request says what it is for; a refusal says why."""

    code: ClassVar[str] = "copy-needs-words"


class AlreadyAsked(Refused):
    """The same person has asked for the same and is waiting."""

    code: ClassVar[str] = "copy-already-asked"


def ask(item: Item, *, purpose: str, by: Actor, at: datetime) -> CopyRequest:
    """Ask for a certified copy of a paper or a file one may see. 民事诉讼法 第五十二条.

    :raises NotYours: if the actor is no party to the dispute
    :raises CopyNeedsWords: if it is not said what for
    :raises CannotCertify: if there is no finished original
    :raises AlreadyAsked: if the same request is waiting
    """
    _require(purpose, "purpose", "用途")
    _require_original(item)
    with perform(moves.ASK, None, by=by, at=at) as step:
        row = step.subject = _new(item, purpose, by=by, at=at)
        paper, file = items.numbers(row.what, row.ref)
        step.fact = facts.CopyAsked(row.pk, paper, file, row.title, row.purpose)
    return row


def issue(request: CopyRequest, *, by: Actor, at: datetime) -> CopyRequest:
    """Certify that what the applicant gets is the original, by its hash; the content is compared.

    :raises NotYours: if the actor does not certify
    :raises OutOfOrder: if the request was answered or taken back
    :raises CannotCertify: if the original is no longer there for the applicant, or was changed
    """
    with perform(moves.ISSUE, request, by=by, at=at) as step:
        row = step.subject
        item = original_of(row)
        if item is None:
            raise CannotCertify(
                "申请人现在不能查看这一件，不能出具副本。",
                remedy="原件已被封存或者划除的，请选择“不同意”并说明理由。",
            )
        _require_original(item, compare=True)
        row.document = documents.issue(
            KIND,
            _context(item, row.purpose),
            matter=row.matter,
            case=row.case,
            to=row.person,
            side=row.side,
            by=by.holding(None),
            at=at,
        )
        items.withhold_with(row.document, of=item)
        row.answered_at = at
        row.save(update_fields=["document", "answered_at"])
        paper, file = items.numbers(row.what, row.ref)
        step.fact = facts.CopyIssued(
            row.pk, paper, file, row.document.pk, digest_of(item), row.title
        )
    return row


def refuse(request: CopyRequest, *, reason: str, by: Actor, at: datetime) -> CopyRequest:
    """Do not give the copy, and say why.

    :raises NotYours: if the actor does not certify
    :raises OutOfOrder: if the request was answered or taken back
    :raises CopyNeedsWords: if no reason is given
    """
    _require(reason, "reason", "理由和依据")
    with perform(moves.REFUSE, request, by=by, at=at) as step:
        row = step.subject
        row.reason, row.answered_at = reason.strip()[:REASON_MOST], at
        row.save(update_fields=["reason", "answered_at"])
        paper, file = items.numbers(row.what, row.ref)
        step.fact = facts.CopyRefused(row.pk, paper, file, row.title, row.reason)
    return row


def withdraw(request: CopyRequest, *, by: Actor, at: datetime) -> CopyRequest:
    """Take a request back before it is answered.

    :raises NotYours: if the actor is no party to the dispute
    :raises OutOfOrder: if the request was answered or taken back
    """
    with perform(moves.WITHDRAW, request, by=by, at=at) as step:
        row = step.subject
        row.answered_at = at
        row.save(update_fields=["answered_at"])
        paper, file = items.numbers(row.what, row.ref)
        step.fact = facts.CopyWithdrawn(row.pk, paper, file, row.title)
    return row


def original_of(request: CopyRequest) -> Item | None:
    """Return the original as far as the applicant may still see it; struck ones are gone."""
    kind = next(k for k, model in items.MODELS.items() if model._meta.label == request.what)
    rows = items.rows_for(request.account, kind, request.matter)
    item = rows.filter(pk=request.ref).first()
    return None if item is None or misfiling.struck_of(item) else item


def digest_of(item: Item) -> str:
    """Return the SHA-256 of an item's original; empty for a paper not sealed yet."""
    return item.sealed_sha256 if isinstance(item, Document) else item.sha256


def newest_of(item: Item, account: Account) -> CopyRequest:
    """Return the account's newest request for a copy of this item; one query."""
    rows = CopyRequest.objects.filter(what=items.label_of(item), ref=item.pk, account=account)
    return rows.select_related("document").latest("pk")


def papers_about(row: Model) -> Iterable[Model]:
    """Return the certificates that name an item: they are sealed and hidden with it."""
    if not isinstance(row, Document | File):
        return ()
    return Document.objects.filter(copy_request__what=items.label_of(row), copy_request__ref=row.pk)


def requests_of(matter: Matter, account: Account) -> list[CopyRequest]:
    """Return the requests in a dispute the account may see, newest first; one query."""
    rows = CopyRequest.objects.visible_to(account).filter(matter=matter)
    return list(rows.select_related("person", "document").order_by("-id"))


def _require(words: str, field: str, what: str) -> None:
    if not words.strip():
        raise CopyNeedsWords(f"请写明{what}。", remedy="会写进案件记录。", field=field)


def _require_original(item: Item, *, compare: bool = False) -> None:
    is_there = item.state == ("sealed" if isinstance(item, Document) else FileState.READY)
    if not is_there or misfiling.struck_of(item):
        raise CannotCertify(
            f"“{items.title_of(item)}”{item.get_state_display()}，没有可以核对的原件。",
            remedy="请选择有效的文书，或者已经检查通过、没有划除的材料。",
        )
    if compare and not store.is_whole(digest_of(item)):
        raise CannotCertify(
            f"“{items.title_of(item)}”存档的内容和登记的指纹不一致，不能核对一致。",
            remedy="请立即报告系统管理员，运行 yunting verify 查明原因。",
        )


def _new(item: Item, purpose: str, *, by: Actor, at: datetime) -> CopyRequest:
    row = CopyRequest(
        matter=item.matter,
        case=item.case,
        what=items.label_of(item),
        ref=item.pk,
        title=items.title_of(item),
        account=by.account,
        person=_applicant(by),
        side=by.side,
        purpose=purpose.strip()[:PURPOSE_MOST],
        state=moves.ASK.target,
        at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "copy_asked_once_at_a_time" not in str(error):
            raise
        raise AlreadyAsked(
            f"您已经申请过“{row.title}”的副本，正在办理。", remedy="请等法院办理，或者先撤回。"
        ) from error
    return row


def _applicant(by: Actor) -> Person:
    person = by.on_behalf_of or by.person
    if person is None:
        raise TypeError("a copy is asked for by somebody")
    return person


def _context(item: Item, purpose: str) -> CertifiedCopy:
    if isinstance(item, File):
        return CertifiedCopy(
            title=item.name,
            whose=str(item.on_behalf_of or item.submitted_by),
            on=items.day_of(item),
            pages=item.pages,
            size=item.size,
            sha256=item.sha256,
            original_code="",
            purpose=purpose,
        )
    return CertifiedCopy(
        title=f"{item.title} {item.number}".strip(),
        whose="本院",
        on=items.day_of(item),
        pages=item.pages,
        size=store.path_of(item.sealed_sha256).stat().st_size,
        sha256=item.sealed_sha256,
        original_code=item.code,
        purpose=purpose,
    )
