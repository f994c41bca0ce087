"""Copies of a file for the eye and for search: made in the background, apart, marked as copies."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from yunting.core import jobs, store
from yunting.core import settings as limits
from yunting.core.models import Derived, File, FileKind, FileState, Purpose

logger = logging.getLogger(__name__)
PROGRAM = "yunting.core.copying"
PLAYED_AS_THEY_ARE = frozenset({FileKind.SOUND, FileKind.FILM})


class CopyFailed(Exception):
    """No copy could be made of a file; the original is untouched and can be fetched."""


def derive_some(file: File) -> bool:
    """Make the next copies of a file; tell whether there are more to make. Again makes none twice.

    :raises CopyFailed: if the process that makes them failed
    """
    if file.state != FileState.READY or file.kind in PLAYED_AS_THEY_ARE:
        return False
    first = _next_page(file)
    last = min(first + limits.PREVIEW_PAGES_AT_ONCE - 1, file.pages or 1)
    # The first page alone: somebody is waiting for it.
    last = 1 if first == 1 else last
    if first > last:
        return False
    with tempfile.TemporaryDirectory() as folder:
        for purpose, page, name, media_type in _made(file, Path(folder), first, last):
            _keep(file, purpose, page, Path(folder, name).read_bytes(), media_type)
    return last < (file.pages or 1)


def _next_page(file: File) -> int:
    if file.kind != FileKind.PDF:
        return 2 if file.derived.exists() else 1
    made = file.derived.filter(purpose=Purpose.PREVIEW).aggregate(last=Max("page"))
    return (made["last"] or 0) + 1


def _made(file: File, folder: Path, first: int, last: int) -> list[tuple[str, int, str, str]]:
    task = {
        "path": str(store.path_of(file.sha256)),
        "folder": str(folder),
        "first": first,
        "last": last,
        "corners": file.corners,
        "width": file.width or 0,
        "height": file.height or 0,
    }
    done = subprocess.run(  # noqa: S603  (our own program, arguments of our own)
        [sys.executable, "-m", f"{PROGRAM}.{file.kind}"],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        timeout=2 * limits.COPY_SECONDS_MOST,
        check=False,
    )
    if done.returncode != 0:
        raise CopyFailed(done.stderr.strip().rsplit("\n", 1)[-1])
    return [(p, n, name, media) for p, n, name, media in json.loads(done.stdout)]


def _keep(file: File, purpose: str, page: int, content: bytes, media_type: str) -> None:
    kept = store.keep_bytes(content)
    Derived.objects.update_or_create(
        file=file,
        purpose=purpose,
        page=page,
        defaults={"sha256": kept.sha256, "size": kept.size, "media_type": media_type},
    )


@jobs.job("core.derive-copies")
def derive_copies(file: int) -> None:
    """Make some copies of one file and queue the rest behind what else waits."""
    row = File.objects.get(pk=file)
    try:
        has_more = derive_some(row)
    except CopyFailed:
        # Trying again would fail the same way; the page says that there is no preview.
        logger.warning("no copy could be made of file %s", file)
        return
    if has_more:
        with transaction.atomic():
            jobs.enqueue(derive_copies, file=file)
