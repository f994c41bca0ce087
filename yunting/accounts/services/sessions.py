"""Keep the sessions of an account: begin, see again, extend, end.

人民法院在线诉讼规则 第七条第二款: acts under an account are the person's own unless it was stolen,
so where it was used from is kept. OL-07b.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings as project
from django.db import transaction

from yunting.accounts import events
from yunting.accounts.models import SignIn
from yunting.core import notices
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account

BASIS = "人民法院在线诉讼规则 第七条第二款"


def begin(
    account: Account,
    *,
    session_key: str,
    how: str,
    device: str,
    address: str | None,
    at: datetime,
    machine_at: datetime,
) -> SignIn:
    """Write down that a session has begun; each is its own, so its fact has no form key."""
    with transaction.atomic():
        sign_in = SignIn.objects.create(
            account=account,
            session_key=session_key,
            how=how,
            device=device[:60],
            address=address,
            since=machine_at,
            seen_at=machine_at,
        )
        record(
            events.SignedIn(how=how, device=sign_in.device, address=address or ""),
            by=Actor.of(account, None),
            at=at,
            basis=BASIS,
        )
    return sign_in


def see(session_key: str, *, machine_at: datetime) -> None:
    """Note that a session was used."""
    SignIn.objects.filter(session_key=session_key).update(seen_at=machine_at)


def move(before: str, after: str) -> None:
    """Keep a session that has got a new key, as it does when the password changes."""
    SignIn.objects.filter(session_key=before).update(session_key=after)


def end(sign_in: SignIn, *, reason: str, by: Actor, at: datetime, machine_at: datetime) -> SignIn:
    """End one session, this one or another device's; ending it twice changes nothing."""
    with first_time(by):
        held = SignIn.objects.select_for_update(no_key=True).get(pk=sign_in.pk)
        if held.until is None:
            held.until = machine_at
            held.save(update_fields=["until"])
            _forget(held.session_key)
            record(events.SignedOut(reason=reason), by=by, at=at, basis=BASIS)
    return held


def end_all(
    account: Account,
    *,
    but: str,
    reason: str,
    by: Actor,
    at: datetime,
    machine_at: datetime,
) -> int:
    """End every session of an account but one; returns how many were ended."""
    with first_time(by):
        rows = SignIn.objects.select_for_update(no_key=True).filter(
            account=account, until__isnull=True
        )
        others = list(rows.exclude(session_key=but).order_by("id"))
        for other in others:
            other.until = machine_at
            other.save(update_fields=["until"])
            _forget(other.session_key)
        if others:
            record(events.SignedOut(reason=reason), by=by, at=at, basis=BASIS)
    return len(others)


def _forget(session_key: str) -> None:
    import_module(project.SESSION_ENGINE).SessionStore(session_key).delete()
    notices.session_ended(session_key)
