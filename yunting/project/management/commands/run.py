"""Open a court: `yunting run`. Ctrl-C closes it."""

import signal
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yunting.project import database
from yunting.project.cluster import ClusterFailed
from yunting.project.places import NoPlace
from yunting.project.processes import PROCESSES
from yunting.project.run import AlreadyRunning, CannotPrepare, Court, HalfRestored
from yunting.project.supervisor import NotReady


class Command(BaseCommand):
    """Run the cluster and every program of a court under one supervisor."""

    help = "Open the court in this folder; Ctrl-C closes it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where, with which cases, on which ports."""
        names = [process.name for process in PROCESSES]
        parser.add_argument("--home", type=Path, default=database.home(), help="folder of its data")
        parser.add_argument("--ports", choices=("usual", "auto"), default="usual")
        parser.add_argument("--small", dest="training", action="store_const", const="small")
        parser.add_argument("--empty", dest="training", action="store_const", const="empty")
        parser.add_argument("--only", nargs="*", choices=names, default=names, metavar="PROGRAM")
        parser.add_argument(
            "--until-stdin-closes", action="store_true", help="close when the caller is gone"
        )
        parser.set_defaults(training="small")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the court and keep it open."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stop.set())
        if options["until_stdin_closes"]:
            threading.Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
        court = Court(
            options["home"],
            training=options["training"],
            processes=[process for process in PROCESSES if process.name in options["only"]],
            any_ports=options["ports"] == "auto",
        )
        try:
            court.run(stop)
        except AlreadyRunning as running:
            raise CommandError(f"a court is already open here: {running}") from None
        except HalfRestored:
            raise CommandError("a restore here was broken off; run yunting restore again") from None
        except CannotPrepare:
            raise CommandError("the court could not be prepared; see above") from None
        except (ClusterFailed, NoPlace, NotReady) as failed:
            raise CommandError(str(failed)) from failed


def _wait_for_end_of_input(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()
