"""When the court was backed up last: noted in its home, asked by doctor and by the figures."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yunting.project.operations.manifest import Manifest

NOTE = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The instant the last backup holds (machine time), and where it was written."""

    taken_at: datetime
    folder: str
    absent: int


def note(made: Manifest, folder: Path) -> None:
    """Remember a backup that is whole."""
    told = {"taken_at": made.taken_at, "folder": str(folder.resolve()), "absent": len(made.absent)}
    fresh = Path(settings.HOME) / f"{NOTE}.new"
    fresh.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    fresh.rename(fresh.with_name(NOTE))


def known() -> LastBackup | None:
    """Return the last backup; None if there was none, or its note cannot be read."""
    with suppress(OSError, ValueError, KeyError):
        told = json.loads((Path(settings.HOME) / NOTE).read_text("utf-8"))
        at = datetime.fromisoformat(told["taken_at"])
        return LastBackup(at, str(told["folder"]), int(told["absent"]))
    return None
