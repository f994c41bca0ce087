"""Say of each acceptance item whether it holds: `python tools/accept.py A [--here] [--item N]`.

The items and their commands stand in docs/accept/<issue>.yaml. They are run in a clean clone
below a folder nobody else may enter, as a newcomer's would be; `--here` runs them in this checkout.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must hold, and the commands that show it."""

    number: int
    text: str
    commands: tuple[str, ...]


def items_of(issue: str) -> list[Item]:
    """Return the items of an issue in their order."""
    listed = yaml.safe_load((ROOT / f"docs/accept/{issue}.yaml").read_text(encoding="utf-8"))
    return [
        Item(number, entry["text"], tuple(entry["commands"]))
        for number, entry in enumerate(listed["items"], start=1)
    ]


@contextmanager
def clean_clone() -> Iterator[Path]:
    """Clone what is committed into a folder with mode 0700; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "yunting"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        # Each item stands alone: `--item 5` finds what the first one's `make test` would set up.
        subprocess.run(["make", "ready-to-test"], cwd=clone, check=True, stdout=subprocess.DEVNULL)
        try:
            yield clone
        finally:
            if (clone / ".venv/bin/yunting").exists():
                subprocess.run([clone / ".venv/bin/yunting", "reset"], cwd=clone, check=False)


def holds(item: Item, checkout: Path, log: Path) -> bool:
    """Run an item's commands and tell whether all ended well; what they said is in the log."""
    for command in item.commands:
        with log.open("a", encoding="utf-8") as said:
            said.write(f"\n$ {command}\n")
            said.flush()
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=checkout,
                env={**os.environ, "PATH": f"{checkout / '.venv/bin'}:{os.environ['PATH']}"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
            )
        if done.returncode:
            print(f"         $ {command}  ended with {done.returncode}; see {log}", flush=True)
            return False
    return True


def check(items: list[Item], checkout: Path, issue: str) -> bool:
    """Print a line for each item and tell whether all hold."""
    log = Path(tempfile.gettempdir()) / f"yunting-accept-{issue}-{os.getpid()}.log"
    passed = True
    for item in items:
        begun = time.monotonic()
        ok = holds(item, checkout, log)
        passed = passed and ok
        verdict = "ok" if ok else "FAILED"
        seconds = time.monotonic() - begun
        print(f"accept   {item.number}  {verdict:<7} {seconds:6.1f} s  {item.text}", flush=True)
    return passed


def main() -> int:
    """Check an issue's items and return 0 if all hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("issue")
    parser.add_argument("--here", action="store_true", help="in this checkout, not in a clone")
    parser.add_argument("--item", type=int, help="only this one")
    chosen = parser.parse_args()
    items = [item for item in items_of(chosen.issue) if chosen.item in (None, item.number)]
    if chosen.here:
        return 0 if check(items, ROOT, chosen.issue) else 1
    with clean_clone() as clone:
        return 0 if check(items, clone, chosen.issue) else 1


if __name__ == "__main__":
    sys.exit(main())
