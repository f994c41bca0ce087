"""Bind many files into one PDF: a process of its own, without framework or database.

What it reads comes from strangers. It runs with bounded memory and time, is told what to do on its
input and says on its output what came of it. `python -m yunting.core.binding`.

Every page is drawn onto a fresh sheet of A4, with the values of forms and the look of seals in it,
and gets its number in the top right corner. Nothing of a source lives on but what is seen: no
script, no attachment, no signature.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from yunting.core import settings as limits

A4 = (595.28, 841.89)
EDGE = 6.0
PDF, PICTURE = "pdf", "picture"
NUMBER_SIZE = 10
DIGIT_WIDTH = 0.556


def main() -> None:
    """Do one task: `{measure: [{kind, path}]}` or `{bind: [...], out, title}`.

    Says `{done: n}` for each part that is bound, and `{is: …}` in the end, a line each.
    """
    memory, seconds = limits.BINDING_MEMORY_MOST, limits.BINDING_SECONDS_MOST
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    task = json.load(sys.stdin)
    said: Any = (
        [pages_of(one["kind"], Path(one["path"])) for one in task["measure"]]
        if "measure" in task
        else bind(task["bind"], Path(task["out"]), title=task["title"], tell=_say)
    )
    _say({"is": said})


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(said)}\n")
    sys.stdout.flush()


def pages_of(kind: str, path: Path) -> int | None:
    """Return how many pages a source becomes; None if it cannot be opened."""
    try:
        with _opened(kind, path) as pdf:
            return len(pdf.pages) or None
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError):
        return None


def bind(
    parts: list[dict[str, Any]],
    out: Path,
    *,
    title: str,
    tell: Callable[[dict[str, Any]], None] = lambda _: None,
) -> int:
    """Write the whole to `out` and return how many pages it has; `tell` hears of each part done.

    A part is `{kind, path, first, count, title}`: `count` pages of a source from page `first`,
    counted from 1; all with an empty `count`. Parts with a title get a bookmark.
    """
    with pikepdf.new() as whole:
        font = whole.make_indirect(_font())
        marks: list[pikepdf.OutlineItem] = []
        for done, part in enumerate(parts, start=1):
            before = len(whole.pages)
            _append(whole, part)
            if part["title"] and len(whole.pages) > before:
                marks.append(pikepdf.OutlineItem(part["title"], before, "Fit"))
            tell({"done": done})
        for number, page in enumerate(whole.pages, start=1):
            _stamp(page, number, font)
        with whole.open_outline() as outline:
            outline.root.extend(marks)
        whole.Root.Lang = pikepdf.String("zh-CN")
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with whole.open_metadata() as told:
            told["dc:title"] = title
        pages = len(whole.pages)
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return pages


def _append(whole: pikepdf.Pdf, part: dict[str, Any]) -> None:
    with _opened(part["kind"], Path(part["path"])) as source:
        first = part["first"] - 1
        last = first + part["count"] if part["count"] else len(source.pages)
        for page in list(source.pages)[first:last]:
            _draw(whole, page)


@contextmanager
def _opened(kind: str, path: Path) -> Iterator[pikepdf.Pdf]:
    if kind == PICTURE:
        with _from_picture(path) as made:
            yield made
        return
    with pikepdf.open(path) as pdf:
        # Without this the values of a form, and the look of a seal, would stay behind.
        if "/AcroForm" in pdf.Root:
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        yield pdf


def _from_picture(path: Path) -> pikepdf.Pdf:
    """Return a JPEG as a page, its bytes as they are."""
    with Image.open(path) as image:
        if image.format != "JPEG" or image.mode not in {"RGB", "L"}:
            raise ValueError("only copies made as JPEG are bound")
        width, height, mode = image.width, image.height, image.mode
    pdf = pikepdf.new()
    drawn = pikepdf.Stream(
        pdf,
        path.read_bytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(width, height))
    name = page.add_resource(drawn, pikepdf.Name.XObject)
    page.contents_add(f"q {width} 0 0 {height} 0 0 cm {name} Do Q".encode())
    return pdf


def _draw(whole: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Draw a page onto a fresh sheet, upright or across, as large as it fits."""
    width, height = _size(page)
    sheet = A4 if height >= width else A4[::-1]
    fresh = whole.add_blank_page(page_size=sheet)
    fresh.add_overlay(page, pikepdf.Rectangle(0, 0, *sheet))


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Return width and height as a reader sees them, turned."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _stamp(page: pikepdf.Page, number: int, font: pikepdf.Object) -> None:
    """Put the number into the top right corner, on white so that it is read on any page."""
    name = page.add_resource(font, pikepdf.Name.Font)
    _, _, right, top = (float(side) for side in page.mediabox)
    width = len(str(number)) * DIGIT_WIDTH * NUMBER_SIZE + 2 * EDGE
    x, y = right - width - EDGE, top - NUMBER_SIZE - 3 * EDGE
    page.contents_add(
        f"q 1 g {x:.1f} {y:.1f} {width:.1f} {NUMBER_SIZE + 1.4 * EDGE:.1f} re f 0 g "
        f"BT {name} {NUMBER_SIZE} Tf {x + EDGE:.1f} {y + EDGE:.1f} Td ({number}) Tj ET Q".encode()
    )


def _font() -> pikepdf.Dictionary:
    """Return the font of page numbers: every reader has it."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/Helvetica-Bold"),
    )


if __name__ == "__main__":
    main()
