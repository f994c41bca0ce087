"""Run the benchmarks of `benchmarks/`, one after the other: `make bench`, `tools/bench.py door`.

Each prints ours, the limit and the ratio from one run and a line of JSON, and fails when it
misses its target. The last figures of each are kept in docs/benchmarks.json, as a table in
docs/benchmarks.md.
"""

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "benchmarks.json"
TABLE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

<!-- Made by `make bench`; do not edit. -->

Ours beside its limit, both from one run: the limit is the bare work underneath (one SELECT, a
COPY of the same rows). A target is one of the promises of the issue that made it.

| benchmark | what | ours | limit | ratio | target |
| --- | --- | ---: | ---: | ---: | --- |
"""


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


def keep(found: dict[str, Any]) -> None:
    """Put figures in the place of the last ones of the same benchmark."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    where = f"{platform.machine()}, Python {platform.python_version()}"
    kept[found["benchmark"]] = {"where": where, "held": found["held"], "lines": found["lines"]}
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    TABLE.write_text(HEAD + "".join(_rows(kept)), "utf-8")


def _rows(kept: dict[str, Any]) -> list[str]:
    return [
        f"| {name} | {line['what']} ({line['unit']}) | {line['ours']:,.2f} | {_limit(line)} |"
        f" {_target(line)} |\n"
        for name, found in sorted(kept.items())
        for line in found["lines"]
    ]


def _limit(line: dict[str, Any]) -> str:
    limit = line["limit"]
    return " | " if limit is None else f"{limit:,.2f} | {line['ours'] / limit:.2f}"


def _target(line: dict[str, Any]) -> str:
    if line["at_least"] is not None:
        return f"≥ {line['at_least']:,g} {_verdict(line['ours'] >= line['at_least'])}"
    if line["at_most"] is not None:
        return f"≤ {line['at_most']:,g} {_verdict(line['ours'] <= line['at_most'])}"
    return ""


def _verdict(held: bool) -> str:
    return "held" if held else "**missed**"


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
