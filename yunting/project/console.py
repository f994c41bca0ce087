"""What the programs of a court say: to the terminal with time and name, and to a file each."""

import sys
from pathlib import Path
from threading import Lock
from typing import TextIO

from yunting.lib import clock

WIDTH = 10


class Console:
    """Writes whole lines, from as many threads as there are programs."""

    def __init__(self, folder: Path, terminal: TextIO = sys.stdout) -> None:
        self.folder = folder
        self.terminal = terminal
        self._lock = Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, line: str) -> None:
        """Write one line of a program."""
        at = clock.machine_now().astimezone(clock.ZONE)
        text = line.rstrip()
        with self._lock:
            with (self.folder / f"{name}.log").open("a", encoding="utf-8") as log:
                log.write(f"{at:%Y-%m-%d %H:%M:%S} {text}\n")
            print(f"{at:%H:%M:%S} {name:<{WIDTH}} {text}", file=self.terminal, flush=True)

    def say(self, text: str) -> None:
        """Write one line of the supervisor itself."""
        self.write("court", text)

    def tail(self, name: str, lines: int = 20) -> str:
        """Return the last lines a program said."""
        log = self.folder / f"{name}.log"
        said = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return "\n".join(said[-lines:])
