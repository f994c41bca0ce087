"""Run the checks that need no test: `python tools/check.py all|fast`.

Each is one line of the table below and says ok, or what it found. CI runs the same ones.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NOT_OURS = {".git", ".venv", ".yunting", "node_modules", "__pycache__", "yunting.egg-info"}
NOT_OURS |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "test-results"}
TEXTS = (".py", ".md", ".html", ".yaml", ".toml", ".js", ".css", ".sql", "Makefile")
TYPED = ("yunting", "sim", "tests", "tools", "benchmarks")


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found."""

    name: str
    passed: bool
    said: str
    seconds: float


def run(
    *command: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one of the environment's programs in the checkout."""
    return subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def files(*endings: str) -> list[str]:
    """Return the project's own files with these endings, by their path in the checkout."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in NOT_OURS]
        found += [os.path.relpath(os.path.join(folder, name), ROOT) for name in names]
    return sorted(name for name in found if name.endswith(endings))


def types() -> subprocess.CompletedProcess[str]:
    """Check the types of everything that holds Python."""
    return run("mypy", *(name for name in TYPED if any((ROOT / name).rglob("*.py"))))


def templates() -> subprocess.CompletedProcess[str]:
    """Check that templates are formatted."""
    return run("djade", "--check", "--target-version", "5.2", *files(".html"))


def migrations() -> subprocess.CompletedProcess[str]:
    """Check that the SQL of migrations is safe on a live table."""
    with tempfile.TemporaryDirectory() as folder:
        written = run("python", "tools/migration_sql.py", folder)
        statements = sorted(map(str, Path(folder).glob("*.sql")))
        return written if written.returncode else run("squawk", *statements)


def models() -> subprocess.CompletedProcess[str]:
    """Check that every change of a model has its migration."""
    return run("python", "tools/migration_sql.py", "--check")


FAST: dict[str, Callable[[], subprocess.CompletedProcess[str]]] = {
    "types": types,
    "lint": lambda: run("ruff", "check", "--quiet", "--output-format=concise", "."),
    "format": lambda: run("ruff", "format", "--quiet", "--check", "."),
    "layers": lambda: run("lint-imports", "--no-cache"),
    "law data": lambda: run("yamllint", "--strict", *files(".yaml", ".yml")),
}
ALL = {
    **FAST,
    "spelling": lambda: run("codespell", *files(*TEXTS)),
    "templates": templates,
    "models": models,
    "migrations": migrations,
}


def check(name: str, does: Callable[[], subprocess.CompletedProcess[str]]) -> Result:
    """Run one check."""
    begun = time.monotonic()
    done = does()
    return Result(name, done.returncode == 0, done.stdout, time.monotonic() - begun)


def main(which: str) -> bool:
    """Run the checks, two at a time, and tell whether all passed."""
    table = {"all": ALL, "fast": FAST}[which]
    passed = True
    with ThreadPoolExecutor(max_workers=2) as pool:
        for result in pool.map(lambda entry: check(*entry), table.items()):
            verdict = "ok" if result.passed else "FAILED"
            print(f"check    {result.name:<12} {verdict:<8} {result.seconds:4.1f} s", flush=True)
            if not result.passed:
                print(result.said)
            passed = passed and result.passed
    return passed


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1]) else 1)
