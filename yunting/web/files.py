"""Look at a file, fetch the original, see its pages: only who may know of it, on the record."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from yunting.core import files, store
from yunting.core.access import get_for
from yunting.core.models import Derived, File, FileKind, FileState, Purpose
from yunting.lib.errors import NotVisible
from yunting.ui import serving
from yunting.ui.pages import show, signed_in

PAGES_SHOWN = 10
TEXT_SHOWN = 200_000
_PAGED = frozenset({FileKind.PDF, FileKind.PICTURE})


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the viewer shows it; `text` is what can be read on it, if anything."""

    number: int
    is_there: bool
    text: str


@require_safe
@signed_in
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the original, byte for byte."""
    file, _ = get_for(request, File, pk=pk)
    files.require_ready(file)
    return serving.original(request, file)


@require_safe
@signed_in
def copy(request: HttpRequest, pk: int, purpose: str, page: int) -> HttpResponseBase:
    """Give a copy the court made: a page, the small picture, the page made straight."""
    file, _ = get_for(request, File, pk=pk)
    files.require_ready(file)
    found = Derived.objects.filter(file=file, purpose=purpose, page=page).first()
    if found is None:
        raise NotVisible
    return serving.copy(request, found)


@require_safe
@signed_in
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a file: what it is, its pages or its player, and where the original is."""
    file, _ = get_for(request, File, pk=pk)
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    copies = {(d.purpose, d.page): d for d in file.derived.all()}
    last = min(first + PAGES_SHOWN - 1, file.pages or 1)
    context = {
        "file": file,
        "is_ready": file.state == FileState.READY,
        "pages": [_page(copies, n) for n in range(max(1, first), last + 1)]
        if file.kind in _PAGED
        else [],
        "before": max(1, first - PAGES_SHOWN) if first > 1 else 0,
        "after": last + 1 if last < (file.pages or 1) else 0,
        "scan": (Purpose.SCAN, 0) in copies,
        "words": _words(copies.get((Purpose.TEXT, 0))),
        "as_page": file.kind in (FileKind.WORD, FileKind.SHEET) and (Purpose.PREVIEW, 1) in copies,
        "plays": file.kind in (FileKind.SOUND, FileKind.FILM),
    }
    return show(request, "web/file.html", context)


def _page(copies: dict[tuple[str, int], Derived], number: int) -> Page:
    there = (Purpose.PREVIEW, number) in copies
    return Page(number, there, _words(copies.get((Purpose.TEXT, number))))


def _words(copy: Derived | None) -> str:
    if copy is None:
        return ""
    with store.opened(copy.sha256) as content:
        return content.read(TEXT_SHOWN).decode("utf-8", "ignore")
