"""The file of a dispute: its index for each reader, and the whole as one PDF. T14."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yunting.core import (
    case_file,
    case_file_building,
    certified_copies,
    items,
    misfiling,
    reading,
    sealing,
)
from yunting.core.access import account_of, get_for
from yunting.core.audience import is_of_the_court
from yunting.core.items import Item
from yunting.core.models import Account, Document, DocumentState, FileState, Matter, Misfiling
from yunting.lib import clock
from yunting.ui import serving
from yunting.ui.pages import done, show, signed_in


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the index shows it; `tone` is that of its state."""

    kind: str
    pk: int
    title: str
    whose: str
    on: date
    state: str
    tone: str
    sealed: str
    struck: Misfiling | None
    href: str
    may_be_copied: bool


@require_safe
@signed_in
def index(request: HttpRequest, code: str) -> HttpResponse:
    """Show what lies in a dispute's file, as far as the reader may see it; a dozen queries."""
    matter, actor = get_for(request, Matter, code=code)
    account = account_of(request)
    of_the_court = is_of_the_court(actor)
    found = case_file.standing(matter, account)
    context = {
        "matter": matter,
        "rows": list(rows(matter, account)),
        "standing": found,
        "count": len(found.pieces),
        "run": None if found.built else case_file_building.run_of(matter, account),
        "copies": certified_copies.requests_of(matter, account),
        "restrictions": sealing.all_of(matter) if of_the_court else (),
        "corrections": misfiling.all_of(matter) if of_the_court else (),
        "of_the_court": of_the_court,
        "frame_template": "ui/court.html" if of_the_court else "ui/citizen.html",
    }
    return show(request, "web/case_file.html", context, part="whole")


@require_POST
@signed_in
def build(request: HttpRequest, code: str) -> HttpResponse:
    """Have the file made into one PDF, for this reader."""
    matter, _ = get_for(request, Matter, code=code)
    account = account_of(request)
    if case_file.standing(matter, account).built is None:
        case_file_building.ask(matter, account, at=clock.now())
    return done(request, "web:case-file", code)


@require_safe
@signed_in
def pdf(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the file as one PDF, on the record; the index instead while it is not built."""
    matter, actor = get_for(request, Matter, code=code)
    found = case_file.standing(matter, account_of(request))
    if found.built is None:
        return done(request, "web:case-file", code)
    reading.note(found.built, matter=matter, by=actor)
    return serving.case_file(request, found.built)


def rows(matter: Matter, account: Account) -> Iterable[Row]:
    """Yield the items of a file, papers first, struck ones with their reason; six queries."""
    struck = misfiling.struck_in(matter)
    sealed: dict[tuple[str, int], str] = {}
    for one in sealing.in_force(matter):
        sealed.setdefault((one.what, one.ref), one.from_whom)
    both: tuple[Iterable[Item], ...] = (
        items.papers_of(matter, account),
        items.files_of(matter, account),
    )
    for item in (item for some in both for item in some):
        place = items.label_of(item), item.pk
        yield _row(item, struck.get(place), sealed.get(place, ""))


def _row(item: Item, struck: Misfiling | None, sealed: str) -> Row:
    if isinstance(item, Document):
        counts, whose = item.state == DocumentState.SEALED, "本院"
    else:
        counts = item.state == FileState.READY
        whose = str(item.on_behalf_of or item.submitted_by)
    return Row(
        kind=items.kind_of(item),
        pk=item.pk,
        title=items.title_of(item),
        whose=whose,
        on=items.day_of(item),
        state="已划除" if struck else str(item.get_state_display()),
        tone="danger" if struck else "success" if counts else "",
        sealed=sealed,
        struck=struck,
        href=_page_of(item),
        may_be_copied=counts and struck is None,
    )


def _page_of(item: Item) -> str:
    return (
        item.get_absolute_url()
        if isinstance(item, Document)
        else reverse("web:file", args=[item.pk])
    )
