"""Make copies of one file for the eye: a process of its own, without framework or database.

What it reads comes from strangers. It runs with bounded memory and time, is told what to do on its
input, writes into one folder and says on its output what it made. If it dies, only a preview is
missing. `python -m yunting.core.copying`.
"""

from __future__ import annotations

import html
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mammoth
import nh3
import pypdfium2
from PIL import Image
from python_calamine import CalamineWorkbook

from yunting.core import page_photo
from yunting.core import settings as limits
from yunting.core.inspection import picture

JPEG, HTML, TEXT = "image/jpeg", "text/html", "text/plain"
QUALITY = 80
SCAN_QUALITY = 90
Made = tuple[str, int, str, str]


def main() -> None:
    """Do one task: `{path, kind, folder, first, last, corners, width, height}`."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.COPY_MEMORY_MOST, limits.COPY_MEMORY_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.COPY_SECONDS_MOST, limits.COPY_SECONDS_MOST))
    task = json.load(sys.stdin)
    json.dump(list(_copies(task)), sys.stdout)


def _copies(task: dict[str, Any]) -> Iterator[Made]:
    path, folder = Path(task["path"]), Path(task["folder"])
    match task["kind"]:
        case "pdf":
            yield from _pdf(path, folder, task["first"], task["last"])
        case "picture":
            yield from _picture(path, folder, task)
        case "word":
            yield _page(folder, _word(path))
        case "sheet":
            yield _page(folder, _sheet(path))
        case "text":
            yield _written(folder, "text", 0, _decoded(path.read_bytes()))


def _pdf(path: Path, folder: Path, first: int, last: int) -> Iterator[Made]:
    document = pypdfium2.PdfDocument(path)
    # Without this the values of a form that was filled in would not be drawn.
    document.init_forms()
    for number in range(first, min(last, len(document)) + 1):
        page = document[number - 1]
        scale = limits.PREVIEW_WIDTH / max(1.0, page.get_width())
        # A page of unusual length is not made larger than a long one would be.
        scale = min(scale, 4 * limits.PREVIEW_WIDTH / max(1.0, page.get_height()))
        image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        yield _drawn(folder, "preview", number, image)
        if number == 1:
            yield _small(folder, image)
        text = page.get_textpage().get_text_range().strip()
        if text:
            yield _written(folder, "text", number, text)
        page.close()


def _picture(path: Path, folder: Path, task: dict[str, Any]) -> Iterator[Made]:
    if task["corners"]:
        corners = page_photo.corners_of(task["corners"])
        page = page_photo.straightened(path, corners, task["width"], task["height"])
        yield _drawn(folder, "scan", 0, page, quality=SCAN_QUALITY)
    else:
        page = picture.opened(path, at_least=limits.PREVIEW_WIDTH)
        page.load()
    shown = page.copy()
    shown.thumbnail((limits.PREVIEW_WIDTH, 4 * limits.PREVIEW_WIDTH))
    yield _drawn(folder, "preview", 1, shown)
    yield _small(folder, shown)


def _small(folder: Path, image: Image.Image) -> Made:
    small = image.copy()
    small.thumbnail((limits.THUMBNAIL_WIDTH, 4 * limits.THUMBNAIL_WIDTH))
    return _drawn(folder, "thumbnail", 0, small)


def _drawn(
    folder: Path, purpose: str, page: int, image: Image.Image, *, quality: int = QUALITY
) -> Made:
    name = f"{purpose}-{page}.jpg"
    image.save(folder / name, "JPEG", quality=quality, dpi=(150, 150))
    return purpose, page, name, JPEG


def _written(folder: Path, purpose: str, page: int, text: str) -> Made:
    name = f"{purpose}-{page}.txt"
    (folder / name).write_text(text, encoding="utf-8", errors="replace")
    return purpose, page, name, TEXT


def _page(folder: Path, body: str) -> Made:
    clean = nh3.clean(body, attribute_filter=_harmless, url_schemes={"https", "http", "data"})
    whole = f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><body>{clean}</body></html>'
    (folder / "preview.html").write_text(whole, encoding="utf-8", errors="replace")
    return "preview", 1, "preview.html", HTML


def _harmless(element: str, attribute: str, value: str) -> str | None:
    if attribute in {"src", "href"}:
        is_picture = element == "img" and value.startswith(("data:image/png", "data:image/jpeg"))
        return value if is_picture else None
    return value if attribute in {"alt", "colspan", "rowspan"} else None


def _word(path: Path) -> str:
    with path.open("rb") as file:
        return str(mammoth.convert_to_html(file).value)


def _sheet(path: Path) -> str:
    book = CalamineWorkbook.from_path(str(path))
    return "".join(
        _table(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names
    )


def _table(name: str, rows: list[list[Any]]) -> str:
    shown = rows[: limits.SHEET_ROWS_SHOWN]
    lines = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(_cell(v))}</td>" for v in row[: limits.SHEET_COLUMNS_SHOWN])
        + "</tr>"
        for row in shown
    )
    wide = max((len(row) for row in rows), default=0)
    is_cut = len(rows) > len(shown) or wide > limits.SHEET_COLUMNS_SHOWN
    more = (
        f"<p>共 {len(rows)} 行 {wide} 列，这里只显示前 {limits.SHEET_ROWS_SHOWN} 行、"
        f"{limits.SHEET_COLUMNS_SHOWN} 列，其余请看原件。</p>"
        if is_cut
        else ""
    )
    return f"<h2>{html.escape(name)}</h2><table>{lines}</table>{more}"


def _cell(value: Any) -> str:
    # Whole numbers come as floats.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
