"""The stage, the court's clock at the morning of the cast, and static files without a build."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import AT, Cast, on_stage
from yunting.lib import clock


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage()


@pytest.fixture
def plain_static(settings: Settings, tmp_path: Path) -> None:
    """Name static files as they are; the manifest is made when the court is started."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def court_time(plain_static: None) -> Iterator[Callable[[datetime], None]]:
    """Set the court's clock to the morning of the cast; call it to move the clock."""
    times = [AT]
    clock.provide(lambda: times[-1])
    yield times.append
    clock.provide(clock.machine_now)
