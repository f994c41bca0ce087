"""Change the arithmetic of the law on purpose and see which tests notice: `make mutants`.

mutmut makes one small change at a time in the modules of MUTATED; a change that no test of the
rules notices is alive. They run in a copy of the rules and their tests below .yunting/, in an
environment of its own: no Django, no database. What is alive is compared with the argued list in
docs/law/mutants.yaml, and docs/law/mutants.md is written anew. Not in CI: it takes long.

    python -m tools.mutants            all of it
    python -m tools.mutants --report   only write the report from the last run
"""

import argparse
import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".yunting" / "mutants"
COPY = PLACE / "copy"
ENVIRONMENT = PLACE / "venv"
LOCKED = ROOT / "requirements" / "mutants.txt"
ARGUED = ROOT / "docs" / "law" / "mutants.yaml"
REPORT = ROOT / "docs" / "law" / "mutants.md"
MOST_ALIVE = 10
MUTATED = {
    "fees": "yunting/rules/fees/*.py",
    "periods": "yunting/rules/periods.py",
    "voting": "yunting/rules/bankruptcy/voting.py",
    "thresholds": "yunting/rules/bankruptcy/thresholds.py",
    "bids": "yunting/rules/auctions/bids.py",
    "interest": "yunting/rules/interest.py",
    "deferred interest": "yunting/rules/enforcement/interest.py",
}
COPIED = (
    "yunting/__init__.py",
    "yunting/lib",
    "yunting/rules",
    "tests/__init__.py",
    "tests/rules",
    "tools/__init__.py",
    "tools/law_examples.py",
    "docs/law/examples",
)
# These read the source text, which is no longer ours once it has been changed; the last one runs
# the installed command, which the copy has not.
LEFT_OUT = ("test_books.py", "test_coverage.py", "test_literals.py", "test_command.py")
PROJECT = """
[tool.mutmut]
source_paths = ["yunting/"]
only_mutate = {only}
also_copy = ["tools/", "docs/"]
pytest_add_cli_args_test_selection = ["tests/rules"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-q"]
do_not_mutate_patterns = ['^\\s*(raise |f?"|code = )']
[tool.pytest.ini_options]
markers = ["rule(id): holds one rule of the law books"]
"""
CONFTEST = '''"""Fewer examples, the same ones each time: a change is noticed or it is not."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "mutants",
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")
'''
HEAD = """<!-- Made by `make mutants`; do not edit. -->

# Which changes of the arithmetic no test notices

[mutmut](https://mutmut.readthedocs.io) changes one thing at a time in the rules on fees, periods,
votes, bids and interest and runs the tests of the rules against it. A change that no test notices
is alive. At most {most} % may be; each one that is alive is argued below (`mutants.yaml`). Lines
that hold only the words of a refusal are not changed.

| part | changes | noticed | alive | alive |
|---|---:|---:|---:|---:|
"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: its name, what became of it, and the lines it changed."""

    name: str
    part: str
    status: str
    change: str

    @property
    def is_alive(self) -> bool:
        """Tell whether no test noticed."""
        return self.status in ALIVE


def prepare() -> None:
    """Copy the rules and their tests, and make the environment when it is not there."""
    if not (ENVIRONMENT / "bin/mutmut").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(LOCKED)]
        subprocess.run([str(ENVIRONMENT / "bin/python"), *pip], check=True)
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in COPIED:
        source, target = ROOT / name, COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.pyc", *LEFT_OUT))
        else:
            shutil.copy(source, target)
    only = json.dumps(list(MUTATED.values()))
    (COPY / "pyproject.toml").write_text(PROJECT.format(only=only), "utf-8")
    (COPY / "tests/rules/conftest.py").write_text(CONFTEST, "utf-8")


def mutmut(*arguments: str, quiet: bool = False) -> str:
    """Run mutmut in the copy and return what it said; leave if it could not do its work."""
    done = subprocess.run(
        [ENVIRONMENT / "bin/mutmut", *arguments],
        cwd=COPY,
        env={**os.environ, "PYTHONPATH": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} ended with {done.returncode}: nothing was tried")
    return done.stdout or ""


def found() -> list[Mutant]:
    """Return what became of each change in the last run."""
    listed = mutmut("results", "--all", "true", quiet=True)
    pairs = re.findall(r"^\s+(\S+): (.+)$", listed, re.MULTILINE)
    return [
        Mutant(name, _part(name), status, _change(name) if status in ALIVE else "")
        for name, status in pairs
    ]


ALIVE = frozenset({"survived", "no tests", "suspicious", "not checked"})


def _part(name: str) -> str:
    module = name.partition(".x")[0].replace(".", "/") + ".py"
    return next(part for part, pattern in MUTATED.items() if Path(module).match(pattern))


def _change(name: str) -> str:
    module, _, function = name.rpartition(".")
    changed = _functions(COPY / "mutants" / (module.replace(".", "/") + ".py"))
    original = changed[re.sub(r"__mutmut_\d+$", "__mutmut_orig", function)]
    compared = difflib.unified_diff(original, changed[function], n=0, lineterm="")
    # The head of a diff names files, and the first line of a function its number.
    lines = [line for line in compared if not line.startswith(("---", "+++", "@@"))]
    return "\n".join(line for line in lines if "__mutmut_" not in line)


@cache
def _functions(path: Path) -> dict[str, list[str]]:
    text = path.read_text("utf-8")
    lines = text.splitlines()
    return {
        node.name: lines[node.lineno - 1 : node.end_lineno]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    }


def report(mutants: list[Mutant], argued: dict[str, Any]) -> str:
    """Return docs/law/mutants.md."""
    counted: dict[str, Counter[bool]] = defaultdict(Counter)
    for mutant in mutants:
        counted[mutant.part][mutant.is_alive] += 1
    total = sum(counted.values(), Counter[bool]())
    lines = [_row(part, counted[part]) for part in MUTATED] + [_row("all", total)]
    lines += ["", "## Alive, and why no test can or should notice", ""]
    for mutant in sorted((one for one in mutants if one.is_alive), key=lambda one: one.name):
        why = argued.get(mutant.name, "NOT ARGUED")
        lines += [f"### `{mutant.name}`", "", "```diff", mutant.change, "```", "", why, ""]
    return HEAD.format(most=MOST_ALIVE) + "\n".join(lines).rstrip() + "\n"


def _row(part: str, counted: Counter[bool]) -> str:
    every = counted.total()
    share = counted[True] * 100 / every if every else 0
    return f"| {part} | {every} | {counted[False]} | {counted[True]} | {share:.1f} % |"


def main() -> int:
    """Run, report, and say whether few enough are alive and each is argued."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="only report the last run")
    if not parser.parse_args().report:
        prepare()
        mutmut("run")
    mutants = found()
    argued = yaml.safe_load(ARGUED.read_text("utf-8")) if ARGUED.exists() else {}
    REPORT.write_text(report(mutants, argued or {}), "utf-8")
    alive = [mutant.name for mutant in mutants if mutant.is_alive]
    silent = [name for name in alive if name not in (argued or {})]
    print(f"{len(mutants)} changes, {len(alive)} alive, {len(silent)} of them not argued")
    for name in silent:
        print(f"  {name}")
    return 1 if not mutants or silent or len(alive) * 100 > MOST_ALIVE * len(mutants) else 0


if __name__ == "__main__":
    sys.exit(main())
