"""What every page of the filer shares: where a filing is to be continued."""

from typing import Any

from django.urls import reverse

from yunting.filing.models import Filing, FilingState

CHECK = "check"
FROM = "from"


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
