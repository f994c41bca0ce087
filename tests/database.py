"""The databases of a test run: migrated once, copied for each worker and each committing test.

The cluster forgets everything on a power cut and is stopped by the last run that used it. The
migrated template is kept from run to run, under a name made from the migrations' content.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import django
import psutil
from django.apps import apps

from yunting.core import append_only
from yunting.project.cluster import FORGETFUL, Cluster
from yunting.project.database import ROOT

FOLDER = ROOT / ".yunting" / "test"
CLUSTER = Cluster(FOLDER / "pg", settings=FORGETFUL)
TEMPLATE = "migrated_"
COPY = "test_"
_numbers = count(1)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Keep the test cluster running while any test run needs it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        CLUSTER.start()
        yield CLUSTER
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            CLUSTER.stop()


def migrated_template() -> str:
    """Return the name of a database with every migration applied, making it if need be."""
    name = TEMPLATE + _hash_of_migrations()
    with (FOLDER / "template").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = CLUSTER.databases()
        if name not in known:
            _migrate_into(name)
            _drop_leftovers(known)
    return name


@contextmanager
def copy_of(template: str) -> Iterator[str]:
    """Make a database from a template and drop it afterwards; yields its name."""
    name = f"{COPY}{os.getpid()}_{next(_numbers)}"
    CLUSTER.create_database(name, template=template)
    try:
        yield name
    finally:
        CLUSTER.drop_database(name)


def _hash_of_migrations() -> str:
    whole = hashlib.sha256(django.__version__.encode())
    whole.update(Path(append_only.__file__).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            whole.update(f"{app.label}/{path.name}".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _migrate_into(name: str) -> None:
    # Made under another name, so that a broken migration never passes for a template.
    unfinished = f"unfinished_{name}"
    CLUSTER.drop_database(unfinished)
    CLUSTER.create_database(unfinished)
    address = CLUSTER.url("yunting_owner", unfinished)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "yunting.project.command",
            "migrate",
            "--verbosity=0",
            "--skip-checks",
        ],
        env={**os.environ, "YUNTING_OWNER_DATABASE_URL": address, "YUNTING_DATABASE_URL": address},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the migrations failed:\n{done.stderr}")
    CLUSTER.rename_database(unfinished, to=name)


def _drop_leftovers(known: set[str]) -> None:
    """Drop templates of other migrations and copies whose test run is gone."""
    for name in known:
        is_other_template = name.startswith(TEMPLATE)
        number = name.removeprefix(COPY).split("_")[0]
        is_abandoned = name.startswith(COPY) and not psutil.pid_exists(int(number))
        if is_other_template or is_abandoned:
            CLUSTER.drop_database(name)
