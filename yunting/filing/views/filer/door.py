"""What every page of the filer shares: where a filing is to be continued."""

from django.urls import reverse

from yunting.filing.models import Filing, FilingState
from yunting.filing.views.asking import FROM


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
