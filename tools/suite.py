"""Run every test: what `make test` does once the checkout is ready.

A file is one worker's, so what it furnishes is furnished once; the long ones come first
(tests/conftest.py). Every program of the run may keep the bytecode it compiles: hundreds are
started, and compiling them anew each time is most of what a small one does.

`BROWSER=no` leaves out the tests that need Chromium, and says so at the end.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = os.environ.get("WORKERS", "2")


def main() -> int:
    """Run pytest and return its exit code."""
    browser = os.environ.get("BROWSER") != "no"
    command = [sys.executable, "-m", "pytest", "-n", WORKERS]
    command += ["--dist", "loadfile", "--no-loadscope-reorder"]
    command += [] if browser else ["-m", "not browser"]
    told = {name: word for name, word in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, env=told, stdin=subprocess.DEVNULL, check=False)
    if not browser:
        print("BROWSER=no: the tests marked `browser` were not run.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
