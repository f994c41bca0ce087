"""Rulings on jurisdiction: drawn up for the judge to read with their effects, done by signing.

民事诉讼法 第一百三十条, 第三十七条. A ruling on an objection does what it says when it is signed;
it is served on every party, and each one's days to appeal run from its own service.
"""

from __future__ import annotations

from datetime import datetime

from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.idempotency import first_time
from yunting.core.models import CaseState, Document, DocumentState
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.filing import documents as papers
from yunting.filing import procedure
from yunting.filing.models import JurisdictionObjection, ObjectionState
from yunting.filing.selectors import contexts
from yunting.filing.selectors.rulings import objection_of, ruling_on
from yunting.filing.services import issuing, objection
from yunting.lib import clock


def prepare_ruling(
    raised: JurisdictionObjection,
    *,
    is_upheld: bool,
    to_court: str = "",
    reasons: str,
    by: Actor,
    at: datetime,
) -> Document:
    """Draw up the ruling on an objection, for the judge to read and sign. FIL-17.

    `to_court` is where the case goes if the objection holds.

    :raises NotYours: if the actor is no judge of the case
    :raises NoReasons: if the reasons or the court are missing
    :raises OutOfOrder: if it has been ruled on or withdrawn, or a ruling waits already
    """
    if not by.roles & procedure.DISMISS_OBJECTION.by:
        raise NotYours(
            "管辖权异议由承办法官裁定。",
            basis=procedure.DISMISS_OBJECTION.basis,
            remedy="请交承办法官办理。",
        )
    objection.require_reasons(reasons, to_court if is_upheld else "本院")
    kind = papers.OBJECTION_UPHELD if is_upheld else papers.OBJECTION_DISMISSED
    with first_time(by):
        held = JurisdictionObjection.objects.select_for_update(no_key=True, of=("self",)).get(
            pk=raised.pk
        )
        _require_open(held)
        on = clock.day_of(at)
        said = contexts.ruling(
            held, to_court=to_court.strip() if is_upheld else "", reasons=reasons, on=on
        )
        return documents.prepare(kind, said, matter=held.matter, case=held.case, by=by, at=at)


def take_effect(document: Document, *, by: Actor, at: datetime) -> JurisdictionObjection:
    """Rule as the signed paper says: the effect of signing it, in the same transaction. FIL-17.

    `by` is who signed.

    :raises OutOfOrder: if the objection was withdrawn meanwhile
    """
    said, held = documents.said_in(document), objection_of(document)
    if document.kind == papers.OBJECTION_UPHELD.name:
        return objection.uphold(held, to_court=said["to"], reasons=said["reason"], by=by, at=at)
    return objection.dismiss(held, reasons=said["reason"], by=by, at=at)


def transfer_case(held: JurisdictionObjection, *, by: Actor, at: datetime) -> None:
    """Transfer the case once the ruling that says so is final; again does nothing. JUR-10."""
    ruling = ruling_on(held)
    is_due = held.state == ObjectionState.TRANSFERRED
    if ruling is not None and is_due and held.case.state != CaseState.TRANSFERRED:
        issuing.end_here(held.case, ruling, to=held.to_court, by=by, at=at)


def _require_open(held: JurisdictionObjection) -> None:
    if held.state != ObjectionState.RAISED:
        raise OutOfOrder(
            f"现在的状态是“{held.get_state_display()}”，不能再作出裁定。",
            basis=procedure.DISMISS_OBJECTION.basis,
            remedy="请刷新页面，查看现在可以办理的事项。",
        )
    waiting = ruling_on(held)
    if waiting is not None and waiting.state == DocumentState.PREPARED:
        raise OutOfOrder(
            "这件异议的裁定书已经拟出，等待签发。",
            basis=procedure.DISMISS_OBJECTION.basis,
            remedy="请打开那一份签发；要改的，先选择“不签发”。",
        )
