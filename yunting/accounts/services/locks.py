"""Count wrong attempts exactly, and shut the door for a while after too many in a row.

GB/T 22239—2019 8.1.4.1 b. One counter serves passwords and second factors alike.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils.crypto import salted_hmac

from yunting.accounts import settings
from yunting.accounts.models import Lock
from yunting.lib.clock import ZONE
from yunting.lib.errors import Refused


class Locked(Refused):
    """Too many wrong attempts; wait."""

    code: ClassVar[str] = "sign-in-locked"


def held(subject: str, *, machine_at: datetime) -> Lock:
    """Return the counter of a subject, locked until the caller's transaction ends.

    Attempts on one subject come one after the other, so that a hundred at once are still counted.
    """
    name = salted_hmac("accounts.lock", subject, algorithm="sha256").hexdigest()
    Lock.objects.bulk_create([Lock(subject=name, touched_at=machine_at)], ignore_conflicts=True)
    lock = Lock.objects.select_for_update(no_key=True).get(subject=name)
    if lock.locked_until is not None and lock.locked_until <= machine_at:
        lock.locked_until, lock.failures = None, 0
    return lock


def refusal(lock: Lock, *, what: str = "登录") -> Locked | None:
    """Return why nobody may try now, or None; `what` is what is shut."""
    if lock.locked_until is None:
        return None
    until = lock.locked_until.astimezone(ZONE)
    return Locked(
        f"连续输错{settings.FAILURES}次，已暂停{what}。",
        remedy=f"请在{until:%H:%M}之后再试。如不是您本人操作，请联系系统管理员。",
    )


def failed(lock: Lock, *, machine_at: datetime) -> None:
    """Count one wrong attempt, and shut at the last one allowed."""
    lock.failures += 1
    lock.touched_at = machine_at
    if lock.failures >= settings.FAILURES:
        lock.locked_until = machine_at + settings.LOCKED
    lock.save()


def cleared(lock: Lock, *, machine_at: datetime) -> None:
    """Forget the wrong attempts after a right one."""
    lock.failures, lock.locked_until, lock.touched_at = 0, None, machine_at
    lock.save()
