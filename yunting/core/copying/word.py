"""The words of a Word file, with its tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator

import mammoth

from yunting.core.copying.desk import Made, Task, page_of, run


def copies(task: Task) -> Iterator[Made]:
    """Yield the file as a page."""
    with task.path.open("rb") as file:
        yield page_of(task.folder, str(mammoth.convert_to_html(file).value))


if __name__ == "__main__":
    run(copies)
