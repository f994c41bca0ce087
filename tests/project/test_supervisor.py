"""The supervisor, with small programs of the tests' own."""

import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import psutil
import pytest

from yunting.project.console import Console
from yunting.project.supervisor import Child, NotReady, Supervisor

SLEEPS = "import time; print('here', flush=True); time.sleep(600)"
IGNORES_TERM = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"
HAS_A_CHILD = (
    "import subprocess, sys; "
    f"print('child', subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]).pid, flush=True); "
    f"{SLEEPS}"
)
FAILS = "import sys; print('no law to apply', flush=True); sys.exit(3)"

Supervise = Callable[..., Supervisor]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    made = []

    def make(*, patience: float = 10.0, **programs: str) -> Supervisor:
        children = [
            Child(name=name, command=[sys.executable, "-c", program], environment=os.environ)
            for name, program in programs.items()
        ]
        made.append(Supervisor(children, Console(tmp_path, io.StringIO()), patience=patience))
        return made[-1]

    yield make
    for supervisor in made:
        supervisor.stop()


def wait_until(holds: Callable[[], object], *, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class TestStart:
    def test_starts_every_program_in_a_group_of_its_own(self, supervise: Supervise) -> None:
        supervisor = supervise(pages=SLEEPS, worker=SLEEPS)

        supervisor.start(Event())

        pids = supervisor.pids()
        assert list(pids) == ["pages", "worker"]
        assert all(os.getpgid(pid) == pid for pid in pids.values())

    def test_says_what_a_program_said_that_did_not_start(self, supervise: Supervise) -> None:
        supervisor = supervise(pages=FAILS)

        with pytest.raises(NotReady, match=r"pages did not start:\n.*no law to apply"):
            supervisor.start(Event())

    def test_ends_waiting_when_told_to_stop(self, supervise: Supervise) -> None:
        stop = Event()
        stop.set()

        supervise(pages=SLEEPS).start(stop)


class TestLookAfter:
    def test_starts_a_killed_program_again(self, supervise: Supervise) -> None:
        supervisor = supervise(pages=SLEEPS, worker=SLEEPS)
        supervisor.start(Event())
        before = supervisor.pids()

        os.kill(before["pages"], signal.SIGKILL)
        wait_until(lambda: "pages" not in supervisor.pids())
        wait_until(lambda: supervisor.look_after() and "pages" in supervisor.pids())

        after = supervisor.pids()
        assert after["pages"] != before["pages"]
        assert after["worker"] == before["worker"]

    def test_ends_what_the_dead_program_left_behind(
        self, supervise: Supervise, tmp_path: Path
    ) -> None:
        supervisor = supervise(pages=HAS_A_CHILD)
        supervisor.start(Event())
        wait_until(lambda: "child" in supervisor.console.tail("pages"))
        left_behind = int(supervisor.console.tail("pages").split("child ")[1].split()[0])

        os.kill(supervisor.pids()["pages"], signal.SIGKILL)
        wait_until(lambda: not supervisor.pids())
        supervisor.look_after()

        wait_until(lambda: is_gone(left_behind))

    def test_waits_longer_each_time_a_program_dies_at_once(self, supervise: Supervise) -> None:
        supervisor = supervise(pages=SLEEPS)
        supervisor.start(Event())
        child = supervisor.children[0]
        pauses: list[float] = []

        child.command = [sys.executable, "-c", FAILS]
        os.kill(supervisor.pids()["pages"], signal.SIGKILL)
        while len(pauses) < 3:
            if supervisor.look_after() and child.popen is None:
                pauses.append(child.pause)
            time.sleep(0.02)

        assert pauses == [0.25, 0.5, 1.0]


class TestStop:
    def test_leaves_no_process(self, supervise: Supervise) -> None:
        supervisor = supervise(pages=HAS_A_CHILD, worker=SLEEPS)
        supervisor.start(Event())
        wait_until(lambda: "child" in supervisor.console.tail("pages"))
        family = [
            one.pid
            for pid in supervisor.pids().values()
            for one in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        ]

        supervisor.stop()

        assert len(family) == 3
        wait_until(lambda: all(is_gone(pid) for pid in family))

    def test_ends_a_program_that_does_not_listen(self, supervise: Supervise) -> None:
        supervisor = supervise(pages=IGNORES_TERM, patience=0.5)
        supervisor.start(Event())
        wait_until(lambda: "here" in supervisor.console.tail("pages"))
        pid = supervisor.pids()["pages"]

        supervisor.stop()

        assert is_gone(pid)
