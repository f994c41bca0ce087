"""Many at the door at once: nothing is guessed more often, or opened twice, for being parallel."""

from typing import Any

import pytest
from django.utils.crypto import salted_hmac

from tests.accounts.people import MACHINE, PASSWORD, PHONE, visitor
from tests.cast import AT
from tests.concurrency.together import at_once
from yunting.accounts.models import PhoneCode
from yunting.accounts.services import locks, passwords, phone, registration
from yunting.core.actor import Actor
from yunting.core.models import Account, Event

NOW: dict[str, Any] = {"at": AT, "machine_at": MACHINE}
pytestmark = pytest.mark.usefixtures("own_database")


def test_guesses_at_once_are_five() -> None:
    digest = salted_hmac("accounts.phone-code", f"{PHONE}:123456", algorithm="sha256").digest()
    PhoneCode.objects.create(phone=PHONE, digest=digest, sent_at=MACHINE)

    at_once(lambda n: phone.prove(PHONE, f"{n:06}", by=visitor(), **NOW), times=12)

    assert PhoneCode.objects.get().tries == 5
    with pytest.raises(phone.WrongCode):
        phone.prove(PHONE, "123456", by=visitor(), **NOW)


def test_passwords_guessed_at_once_lock_after_five() -> None:
    registration.open_staff_account("0901", name="孙岚", password=PASSWORD, by=Actor.court(), **NOW)

    outcomes = at_once(
        lambda n: passwords.check("0901", f"guess {n}", by=visitor(), **NOW), times=12
    )

    wrong = [o for o in outcomes if isinstance(o, passwords.WrongPassword)]
    shut = [o for o in outcomes if isinstance(o, locks.Locked)]
    assert (len(wrong), len(shut)) == (4, 8)


def test_a_code_used_twice_at_once_is_used_once() -> None:
    digest = salted_hmac("accounts.phone-code", f"{PHONE}:123456", algorithm="sha256").digest()
    PhoneCode.objects.create(phone=PHONE, digest=digest, sent_at=MACHINE)

    outcomes = at_once(
        lambda n: phone.prove(PHONE, "123456", by=visitor(f"key {n}"), **NOW), times=8
    )

    assert outcomes.count(None) == 1


def test_one_account_is_opened_for_a_phone() -> None:
    opened = at_once(lambda _: registration.open_account(PHONE, by=visitor(), at=AT), times=8)

    assert len({account.pk for account in opened if isinstance(account, Account)}) == 1
    assert Event.objects.filter(kind="accounts.account-opened").count() == 1
