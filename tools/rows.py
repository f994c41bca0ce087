"""Run the tests that drive rows of docs/features.md: `python tools/rows.py S1 S2 …`.

Fails when a row has no test marked with its id, or when such a test fails.
"""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


class OnlyTheseRows:
    """Keeps the tests marked with one of the rows and notes which rows they are."""

    def __init__(self, rows: list[str]) -> None:
        self.without_test = set(rows)
        self.rows = frozenset(rows)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out tests of other rows."""
        kept = []
        for item in items:
            driven = {row for mark in item.iter_markers("feature") for row in mark.args}
            if driven & self.rows:
                self.without_test -= driven
                kept.append(item)
        items[:] = kept


def main(rows: list[str]) -> int:
    """Run the rows' tests and return 0 if every row has one and all pass."""
    only = OnlyTheseRows(rows)
    code = pytest.main(["--rootdir", str(ROOT), str(ROOT / "tests")], plugins=[only])
    if only.without_test:
        print(f"no test drives {', '.join(sorted(only.without_test))}")
    return int(code) or len(only.without_test)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
