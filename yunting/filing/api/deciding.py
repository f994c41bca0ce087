"""The court's answers to what a defendant asks for, for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.idempotency import once
from yunting.core.models import Case
from yunting.filing import procedure
from yunting.filing.api import defence_shapes as shapes
from yunting.filing.api.defending import about_extension, about_objection
from yunting.filing.models import ExtensionRequest, JurisdictionObjection
from yunting.filing.selectors import association as named
from yunting.filing.selectors import defending as door
from yunting.filing.selectors.parties import ANSWERS, SUING, parties_of
from yunting.filing.selectors.rulings import TRANSFERS, ruling_on, transfer_of
from yunting.filing.services import association, extension, issuing, objection, ruling
from yunting.lib import clock
from yunting.lib.errors import NotVisible

deciding_api = Router(tags=["答辩：法院"])


@deciding_api.get(
    "/associations", response=list[shapes.WaitingOut], summary="等待核对的关联申请，先到的在前"
)
def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """Return who asks to be linked to the cases I answer for."""
    account = account_of(request)
    if not account.is_court_staff:
        raise NotVisible
    return [
        {
            "id": one.pk,
            "case": one.case.number,
            "party": one.participation.person.name,
            "asker": one.person.name,
            "at": one.at,
        }
        for one in named.waiting_for(account)
    ]


@deciding_api.post("/associations/{int:pk}/confirm", response={204: None}, summary="确认关联")
def confirm(request: HttpRequest, pk: int) -> Any:
    """Confirm, after comparing, that somebody is the party."""
    held, actor = door.association_for(request, pk)
    once(association.confirm, held, by=actor, at=clock.now())
    return Status(204, None)


@deciding_api.post("/associations/{int:pk}/reject", response={204: None}, summary="不予确认关联")
def reject(request: HttpRequest, pk: int, body: shapes.RejectIn) -> Any:
    """Say, after comparing, that it is somebody else."""
    held, actor = door.association_for(request, pk)
    once(association.reject, held, reason=body.reason, by=actor, at=clock.now())
    return Status(204, None)


@deciding_api.post(
    "/objections/{int:pk}/rule", response=shapes.ObjectionOut, summary="拟出对管辖权异议的裁定书"
)
def rule(request: HttpRequest, pk: int, body: shapes.RulingIn) -> dict[str, Any]:
    """Draw up the ruling on an objection; it is done by signing the paper that `ruling` names."""
    held, actor = _objection(request, pk, procedure.DISMISS_OBJECTION.by)
    once(
        ruling.prepare_ruling,
        held,
        is_upheld=body.outcome == "uphold",
        to_court=body.to_court,
        reasons=body.reasons,
        by=actor,
        at=clock.now(),
    )
    held.refresh_from_db()
    return about_objection(held, ruling_on(held))


@deciding_api.post(
    "/objections/{int:pk}/appeal", response=shapes.ObjectionOut, summary="登记对裁定的上诉"
)
def record_appeal(request: HttpRequest, pk: int, body: shapes.AppealIn) -> dict[str, Any]:
    """Record that a party has appealed against the ruling."""
    held, actor = _objection(request, pk, procedure.RECORD_APPEAL.by)
    parties = {one.pk: one for one in parties_of(held.case, (*SUING, *ANSWERS))}
    if body.party not in parties:
        raise NotVisible
    once(objection.record_appeal, held, parties[body.party], by=actor, at=clock.now())
    held.refresh_from_db()
    return about_objection(held)


@deciding_api.post(
    "/objections/{int:pk}/second", response=shapes.ObjectionOut, summary="登记二审裁定"
)
def second(request: HttpRequest, pk: int, body: shapes.SecondInstanceIn) -> dict[str, Any]:
    """Record what the court above has ruled."""
    held, actor = _objection(request, pk, procedure.DISMISS_OBJECTION.by)
    once(
        objection.record_second_instance,
        held,
        is_transfer=body.is_transfer,
        by=actor,
        at=clock.now(),
    )
    held.refresh_from_db()
    return about_objection(held)


@deciding_api.post(
    "/extensions/{int:pk}/decide", response=shapes.ExtensionOut, summary="决定是否准许延期"
)
def decide(request: HttpRequest, pk: int, body: shapes.DecisionIn) -> dict[str, Any]:
    """Grant more time, or refuse it."""
    held, actor = _extension(request, pk)
    at = clock.now()
    if body.outcome == "grant":
        until = body.until or held.wanted_until
        once(extension.grant, held, until=until, reasons=body.reasons, by=actor, at=at)
    else:
        once(extension.refuse, held, reasons=body.reasons, by=actor, at=at)
    held.refresh_from_db()
    return about_extension(held)


def _objection(
    request: HttpRequest, pk: int, roles: frozenset[Any]
) -> tuple[JurisdictionObjection, Actor]:
    held, actor, _ = door.objection_for(request, pk)
    if not actor.roles & roles:
        raise NotVisible
    return held, actor


def _extension(request: HttpRequest, pk: int) -> tuple[ExtensionRequest, Actor]:
    held, actor = door.extension_for(request, pk)
    if not actor.roles & procedure.GRANT_TIME.by:
        raise NotVisible
    return held, actor


@deciding_api.post(
    "/cases/{int:pk}/transfer", response=shapes.RulingOut, summary="拟出移送管辖的裁定书"
)
def transfer(request: HttpRequest, pk: int, body: shapes.TransferIn) -> dict[str, Any]:
    """Draw up the ruling that transfers a case; it is done by signing the paper."""
    case, actor = get_for(request, Case, pk=pk)
    if not actor.roles & TRANSFERS:
        raise NotVisible
    once(issuing.prepare_transfer, case, **body.model_dump(), by=actor, at=clock.now())
    paper = transfer_of(case)
    return {"paper": paper.code if paper else ""}
