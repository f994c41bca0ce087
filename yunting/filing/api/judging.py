"""Who judges, for programs: how a case came to its judge, the draw, and the shares of all draws."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core.access import account_of
from yunting.core.idempotency import once
from yunting.filing.api.desk import LONG, Act
from yunting.filing.models import Assignment
from yunting.filing.procedure import REASSIGN
from yunting.filing.selectors import door, fairness
from yunting.filing.services import assignment
from yunting.lib import clock
from yunting.lib.errors import NotVisible

judges_api = Router(tags=["分案"])


class JudgeBody(Act):
    """The judge's staff number, empty to follow the draw; the reason when it is not followed."""

    to: str = Field(default="", max_length=64)
    reason: str = Field(default="", max_length=LONG)


class JudgeOut(Schema):
    """Who has the case, who was drawn, and the seed to draw again."""

    judge: str
    drawn: str
    seed: str
    override_reason: str


class DrawOut(JudgeOut):
    """One draw of a case; `until` is when the case changed hands."""

    at: datetime
    until: datetime | None


class ShareOut(Schema):
    """One judge: what the draws gave, what the rule promised, and the reasonable interval.

    Expected numbers are exact fractions, `7/3`.
    """

    number: str
    judge: str
    drawn: int
    given: int
    expected: str
    low: str
    high: str
    is_within: bool


@judges_api.get(
    "/cases/{int:pk}/judge", response=list[DrawOut], summary="案件怎样分给法官，新的在前"
)
def draws(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """Return every draw of a case with its seed, so that anybody can draw again. T29."""
    case, _ = door.case_for(request, pk)
    rows = Assignment.objects.filter(case=case).select_related("judge__person", "drawn__person")
    return [{**_draw(r), "at": r.at, "until": r.until} for r in rows.order_by("-at", "-id")]


@judges_api.post("/cases/{int:pk}/judge", response=JudgeOut, summary="确定或者更换承办法官")
def judge(request: HttpRequest, pk: int, body: JudgeBody) -> Any:
    """Assign a case to a judge, or another judge: by draw, or by name with a reason. T29."""
    case, actor = door.case_for(request, pk)
    to = assignment.judge_by_number(case, body.to) if body.to else None
    act = assignment.reassign if {case.state} == REASSIGN.source else assignment.assign
    once(act, case, to=to, reason=body.reason, seen=body.seen, by=actor, at=clock.now())
    return _draw(fairness.present(case))


@judges_api.get(
    "/draws", response=list[ShareOut], summary="一年的分案：各法官分到几件，规则应给几件"
)
def shares(request: HttpRequest, year: int | None = None) -> list[dict[str, Any]]:
    """Return each judge's share of a year's draws, in the order of staff numbers. T29."""
    account = account_of(request)
    courts = fairness.courts_seen_by(account)
    if not account.is_court_staff or not courts.exists():
        raise NotVisible
    rows = fairness.draws(courts, year=year or clock.day_of(clock.now()).year)
    return [
        {
            "number": one.judge.handle,
            "judge": str(one.judge),
            "drawn": one.drawn,
            "given": one.given,
            "expected": str(one.expected),
            "low": str(max(one.low, Fraction(0))),
            "high": str(one.high),
            "is_within": one.is_within,
        }
        for one in fairness.shares(rows)
    ]


def _draw(row: Assignment) -> dict[str, Any]:
    return {
        "judge": str(row.judge),
        "drawn": str(row.drawn),
        "seed": row.seed,
        "override_reason": row.override_reason,
    }
