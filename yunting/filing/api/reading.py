"""What is read about filing, for programs: a complaint as it was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from yunting.core.access import get_for
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import written
from yunting.filing.models import Filing
from yunting.filing.selectors.submissions import read_by, values_of

router = Router(tags=["起诉"])


class ComplaintOut(Schema):
    """A complaint as it was sent in one run."""

    run: int
    at: datetime
    sha256: str
    title: str
    claims: list[str]
    facts: list[str]


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
