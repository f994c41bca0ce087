"""The sealed file of a paper, as it is given to whoever may have it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yunting.core import documents
from yunting.core.models import Document


def sealed_file(document: Document) -> HttpResponse:
    """Answer with a sealed file; papers of the court are a few pages, never a film."""
    with documents.content_of(document) as content:
        answer = HttpResponse(content.read(), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{document}.pdf") or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer
