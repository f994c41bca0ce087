"""The examples of docs/law: every answer stands there with its articles and its reasons."""

from functools import cache
from typing import Any

import pytest

from tools import law_examples


@cache
def _written(table: str) -> dict[str, str]:
    text = law_examples.path_of(table).read_text("utf-8")
    sections = text.split("\n## ")[1:]
    return {name: body for name, _, body in (one.partition("\n") for one in sections)}


@pytest.mark.parametrize(
    "case", [pytest.param(one, id=f"{one['table']}: {one['name']}") for one in law_examples.shown()]
)
def test_the_page_says_what_the_rule_answers(case: dict[str, Any]) -> None:
    body = _written(case["table"])[case["name"]]

    assert body.endswith(f"\n\n{law_examples.answer(case)}\n"), "run python -m tools.law_examples"


@pytest.mark.parametrize("table", law_examples.TABLES)
def test_the_page_holds_no_case_that_is_gone(table: str) -> None:
    names = {one["name"] for one in law_examples.shown() if one["table"] == table}

    assert set(_written(table)) == names
