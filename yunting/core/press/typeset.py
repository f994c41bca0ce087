"""Set a paper: typed content through a typst template to PDF/A-2a and PDF/UA-1.

One compiler to a process. Content goes in as data, so what people wrote is never markup.
"""

from __future__ import annotations

import io
import json
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import segno
import typst

from yunting.core.press import fonts

PACKAGE = Path(__file__).resolve().parents[2]
_QUIET_ZONE = 2
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of the seal belongs: page from 1, points from the lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as set, not yet sealed."""

    pdf: bytes
    seal_at: Place


def set_paper(template: str, content: bytes, *, at: datetime) -> Paper:
    """Return the PDF of a paper; the same content gives the same bytes. About 15 ms.

    `template` is a path below the package, `content` what `document_content.fix` wrote.
    """
    data = _readable(json.loads(content))
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "fonts": json.dumps(fonts.families()),
        "qr": qr(data["frame"]["address"]),
    }
    with _lock:
        press = _compiler()
        pdf = press.compile(
            input=PACKAGE / template,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
        )
        where = json.loads(press.query("<seal>", field="value", one=True))
    if not isinstance(pdf, bytes):
        raise TypeError("a paper is one file")
    return Paper(pdf, _place(where))


def drawing(template: str, **inputs: str) -> bytes:
    """Return a drawing, such as a seal, as a PDF of its own."""
    with _lock:
        pdf = _compiler().compile(
            input=PACKAGE / template,
            format="pdf",
            sys_inputs={"fonts": json.dumps(fonts.families()), **inputs},
            pdf_standards=["a-2b"],
            timestamp=0,
        )
    if not isinstance(pdf, bytes):
        raise TypeError("a drawing is one file")
    return pdf


def qr(address: str) -> str:
    """Return the QR code of an address as SVG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=_QUIET_ZONE, xmldecl=False, dark="#000", light="#fff"
    )
    return out.getvalue().decode()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=PACKAGE, font_paths=fonts.loaded(), ignore_system_fonts=True)


_A4_HEIGHT = 841.89
# The middle of the block with the date, and how far below its top the middle of a sign is.
_MIDDLE = 595.28 - (26 + 40) / 25.4 * 72
_RISE = -8.0


def _place(where: dict[str, Any]) -> Place:
    """Read where the template put the date: the seal's middle is on it."""
    top = float(str(where["y"]).removesuffix("pt"))
    return Place(int(where["page"]), _MIDDLE, _A4_HEIGHT - top + _RISE)


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        return fonts.readable(value)
    if isinstance(value, list):
        return [_readable(one) for one in value]
    if isinstance(value, dict):
        return {name: _readable(one) for name, one in value.items()}
    return value


def sheets(template: str, content: dict[str, Any]) -> bytes:
    """Return pages that are not a paper of the court, such as an index: no seal, no number.

    What people wrote comes in as data, as in a paper.
    """
    told = json.dumps(_readable(content), ensure_ascii=False, default=str)
    return drawing(template, data=told)


def pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF has that we set ourselves."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)
