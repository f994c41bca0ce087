"""People who sign in, and the neighbours program answering them over a socket."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_django import Settings

from sim.neighbours import Neighbours
from sim.server import Server
from tests import cast
from tests.accounts.people import staff
from yunting.accounts.services import registration
from yunting.core import wire
from yunting.core.actor import Actor
from yunting.core.models import Account, Circuit, Court, Division
from yunting.core.roles import Role


@pytest.fixture(scope="session")
def neighbours_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(0, Neighbours(tmp_path_factory.mktemp("neighbours")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
    server.neighbours.store.close()
    wire.client().close()
    wire.client.cache_clear()


class Outside:
    """The neighbours as a test sees them: what they do next, and what phones have received."""

    def __init__(self, url: str) -> None:
        self.url = url

    def behave(self, service: str, **behaviour: Any) -> None:
        httpx.post(
            f"{self.url}/admin/services/{service}", json=behaviour, trust_env=False
        ).raise_for_status()

    def code_on(self, phone: str) -> str:
        texts = httpx.get(f"{self.url}/admin/phones/{phone}", trust_env=False).json()
        found = re.search(r"登录验证码(\d{6})", texts[0]["text"])
        assert found is not None, "no code has arrived"
        return found[1]


@pytest.fixture
def outside(
    neighbours_program: Server, settings: Settings, tmp_path: Path, db: None
) -> Iterator[Outside]:
    settings.NEIGHBOURS_URL = neighbours_program.url
    settings.HOME = tmp_path
    wire.introduce(callback="http://127.0.0.1:9/")
    here = Outside(neighbours_program.url)
    yield here
    httpx.post(f"{here.url}/admin/reset", json={}, trust_env=False)
    Circuit.objects.all().delete()


@pytest.fixture
def division(db: None) -> Division:
    court = Court.objects.create(code="浙0902", name="舟山市定海区人民法院")
    return Division.objects.create(court=court, name="立案庭")


@pytest.fixture
def citizen(db: None) -> Account:
    return registration.open_account("13900000001", by=Actor.court(), at=cast.AT)


@pytest.fixture
def clerk(division: Division) -> Account:
    return staff("0901", "孙岚", Role.FILING_CLERK, division)


@pytest.fixture
def operator(division: Division) -> Account:
    return staff("0900", "周岱", Role.OPERATOR, division)
