"""The set-up program, on folders of the tests' own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup
from yunting.project.database import ROOT


class TestDigest:
    def test_changes_with_a_files_content(self, tmp_path: Path) -> None:
        lock = tmp_path / "run.txt"
        lock.write_text("django==5.2")
        before = setup.digest(lock)

        lock.write_text("django==5.3")

        assert setup.digest(lock) != before

    def test_takes_an_absent_file_for_an_empty_one(self, tmp_path: Path) -> None:
        assert setup.digest(tmp_path / "absent") == setup.digest("")


class TestCommand:
    def test_has_nothing_to_do_a_second_time_even_with_the_environment_activated(self) -> None:
        done = subprocess.run(
            [sys.executable, "tools/setup.py", "run"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout == ""

    def test_names_its_two_purposes(self) -> None:
        done = subprocess.run(
            [sys.executable, "tools/setup.py"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 1
        assert done.stderr == "usage: python3 tools/setup.py run|test\n"


class TestLockFiles:
    @pytest.mark.parametrize(
        "path",
        [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"],
        ids=lambda path: path.name,
    )
    def test_name_no_address(self, path: Path) -> None:
        text = path.read_text()

        assert "http://" not in text
        assert "https://" not in text
        assert "file:" not in text
