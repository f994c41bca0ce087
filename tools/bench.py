"""Run every benchmark of `benchmarks/`, one after the other: `make bench`.

Each prints ours, the limit and the ratio from one run, and fails when it misses its target.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run them all and return how many failed."""
    failed = []
    benchmarks = sorted((ROOT / "benchmarks").glob("[a-z]*.py"))
    if not benchmarks:
        sys.exit("bench    there is nothing in benchmarks/")
    for path in benchmarks:
        print(f"bench    {path.stem}", flush=True)
        module = f"benchmarks.{path.stem}"
        done = subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(path.stem)
    print(f"bench    failed: {', '.join(failed)}" if failed else "bench    all held")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
