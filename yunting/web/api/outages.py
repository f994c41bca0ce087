"""Outages for programs: what anybody may know, and for operator and president the periods."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from yunting.core import outages as known
from yunting.core.models import Outage
from yunting.lib.errors import NotVisible
from yunting.web import outages
from yunting.web.api.paging import Code

router = Router(tags=["公开"], auth=None)
court_router = Router(tags=["系统故障"])
MOST = 200


class OutageOut(Schema):
    """When the court could not be reached, by its clock, and how many periods that moved."""

    code: str
    began_at: datetime
    ended_at: datetime
    cause: str
    reason: str
    shifted: int


class MovedOut(Schema):
    """Periods of one kind that were moved to one day: how many."""

    title: str
    was: date
    ends_on: date
    number: int


class OneOutageOut(OutageOut):
    """An outage with what it moved and its certificate, whose SHA-256 is `sha256`."""

    moved: list[MovedOut]
    certificate: str
    sha256: str


class ShiftOut(Schema):
    """One period that was put off."""

    title: str
    matter: str
    case: str
    was: date
    ends_on: date
    state: str


@router.get("/outages", response=list[OutageOut], summary="系统故障，新的在前")
def list_outages(request: HttpRequest) -> list[dict[str, Any]]:
    """Return every outage, the newest first; at most two hundred."""
    return [_outage(one) for one in Outage.objects.order_by("-ended_at", "-id")[:MOST]]


@router.get("/outages/{code}", response=OneOutageOut, summary="系统故障的证明和顺延的期限")
def get_outage(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Return one with what it moved, in counts, and its certificate."""
    found = outages.found_by(code)
    return {
        **_outage(found),
        "moved": known.moved_by(found),
        "certificate": found.certificate,
        "sha256": outages.fingerprint_of(found),
    }


@court_router.get(
    "/outages/{code}/periods", response=list[ShiftOut], summary="系统故障顺延的每一项期限"
)
def list_periods(request: HttpRequest, code: Code) -> list[dict[str, Any]]:
    """Return the periods it put off; for operator and president."""
    if not outages.may_see_each(request):
        raise NotVisible
    return [
        {
            "title": one.deadline.title,
            "matter": one.deadline.matter.code,
            "case": one.deadline.case.number if one.deadline.case else "",
            "was": one.was,
            "ends_on": one.ends_on,
            "state": one.deadline.state,
        }
        for one in outages.shifts_of(outages.found_by(code)).order_by("id")
    ]


def _outage(one: Outage) -> dict[str, Any]:
    return {
        "code": one.code,
        "began_at": one.court_began_at,
        "ended_at": one.court_ended_at,
        "cause": one.cause,
        "reason": one.reason,
        "shifted": one.shifted,
    }
