"""Content by its hash: written once, byte-identical for ever, the same content twice is one file.

A folder below `settings.FILES`. What is being written lies in `incoming/`, is synced to disk and
only then renamed to its hash, so no name ever stands for half a content. The row comes after: a
file that no row names is an orphan and swept; a row whose file is missing is named by `verify`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from django.conf import settings

BLOCK_BYTES = 1 << 20
INCOMING = "incoming"
LOCK = "lock"
# Held by whoever reads what rows named a while ago: nothing is swept meanwhile.
UNSWEPT = "unswept"
READ_ONLY = 0o440


class Absent(Exception):
    """The content is not in the store; its hash is the message."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Content that is safely on disk; `size` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Measure:
    """How many contents there are, and their bytes together."""

    files: int
    size: int


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write content and return its name; on disk for certain when this returns."""
    path = incoming(secrets.token_hex(16))
    try:
        with path.open("xb") as written:
            for chunk in chunks:
                written.write(chunk)
        return adopt(path)
    finally:
        path.unlink(missing_ok=True)


def keep_bytes(content: bytes) -> Kept:
    """Write content that is in memory and return its name."""
    return keep((content,))


def adopt(path: Path) -> Kept:
    """Take over a file of `incoming`, whole, without copying it; the file is gone afterwards.

    :raises FileNotFoundError: if it is not there
    """
    return adopt_all([path])[0]


def adopt_all(paths: Sequence[Path]) -> list[Kept]:
    """Take over several files, like `adopt`, with fewer waits for the disk than one by one.

    :raises FileNotFoundError: if one is not there
    """
    kept = [_synced(path) for path in paths]
    with _locked(fcntl.LOCK_SH):
        places = [path_of(one.sha256) for one in kept]
        for path, place in zip(paths, places, strict=True):
            _move(path, place)
        # After the last rename: the first of these lets the disk write all of them.
        for folder in dict.fromkeys(place.parent for place in places):
            _sync(folder)
    return kept


def _synced(path: Path) -> Kept:
    with path.open("rb") as written:
        os.fsync(written.fileno())
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
        return Kept(sha256, written.tell())


def _move(path: Path, place: Path) -> None:
    if place.exists():
        # Young again, so that a sweep that is under way leaves it to the row to come.
        os.utime(place)
        path.unlink()
    else:
        path.chmod(READ_ONLY)
        _folder(place.parent)
        path.rename(place)


def incoming(name: str) -> Path:
    """Return where content of that name may be written before it is adopted."""
    return _folder(_root() / INCOMING) / name


def opened(sha256: str) -> BufferedReader:
    """Open content for reading.

    :raises Absent: if it is not there
    """
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise Absent(sha256) from error


def has(sha256: str) -> bool:
    """Tell whether the content is there."""
    return path_of(sha256).exists()


def is_whole(sha256: str) -> bool:
    """Tell whether the content is there and still what its name says; reads it through."""
    try:
        with opened(sha256) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == sha256
    except Absent:
        return False


def path_of(sha256: str) -> Path:
    """Return where the content of that hash lies, or would lie.

    :raises ValueError: if it is no hash
    """
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("a content is named by 64 hexadecimal digits")
    return _root() / sha256[:2] / sha256[2:4] / sha256


def blocks(sha256: str, *, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """Yield content from byte `start` up to, not including, byte `stop`, a block at a time.

    :raises Absent: at the first block, if it is not there
    """
    with opened(sha256) as content:
        content.seek(start)
        left = -1 if stop is None else stop - start
        while left and (block := content.read(BLOCK_BYTES if left < 0 else min(BLOCK_BYTES, left))):
            left -= len(block) if left > 0 else 0
            yield block


def sweep(*, before: datetime, is_named: Callable[[str], bool]) -> int:
    """Delete what nothing names and nobody has written since `before`; return how many files.

    `before` is machine time, as files carry it. `is_named` says whether a row names a content.
    While somebody holds `unswept`, nothing is deleted: the next sweep does it.
    """
    swept = 0
    with suppress(BlockingIOError), _locked(fcntl.LOCK_EX | fcntl.LOCK_NB, UNSWEPT):
        for path in list(_all()):
            with _locked(fcntl.LOCK_EX):
                if _is_older(path, before) and not is_named(path.name):
                    path.unlink()
                    swept += 1
    return swept


@contextmanager
def unswept() -> Iterator[None]:
    """Keep every content that is there now, as a copy of an earlier instant needs it.

    Waits for a sweep that is under way.
    """
    with _locked(fcntl.LOCK_SH, UNSWEPT):
        yield


def measured() -> Measure:
    """Return how much there is, whether rows name it or not; looks at every file's size."""
    files = size = 0
    for path in _all():
        files += 1
        size += path.stat().st_size
    return Measure(files, size)


def _all() -> Iterator[Path]:
    return _root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def sweep_incoming(*, before: datetime, is_expected: Callable[[str], bool]) -> int:
    """Delete what was left half written before `before` (machine time); return how many."""
    swept = 0
    for path in (_root() / INCOMING).glob("*"):
        if _is_older(path, before) and not is_expected(path.name):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _is_older(path: Path, before: datetime) -> bool:
    with suppress(FileNotFoundError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    return False


def _root() -> Path:
    return Path(settings.FILES)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o750, parents=True, exist_ok=True)
    return path


def _sync(folder: Path) -> None:
    """Make a rename survive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _locked(how: int, name: str = LOCK) -> Iterator[None]:
    """Hold off the sweep (shared) or everybody who adopts (exclusive)."""
    with (_folder(_root()) / name).open("ab") as lock:
        fcntl.flock(lock, how)
        yield
