"""The court's own cluster for a command: used as it runs, or run for as long as it is needed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from yunting.project import database
from yunting.project.operations.manifest import Unusable

LOCK = "run.lock"


def is_elsewhere() -> bool:
    """Tell whether a server that somebody else runs holds this court's database."""
    return "YUNTING_DATABASE_URL" in os.environ or "YUNTING_OWNER_DATABASE_URL" in os.environ


@contextmanager
def running() -> Iterator[None]:
    """Have the database there until the block ends; a court that is closed stays closed.

    :raises Unusable: if there is none
    """
    cluster = database.own_cluster()
    if is_elsewhere() or cluster.is_running():
        yield
        return
    if not (cluster.data / "PG_VERSION").exists():
        raise Unusable(f"{database.home()} 里没有法院的数据库。")
    with alone(database.home()):
        cluster.start()
        try:
            yield
        finally:
            connection.close()
            cluster.stop()


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep anybody from opening a court in this folder.

    :raises Unusable: if one is open
    """
    with (home / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unusable(f"{home} 里的法院正在运行，请先关闭。") from error
        yield
