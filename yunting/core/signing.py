"""Sign many papers: each was shown, each is signed on its own, none by who asked for it. T19.

Two persons stand behind every seal of a batch: who asked for the paper and who signed it
(I-SEAL-6).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db.models import QuerySet

from yunting.core import bulk, documents
from yunting.core.actor import Actor
from yunting.core.bulk import Item
from yunting.core.document_kinds import kinds
from yunting.core.models import Account, Bulk, Document, DocumentState
from yunting.lib.errors import NotVisible, Refused

SIGN = "core.sign"


class SamePerson(Refused):
    """Who asked for a paper does not sign it in a batch."""

    code: ClassVar[str] = "same-person"


def to_sign(account: Account, *, roles: frozenset[str]) -> QuerySet[Document]:
    """Return the papers that wait for a signature one of these roles gives, the oldest first.

    `roles` are the account's posts.
    """
    mine = [kind.name for kind in kinds().values() if roles & kind.signed_by]
    rows = Document.objects.visible_to(account).filter(state=DocumentState.PREPARED, kind__in=mine)
    return rows.select_related("court", "matter", "case", "to", "asked_by__person").order_by("id")


def sign_each(chosen: Sequence[tuple[Document, str]], *, by: Actor, at: datetime) -> Bulk:
    """Sign papers in the background; each comes with the hash of the content that was shown.

    :raises NothingChosen: if there are none, or too many
    """
    items = [Item(one.pk, f"{one.title} {_about(one)}"[:200], seen) for one, seen in chosen]
    return bulk.start(SIGN, items, by=by, at=at)


def _about(document: Document) -> str:
    if document.case is not None:
        return str(document.case.number)
    return f"纠纷码 {document.matter.code}"


def _sign(ref: int, seen: str, account: Account, at: datetime) -> str:
    document = Document.objects.visible_to(account).select_related("matter").filter(pk=ref).first()
    if document is None:
        raise NotVisible
    if document.asked_by_id == account.pk:
        raise SamePerson(
            "这份文书是您自己拟的，批量签发要由另一个人办理。",
            remedy="请交有签发职责的同事，或者打开这一份单独签发。",
        )
    by = Actor.of(account, document.matter)
    signed = documents.sign(document, seen=seen, by=by, at=at)
    return f"已签发，编号{signed.number}" if signed.number else "已签发"


bulk.register(SIGN, _sign)
