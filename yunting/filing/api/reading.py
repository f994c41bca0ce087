"""What is read about filing, for programs: the fee of an amount, a complaint as it was sent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from yunting.core.access import get_for
from yunting.filing.api import shapes
from yunting.filing.api.answering import invalid
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import written
from yunting.filing.forms.starting import FeeForm
from yunting.filing.models import Filing
from yunting.filing.selectors import law
from yunting.filing.selectors.submissions import read_by, values_of
from yunting.lib import clock

router = Router(tags=["起诉"])
Amount = Annotated[
    str, Query(max_length=60, description="标的额，怎么写都行：286431.50、28万、十万元")
]


class FeeOut(Schema):
    """The acceptance fee with its arithmetic and article, in yuan."""

    amount: Decimal
    fee: Decimal
    lines: list[shapes.LineOut]
    basis: str


class ComplaintOut(Schema):
    """A complaint as it was sent in one run."""

    run: int
    at: datetime
    sha256: str
    title: str
    claims: list[str]
    facts: list[str]


@router.get("/fees", auth=None, response=FeeOut, summary="算案件受理费")
def fee(request: HttpRequest, amount: Amount) -> Any:
    """Compute the acceptance fee of an amount, line by line; for anybody."""
    form = FeeForm({"amount": amount})
    if not form.is_valid():
        return invalid(form)
    asked = form.cleaned_data["amount"]
    found = law.fee_of(asked, on=clock.day_of(clock.now()))
    return {
        "amount": asked,
        "fee": found.value,
        "lines": [{"label": o.label, "sum": o.sum, "amount": o.amount} for o in found.steps],
        "basis": "；".join(str(one) for one in found.basis),
    }


@router.get("/filings/{int:pk}/complaint", response=ComplaintOut, summary="已提交的起诉状全文")
def complaint(request: HttpRequest, pk: int, run: int | None = None) -> dict[str, Any]:
    """Return the complaint as it was sent: the latest, or for one's own side any run."""
    filing, actor = get_for(request, Filing, pk=pk)
    sent = read_by(actor, filing, run)
    paper = written(entry(filing.form).form, values_of(sent))
    return {
        "run": sent.run,
        "at": sent.at,
        "sha256": sent.sha256,
        "title": paper.caption,
        "claims": paper.claims,
        "facts": paper.facts,
    }
