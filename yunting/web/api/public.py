"""What anybody may ask without an account: is this code the court's, and what did the court sign.

A mirror of the log needs heads, the proof that each begins the next, and the keys.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar

from django.http import HttpRequest
from ninja import Query, Router, Schema

from yunting.core import heads, log
from yunting.core.models import LogKey, TreeHead
from yunting.lib.errors import NotVisible
from yunting.lib.text import Misread
from yunting.ui.terms import Term, all_terms
from yunting.web import check
from yunting.web.api.matters import HeadOut
from yunting.web.api.paging import Code

router = Router(tags=["公开"], auth=None)
Older = Annotated[int, Query(ge=1, description="较早的长度")]
Newer = Annotated[int, Query(ge=1, description="较晚的长度")]


class NoSuchSize(Misread):
    """The log never had that size, or the sizes stand the wrong way round."""

    code: ClassVar[str] = "no-such-size"


class DetailOut(Schema):
    """One thing anybody may know of a code."""

    label: str
    text: str


class CheckedOut(Schema):
    """That a code is the court's, what kind of thing it stands for and when; never whose.

    Of what is sealed only that it is: `at` is null.
    """

    what: str
    court: str
    at: datetime | None
    details: list[DetailOut]


class TermOut(Schema):
    """A legal term, what it means in plain words, and the article it stands in."""

    name: str
    plain: str
    basis: str


class ConsistencyOut(Schema):
    """The path which shows that the log of `old` leaves begins that of `new` (RFC 9162 §2.1.4)."""

    old: int
    new: int
    path: list[str]


class LogKeyOut(Schema):
    """A published key of the log; `endorsement` is the older key's signature of its fingerprint."""

    fingerprint: str
    modulus: str
    exponent: int
    endorsed_by: str
    endorsement: str
    published_at: datetime


@router.get("/check/{code}", response=CheckedOut, summary="查验短信或者回执上的编码")
def check_code(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Say what a code of the court stands for."""
    found = check.what_is(code)
    if found is None:
        raise NotVisible
    details = [{"label": label, "text": text} for label, text in (*found.details, *found.proofs)]
    return {"what": found.what, "court": found.court, "at": found.at, "details": details}


@router.get("/terms", response=list[TermOut], summary="法律词语的白话解释")
def legal_terms(request: HttpRequest) -> list[Term]:
    """Return every legal term that is explained in place, with its article."""
    return list(all_terms())


@router.get("/log/head", response=HeadOut, summary="防篡改日志最新的签名")
def latest_head(request: HttpRequest) -> dict[str, Any]:
    """Return the newest signed head of the log."""
    return _head(TreeHead.objects.order_by("-size").first())


@router.get("/log/heads/{int:size}", response=HeadOut, summary="防篡改日志在某一长度的签名")
def head_at(request: HttpRequest, size: int) -> dict[str, Any]:
    """Return the head that was signed when the log had this size."""
    return _head(TreeHead.objects.filter(size=size).first())


@router.get("/log/consistency", response=ConsistencyOut, summary="日志只增不改的证明")
def consistency(request: HttpRequest, old: Older, new: Newer) -> dict[str, Any]:
    """Return the proof that one size of the log begins another."""
    if not old <= new <= log.size_now():
        raise NoSuchSize(
            "日志没有这样的两个长度。", remedy="old 不大于 new，new 不大于最新签名的 size。"
        )
    path = [step.hex() for step in log.consistency_proof(old, new)]
    return {"old": old, "new": new, "path": path}


@router.get("/log/keys", response=list[LogKeyOut], summary="签署日志的公钥，旧的在前")
def keys(request: HttpRequest) -> list[dict[str, Any]]:
    """Return every key the court has published for its log."""
    return [
        {
            "fingerprint": key.fingerprint,
            "modulus": key.modulus,
            "exponent": key.exponent,
            "endorsed_by": key.endorsed_by,
            "endorsement": key.endorsement,
            "published_at": key.event.at,
        }
        for key in LogKey.objects.select_related("event").order_by("pk")
    ]


def _head(head: TreeHead | None) -> dict[str, Any]:
    if head is None:
        raise NotVisible
    return dict(heads.as_json(head))
