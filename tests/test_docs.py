"""What the programs know stands in the documentation, and nothing else does."""

import ast
import re
from pathlib import Path

import pytest

from tests.source import PACKAGE, ROOT, modules, tree
from tools import reference
from yunting.core.deadline_kinds import kinds as deadline_kinds
from yunting.core.procedure import procedures

DOCS = ROOT / "docs"
PAGES = reference.pages()
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
COMMAND = "python -m tools.reference"


def text_of(folder: str) -> str:
    return "".join(p.read_text("utf-8") for p in sorted((DOCS / folder).rglob("*.md")))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_what_is_made_from_the_programs_is_up_to_date(path: Path) -> None:
    assert path.exists(), f"run {COMMAND}"
    assert path.read_text("utf-8") == PAGES[path], f"run {COMMAND}"


def test_no_page_is_left_of_a_procedure_that_is_gone() -> None:
    there = {*(DOCS / "procedures").iterdir(), *(DOCS / "reference").iterdir()}

    assert there == set(PAGES)


def test_every_move_is_named() -> None:
    told = text_of("procedures")

    assert [m.name for p in procedures() for m in p.moves if f"`{m.name}`" not in told] == []


def test_every_fact_and_every_period_is_named() -> None:
    told = text_of("reference")
    periods = [name for name in deadline_kinds() if not name.startswith("test.")]
    names = [*reference.facts(), *periods]

    assert [name for name in names if f"`{name}`" not in told] == []


def test_every_command_and_every_setting_of_the_court_is_named() -> None:
    told = text_of("reference")
    settings = [
        name
        for path in PACKAGE.glob("*/settings.py")
        if path.parent.name != "project"
        for name in reference.setting_names(path)
    ]
    commands = [f"yunting {name.replace('_', '-')}" for name in reference.command_names()]

    assert [name for name in [*settings, *commands] if f"`{name}`" not in told] == []


def test_every_variable_of_the_environment_is_explained() -> None:
    told = (DOCS / "operations/settings.md").read_text("utf-8")
    read = {
        node.value
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"YUNTING_[A-Z]+(_[A-Z]+)*", node.value)
    }

    assert read
    assert sorted(name for name in read if f"`{name}`" not in told) == []


def test_no_variable_is_explained_that_nobody_reads() -> None:
    told = re.findall(r"\| `(YUNTING_\w+)`", (DOCS / "operations/settings.md").read_text("utf-8"))
    source = "".join(path.read_text("utf-8") for path in modules())

    assert [name for name in told if name not in source] == []


@pytest.mark.parametrize(
    "page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.relative_to(DOCS).as_posix()
)
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
