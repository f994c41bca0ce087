"""Keeps programs running: starts them, waits until they answer, restarts what dies, stops all."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from yunting.project import ports
from yunting.project.console import Console

READY_SECONDS = 90.0
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.1
FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 8.0
# A program that lived this long did not die of its start, so it is started again at once.
SETTLED_SECONDS = 5.0


class NotReady(Exception):
    """A program did not answer in time; the message carries what it said last."""


@dataclass(slots=True)
class Child:
    """One program that is to be running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    port: int | None = None
    answers: str = "/"
    popen: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause: float = 0.0
    readers: list[threading.Thread] = field(default_factory=list)

    @property
    def pid(self) -> int | None:
        """The program's process, which leads a group of its own; None while it is down."""
        alive = self.popen is not None and self.popen.poll() is None
        return self.popen.pid if alive and self.popen else None

    def is_ready(self) -> bool:
        """Tell whether the program runs and, if it has a port, answers on it."""
        return self.pid is not None and (
            self.port is None or ports.answers(self.port, self.answers)
        )


class Supervisor:
    """Holds the programs of one court."""

    def __init__(
        self, children: Sequence[Child], console: Console, *, patience: float = STOP_SECONDS
    ) -> None:
        self.children = children
        self.console = console
        self.patience = patience

    def pids(self) -> dict[str, int]:
        """Return the processes of the programs that are up."""
        return {child.name: child.pid for child in self.children if child.pid is not None}

    def start(self, stop: threading.Event) -> None:
        """Start every program and wait until all are ready, or until told to stop.

        :raises NotReady: if one dies or does not answer in time
        """
        for child in self.children:
            self._start(child)
        until = time.monotonic() + READY_SECONDS
        waiting = list(self.children)
        while waiting and not stop.wait(LOOK_SECONDS):
            waiting = [child for child in waiting if not child.is_ready()]
            late = time.monotonic() > until
            for child in waiting:
                if late or child.pid is None:
                    raise NotReady(f"{child.name} did not start:\n{self.console.tail(child.name)}")

    def look_after(self) -> bool:
        """Start again what has died and has waited long enough; tell whether anything changed."""
        changed = False
        for child in self.children:
            if child.pid is not None:
                continue
            if child.popen is not None:
                self._bury(child)
                changed = True
            if time.monotonic() >= child.start_again_at:
                self._start(child)
                changed = True
        return changed

    def stop(self) -> None:
        """Ask every program to end, then end what is left, with everything it started."""
        for child in self.children:
            _signal_group(child, signal.SIGTERM)
        until = time.monotonic() + self.patience
        for child in self.children:
            if child.popen is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.popen.wait(max(0.0, until - time.monotonic()))
                _signal_group(child, signal.SIGKILL)
                child.popen.wait()
                self._listen_to_the_end(child)

    def _start(self, child: Child) -> None:
        # A group of its own: Ctrl-C reaches the supervisor only, and a kill reaches all of it.
        child.popen = subprocess.Popen(
            list(child.command),
            env=dict(child.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        child.started_at = time.monotonic()
        if child.popen.stdout is not None:
            reader = threading.Thread(
                target=self._read, args=(child.name, child.popen.stdout), daemon=True
            )
            reader.start()
            child.readers = [reader]

    def _read(self, name: str, output: IO[str]) -> None:
        with output:
            for line in output:
                self.console.write(name, line)

    def _bury(self, child: Child) -> None:
        """Note that a program died, end what it left behind, and decide when it starts again."""
        code = child.popen.returncode if child.popen else None
        _signal_group(child, signal.SIGKILL)
        self._listen_to_the_end(child)
        child.popen = None
        settled = time.monotonic() - child.started_at > SETTLED_SECONDS
        longer = min(max(child.pause * 2, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
        child.pause = 0.0 if settled else longer
        child.start_again_at = time.monotonic() + child.pause
        self.console.say(f"{child.name} ended ({code}); starting it again in {child.pause:g} s")

    def _listen_to_the_end(self, child: Child) -> None:
        for reader in child.readers:
            reader.join(timeout=1.0)


def _signal_group(child: Child, number: signal.Signals) -> None:
    if child.popen is not None:
        with suppress(ProcessLookupError):
            os.killpg(child.popen.pid, number)
