"""The people on stage."""

import pytest

from tests.cast import Cast, on_stage
from tests.money.build import Owed, owed


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage()


@pytest.fixture
def told(cast: Cast) -> Owed:
    """A fee that is asked for and was not served yet."""
    return owed(cast)
