"""What every program that makes copies has: its limits, its task, where it writes.

What it reads comes from strangers. It runs with bounded memory and time, is told what to do on its
input, writes into one folder and says on its output what it made. If it dies, only a preview is
missing.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nh3

from yunting.core import settings as limits

JPEG, HTML, TEXT = "image/jpeg", "text/html", "text/plain"
NICE = 10
Made = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """Which file, which of its pages (from 1, the last included), and where copies go."""

    path: Path
    folder: Path
    first: int
    last: int
    corners: str
    width: int
    height: int


def run(copies: Callable[[Task], Iterator[Made]]) -> None:
    """Do the task on the input and say what was made: purpose, page, name in the folder, type."""
    told = json.load(sys.stdin)
    task = Task(**{**told, "path": Path(told["path"]), "folder": Path(told["folder"])})
    resource.setrlimit(resource.RLIMIT_AS, (limits.COPY_MEMORY_MOST, limits.COPY_MEMORY_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.COPY_SECONDS_MOST, limits.COPY_SECONDS_MOST))
    # Whoever waits for the court's answer comes before whoever waits for a preview.
    os.nice(NICE)
    json.dump(list(copies(task)), sys.stdout)


def written(folder: Path, purpose: str, page: int, text: str) -> Made:
    """Write words as a copy."""
    name = f"{purpose}-{page}.txt"
    (folder / name).write_text(text, encoding="utf-8", errors="replace")
    return purpose, page, name, TEXT


def page_of(folder: Path, body: str) -> Made:
    """Write HTML as a copy, once everything that could act is taken out of it."""
    clean = nh3.clean(body, attribute_filter=_harmless, url_schemes={"https", "http", "data"})
    whole = f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><body>{clean}</body></html>'
    (folder / "preview.html").write_text(whole, encoding="utf-8", errors="replace")
    return "preview", 1, "preview.html", HTML


def _harmless(element: str, attribute: str, value: str) -> str | None:
    if attribute in {"src", "href"}:
        is_picture = element == "img" and value.startswith(("data:image/png", "data:image/jpeg"))
        return value if is_picture else None
    return value if attribute in {"alt", "colspan", "rowspan"} else None
