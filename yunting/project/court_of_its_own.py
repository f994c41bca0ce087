"""A whole court in a folder of its own, for stories, journeys, faults and benchmarks.

Own cluster, clock, ports and neighbours: two at once do not disturb one another.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yunting.project.cluster import Cluster
from yunting.project.processes import PROCESSES
from yunting.project.run import STATE

OPEN_SECONDS = 180.0
CLOSE_SECONDS = 60.0
LOOK_SECONDS = 0.05


class DidNotOpen(Exception):
    """The court ended or was not ready in time; the message carries what it said."""


@dataclass(frozen=True, slots=True)
class RunningCourt:
    """A court that is open. Addresses stay the same when a program is killed and comes back."""

    home: Path

    @property
    def pages_url(self) -> str:
        """Where the pages and the API are."""
        return str(self._state()["pages_url"])

    @property
    def live_url(self) -> str:
        """Where live updates are."""
        return str(self._state()["live_url"])

    @property
    def neighbours_url(self) -> str:
        """Where the neighbours are."""
        return str(self._state()["neighbours_url"])

    @property
    def dsn_owner(self) -> str:
        """The database, in the role that owns the tables."""
        return str(self._state()["dsn_owner"])

    @property
    def dsn_web(self) -> str:
        """The database, in the role that answers people."""
        return str(self._state()["dsn_web"])

    def pids(self) -> dict[str, int]:
        """Return the processes that are up, `postgres` among them; each program leads a group."""
        state = self._state()
        pids = {name: int(pid) for name, (pid, _born) in state["processes"].items()}
        return {**pids, "postgres": state["postgres"]} if state["postgres"] else pids

    def said(self, program: str) -> str:
        """Return what a program has said since the court opened."""
        log = self.home / "logs" / f"{program}.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def _state(self) -> dict[str, Any]:
        return dict(json.loads((self.home / STATE).read_text()))


@contextmanager
def running_court(
    home: Path,
    *,
    training: str = "small",
    processes: Sequence[str] | None = None,
    keep: bool = False,
    told: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[RunningCourt]:
    """Open a court in `home` and close it at the end; its database is deleted unless kept.

    `told` is its environment, besides ours.

    :raises DidNotOpen: if it is not ready in time
    """
    home.mkdir(parents=True, exist_ok=True)
    names = list(processes or (process.name for process in PROCESSES))
    command = [sys.executable, "-m", "yunting.project.command", "run", "--home", str(home)]
    command += ["--ports", "auto", f"--{training}", "--until-stdin-closes", "--only", *names]
    with (home / "said.txt").open("w") as said:
        supervisor = subprocess.Popen(
            command,
            env={**_environment(), **told},
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        _wait_until_open(home, supervisor)
        yield RunningCourt(home)
    finally:
        _close(supervisor)
        if not keep:
            Cluster(home / "pg").destroy()


def _environment() -> dict[str, str]:
    """Return our environment without what names another court."""
    return {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}


def _wait_until_open(home: Path, supervisor: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + OPEN_SECONDS
    while not _is_open(home, supervisor):
        if supervisor.poll() is not None or time.monotonic() > until:
            raise DidNotOpen((home / "said.txt").read_text())
        time.sleep(LOOK_SECONDS)


def _is_open(home: Path, supervisor: subprocess.Popen[bytes]) -> bool:
    # A state may have been left by a supervisor that was killed.
    path = home / STATE
    return path.exists() and json.loads(path.read_text())["supervisor"] == supervisor.pid


def _close(supervisor: subprocess.Popen[bytes]) -> None:
    """Close the court by closing its input, as happens too when this process is killed."""
    if supervisor.stdin is not None:
        supervisor.stdin.close()
    try:
        supervisor.wait(CLOSE_SECONDS)
    except subprocess.TimeoutExpired:
        supervisor.kill()
        supervisor.wait()
