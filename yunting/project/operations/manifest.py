"""What a backup consists of: written last, so that a folder without it is no backup."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME = "backup.json"
FORMAT = 1
DUMP = "database.dump"
CONTENTS = "contents.txt"
FILES = "files"
KEYS = "keys"
SECRET = "secret-key"  # noqa: S105  (the name of the file, not the key)

Say = Callable[[str], None]


class Unusable(Exception):
    """A backup cannot be taken or used; the message is the sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup: of which court, as of which instant (machine time), made of which parts.

    `parts` are files by their path in the folder with their SHA-256; contents are named by theirs
    and listed in a part. `head` is the newest signed head of the log then. `absent` are contents
    that rows named and the court did not have whole; `apart` is what lies elsewhere and is to be
    kept there.
    """

    taken_at: str
    version: str
    court: str
    postgresql: int
    migrations: list[str]
    head: dict[str, Any] | None
    files: int
    file_bytes: int
    parts: dict[str, str]
    absent: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it, on disk for certain when this returns."""
        fresh = folder / f"{NAME}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(folder / NAME)


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup.

    :raises Unusable: if there is none that this version can read
    """
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
    except FileNotFoundError as error:
        raise Unusable(f"{folder} 不是备份，或者备份没有做完：缺少 {NAME}。") from error
    except ValueError as error:
        raise Unusable(f"备份的 {NAME} 已损坏，无法读取。") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Unusable("备份的格式不是本版本所写，请用写它的版本恢复。")
    try:
        return Manifest(**told)
    except TypeError as error:
        raise Unusable(f"备份的 {NAME} 已损坏，栏目不全。") from error


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_parts(manifest: Manifest, folder: Path) -> None:
    """Check that every part is there and as it was written.

    :raises Unusable: with the name of the first that is not
    """
    for name, expected in manifest.parts.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Unusable(f"备份的 {NAME} 已损坏：{name} 不在备份里。")
        if not path.is_file():
            raise Unusable(f"备份缺少 {name}。")
        if sha256_of(path) != expected:
            raise Unusable(f"备份中的 {name} 已损坏：与备份时的哈希值不符。")
