"""A court of its own for a measurement: a durable cluster, migrated, thrown away afterwards."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from yunting.project.cluster import Cluster

ROOT = Path(__file__).resolve().parent.parent
INSIDE = "import django, runpy, sys; django.setup(); runpy.run_module(sys.argv[1], run_name='main')"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; `at_least` or `at_most` is the target for ours."""

    what: str
    unit: str
    ours: float
    limit: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the target was met."""
        enough = self.at_least is None or self.ours >= self.at_least
        return enough and (self.at_most is None or self.ours <= self.at_most)


def measure(module: str, *, made_by: tuple[str, ...] = ("prepare", "empty")) -> int:
    """Run a module with Django set up on a court made for it; return its exit code.

    `made_by` is the command that makes the court: `migrate` for one without people or pages.
    """
    with tempfile.TemporaryDirectory(prefix="yunting-bench-") as folder:
        home = Path(folder)
        cluster = Cluster(home / "pg")
        cluster.start()
        try:
            cluster.create_database("bench")
            prepare = ["-m", "yunting.project.command", *made_by, "--verbosity=0"]
            _run(prepare, home, cluster, says=subprocess.DEVNULL)
            return _run(["-c", INSIDE, module], home, cluster)
        finally:
            cluster.destroy()


def _run(arguments: list[str], home: Path, cluster: Cluster, *, says: int | None = None) -> int:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yunting.project.settings",
        "YUNTING_HOME": str(home),
        "YUNTING_DATABASE_URL": cluster.url("yunting_web", "bench"),
        "YUNTING_OWNER_DATABASE_URL": cluster.url("yunting_owner", "bench"),
        "YUNTING_WITNESS_URL": "",
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=says, check=False
    ).returncode


def show(name: str, lines: list[Measured]) -> int:
    """Print the table and one JSON line; return 1 if any target was missed."""
    print(f"{'':44}{'ours':>12}{'limit':>12}{'ratio':>8}  target")
    for line in lines:
        limit = "" if line.limit is None else f"{line.limit:,.2f}"
        ratio = "" if line.limit is None else f"{line.ours / line.limit:.2f}"
        target = _target(line)
        told = f"{line.what} ({line.unit})"
        print(f"{told:44}{line.ours:>12,.2f}{limit:>12}{ratio:>8}  {target}")
    held = all(line.holds for line in lines)
    print(json.dumps({"benchmark": name, "held": held, "lines": [asdict(line) for line in lines]}))
    return 0 if held else 1


def _target(line: Measured) -> str:
    if line.at_least is not None:
        return f"≥ {line.at_least:,g}  {'held' if line.holds else 'MISSED'}"
    if line.at_most is not None:
        return f"≤ {line.at_most:,g}  {'held' if line.holds else 'MISSED'}"
    return ""
