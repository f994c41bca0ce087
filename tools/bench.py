"""Run every benchmark of `benchmarks/`, one after the other: `make bench`.

Each prints ours, the limit and the ratio from one run, and fails when it misses its target. Its
last line, JSON, is kept in docs/benchmarks.json, from which docs/status.md is made.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "benchmarks.json"


def run(module: str) -> tuple[int, str]:
    """Run one benchmark, showing what it says; return its exit code and its last line."""
    last = ""
    with subprocess.Popen(
        [sys.executable, "-m", module], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            last = line
    return running.returncode, last


def keep(said: str) -> None:
    """Keep what a benchmark measured, in place of what it measured before."""
    try:
        told = json.loads(said)
    except json.JSONDecodeError:
        return
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    kept[told.pop("benchmark")] = told
    text = json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True)
    KEPT.write_text(f"{text}\n", "utf-8")


def main() -> int:
    """Run them all and return how many failed."""
    failed = []
    benchmarks = sorted((ROOT / "benchmarks").glob("[a-z]*.py"))
    if not benchmarks:
        sys.exit("bench    there is nothing in benchmarks/")
    for path in benchmarks:
        print(f"bench    {path.stem}", flush=True)
        module = f"benchmarks.{path.stem}"
        code, said = run(module)
        keep(said)
        if code:
            failed.append(path.stem)
    print(f"bench    failed: {', '.join(failed)}" if failed else "bench    all held")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
