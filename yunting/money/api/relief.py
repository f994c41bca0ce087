"""司法救助 for programs: apply with proof, follow it, take it back; for the judge, decide."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from yunting.core import uploads
from yunting.core.access import account_of, get_for
from yunting.core.idempotency import once
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.money import procedure
from yunting.money.models import JudicialRelief, ReliefKind
from yunting.money.selectors import door
from yunting.money.selectors import relief as read
from yunting.money.services import relief
from yunting.money.services.relief import Decision, Wish
from yunting.rules.fees.relief import Ground

relief_api = Router(tags=["司法救助"])
deciding_api = Router(tags=["司法救助"])
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Token = Annotated[str, StringConstraints(max_length=43, pattern=r"^[A-Za-z0-9_-]+$")]


class AskIn(Schema):
    """An application; `uploads` are the tokens of files that were sent and completed: the proof."""

    ground: Ground
    reason: Words
    uploads: Annotated[list[Token], Field(max_length=200)] = []
    confirmed: Literal[True]


class DecisionIn(Schema):
    """A decision; `percent` is what is taken off, `until` the last day of what is put off."""

    outcome: Literal["exempt", "reduce", "defer", "refuse"]
    reasons: Words
    percent: Annotated[int | None, Field(ge=1, le=100)] = None
    until: date | None = None


class ReliefOut(Schema):
    """An application and what became of it; `paper` is the code of the decision."""

    id: int
    fee: int
    reference: str
    wanted: str
    ground: str
    reason: str
    files: list[int]
    state: str
    at: datetime
    granted: str
    due: Decimal | None
    until: date | None
    reasons: str
    paper: str


@relief_api.post("/fees/{int:pk}/relief", response=ReliefOut, summary="申请缓交、减交或者免交")
def ask_relief(request: HttpRequest, pk: int, body: AskIn) -> dict[str, Any]:
    """Apply for relief; from here no days to pay run."""
    fee, actor = door.payer_of(request, pk)
    account = account_of(request)
    proof = [uploads.upload_of(account, token) for token in dict.fromkeys(body.uploads)]
    wish = Wish(body.ground, body.reason, actor.signature)
    once(relief.ask, fee, wish, proof, by=actor, at=clock.now())
    return _out(request, JudicialRelief.objects.get(notice=fee))


@relief_api.get("/reliefs/{int:pk}", response=ReliefOut, summary="一件司法救助申请")
def get_relief(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one application."""
    held, _ = get_for(request, JudicialRelief, pk=pk)
    return _out(request, held)


@relief_api.post("/reliefs/{int:pk}/withdraw", response=ReliefOut, summary="撤回司法救助申请")
def withdraw_relief(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take the application back."""
    held, actor = get_for(request, JudicialRelief, pk=pk)
    if not actor.roles & procedure.WITHDRAW_RELIEF.by or actor.side != held.side:
        raise NotVisible
    once(relief.withdraw, held, by=actor, at=clock.now())
    return _out(request, held)


@deciding_api.post("/reliefs/{int:pk}/decide", response=ReliefOut, summary="拟出司法救助决定书")
def decide_relief(request: HttpRequest, pk: int, body: DecisionIn) -> dict[str, Any]:
    """Draw up the decision; it takes effect when the judge signs it."""
    held, actor = get_for(request, JudicialRelief, pk=pk)
    if not actor.roles & procedure.GRANT_RELIEF.by:
        raise NotVisible
    decision = Decision(
        outcome=None if body.outcome == "refuse" else ReliefKind(body.outcome),
        reasons=body.reasons,
        share=Fraction(body.percent, 100) if body.percent else None,
        until=body.until,
    )
    once(relief.prepare_decision, held, decision, by=actor, at=clock.now())
    return _out(request, held)


def _out(request: HttpRequest, held: JudicialRelief) -> dict[str, Any]:
    held.refresh_from_db()
    paper = read.paper_on(held, account_of(request))
    return {
        "id": held.pk,
        "fee": held.notice_id,
        "reference": held.reference,
        "wanted": held.wanted,
        "ground": held.ground,
        "reason": held.reason,
        "files": list(held.files.order_by("id").values_list("pk", flat=True)),
        "state": held.state,
        "at": held.at,
        "granted": held.granted,
        "due": held.due,
        "until": held.until,
        "reasons": held.reasons,
        "paper": paper.code if paper else "",
    }
