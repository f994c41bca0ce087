"""Open accounts: for whoever holds a phone, and for the staff of the court."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.hashers import make_password

from yunting.accounts import events
from yunting.accounts.services import passwords
from yunting.accounts.services.posts import refuse_unless_in_charge
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account, Person, PersonKind
from yunting.lib.errors import Refused

BASIS = "人民法院在线诉讼规则 第七条第一款"


class AccountExists(Refused):
    """There is an account under this phone or staff number."""

    code: ClassVar[str] = "account-exists"


def open_account(phone: str, *, by: Actor, at: datetime) -> Account:
    """Open the account of a proven phone. It belongs to nobody until an identity is checked.

    Opening it a second time returns the account that is there. OL-07a.
    """
    with first_time(by):
        account, is_new = Account.objects.get_or_create(
            phone=phone,
            defaults={"handle": phone, "created_at": at, "password": make_password(None)},
        )
        if is_new:
            record(
                events.AccountOpened(account=account.pk, handle=phone, is_staff=False),
                by=by,
                at=at,
                basis=BASIS,
            )
    return account


def open_staff_account(
    number: str,
    *,
    name: str,
    password: str,
    by: Actor,
    at: datetime,
    machine_at: datetime,
    is_temporary: bool = True,
) -> Account:
    """Open an account for somebody of the court, with a password to be changed at first use.

    It need not be if it is not `is_temporary`: whom it is for has chosen it.

    :raises NotYours: if the actor is neither the court, its president nor its operator
    :raises AccountExists: if the staff number is taken
    :raises passwords.WeakPassword: if the password is too plain
    """
    refuse_unless_in_charge(by)
    with first_time(by):
        if Account.objects.filter(handle=number).exists():
            raise AccountExists(f"工号{number}已有账号。", remedy="请核对工号。", field="number")
        person = Person.objects.create(kind=PersonKind.NATURAL, name=name)
        account = Account.objects.create(
            handle=number,
            person=person,
            is_court_staff=True,
            created_at=at,
            password=make_password(None),
        )
        record(
            events.AccountOpened(account=account.pk, handle=number, is_staff=True),
            by=by,
            at=at,
            basis="人民法院组织法",
        )
        passwords.put(
            account, password, is_temporary=is_temporary, by=by, at=at, machine_at=machine_at
        )
    return account
