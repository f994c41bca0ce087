"""A plain text in one encoding."""

from __future__ import annotations

from collections.abc import Iterator

from yunting.core.copying.desk import Made, Task, run, written


def copies(task: Task) -> Iterator[Made]:
    """Yield the text."""
    yield written(task.folder, "text", 0, _decoded(task.path.read_bytes()))


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


if __name__ == "__main__":
    run(copies)
