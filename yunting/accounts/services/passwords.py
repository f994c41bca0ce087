"""Passwords of the staff: long, mixed, changed every 90 days, never one of the last five.

GB/T 22239—2019 8.1.4.1 a. The public has no passwords.
"""

from __future__ import annotations

import string
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from yunting.accounts import events, settings
from yunting.accounts.models import StaffPassword
from yunting.accounts.services import locks
from yunting.core import idempotency
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account
from yunting.lib.errors import Refused

BASIS = "GB/T 22239—2019 8.1.4.1"


class WeakPassword(Refused):
    """A password is too short, too plain, or was used before."""

    code: ClassVar[str] = "weak-password"


class WrongPassword(Refused):
    """Staff number and password do not belong together; it does not say which is wrong."""

    code: ClassVar[str] = "wrong-password"


def subject_of(number: str) -> str:
    """Return the name under which wrong attempts on a staff number are counted."""
    return f"staff:{number}"


def check(number: str, password: str, *, by: Actor, at: datetime, machine_at: datetime) -> Account:
    """Return the account whose staff number and password these are: the first of two factors.

    An unknown number costs the same time and is counted and locked like a known one.

    :raises WrongPassword: if they do not belong together
    :raises locks.Locked: after five wrong attempts in a row
    """
    with transaction.atomic():
        found = _try(number, password, by=by, at=at, machine_at=machine_at)
    if isinstance(found, Refused):
        raise found
    return found


def _try(
    number: str, password: str, *, by: Actor, at: datetime, machine_at: datetime
) -> Account | Refused:
    lock = locks.held(subject_of(number), machine_at=machine_at)
    account = Account.objects.filter(handle=number, is_court_staff=True, is_active=True).first()
    shut = locks.refusal(lock)
    if shut is None:
        encoded = account.password if account else make_password(None)
        if check_password(password, encoded) and account is not None:
            return account
        locks.failed(lock, machine_at=machine_at)
    refused = shut or locks.refusal(lock)
    record(
        events.SignInRefused(
            how="password", reason=refused.code if refused else WrongPassword.code, tried=number
        ),
        by=by.holding(None),
        at=at,
        basis=BASIS,
    )
    return refused or WrongPassword(
        "工号或密码不对。",
        remedy=f"请核对后再试。连续输错{settings.FAILURES}次将暂停登录。",
        field="password",
    )


def change(
    account: Account, *, old: str, new: str, by: Actor, at: datetime, machine_at: datetime
) -> None:
    """Replace one's own password, knowing the old one.

    :raises WrongPassword: if the old one is wrong
    :raises locks.Locked: after five wrong attempts in a row
    :raises WeakPassword: if the new one is too short, too plain, or one of the last five
    """
    idempotency.check(by)
    check(account.handle, old, by=by, at=at, machine_at=machine_at)
    with first_time(by):
        put(account, new, is_temporary=False, by=by, at=at, machine_at=machine_at)


def put(
    account: Account,
    password: str,
    *,
    is_temporary: bool,
    by: Actor,
    at: datetime,
    machine_at: datetime,
) -> None:
    """Set a password in the caller's transaction; a temporary one must be changed at first use.

    :raises WeakPassword: if it is too short, too plain, or one of the last five
    """
    _refuse_weak(account, password)
    account.password = make_password(password)
    account.save(update_fields=["password"])
    StaffPassword.objects.create(
        account=account, encoded=account.password, since=machine_at, is_temporary=is_temporary
    )
    record(
        events.PasswordSet(account=account.pk, is_temporary=is_temporary),
        by=by.holding(None) if is_temporary else by,
        at=at,
        basis=BASIS,
    )


def _refuse_weak(account: Account, password: str) -> None:
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    found = [any(char in kind for char in password) for kind in kinds]
    found.append(any(not char.isalnum() and not char.isspace() for char in password))
    if len(password) < settings.PASSWORD_LENGTH or not all(found):
        raise WeakPassword(
            f"密码太简单：至少{settings.PASSWORD_LENGTH}位，要有大写、小写字母、数字和符号。",
            basis=BASIS,
            remedy="请换一个密码。",
            field="new",
        )
    if account.handle.lower() in password.lower():
        raise WeakPassword("密码里不能有工号。", basis=BASIS, remedy="请换一个密码。", field="new")
    known = StaffPassword.objects.filter(account=account).order_by("-since", "-id")
    for one in known[: settings.PASSWORDS_REMEMBERED]:
        if check_password(password, one.encoded):
            raise WeakPassword(
                f"不能使用最近{settings.PASSWORDS_REMEMBERED}次用过的密码。",
                basis=BASIS,
                remedy="请换一个密码。",
                field="new",
            )
