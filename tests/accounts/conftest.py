"""People who sign in to a court of one division."""

from datetime import UTC, datetime

import pytest

from yunting.accounts.services import registration, second_factor
from yunting.accounts.services.posts import give_post
from yunting.core.actor import Actor
from yunting.core.models import Account, Court, Division
from yunting.core.roles import Role

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
MACHINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "Haishang-Mingyue-9"
SECRET = b"a generator for tests"
PHONE = "13900000001"
NAME, NUMBER = "张帆", "330902198503060000"
FIRM, CODE = "上海云帆船舶配件有限公司", "91310115000000019M"


@pytest.fixture
def division(db: None) -> Division:
    court = Court.objects.create(code="浙0902", name="训练法院")
    return Division.objects.create(court=court, name="立案庭")


@pytest.fixture
def citizen(db: None) -> Account:
    return registration.open_account(PHONE, by=Actor.court(), at=AT)


@pytest.fixture
def operator(division: Division) -> Account:
    return staff("0900", "孙管理", Role.OPERATOR, division)


@pytest.fixture
def clerk(division: Division) -> Account:
    return staff("0901", "王立案", Role.FILING_CLERK, division)


def staff(number: str, name: str, role: Role, division: Division) -> Account:
    court = Actor.court()
    account = registration.open_staff_account(
        number, name=name, password=PASSWORD, by=court, at=AT, machine_at=MACHINE
    )
    give_post(account, division=division, role=role, by=court, at=AT)
    second_factor.enrol_second_factor(account, secret=SECRET, by=court, at=AT, machine_at=MACHINE)
    return account
