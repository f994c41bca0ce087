"""Run the benchmarks of `benchmarks/`, one after the other, or those that are named.

`make bench`, `python -m tools.bench door`. Each prints ours, the limit and the ratio from one run
and a line of JSON, and fails when it misses its target. The last figures of each are kept in
docs/benchmarks.json, and the pages that show them are written anew with them.
"""

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools import status

ROOT = Path(__file__).resolve().parent.parent


def run(name: str) -> tuple[bool, dict[str, Any] | None]:
    """Run one and return whether it held, and its figures."""
    found = None
    with subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        for line in running.stdout or ():
            if line.startswith('{"benchmark"'):
                found = json.loads(line)
            else:
                print(line, end="", flush=True)
    return running.returncode == 0, found


def keep(found: dict[str, Any], docs: Path = status.DOCS) -> None:
    """Put figures in the place of the last ones of the same benchmark, on every page with them."""
    kept = status.measured(docs)
    where = f"{platform.machine()}, Python {platform.python_version()}"
    kept[found["benchmark"]] = {"where": where, "held": found["held"], "lines": found["lines"]}
    told = json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True)
    (docs / status.MEASURED).write_text(told + "\n", "utf-8")
    status.write(docs)


def main(chosen: list[str]) -> int:
    """Run them all, or those named, and return how many failed."""
    failed = []
    names = chosen or [path.stem for path in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))]
    if not names:
        sys.exit("bench    there is nothing in benchmarks/")
    for name in names:
        print(f"bench    {name}", flush=True)
        held, found = run(name)
        if found is not None:
            keep(found)
        if not held:
            failed.append(name)
    print(f"bench    failed: {', '.join(failed)}" if failed else "bench    all held")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
