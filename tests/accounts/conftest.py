"""People who sign in, and what their phones receive."""

import re

import pytest

from tests import cast
from tests.accounts.people import staff
from tests.neighbours import Program
from yunting.accounts.services import registration
from yunting.core import wire
from yunting.core.actor import Actor
from yunting.core.models import Account, Court, Division
from yunting.core.roles import Role


class Outside:
    """The neighbours as somebody at the door sees them."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def behave(self, service: str, **behaviour: object) -> None:
        self.program.behave(service, **behaviour)

    def code_on(self, phone: str) -> str:
        found = re.search(r"登录验证码(\d{6})", self.program.texts(phone)[0])
        assert found is not None, "no code has arrived"
        return found[1]


@pytest.fixture
def court(db: None) -> Court:
    return Court.objects.create(code="浙0902", name="舟山市定海区人民法院")


@pytest.fixture
def outside(court: Court, neighbours: Program) -> Outside:
    wire.introduce()
    return Outside(neighbours)


@pytest.fixture
def division(court: Court) -> Division:
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
