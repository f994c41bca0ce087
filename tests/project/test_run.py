"""A whole court, by its command: what `make run` opens and Ctrl-C closes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

from yunting.project.cluster import Cluster
from yunting.project.court_of_its_own import DidNotOpen, RunningCourt, running_court
from yunting.project.stories import clerk
from yunting.project.stories.device import Device
from yunting.project.training.people import people

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"])
RUN = (sys.executable, "-m", "yunting.project.command", "run")


def wait_until(holds: Callable[[], object], *, seconds: float = 90.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def answers(court: RunningCourt) -> bool:
    connection = HTTPConnection("127.0.0.1", urlsplit(court.pages_url).port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder for a court, of which no cluster is left."""
    yield tmp_path
    Cluster(tmp_path / "pg").destroy()


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCourt]:
    """The training court as `make run` opens it."""
    with running_court(tmp_path_factory.mktemp("court"), training="small") as court:
        yield court


@pytest.mark.feature("X1")
class TestDemonstration:
    def test_prints_the_addresses_and_who_can_sign_in(self, court: RunningCourt) -> None:
        told = (court.home / "said.txt").read_text()

        assert court.pages_url in told
        assert court.neighbours_url in told
        assert [name for name in people().citizens if name not in told] == []
        assert [one.handle for one in people().staff.values() if one.handle not in told] == []
        assert people().password in told

    def test_lets_a_colleague_in_with_what_it_prints(self, court: RunningCourt) -> None:
        with Device(court.pages_url, "a desk") as desk:
            clerk.sign_in(desk, people().colleague("孙岚"))
            queue = desk.open("/court/filings/")

        assert queue.status == 200
        assert "第" in queue.text
        assert "共7日" in queue.text

    def test_lets_nobody_in_with_anything_else(self, court: RunningCourt) -> None:
        with Device(court.pages_url, "a desk") as desk:
            form = desk.open("/staff/sign-in/").form()
            form.fill("number", "DH001")
            form.fill("password", "not what was printed")
            page = desk.open("/staff/sign-in/").press(form)
            hidden = desk.open("/court/filings/")

        assert page.errors
        assert hidden.path.startswith("/sign-in/")

    def test_needs_nobody_outside_this_machine(self, court: RunningCourt) -> None:
        family = [
            process
            for pid in court.pids().values()
            for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))
        ]

        found = {c.raddr.ip for p in family for c in p.net_connections("inet") if c.raddr}

        assert found <= {"127.0.0.1", "::1"}


class TestOpenCourt:
    def test_answers_on_its_address(self, court: RunningCourt) -> None:
        assert answers(court)

    def test_gives_its_database_in_both_roles(self, court: RunningCourt) -> None:
        for address, role in ((court.dsn_owner, "yunting_owner"), (court.dsn_web, "yunting_web")):
            with psycopg.connect(address) as connection:
                assert connection.execute("SELECT current_user").fetchone() == (role,)

    def test_keeps_its_programs_words_in_files(self, court: RunningCourt) -> None:
        assert "Started worker" in court.said("pages")
        assert "bringing the tables up to date" in court.said("prepare")

    def test_starts_a_killed_worker_again(self, court: RunningCourt) -> None:
        killed = court.pids()["worker"]

        os.kill(killed, signal.SIGKILL)

        wait_until(lambda: court.pids().get("worker", killed) != killed)

    def test_starts_killed_pages_again_at_the_same_address(self, court: RunningCourt) -> None:
        killed = court.pids()["pages"]

        os.killpg(killed, signal.SIGKILL)

        wait_until(lambda: court.pids().get("pages", killed) != killed and answers(court))

    def test_starts_a_killed_database_again(self, court: RunningCourt) -> None:
        killed = court.pids()["postgres"]

        os.kill(killed, signal.SIGKILL)

        wait_until(lambda: court.pids().get("postgres", killed) != killed)
        with psycopg.connect(court.dsn_web) as connection:
            assert connection.execute("SELECT count(*) FROM core_court").fetchone() is not None

    def test_refuses_a_second_one_in_the_same_folder(self, court: RunningCourt) -> None:
        second = subprocess.run(
            [*RUN, "--home", str(court.home), "--empty"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert second.returncode == 1
        assert f"already open here: {court.pages_url}" in second.stderr

    def test_is_not_disturbed_by_another_one(self, court: RunningCourt, home: Path) -> None:
        with running_court(home, training="empty") as other:
            assert other.pages_url != court.pages_url
            assert other.pids()["postgres"] != court.pids()["postgres"]

        assert answers(court)


class TestClose:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_by_a_signal_leaves_no_process(self, home: Path, number: signal.Signals) -> None:
        command = [*RUN, "--home", str(home), "--empty", "--ports", "auto"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as supervisor:
            try:
                wait_until(lambda: (home / "run.json").exists())
                pids = RunningCourt(home).pids().values()
                family = {
                    one.pid for pid in pids for one in psutil.Process(pid).children(recursive=True)
                }

                supervisor.send_signal(number)

                assert supervisor.wait(90) == 0
            finally:
                supervisor.kill()
        wait_until(lambda: not any(map(is_alive, family.union(pids))))
        assert not (home / "run.json").exists()

    def test_of_a_court_whose_caller_was_killed(self, home: Path) -> None:
        program = (
            "import os, pathlib, sys\n"
            "from yunting.project.court_of_its_own import running_court\n"
            "with running_court(pathlib.Path(sys.argv[1]), training='empty') as court:\n"
            "    print(court.pids()['pages'], flush=True)\n"
            "    os.kill(os.getpid(), 9)\n"
        )

        caller = subprocess.run(
            [sys.executable, "-c", program, str(home)],
            capture_output=True,
            text=True,
            check=False,
        )

        assert caller.returncode == -signal.SIGKILL
        wait_until(lambda: not is_alive(int(caller.stdout)))
        wait_until(lambda: not Cluster(home / "pg").is_running())


class TestOpenAfterAKilledSupervisor:
    def test_ends_what_the_killed_one_left_behind(self, home: Path) -> None:
        with running_court(home, training="empty", keep=True) as court:
            left_behind = court.pids()["pages"]
            state = json.loads((home / "run.json").read_text())
            os.kill(state["supervisor"], signal.SIGKILL)
        assert is_alive(left_behind)

        with running_court(home, training="empty") as court:
            assert answers(court)
            assert not is_alive(left_behind)


class TestRunningCourt:
    def test_says_why_a_court_did_not_open(self, home: Path) -> None:
        with (
            pytest.raises(DidNotOpen, match="invalid choice: 'oracle'"),
            running_court(home, processes=["oracle"]),
        ):
            pass
