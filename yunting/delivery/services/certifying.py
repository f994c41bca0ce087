"""Issue the certificate of a service once it takes effect, and anew when its day changes. T20."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from yunting.core import documents, items
from yunting.core.actor import Actor
from yunting.core.models import Document, DocumentState
from yunting.delivery.documents import (
    E_CERTIFICATE,
    RETURN,
    Certificate,
    ServiceReturn,
    Tried,
)
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import ELECTRONIC
from yunting.lib import clock
from yunting.rules import causes
from yunting.rules.service.electronic import Ground

_SERVED = (ServiceState.SERVED, ServiceState.CONTESTED)


def certify(service: Service, *, by: Actor, at: datetime) -> Document | None:
    """Issue 电子送达凭证 or 送达回证 for a service; None if it is not served. ES-07.

    A certificate whose day no longer holds is superseded by the new one.
    """
    with transaction.atomic():
        rows = Service.objects.select_for_update(no_key=True, of=("self",))
        found = rows.select_related("document", "matter", "case", "to", "party").get(pk=service.pk)
        if found.state not in _SERVED:
            return None
        old = found.certificate
        kind = E_CERTIFICATE if found.method in ELECTRONIC else RETURN
        said = context_of(found) if kind is E_CERTIFICATE else return_of(found)
        if old is not None and old.kind == kind.name and old.state == DocumentState.SEALED:
            made = documents.supersede(old, said, reason="送达日期改定", by=by, at=at)
        else:
            made = documents.issue(
                kind,
                said,
                matter=found.matter,
                case=found.case,
                to=found.to,
                side=found.side,
                by=by,
                at=at,
            )
        items.withhold_with(made, of=found.document)
        found.certificate = made
        found.save(update_fields=["certificate"])
    return made


def withdraw(service: Service, *, by: Actor, at: datetime) -> None:
    """Take back the certificate of a service that turned out to be none."""
    found = Service.objects.select_related("certificate__matter").get(pk=service.pk)
    old = found.certificate
    if old is None or old.state not in (DocumentState.SEALED, DocumentState.ISSUED):
        return
    documents.recall(old, reason="送达被推翻", by=by, at=at)


def context_of(service: Service) -> Certificate:
    """Return what the certificate says, from the rows; two queries."""
    tried = list(service.attempts.select_related("account__person").order_by("id"))
    document = service.document
    clerk = next((str(one.account) for one in reversed(tried) if one.account), "")
    ground = next((one.ground for one in tried if one.ground), "")
    if service.effective_on is None:
        raise TypeError("only what is served is certified")
    return Certificate(
        recipient=service.to.name,
        party=service.party.name,
        paper=document.title,
        paper_number=document.number,
        paper_code=document.code,
        sha256=document.sealed_sha256,
        ground=Ground(ground).label if ground else "",
        effective_on=service.effective_on,
        method=str(service.get_method_display()),
        rule=service.rule,
        reasons=service.steps,
        attempts=tuple(map(_tried, tried)),
        clerk=clerk,
    )


def return_of(service: Service) -> ServiceReturn:
    """Return what the return of service says, from the rows; two queries. T12."""
    tried = list(service.attempts.select_related("account__person").order_by("id"))
    if service.effective_on is None:
        raise TypeError("only what is served has a return")
    served = next((one for one in reversed(tried) if one.method == service.method), tried[-1])
    document = service.document
    return ServiceReturn(
        cause=_cause_of(service, on=service.effective_on),
        recipient=service.to.name,
        party=service.party.name,
        paper=document.title,
        paper_number=document.number,
        paper_code=document.code,
        method=str(service.get_method_display()),
        address=served.address or served.place,
        received_on=service.effective_on,
        received_by=served.received_by,
        refusal=served.failure,
        witness=served.witness,
        server=str(served.account or ""),
        tracking=served.tracking,
        remark=served.note,
        reasons=service.steps,
        attempts=tuple(map(_tried, tried)),
    )


def _cause_of(service: Service, *, on: date) -> str:
    """Return the cause of the case; empty for a ruling that refuses to make one."""
    return causes.by_code(service.case.cause, on=on).value.name if service.case else ""


def _tried(attempt: Attempt) -> Tried:
    return Tried(
        method=str(attempt.get_method_display()),
        address=attempt.address or attempt.place,
        sent=_instant(attempt.sent_at),
        arrived=_instant(attempt.arrived_at),
        read=_instant(attempt.read_at),
        replied=_instant(attempt.replied_at),
        result=result_of(attempt),
    )


def result_of(attempt: Attempt) -> str:
    """Return what came of an attempt, in a word or with the reason."""
    if attempt.rebutted:
        return "不能证明送达"
    if attempt.failed_at is not None:
        return attempt.failure
    if attempt.replied_at is not None:
        return "已回复"
    if attempt.read_at is not None:
        return "已阅知"
    if attempt.arrived_at is not None:
        return attempt.received_by or "已到达"
    return "已发出" if attempt.sent_at else "等待发出"


def _instant(at: datetime | None) -> str:
    return f"{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}" if at else ""
