"""Kill the programs of a court, one after the other, in an order a seed decides."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable

import psutil

from yunting.project.court_of_its_own import RunningCourt

SHORTEST_SECONDS, LONGEST_SECONDS = 0.1, 1.5
BACK_SECONDS = 60.0


class Killer:
    """Kills each program so many times, never one that is not back yet."""

    def __init__(self, court: RunningCourt, seed: int) -> None:
        self.court = court
        self.dice = random.Random(seed)  # noqa: S311  (repeatable is the point)
        self.killed: Counter[str] = Counter()

    def kill_each(self, programs: tuple[str, ...], times: int, after: Callable[[], object]) -> None:
        """Kill every one of the programs that often, and call `after` each time."""
        targets = [name for name in programs for _ in range(times)]
        self.dice.shuffle(targets)
        for name in targets:
            time.sleep(self.dice.uniform(SHORTEST_SECONDS, LONGEST_SECONDS))
            self._kill(name)
            after()

    def _kill(self, name: str) -> None:
        """Kill a program, or one of the processes it consists of, with SIGKILL."""
        until = time.monotonic() + BACK_SECONDS
        while time.monotonic() < until:
            pid = self.court.pids().get(name)
            try:
                if pid is not None and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                    family = [pid, *(p.pid for p in psutil.Process(pid).children())]
                    os.kill(self.dice.choice((pid, self.dice.choice(family))), signal.SIGKILL)
                    self.killed[name] += 1
                    return
            except (psutil.NoSuchProcess, ProcessLookupError):
                pass
            time.sleep(0.05)
        raise AssertionError(f"{name} did not come back:\n{self.court.said('court')[-2000:]}")
