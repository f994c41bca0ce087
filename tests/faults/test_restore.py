"""The drill: a court that works is backed up and brought back elsewhere, and nobody was told wrong.

People file and clerks accept while the backup is taken. Whatever was acknowledged before it began
is in it, what came later is whole or not there, and every head handed out before still holds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.faults.clients import Acknowledgements, Programs
from tests.faults.test_kills import program
from yunting.project.cluster import Cluster
from yunting.project.court_of_its_own import RunningCourt, running_court
from yunting.project.database import ROOT
from yunting.project.operations import manifest

FILINGS = 16
BEFORE = 4
SECONDS = 120
PROGRAMS = ("pages", "worker", "neighbours")
pytestmark = pytest.mark.faults
HEADS = "SELECT size, root, at, signature FROM core_treehead ORDER BY size"
SEALED = "SELECT count(*) FROM core_document WHERE sealed_sha256 <> ''"
KEYS = "SELECT key FROM core_event WHERE key IS NOT NULL"


@dataclass(frozen=True)
class Drill:
    """What people believed when the backup began and ended, and what came back."""

    acknowledged_before: list[str]
    acknowledged_after: list[str]
    heads_before: list[tuple[Any, ...]]
    home: Path
    backups: tuple[Path, Path]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return rows(Cluster(self.home / "pg").owner_url, sql)


def rows(dsn: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn) as connection:
        return connection.execute(sql.encode()).fetchall()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def back_up_under_load(court: RunningCourt, folder: Path) -> Drill:
    """Back up while people file and clerks accept."""
    staged = program(court, "tests.faults.stage", str(FILINGS), "1")
    assert staged.returncode == 0, staged.stderr
    stage = json.loads(staged.stdout)
    kept = Acknowledgements(folder / "acknowledged.txt")
    clients = Programs(court.pages_url, stage["sessions"], kept)
    gate = threading.Semaphore(BEFORE)
    try:
        clients.start([(pk, seen) for pk, seen in stage["filings"]], gate)
        wait_until(lambda: len(kept.keys()) >= BEFORE)
        wait_until(lambda: rows(court.dsn_owner, SEALED) != [(0,)])
        gate.release(FILINGS)
        before, heads = kept.keys(), rows(court.dsn_owner, HEADS)
        taken = program(court, "yunting.project.command", "backup", str(folder / "backup"))
        after = kept.keys()
    finally:
        gate.release(FILINGS)
        clients.finish()
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert clients.failures == []
    backups = folder / "backup", folder / "again"
    return Drill(before, after, heads, folder / "restored", backups)


def command(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the court in that home, as its operator does."""
    told = {name: value for name, value in os.environ.items() if "YUNTING" not in name}
    return subprocess.run(
        [sys.executable, "-m", "yunting.project.command", *words],
        cwd=ROOT,
        env={**told, "YUNTING_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    folder = tmp_path_factory.mktemp("drill")
    with running_court(folder / "court", training="empty", processes=PROGRAMS) as court:
        done = back_up_under_load(court, folder)
    restored = command(done.home, "restore", str(folder / "backup"))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    again = command(done.home, "backup", str(folder / "again"))
    assert again.returncode == 0, again.stdout + again.stderr
    cluster = Cluster(done.home / "pg")
    assert not cluster.is_running()
    cluster.start()
    yield done
    cluster.destroy()


def test_people_were_working_while_it_was_taken(drill: Drill) -> None:
    assert len(drill.acknowledged_after) > len(drill.acknowledged_before) >= BEFORE


def test_what_was_acknowledged_before_is_there_once(drill: Drill) -> None:
    recorded = Counter(key for (key,) in drill.rows(KEYS))

    assert [key for key in drill.acknowledged_before if recorded[key] != 1] == []


def test_every_head_that_was_handed_out_holds(drill: Drill) -> None:
    heads = set(drill.rows(HEADS))

    assert drill.heads_before
    assert set(drill.heads_before) <= heads


def test_the_record_and_every_paper_verify(drill: Drill) -> None:
    verified = command(drill.home, "verify", "--contents", "--json")

    assert verified.returncode == 0, verified.stdout + verified.stderr
    counts = json.loads(verified.stdout)["counts"]
    assert counts["heads"] >= len(drill.heads_before)
    assert counts["files"] > 0


def test_no_case_is_half_there(drill: Drill) -> None:
    sequence = [n for (n,) in drill.rows("SELECT sequence FROM core_case ORDER BY sequence")]
    accepted = drill.rows("SELECT count(*) FROM core_event WHERE kind = 'filing.accepted'")

    assert sequence == list(range(1, accepted[0][0] + 1))


def listed(backup: Path) -> frozenset[str]:
    return frozenset((backup / manifest.CONTENTS).read_text().splitlines())


def test_the_closed_court_gives_the_same_backup_again(drill: Drill) -> None:
    first, again = map(manifest.read, drill.backups)

    assert again.head == first.head
    assert len({listed(folder) for folder in drill.backups}) == 1
    assert (again.files, again.absent) == (first.files, [])
