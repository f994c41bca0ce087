"""Show a paper: the sealed file, or the very paper as it would be if it were signed now."""

from __future__ import annotations

import io
import threading
from datetime import datetime

import pypdfium2

from yunting.core import document_content as content
from yunting.core import documents
from yunting.core.document_kinds import kinds
from yunting.core.models import Account, Document, DocumentState
from yunting.core.press import typeset

WIDTH = 800
# PDFium keeps state of its own for the whole process.
_pdfium = threading.Lock()


def pdf_of(document: Document, *, reader: Account | None, at: datetime) -> bytes:
    """Return the file people look at; before the seal, set for this reader as its signer."""
    if document.sealed_sha256:
        with documents.content_of(document) as file:
            return file.read()
    said = bytes(document.context)
    if document.state == DocumentState.PREPARED:
        signer = reader
        said = content.whole(document, content.body(document), signer=signer, at=at)
    template = kinds()[document.kind].path()
    return typeset.set_paper(template, said, at=document.issued_at or at).pdf


def pages_in(pdf: bytes) -> int:
    """Return how many pages a file has."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as read:
        return len(read)


def words_of(pdf: bytes) -> list[str]:
    """Return what a paper says, line by line, for who cannot see it or wants it read out."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as read:
        whole = "\n".join(page.get_textpage().get_text_range() for page in read)
    return [line for line in whole.splitlines() if line.strip()]


def page_image(pdf: bytes, number: int) -> bytes | None:
    """Return a page, counted from 1, as a PNG; None if there is no such page. About 60 ms."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as read:
        if not 1 <= number <= len(read):
            return None
        # The seal is the appearance of a form field: without this it would not be drawn.
        read.init_forms()
        page = read[number - 1]
        image = page.render(scale=WIDTH / page.get_width(), may_draw_forms=True).to_pil()
        out = io.BytesIO()
        image.convert("P", palette=1, colors=16).save(out, "PNG", optimize=True)
        return out.getvalue()
