"""Access tokens for programs of law firms, banks and the like; shown once, kept as a hash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yunting.accounts import events, settings
from yunting.accounts.models import AccessToken
from yunting.accounts.selectors import token_digest
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.lib import text
from yunting.lib.errors import Refused

BASIS = "人民法院在线诉讼规则 第七条第二款"
PREFIX = "yt_"
LONGEST_NAME = 60


class NoIdentity(Refused):
    """A token is for an account with a checked identity."""

    code: ClassVar[str] = "token-needs-identity"


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token; `secret` is what the program sends and cannot be shown again."""

    token: AccessToken
    secret: str


def issue_access_token(name: str, *, by: Actor, at: datetime, machine_at: datetime) -> Issued:
    """Issue a token that acts as the account, for 90 days, or for 12 hours for the staff.

    :raises NoIdentity: if the account's identity has not been checked
    :raises BadText: if the name has characters nobody sees, or is too long
    """
    account = by.account
    if account is None or account.person is None:
        raise NoIdentity(
            "先核验身份，才能生成访问令牌。", basis=BASIS, remedy="请到“我的账号”核验身份。"
        )
    name = text.line(name, limit=LONGEST_NAME)
    valid = settings.STAFF_TOKEN_VALID if account.is_court_staff else settings.CITIZEN_TOKEN_VALID
    secret = PREFIX + secrets.token_urlsafe(32)
    with first_time(by):
        token = AccessToken.objects.create(
            account=account,
            name=name,
            digest=token_digest(secret),
            hint=secret[-4:],
            issued_at=machine_at,
            expires_at=machine_at + valid,
        )
        record(
            events.AccessTokenIssued(token=token.pk, name=name, expires_at=token.expires_at),
            by=by,
            at=at,
            basis=BASIS,
        )
    return Issued(token, secret)


def revoke_access_token(
    token: AccessToken, *, by: Actor, at: datetime, machine_at: datetime
) -> AccessToken:
    """Revoke a token; revoking it twice changes nothing."""
    with first_time(by):
        held = AccessToken.objects.select_for_update(no_key=True).get(pk=token.pk)
        if held.revoked_at is None:
            held.revoked_at = machine_at
            held.save(update_fields=["revoked_at"])
            record(
                events.AccessTokenRevoked(token=held.pk, name=held.name),
                by=by,
                at=at,
                basis=BASIS,
            )
    return held
