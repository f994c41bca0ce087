"""What a paper says, fixed as bytes: the part of its kind, and what stands around it on each."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.conf import settings

from yunting.core import numbers
from yunting.core.document_kinds import DocumentKind, kinds
from yunting.core.models import Account, Document, TreeHead
from yunting.lib import canonical, clock, numerals
from yunting.rules import case_numbers

NUMBER_TO_COME = "（编号在签发时编定）"


def body_of(kind: DocumentKind, context: Any) -> dict[str, Any]:
    """Return a context in its canonical form.

    :raises TypeError: if it is not of the kind's own type, or a value has no canonical form
    """
    if type(context) is not kind.context:
        raise TypeError(f"{kind.name} is made from a {kind.context.__name__}")
    plain = {f.name: _plain(getattr(context, f.name)) for f in dataclasses.fields(context)}
    return dict(canonical.plain(plain))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def fix(document: Document, body: dict[str, Any], *, signer: Account | None, at: datetime) -> None:
    """Write body and frame into the paper, with their hash; not saved."""
    document.context = whole(document, body, signer=signer, at=at)
    document.context_sha256 = hashlib.sha256(document.context).hexdigest()


def whole(
    document: Document, body: dict[str, Any], *, signer: Account | None, at: datetime
) -> bytes:
    """Return everything a paper would say if it were signed by this person at that time."""
    frame = _frame(document, signer=signer, on=clock.day_of(at))
    return canonical.encode({"body": body, "frame": frame})


def body(document: Document) -> dict[str, Any]:
    """Return the part of a paper that is particular to its kind."""
    return dict(json.loads(bytes(document.context))["body"])


def number(document: Document, kind: DocumentKind, *, at: datetime) -> None:
    """Give a paper its number within the caller's transaction; not saved.

    The row of the series stays locked until that ends: an act that is refused gives its number
    back, and no number is missing or given twice.
    """
    year = clock.day_of(at).year
    court = document.court
    if kind.case_type:
        last = numbers.next_in_series(court, type_code=kind.case_type, year=year) - 1
        found = case_numbers.number(
            court.code, kind.case_type, received=clock.day_of(at), last=last
        )
        document.number = str(found.value)
    elif kind.series:
        document.series, document.year = kind.series, year
        document.sequence = numbers.next_of_papers(court, series=kind.series, year=year)
        document.number = f"{court.code}{kind.series}〔{year}〕{document.sequence}号"
    else:
        document.number = document.case.number if document.case else ""


def court_name(document: Document) -> str:
    """Return the court as it stands on its papers: with its province."""
    known = case_numbers.court_codes().get(document.court.code)
    return known.name if known else document.court.name


def check_address(code: str) -> str:
    """Return the short address behind the QR code of a paper."""
    return f"{settings.PUBLIC_URL}/c/{code}"


def _frame(document: Document, *, signer: Account | None, on: date) -> dict[str, Any]:
    address = check_address(document.code)
    replaced = document.supersedes
    signs_as = kinds()[document.kind].signs_as
    return {
        "court": court_name(document),
        "title": document.title,
        "number": document.number,
        "to": document.to.name if document.to else "",
        "on": on,
        "date": numerals.day(on),
        "code": document.code,
        "address": address,
        "shown_address": address.partition("://")[2],
        "head": _newest_head(),
        "signed": [[signs_as, str(signer)]] if signs_as and signer else [],
        "replaces": f"本件替换查验码{replaced.code}的{replaced.title}" if replaced else "",
    }


def _newest_head() -> str:
    """Return the newest head of the log as it is printed; empty while there is none."""
    head = TreeHead.objects.order_by("-size").first()
    if head is None:
        return ""
    digits = bytes(head.root).hex()[:16].upper()
    groups = " ".join(digits[start : start + 4] for start in range(0, 16, 4))
    return f"日志第{head.size}条 {groups}"
