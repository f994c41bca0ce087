"""`make run` in a fresh clone: from nothing, and the second time."""

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks._court import ROOT, Measured, show

OPEN = "open; Ctrl-C closes it"
PATIENCE_SECONDS = 600.0
NOT_OURS = ("VIRTUAL_ENV", "PYTHONPATH")


def main() -> int:
    """Clone, run twice, and print. What is not committed is not measured."""
    with tempfile.TemporaryDirectory(prefix="yunting-bench-") as folder:
        clone = Path(folder) / "yunting"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        cold = seconds_to_open(clone)
        warm = min(seconds_to_open(clone) for _ in range(2))
    return show(
        "start",
        [
            Measured("make run, from nothing", "s", cold, at_most=180),
            Measured("make run, warm", "s", warm, at_most=5),
        ],
    )


def seconds_to_open(clone: Path) -> float:
    """Return how long it takes until the court says that it is open; then close it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YUNTING_")}
    environment = {k: v for k, v in environment.items() if k not in NOT_OURS}
    began = time.perf_counter()
    with subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as court:
        said: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_listen, args=(court, said), daemon=True).start()
        try:
            return _wait(said) - began
        finally:
            os.killpg(court.pid, signal.SIGINT)
            court.wait(60)


def _listen(court: subprocess.Popen[str], said: "queue.Queue[str | None]") -> None:
    for line in court.stdout or ():
        said.put(line)
    said.put(None)


def _wait(said: "queue.Queue[str | None]") -> float:
    lines: list[str] = []
    while True:
        line = said.get(timeout=PATIENCE_SECONDS)
        if line is None:
            raise RuntimeError("the court did not open:\n" + "".join(lines[-40:]))
        lines.append(line)
        if OPEN in line:
            return time.perf_counter()


if __name__ == "__main__":
    sys.exit(main())
