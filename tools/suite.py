"""Run every test: what `make test` does once the checkout is ready.

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
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadscope"]
    command += [] if browser else ["-m", "not browser"]
    code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    if not browser:
        print("BROWSER=no: the tests marked `browser` were not run.")
    return code


if __name__ == "__main__":
    sys.exit(main())
