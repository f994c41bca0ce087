"""Files in a folder of the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.FILES = tmp_path / "files"
