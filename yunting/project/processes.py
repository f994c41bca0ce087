"""The programs of a court, as data: one entry each. `{port}` and `{home}` are filled in at start.

Each program finds in its environment `YUNTING_HOME`, `YUNTING_DATABASE_URL`, `YUNTING_SECRET_KEY`
and, for every program with a port, `YUNTING_<NAME>_URL`.
"""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Process:
    """One program under the supervisor.

    `port` is the one asked for first, None for a program that answers nobody. A program with a
    port is ready when `answers` gives any answer that is not a server error.
    """

    name: str
    command: tuple[str, ...]
    port: int | None = None
    answers: str = "/"


PAGES = Process(
    name="pages",
    command=(
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", "{port}", "--workers", "1", "--blocking-threads", "8", "--no-ws"),
        "yunting.project.wsgi:application",
    ),
    port=8000,
)

WORKER = Process(
    name="worker",
    command=(sys.executable, "-m", "yunting.project.command", "work"),
)

LIVE = Process(
    name="live",
    command=(sys.executable, "-m", "yunting.project.live", "--port", "{port}"),
    port=8001,
    answers="/live/",
)

NEIGHBOURS = Process(
    name="neighbours",
    command=(sys.executable, "-m", "sim", "--port", "{port}", "--home", "{home}/neighbours"),
    port=8002,
)

PROCESSES: tuple[Process, ...] = (PAGES, LIVE, NEIGHBOURS, WORKER)
