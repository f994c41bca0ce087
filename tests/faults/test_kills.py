"""Nothing acknowledged is lost: PostgreSQL and every program killed while many file.

Papers wait here for another machine's press (`YUNTING_PRESS`): a press that is killed is in
test_sealing. `YUNTING_SEED` repeats a run (the order of the kills; not the operating system's),
`YUNTING_KILLS` and `YUNTING_FILINGS` make it longer: `make accept` kills each of them twenty times
while two hundred file.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.faults.clients import Acknowledgements, Programs
from tests.faults.killing import Killer
from yunting.project.court_of_its_own import RunningCourt, running_court
from yunting.project.database import ROOT

PROGRAMS = ("postgres", "pages", "worker", "neighbours")
KILLS = int(os.environ.get("YUNTING_KILLS", "8"))
FILINGS = int(os.environ.get("YUNTING_FILINGS", "80"))
SECONDS_A_KILL = 1.2
QUIET_SECONDS = 120
ELSEWHERE = {"YUNTING_PRESS": "no"}
pytestmark = pytest.mark.faults


@dataclass(frozen=True)
class Aftermath:
    """A court after everything, quiet again, and what its clients believe."""

    court: RunningCourt
    seed: int
    kept: list[str]
    killed: Counter[str]
    unanswered: int
    failures: list[str]
    phone: str

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.court.dsn_owner) as connection:
            return connection.execute(sql.encode()).fetchall()


def environment(court: RunningCourt) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yunting.project.settings",
        "YUNTING_HOME": str(court.home),
        "YUNTING_DATABASE_URL": court.dsn_web,
        "YUNTING_SECRET_KEY": (court.home / "secret-key").read_text(),
        "YUNTING_PAGES_URL": court.pages_url,
        "YUNTING_NEIGHBOURS_URL": court.neighbours_url,
    }


def program(court: RunningCourt, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environment(court),
        capture_output=True,
        text=True,
        check=False,
    )


def wait_until_quiet(dsn: str) -> None:
    """Wait until nothing waits any more: facts to be placed, handoffs, messages."""
    until = time.monotonic() + QUIET_SECONDS
    left: tuple[int, ...] | None = None
    while time.monotonic() < until:
        left = waiting(dsn)
        if left is not None and not any(left):
            return
        time.sleep(0.3)
    raise AssertionError(f"still waiting: leaves, handoffs, messages {left}")


def waiting(dsn: str) -> tuple[int, ...] | None:
    """Return what waits; None while the database, killed last of all, recovers."""
    try:
        connection = psycopg.connect(dsn, autocommit=True)
    except psycopg.OperationalError:
        return None
    with connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM core_pendingleaf),"
            " (SELECT count(*) FROM core_handoff WHERE done_at IS NULL),"
            " (SELECT count(*) FROM core_outboxmessage WHERE state = 'queued')"
        ).fetchone()


@pytest.fixture(scope="module")
def aftermath(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Aftermath]:
    capture = request.config.pluginmanager.getplugin("capturemanager")
    seed = int(os.environ.get("YUNTING_SEED") or secrets.randbelow(1_000_000))
    home = tmp_path_factory.mktemp("court")
    kept = Acknowledgements(home / "acknowledged.txt")
    programs = tuple(name for name in PROGRAMS if name != "postgres")
    with running_court(home, training="empty", processes=programs, told=ELSEWHERE) as court:
        seconds = int(KILLS * len(PROGRAMS) * SECONDS_A_KILL)
        staged = program(court, "tests.faults.stage", str(FILINGS), str(seconds))
        assert staged.returncode == 0, staged.stderr
        stage = json.loads(staged.stdout)
        clients = Programs(court.pages_url, stage["sessions"], kept)
        killer = Killer(court, seed)
        gate = threading.Semaphore(0)
        share = -(-FILINGS // (KILLS * len(PROGRAMS)))
        try:
            clients.start([(pk, seen) for pk, seen in stage["filings"]], gate)
            killer.kill_each(PROGRAMS, KILLS, lambda: gate.release(share))
        finally:
            gate.release(FILINGS)
            clients.finish()
        wait_until_quiet(court.dsn_owner)
        with capture.global_and_fixture_disabled():
            sys.stdout.write(
                f"\nfaults: seed {seed}, kills {dict(killer.killed)}, {len(kept.keys())}"
                f" acknowledged, {clients.unanswered} requests unanswered\n"
            )
        yield Aftermath(
            court,
            seed,
            kept.keys(),
            killer.killed,
            clients.unanswered,
            clients.failures,
            stage["phone"],
        )


def test_everything_was_killed_often_and_everybody_was_answered_in_the_end(
    aftermath: Aftermath,
) -> None:
    assert aftermath.failures == [], f"YUNTING_SEED={aftermath.seed} repeats the order"
    assert {name: aftermath.killed[name] >= KILLS for name in PROGRAMS} == dict.fromkeys(
        PROGRAMS, True
    )
    assert aftermath.unanswered > 0
    assert len(aftermath.kept) == 2 * FILINGS


def test_every_acknowledged_act_is_recorded_once(aftermath: Aftermath) -> None:
    recorded = Counter(
        key for (key,) in aftermath.rows("SELECT key FROM core_event WHERE key IS NOT NULL")
    )

    assert [key for key in aftermath.kept if recorded[key] != 1] == []


def test_every_filing_was_sent_and_accepted_once(aftermath: Aftermath) -> None:
    facts = aftermath.rows(
        "SELECT kind, matter_id, count(*) FROM core_event"
        " WHERE kind IN ('filing.submitted', 'filing.accepted') GROUP BY 1, 2"
    )

    assert Counter(kind for kind, _, _ in facts) == {
        "filing.submitted": FILINGS,
        "filing.accepted": FILINGS,
    }
    assert {count for _, _, count in facts} == {1}


def test_no_number_is_given_twice_and_none_is_missing(aftermath: Aftermath) -> None:
    given = [n for (n,) in aftermath.rows("SELECT sequence FROM core_case ORDER BY sequence")]

    assert given == list(range(1, FILINGS + 1))


def test_every_case_has_its_judge(aftermath: Aftermath) -> None:
    judges = aftermath.rows(
        "SELECT c.id, count(a.id) FROM core_case c"
        " LEFT JOIN filing_assignment a ON a.case_id = c.id AND a.until IS NULL GROUP BY 1"
    )

    assert Counter(count for _, count in judges) == {1: FILINGS}


def test_every_text_reached_the_phone_once(aftermath: Aftermath) -> None:
    told = aftermath.rows(
        f"SELECT count(*) FROM core_message WHERE phone = '{aftermath.phone}'"  # noqa: S608
    )
    path = next((aftermath.court.home / "neighbours").glob("*.sqlite"))
    with closing(sqlite3.connect(path)) as store:
        arrived = store.execute("SELECT text FROM text WHERE number = ?", [aftermath.phone])
        texts = Counter(text for (text,) in arrived)

    assert len(texts) == told[0][0] >= FILINGS
    assert set(texts.values()) == {1}


def test_the_record_verifies_with_the_witness(aftermath: Aftermath) -> None:
    verified = program(aftermath.court, "yunting.project.command", "verify", "--witness", "--json")

    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(verified.stdout)["counts"]["witnessed heads"] > 0
