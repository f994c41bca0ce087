"""The worker as a process: it does what follows from acts, also when it is killed in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from tests.cast import acting, on_stage
from tests.filing.build import submitted
from tests.neighbours import Program, eventually
from yunting.core import events, handoffs, jobs, messages, outbox
from yunting.core.actor import Actor
from yunting.core.models import (
    Delivery,
    HandOff,
    InboundNonce,
    Matter,
    Message,
    OutboxMessage,
    OutboxState,
)
from yunting.filing.models import Assignment
from yunting.filing.services import decision
from yunting.lib import clock
from yunting.project import ports
from yunting.project.database import ROOT

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NEWS = messages.Template(title="立案通知", text="您的起诉已登记立案。")


class Court:
    """A database that commits, the neighbours, and the programs a test starts."""

    def __init__(self, database: str, home: Path, neighbours: Program) -> None:
        self.home = home
        self.pages_url = f"http://127.0.0.1:{ports.free_port(0, taken=set())}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "yunting.project.settings",
            "YUNTING_DATABASE_URL": database,
            "YUNTING_HOME": str(home),
            "YUNTING_NEIGHBOURS_URL": neighbours.url,
            "YUNTING_PAGES_URL": self.pages_url,
            "PYTHONUNBUFFERED": "1",
        }

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a program of the court; what it says goes to a file named after it."""
        with self.log("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            # With the processes it has started: those of the pages outlive their parent.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def log(self, mode: str) -> IO[bytes]:
        """Open the file with what the programs said."""
        return (self.home / "log").open(mode)

    def said(self) -> str:
        """Return what the programs said."""
        with self.log("rb") as log:
            return log.read().decode()

    def worker(self) -> Any:
        return self.running("yunting.project.command", "work")

    def pages(self) -> Any:
        port = self.pages_url.rsplit(":", 1)[1]
        options = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--no-ws")
        return self.running("granian", *options, "yunting.project.wsgi:application")


@pytest.fixture
def court(own_database: str, neighbours: Program, tmp_path: Path, settings: Settings) -> Court:
    return Court(own_database, tmp_path, neighbours)


def children(pid: int, *, doing: str) -> list[str]:
    """Return the processes a program has started with that word in their command."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    started = [child for path in found for child in path.read_text().split()]
    return [one for one in started if doing in Path(f"/proc/{one}/cmdline").read_text()]


def send(number: int) -> None:
    body = {"to": "13800000001", "text": f"第{number}条", "receipt": "no"}
    outbox.send("sms", "sms.send", body, key=str(number))


def text() -> OutboxMessage:
    return OutboxMessage.objects.get(to="sms")


def open_texts() -> int:
    return OutboxMessage.objects.filter(to="sms", state=OutboxState.QUEUED).count()


def are_fewer_than(number: int) -> Callable[[], bool]:
    return lambda: open_texts() < number


class TestWork:
    def test_a_text_reaches_the_phone_and_its_receipt_the_court(
        self, court: Court, neighbours: Program
    ) -> None:
        people = on_stage()
        assert people.zhang.person is not None
        matter = Matter.objects.create(court=people.court, code="YT2026ABCD7788", opened_at=AT)
        told = messages.tell(people.zhang.person, NEWS, matter=matter, at=AT)

        with court.pages(), court.worker():
            eventually(lambda: neighbours.texts("13800000001"))
            eventually(lambda: Message.objects.get(pk=told.pk).delivery == Delivery.DELIVERED)

        assert "张澄" not in court.said()
        assert "13800000001" not in court.said()

    def test_killed_again_and_again_it_sends_everything_once(
        self, court: Court, neighbours: Program
    ) -> None:
        neighbours.behave("sms", delay_ms=50)
        with transaction.atomic():
            for number in range(60):
                send(number)

        while open_texts() > 0:
            fewer = are_fewer_than(max(open_texts() - 15, 1))
            with court.worker() as process:
                eventually(fewer)
                process.kill()

        texts = neighbours.texts("13800000001")
        assert sorted(texts) == sorted(f"第{number}条" for number in range(60))

    def test_has_a_crowd_carried_by_helpers_that_end_with_it(self, court: Court) -> None:
        at = clock.now()
        cast = on_stage(at)
        filing = submitted(cast, at=at)
        by = acting(cast.sun, filing.matter)
        case = decision.accept(filing, is_simple=True, by=by, at=at)
        fact = events.fact_of(HandOff.objects.get(to="filing_filing.draw_a_judge").event)
        crowd, actor = [fact] * (3 * handoffs.CROWD), Actor.court()

        with court.worker() as process:
            events.record_all(crowd, matter=case.matter, case=case, by=actor, at=at, basis="立案")
            helpers = eventually(lambda: children(process.pid, doing="--carry"))
            open_ = HandOff.objects.filter(done_at__isnull=True)
            eventually(lambda: not open_.exists(), seconds=60)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
            eventually(lambda: not any(Path(f"/proc/{pid}/cwd").exists() for pid in helpers))

        assert Assignment.objects.count() == 1

    def test_does_the_job_a_dead_worker_had_taken(self, court: Court) -> None:
        InboundNonce.objects.create(sender="bank", nonce="old", at=clock.now() - timedelta(hours=1))
        with transaction.atomic():
            jobs.enqueue(jobs.sweep_nonces, timestamp=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - interval '1 minute') RETURNING id"
            )
            cursor.execute(
                "SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [cursor.fetchone()[0]]
            )
        assert ProcrastinateJob.objects.get().status == "doing"

        with court.worker():
            eventually(lambda: not InboundNonce.objects.exists())
            eventually(lambda: not ProcrastinateJob.objects.exists())

    def test_stops_when_told_and_finishes_what_is_on_its_way(
        self, court: Court, neighbours: Program
    ) -> None:
        neighbours.behave("sms", delay_ms=1_500)
        send(1)

        with court.worker() as process:
            eventually(lambda: neighbours.texts("13800000001"))
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0

        assert text().state == OutboxState.SENT

    def test_goes_on_when_the_neighbours_were_away(self, court: Court, neighbours: Program) -> None:
        neighbours.behave("sms", outage=True)
        send(1)

        with court.worker():
            eventually(lambda: text().attempts > 0)
            neighbours.behave("sms")
            eventually(lambda: neighbours.texts("13800000001"))

    def test_tells_the_witness_what_the_log_is(self, court: Court, neighbours: Program) -> None:
        with court.worker():
            eventually(lambda: neighbours.client.get("/witness/heads").json())
