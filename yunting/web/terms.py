"""The court's words in plain language, from terms.yaml; docs/glossary.md names them in code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from yunting.ui.terms import Term

SOURCE = Path(__file__).with_name("terms.yaml")


def read() -> Iterator[Term]:
    """Yield every explained word in the order of the file."""
    for entry in yaml.load(SOURCE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        yield Term(entry["term"], entry["plain"], entry.get("basis", ""))
