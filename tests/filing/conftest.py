"""The stage, and the court's clock at the morning of the cast."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from tests.cast import AT, Cast, on_stage
from yunting.lib import clock


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage()


@pytest.fixture
def court_time(static_from_source: None) -> Iterator[Callable[[datetime], None]]:
    """Set the court's clock to the morning of the cast; call it to move the clock."""
    times = [AT]
    clock.provide(lambda: times[-1])
    yield times.append
    clock.provide(clock.machine_now)
