"""What an idle installation holds: the sum of PSS of every process, a minute after it opened."""

import re
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks._court import Measured, show
from yunting.project.court_of_its_own import RunningCourt, running_court

IDLE_SECONDS = 60
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def main() -> int:
    """Open a court, let it be, and add up."""
    with (
        tempfile.TemporaryDirectory(prefix="yunting-bench-") as folder,
        running_court(Path(folder) / "court", training="small") as court,
    ):
        time.sleep(IDLE_SECONDS)
        parts = {name: megabytes(pid) for name, pid in heads(court).items()}
    lines = [Measured(name, "MB", size) for name, size in sorted(parts.items())]
    whole = Measured("idle installation", "MB", sum(parts.values()), at_most=900)
    return show("memory", [*lines, whole])


def heads(court: RunningCourt) -> dict[str, int]:
    """Return the first process of each program, the supervisor among them."""
    pids = court.pids()
    return {**pids, "supervisor": psutil.Process(pids["pages"]).ppid()}


def megabytes(pid: int) -> float:
    """Return the PSS of a process with all it started; the supervisor's is its own alone."""
    process = psutil.Process(pid)
    is_supervisor = "run" in process.cmdline()
    family = [process, *([] if is_supervisor else process.children(recursive=True))]
    return sum(_pss(one.pid) for one in family) / 1024


def _pss(pid: int) -> float:
    found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    return float(found[1]) if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
