"""What every page of the filer shares: whose filing it is, and where it is to be continued."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.filing.models import Filing, FilingState
from yunting.filing.procedure import SUBMIT
from yunting.lib.errors import NotVisible

CHECK = "check"
FROM = "from"


def own(request: HttpRequest, pk: int) -> tuple[Filing, Actor]:
    """Return a filing to its filer; to nobody else, whoever may read it.

    :raises NotVisible: if the reader is not its filer
    """
    filing, actor = get_for(request, Filing, pk=pk)
    if not actor.roles & SUBMIT.by:
        raise NotVisible
    return filing, actor


def way_on(filing: Filing) -> str:
    """Return the address where this filing goes on for its filer."""
    if filing.state == FilingState.DRAFT:
        return reverse("filing:draft", args=[filing.pk])
    if filing.state == FilingState.RETURNED:
        return reverse("filing:correction", args=[filing.pk])
    return filing.matter.get_absolute_url()


def to_question(filing: Filing, key: str, *, back: str = "") -> str:
    """Return the address of a question; with `back`, its answer leads back to the check page."""
    query = f"?{FROM}={back}" if back else ""
    return reverse("filing:question", args=[filing.pk, key]) + query


def number_in(posted: Any, name: str) -> int:
    """Return the whole number a page sent along, 0 for what is none."""
    text = str(posted.get(name, ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
