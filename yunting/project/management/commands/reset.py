"""Forget the training court of this checkout: `yunting reset`."""

import fcntl
import shutil
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yunting.project import database

KEPT = {"test", "run.lock"}


class Command(BaseCommand):
    """Delete the cluster, files, logs and keys of a court that is closed."""

    help = "Delete this checkout's training court; the next run makes a new one."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete everything of the court but the databases of the tests."""
        home = database.home()
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        with (home / "run.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError("the court is open; close it first") from None
            database.own_cluster().destroy()
            for path in home.iterdir():
                if path.name not in KEPT:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.stdout.write("forgotten; the next run makes a new court")
