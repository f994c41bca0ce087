"""A picture upright and not too large, and the page on it made straight."""

from __future__ import annotations

from collections.abc import Iterator

from yunting.core import page_photo
from yunting.core import settings as limits
from yunting.core.copying.desk import Made, Task, run
from yunting.core.copying.drawing import drawn, small
from yunting.core.inspection import picture

SCAN_QUALITY = 90


def copies(task: Task) -> Iterator[Made]:
    """Yield the scan where corners are given, the preview and the small picture."""
    if task.corners:
        corners = page_photo.corners_of(task.corners)
        page = page_photo.straightened(task.path, corners, task.width, task.height)
        yield drawn(task.folder, "scan", 0, page, quality=SCAN_QUALITY)
    else:
        page = picture.opened(task.path, at_least=limits.PREVIEW_WIDTH)
        page.load()
    shown = page.copy()
    shown.thumbnail((limits.PREVIEW_WIDTH, 4 * limits.PREVIEW_WIDTH))
    yield drawn(task.folder, "preview", 1, shown)
    yield small(task.folder, shown)


if __name__ == "__main__":
    run(copies)
