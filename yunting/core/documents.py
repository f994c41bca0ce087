"""Papers of the court: an act fixes what one says, the press seals it, nothing changes it after.

`prepare` and `sign` for what a person signs, `issue` for what the court gives by rule. Effects that
need the sealed paper hang on `DocumentSealed`.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, BinaryIO, ClassVar

from yunting.core import document_content as content
from yunting.core import document_facts as facts
from yunting.core import document_moves as moves
from yunting.core import items, store
from yunting.core.actor import Actor
from yunting.core.document_kinds import DocumentKind, kinds, register
from yunting.core.models import Account, Case, Document, Matter, Person, Sealing
from yunting.core.models.matter import Side
from yunting.core.procedure import NotYours, Step, perform
from yunting.core.roles import Role
from yunting.core.verify.files import keeps
from yunting.core.verify.numbers import Gap, explain_gaps_with
from yunting.lib import codes
from yunting.lib.errors import Refused

__all__ = ["DocumentKind", "kinds", "register"]
CODE_GROUPS = 3
# How long a paper that only proves something lets those go first that somebody waits for.
CAN_WAIT = timedelta(minutes=2)
keeps(Document, "sealed_sha256", "paper")


class PaperChanged(Refused):
    """What was to be signed is not what was read."""

    code: ClassVar[str] = "paper-changed"


class NoReasonGiven(Refused):
    """A paper is replaced, recalled or left unsigned with a reason."""

    code: ClassVar[str] = "paper-needs-reason"


class NotSealedYet(Refused):
    """The paper has no sealed file yet."""

    code: ClassVar[str] = "not-sealed-yet"


def prepare(
    kind: DocumentKind,
    context: Any,
    *,
    matter: Matter,
    case: Case | None = None,
    to: Person | None = None,
    side: str | None = None,
    by: Actor,
    at: datetime,
    basis: str = "",
    asked_by: Account | None = None,
) -> Document:
    """Put a paper before those who sign its kind; in the caller's transaction.

    It has no number yet and nobody outside the court sees it. `asked_by` is whose act it follows
    from, where the court prepares it by rule.
    """
    with perform(moves.PREPARE, None, by=by, at=at) as step:
        document = _new(kind, matter=matter, case=case, to=to, side=side, by=by, basis=basis)
        document.prepared_at, document.asked_by = at, asked_by or by.account
        document.number = content.NUMBER_TO_COME if kind.case_type or kind.series else ""
        if not document.number and case is not None:
            document.number = case.number
        content.fix(document, content.body_of(kind, context), signer=None, at=at)
        document.save(force_insert=True)
        step.subject, step.basis = document, document.basis
        step.fact = facts.DocumentPrepared(
            document.pk, kind.name, kind.title, document.context_sha256
        )
    return document


def issue(
    kind: DocumentKind,
    context: Any,
    *,
    matter: Matter,
    case: Case | None = None,
    to: Person | None = None,
    side: str | None = None,
    by: Actor,
    at: datetime,
    basis: str = "",
    asked_by: Account | None = None,
) -> Document:
    """Fix a paper's number, content and hash and hand it to the press; in the caller's transaction.

    `asked_by` is whose act it follows from, where the court issues by rule.

    :raises NotYours: if the kind must be signed and the actor is none of its signers
    """
    document = _new(kind, matter=matter, case=case, to=to, side=side, by=by, basis=basis)
    document.asked_by = asked_by or by.account
    return _issue(document, kind, context, by=by, at=at)


def _issue(
    document: Document, kind: DocumentKind, context: Any, *, by: Actor, at: datetime
) -> Document:
    with perform(moves.ISSUE, None, by=by, at=at) as step:
        _fix(step, document, kind, content.body_of(kind, context), by=by, at=at)
    return document


def sign(document: Document, *, seen: str, by: Actor, at: datetime) -> Document:
    """Sign a prepared paper: from here the press seals it and its effects follow.

    `seen` is the hash of the content that the signer was shown.

    :raises OutOfOrder: if it is not waiting to be signed
    :raises NotYours: if the actor is none of the kind's signers
    :raises PaperChanged: if the content is another than the signer was shown
    """
    kind = kinds()[document.kind]
    with perform(moves.SIGN, document, by=by, at=at) as step:
        found = step.subject
        if found.context_sha256 != seen:
            raise PaperChanged(
                f"《{found.title}》的内容在您查看之后改过。", remedy="请重新打开预览，看过再签发。"
            )
        _fix(step, found, kind, content.body(found), by=by, at=at)
    return step.subject


def discard(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """Give up a prepared paper; it never had a number.

    :raises OutOfOrder: if it is not waiting to be signed
    :raises NoReasonGiven: if no reason is given
    """
    _require(reason)
    with perform(moves.DISCARD, document, by=by, at=at) as step:
        _note(step.subject, reason)
        step.fact = facts.DocumentDiscarded(
            document.pk, document.kind, document.title, reason.strip()
        )
    return step.subject


def seen_by(document: Document | None, account: Account | None) -> Document | None:
    """Return a paper that another one names, if the account may see it; a query if there is one."""
    if document is None or account is None:
        return None
    return document if Document.objects.visible_to(account).filter(pk=document.pk) else None


def supersede(
    document: Document, context: Any, *, reason: str, by: Actor, at: datetime
) -> Document:
    """Replace a sealed paper by another of its kind; the old one stays readable and marked.

    :raises OutOfOrder: if it is not in force, or was replaced meanwhile
    :raises NoReasonGiven: if no reason is given
    :raises NotYours: if the kind must be signed and the actor is none of its signers
    """
    _require(reason)
    kind = kinds()[document.kind]
    with perform(moves.SUPERSEDE, document, by=by, at=at) as step:
        old = step.subject
        new = _new(
            kind,
            matter=old.matter,
            case=old.case,
            to=old.to,
            side=old.side,
            by=by,
            basis=old.basis,
        )
        new.supersedes, new.asked_by = old, by.account
        # The sender's key stands for one fact: that the old paper was replaced.
        _issue(new, kind, context, by=by.holding(None), at=at)
        # What was sealed is not unsealed by correcting it.
        items.withhold_with(new, of=old)
        _note(old, reason)
        step.basis = old.basis
        step.fact = facts.DocumentSuperseded(
            old.pk, old.kind, old.number, old.title, new.pk, reason.strip()
        )
    return new


def recall(document: Document, *, reason: str, by: Actor, at: datetime) -> Document:
    """Take a paper back; who holds it learns so from its code. One not sealed yet never will be.

    :raises OutOfOrder: if it is not in force
    :raises NoReasonGiven: if no reason is given
    :raises NotYours: if the kind must be signed and the actor is none of its signers
    """
    _require(reason)
    with perform(moves.RECALL, document, by=by, at=at) as step:
        found = step.subject
        _require_signer(kinds()[found.kind], by)
        Sealing.objects.filter(document=found).delete()
        _note(found, reason)
        step.basis = found.basis
        step.fact = facts.DocumentRecalled(
            found.pk, found.kind, found.number, found.title, reason.strip()
        )
    return step.subject


def content_of(document: Document) -> BinaryIO:
    """Open the sealed file of a paper.

    :raises NotSealedYet: if it has none yet
    """
    if not document.sealed_sha256:
        raise NotSealedYet(f"《{document.title}》正在用印。", remedy="请过几秒钟再打开。")
    return store.opened(document.sealed_sha256)


def said_in(document: Document) -> dict[str, Any]:
    """Return the part of a paper that is particular to its kind, in plain values."""
    return content.body(document)


def may_sign(document: Document, by: Actor) -> bool:
    """Tell whether the actor is one of those who sign this kind."""
    return bool(by.roles & kinds()[document.kind].signed_by)


def _of_a_paper(gap: Gap) -> str | None:
    """Say of a case number that no case bears that a paper does: a ruling of non-acceptance."""
    bearing = [kind.name for kind in kinds().values() if kind.case_type == gap.type_code]
    found = Document.objects.filter(
        court=gap.court,
        kind__in=bearing,
        number__startswith=f"（{gap.year}）",
        number__endswith=f"{gap.type_code}{gap.number}号",
        issued_at__isnull=False,
    ).first()
    return str(found) if found else None


explain_gaps_with(_of_a_paper)


def _new(
    kind: DocumentKind,
    *,
    matter: Matter,
    case: Case | None,
    to: Person | None,
    side: str | None,
    by: Actor,
    basis: str,
) -> Document:
    return Document(
        court=matter.court,
        matter=matter,
        case=case,
        kind=kind.name,
        title=kind.title,
        to=to,
        audience=kind.audience,
        side=side or Side.NONE,
        code=codes.make(secrets.randbelow, groups=CODE_GROUPS),
        basis=basis or kind.basis,
        asked_by=by.account,
    )


def _fix(
    step: Step[Any],
    document: Document,
    kind: DocumentKind,
    body: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Give the paper its number and its content for good, and put it before the press."""
    _require_signer(kind, by)
    document.issued_by, document.issued_at = by.account, at
    content.number(document, kind, at=at)
    content.fix(document, body, signer=by.account, at=at)
    document.save()
    Sealing.objects.create(document=document, due_at=at + CAN_WAIT if kind.can_wait else at)
    step.subject, step.basis = document, document.basis
    step.fact = facts.DocumentIssued(
        document.pk, kind.name, document.number, kind.title, document.context_sha256
    )


def _require_signer(kind: DocumentKind, by: Actor) -> None:
    if kind.signed_by and not by.roles & kind.signed_by:
        signers = "、".join(sorted(Role(role).label for role in kind.signed_by))
        raise NotYours(
            f"《{kind.title}》只能由{signers}签发。",
            basis=kind.basis,
            remedy="请交有签发职责的人办理。",
        )


def _require(reason: str) -> None:
    if not reason.strip():
        raise NoReasonGiven("请写明理由。", remedy="理由会写进案件记录。", field="reason")


def _note(document: Document, reason: str) -> None:
    document.reason = reason.strip()
    document.save(update_fields=["reason"])
