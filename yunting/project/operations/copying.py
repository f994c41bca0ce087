"""Copy content from one place to another, and know that it arrived whole."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from yunting.project.operations import settings
from yunting.project.operations.manifest import Say

BLOCK_BYTES = 1 << 20


class Damaged(Exception):
    """A content is not what its name says."""


def place_in(folder: Path, sha256: str) -> Path:
    """Return where a content lies in a folder of contents, as in the store."""
    return folder / sha256[:2] / sha256[2:4] / sha256


def copy(source: Path, to: Path, *, sha256: str, mode: int) -> int:
    """Copy one content and return its bytes; nothing is left of one that is not whole.

    :raises FileNotFoundError: if it is not there
    :raises Damaged: if it is not what its name says
    """
    to.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    whole, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as read, to.open("xb") as written:
            while block := read.read(BLOCK_BYTES):
                whole.update(block)
                size += written.write(block)
        if whole.hexdigest() != sha256:
            raise Damaged(sha256)
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    to.chmod(mode)
    return size


class Progress:
    """Says every few seconds how many of how many are done."""

    def __init__(self, what: str, total: int, say: Say) -> None:
        self.what, self.total, self.say = what, total, say
        self.done = 0
        self._said = time.monotonic()

    def step(self) -> None:
        """Count one more."""
        self.done += 1
        if time.monotonic() - self._said >= settings.SAY_EVERY_SECONDS:
            self._said = time.monotonic()
            self.say(f"{self.what}：{self.done}/{self.total}")
