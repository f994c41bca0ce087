"""Answer with content of the store: whole or by parts, never run by a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header

from yunting.core import store
from yunting.core.inspection.kinds import named_fitly
from yunting.core.models import CaseFile, Derived, File

# Whatever it is, it gets no script, no form and no origin of ours.
ALONE = "sandbox; default-src 'none'; img-src data:; media-src 'self'; frame-ancestors 'none'"
KEPT = "private, no-cache"
_RANGE = re.compile(r"bytes=(\d{1,18})?-(\d{1,18})?")


def original(request: HttpRequest, file: File) -> HttpResponseBase:
    """Answer with the original, to be saved, under a name that fits its content.

    A browser that plays sound or film asks for parts.
    """
    name = named_fitly(file.name, file.media_type)
    response = _content(request, file.sha256, file.size, file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def copy(request: HttpRequest, derived: Derived) -> HttpResponseBase:
    """Answer with a copy the court made, to be looked at."""
    response = _content(request, derived.sha256, derived.size, derived.media_type)
    response["Content-Disposition"] = "inline"
    return response


def case_file(request: HttpRequest, built: CaseFile) -> HttpResponseBase:
    """Answer with a dispute's file as one PDF, to be saved."""
    response = _content(request, built.sha256, built.size, "application/pdf")
    name = f"电子卷宗-{built.matter.code}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _content(request: HttpRequest, sha256: str, size: int, media_type: str) -> HttpResponseBase:
    tag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return _marked(HttpResponse(status=304), tag)
    start, stop = 0, size
    asked = request.headers.get("Range", "")
    if asked and request.headers.get("If-Range", tag) == tag:
        part = _part(asked, size)
        if part is None:
            refused = HttpResponse(status=416)
            refused["Content-Range"] = f"bytes */{size}"
            return _marked(refused, tag)
        start, stop = part
    is_part = (start, stop) != (0, size)
    response = StreamingHttpResponse(
        _read(sha256, start, stop), content_type=_typed(media_type), status=206 if is_part else 200
    )
    if is_part:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response["Content-Length"] = str(stop - start)
    response["Accept-Ranges"] = "bytes"
    return _marked(response, tag)


def _read(sha256: str, start: int, stop: int) -> Iterator[bytes]:
    return store.blocks(sha256, start=start, stop=stop)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Return the part a Range header asks for, from first byte to the one after the last.

    What is no range of bytes, or several, is answered with the whole; None if it lies beyond.
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or (found.group(1) is None and found.group(2) is None):
        return 0, size
    first, last = found.groups()
    if first is None:
        return max(0, size - int(last)), size
    start = int(first)
    stop = min(size, int(last) + 1) if last is not None else size
    return (start, stop) if start < stop else None


def _marked(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Cache-Control"] = KEPT
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    return response


def _typed(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def described(file: File) -> dict[str, Any]:
    """Return a file as programs read of it, with the addresses of its original and its page."""
    names = ("name", "kind", "media_type", "size", "sha256", "pages", "seconds", "state", "scan")
    return {
        "id": file.pk,
        **{name: getattr(file, name) for name in (*names, "finding", "quality", "at")},
        "original": reverse("web:file-original", args=[file.pk]),
        "page": reverse("web:file", args=[file.pk]),
    }
