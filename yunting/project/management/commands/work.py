"""Do what follows from acts: `yunting work`. SIGTERM finishes what is under way and stops."""

import logging
import signal
import threading
import traceback
from types import TracebackType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yunting.project import worker


class Discreet(logging.Formatter):
    """Says what failed and where, never with which values: those may be about people."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the name logging calls)
        """Return the kind of the error and the last place of it."""
        kind, _, trace = ei
        return f"{kind.__name__} at {_place(trace)}"


def _place(trace: TracebackType | None) -> str:
    last = traceback.extract_tb(trace)[-1]
    return f"{last.filename.rsplit('/', 1)[-1]}:{last.lineno} in {last.name}"


class Command(BaseCommand):
    """Run the worker in the foreground."""

    help = "Do what follows from acts: handoffs, messages, periods, jobs. SIGTERM stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--carry`, by which a worker starts its helper."""
        told = "only carry handoffs beside a worker, until it ends or nothing is left"
        parser.add_argument("--carry", action="store_true", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        handler = logging.StreamHandler(self.stdout)
        handler.setFormatter(
            Discreet("%(asctime)s %(levelname).1s %(name)s %(message)s", "%H:%M:%S")
        )
        logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
        # They would write a line per job and request, and a job's arguments.
        for noisy in ("procrastinate", "httpx", "psycopg.pool"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        (worker.help_to_carry if options["carry"] else worker.run)(stop)
