import socket
from collections.abc import Iterator

import pytest

from yunting.project import ports

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.enable_socket
class TestFreePort:
    def test_gives_the_one_asked_for_when_nobody_has_it(self, listening: int) -> None:
        free = ports.free_port(0, taken=set())

        assert ports.free_port(free, taken=set()) == free

    def test_passes_over_one_that_somebody_listens_on(self, listening: int) -> None:
        assert ports.free_port(listening, taken=set()) != listening

    def test_passes_over_one_that_was_just_given(self) -> None:
        free = ports.free_port(0, taken=set())

        assert ports.free_port(free, taken={free}) != free


@pytest.mark.enable_socket
class TestAnswers:
    def test_is_false_where_nobody_listens(self) -> None:
        assert not ports.answers(ports.free_port(0, taken=set()), "/")
