"""Where a story plays: the addresses of a court, and how its clock is moved."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from yunting.lib.identity import resident_check
from yunting.project.court_of_its_own import RunningCourt, running_court
from yunting.project.training.people import Natural, people

NEIGHBOURS_PORT = 8002
AUTHORITY = "keys/seal/authority.pem"
FIRST_BIRTHDAY = date(1960, 1, 1)
DAYS_OF_BIRTH = 14_000


@dataclass(frozen=True, slots=True)
class Place:
    """A court to play in. `advance` is None where the clock is not ours to move.

    `authority` is the certificate its seals are checked by, None where it is not at hand.

    `person` returns somebody of that name who has no account there yet.
    """

    pages_url: str
    neighbours_url: str
    person: Callable[[str], Natural]
    advance: Callable[[str], None] | None
    authority: Path | None = None


@contextmanager
def own_court() -> Iterator[Place]:
    """Open a court of the story's own in a temporary folder: its cluster, clock and neighbours."""
    with tempfile.TemporaryDirectory(prefix="yunting-story-") as folder:
        # The account that runs PostgreSQL must get through.
        Path(folder).chmod(0o711)
        with running_court(Path(folder) / "court", training="empty") as court:
            yield Place(
                pages_url=court.pages_url,
                neighbours_url=court.neighbours_url,
                person=_natural,
                advance=lambda to: _advance(court, to),
                authority=court.home / AUTHORITY,
            )


def _advance(court: RunningCourt, to: str) -> None:
    """Put the court's clock forward with its own command, as its operator does."""
    command = [sys.executable, "-m", "yunting.project.command", "court-time", "advance", to]
    told = {
        "YUNTING_HOME": str(court.home),
        "YUNTING_DATABASE_URL": court.dsn_web,
        "YUNTING_SECRET_KEY": (court.home / "secret-key").read_text(),
    }
    subprocess.run(command, env={**os.environ, **told}, check=True, stdout=subprocess.DEVNULL)


def training_court(url: str, neighbours: str, home: Path) -> Place:
    """Return a training court that is open already.

    Its clock belongs to everybody there, so the story leaves it alone. The neighbours are those
    of the court of this checkout if it is that one, else the usual port beside the pages.
    """
    url = url.rstrip("/")
    known = _known_at(home, url)
    if not neighbours:
        neighbours = known or f"{url.rsplit(':', 1)[0]}:{NEIGHBOURS_PORT}"
    authority = home / AUTHORITY if known else None
    return Place(url, neighbours.rstrip("/"), person=_namesake, advance=None, authority=authority)


def _natural(name: str) -> Natural:
    """Return a natural person of the demonstration court, with an account or without."""
    found = people().party(name)
    if not isinstance(found, Natural):
        raise KeyError(name)
    return found


def _namesake(name: str) -> Natural:
    """Return somebody new of that name, so that two stories in one court do not meet.

    The sequence code 000 of the identity number is given to nobody.
    """
    born = FIRST_BIRTHDAY + timedelta(days=secrets.randbelow(DAYS_OF_BIRTH))
    digits = f"330902{born:%Y%m%d}000"
    return replace(
        _natural(name),
        phone=f"138{secrets.randbelow(10**8):08}",
        id_number=digits + resident_check(digits),
    )


def _known_at(home: Path, url: str) -> str:
    path = home / "run.json"
    state = json.loads(path.read_text()) if path.exists() else {}
    return str(state["neighbours_url"]) if state.get("pages_url") == url else ""
