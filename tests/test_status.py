"""docs/features.md and docs/status.md say what the tests say."""

from pathlib import Path

import pytest

from tools import status

ROWS = 133


@pytest.mark.parametrize("path", status.pages(), ids=lambda path: path.name)
def test_a_page_is_up_to_date(path: Path) -> None:
    assert path.exists(), "run make status"
    assert path.read_text("utf-8") == status.pages()[path], "run make status"


def test_every_row_is_listed() -> None:
    assert len(status.rows()) == ROWS


def test_no_test_drives_a_row_that_is_not_there() -> None:
    assert set(status.drivers()) <= set(status.rows())


def test_what_is_held_in_part_only_is_a_row() -> None:
    assert set(status.listed()["partly"]) <= set(status.rows())


def test_finds_marks_on_tests_classes_and_whole_files() -> None:
    driven = status.drivers()

    assert (
        "tests/accounts/test_views.py::TestSignUp::test_leads_from_a_phone_to_an_organisation"
        in (driven["S1"])
    )
    assert "tests/accounts/test_api.py" in driven["X10"]
