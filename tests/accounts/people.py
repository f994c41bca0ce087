"""Staff with both factors, and who is acting."""

from datetime import UTC, datetime

from tests.cast import AT
from yunting.accounts.services import registration, second_factor
from yunting.accounts.services.posts import give_post
from yunting.core.actor import Actor, Retry
from yunting.core.models import Account, Division
from yunting.core.roles import Role

MACHINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "Haishang-Mingyue-9"  # noqa: S105
SECRET = b"a generator of tests"
PHONE = "13900000001"
NAME, NUMBER = "张澄", "330902198503070006"
OTHER_NAME, OTHER_NUMBER = "李潮", "330902197911230000"
FIRM, CODE = "上海云帆船舶配件有限公司", "91310115000000019M"
GONE_FIRM, GONE_CODE = "舟山旧港贸易有限公司", "913309020000000352"


def staff(number: str, name: str, role: Role, division: Division) -> Account:
    """Open an account for a colleague with a post and a second factor, as the court does it."""
    court = Actor.court()
    account = registration.open_staff_account(
        number, name=name, password=PASSWORD, by=court, at=AT, machine_at=MACHINE
    )
    give_post(account, division=division, role=role, by=court, at=AT)
    second_factor.enrol_second_factor(account, secret=SECRET, by=court, at=AT, machine_at=MACHINE)
    return account


def visitor(key: str = "") -> Actor:
    """Return somebody who has not signed in, with the key of their form."""
    retry = Retry(key, b"content") if key else None
    return Actor(None, None, frozenset({Role.CITIZEN}), retry=retry)


def me(account: Account, key: str = "") -> Actor:
    """Return the account as an actor in no matter, with the key of its form."""
    return Actor.of(account, None).holding(Retry(key, b"content") if key else None)
