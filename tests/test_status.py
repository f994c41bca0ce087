"""docs/features.md, docs/status.md and docs/benchmarks.md say what tests and figures say."""

from pathlib import Path

import pytest

from tools import bench, status

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


def test_a_measurement_is_on_every_page_as_soon_as_it_is_kept(tmp_path: Path) -> None:
    line = {"what": "a page", "unit": "queries", "limit": None, "at_least": None, "at_most": 14}
    told = {"benchmark": "pages", "held": True}
    bench.keep({**told, "lines": [{**line, "ours": 13.0}]}, tmp_path)

    bench.keep({**told, "lines": [{**line, "ours": 12.0}]}, tmp_path)

    for path, text in status.pages(tmp_path).items():
        assert path.read_text("utf-8") == text
    for page in (status.STATUS, status.BENCHMARKS):
        text = (tmp_path / page).read_text("utf-8")
        assert "12.00" in text
        assert "13.00" not in text
