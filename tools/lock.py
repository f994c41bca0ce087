"""Write the lock files anew from their inputs: `make lock`.

No address may stand in a lock file: every machine asks the registries it is configured for.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv/bin/uv"
LISTS = ("tools", "run", "test", "mutants", "node")
ADDRESS = re.compile(r"https?://|file:")


def lock_python(name: str) -> Path:
    """Lock one `requirements/<name>.in` with hashes, for every system and Python from 3.11."""
    locked = ROOT / f"requirements/{name}.txt"
    options = [
        "--quiet",
        "--upgrade",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
    ]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    subprocess.run(
        [UV, "pip", "compile", *options, locked.with_suffix(".in"), "--output-file", locked],
        cwd=ROOT,
        check=True,
    )
    return locked


def lock_npm() -> Path:
    """Lock package.json, without where packages were fetched and who asks for donations."""
    locked = ROOT / "package-lock.json"
    subprocess.run(
        ["npm", "update", "--package-lock-only", "--ignore-scripts"], cwd=ROOT, check=True
    )
    content = json.loads(locked.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    locked.write_text(json.dumps(content, indent=2) + "\n")
    return locked


if __name__ == "__main__":
    written = [*map(lock_python, LISTS), lock_npm()]
    addressed = [path.name for path in written if ADDRESS.search(path.read_text())]
    if addressed:
        sys.exit(f"an address stands in {', '.join(addressed)}")
