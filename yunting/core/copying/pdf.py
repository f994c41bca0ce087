"""Pages of a PDF as pictures, with the words on them."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from yunting.core import settings as limits
from yunting.core.copying.desk import Made, Task, run, written
from yunting.core.copying.drawing import drawn, small


def copies(task: Task) -> Iterator[Made]:
    """Yield the pages from the first to the last of the task."""
    document = pypdfium2.PdfDocument(task.path)
    # Without this the values of a form that was filled in would not be drawn.
    document.init_forms()
    for number in range(task.first, min(task.last, len(document)) + 1):
        page = document[number - 1]
        scale = limits.PREVIEW_WIDTH / max(1.0, page.get_width())
        # A page of unusual length is not made larger than a long one would be.
        scale = min(scale, 4 * limits.PREVIEW_WIDTH / max(1.0, page.get_height()))
        image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        yield drawn(task.folder, "preview", number, image)
        if number == 1:
            yield small(task.folder, image)
        text = page.get_textpage().get_text_range().strip()
        if text:
            yield written(task.folder, "text", number, text)
        page.close()


if __name__ == "__main__":
    run(copies)
