"""The second factor of the staff: a time-based code (RFC 6238), with recovery codes on paper.

GB/T 22239—2019 8.1.4.1 d: two factors, one of them cryptographic. Obligatory for every post.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from typing import ClassVar

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings as project
from django.db import transaction
from django.utils.crypto import salted_hmac

from yunting.accounts import events, settings
from yunting.accounts.models import RecoveryCode, SecondFactor
from yunting.accounts.services import locks, passwords
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account
from yunting.lib import codes
from yunting.lib.errors import Refused

BASIS = "GB/T 22239—2019 8.1.4.1"
SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
DRIFT = (0, -1, 1)


class WrongSecondFactor(Refused):
    """The code of the second factor is wrong, old, or was used before."""

    code: ClassVar[str] = "wrong-second-factor"


class NotEnrolled(Refused):
    """The account has no second factor yet."""

    code: ClassVar[str] = "no-second-factor"


class AlreadyEnrolled(Refused):
    """The account has a second factor; it is not replaced without it."""

    code: ClassVar[str] = "second-factor-exists"


def begin(account: Account) -> bytes:
    """Return the secret to put into the generator; the same until it is confirmed.

    :raises AlreadyEnrolled: if there is a confirmed one
    """
    fresh = _cipher().encrypt(secrets.token_bytes(SECRET_BYTES))
    factor, _ = SecondFactor.objects.get_or_create(account=account, defaults={"secret": fresh})
    if factor.confirmed_at is not None:
        raise AlreadyEnrolled("您已启用动态验证码。", remedy="请直接输入验证码登录。")
    return _cipher().decrypt(bytes(factor.secret))


def confirm(
    account: Account, typed: str, *, by: Actor, at: datetime, machine_at: datetime
) -> tuple[str, ...]:
    """Finish enrolling with a first right code; returns the recovery codes, shown once.

    :raises AlreadyEnrolled: if there is a confirmed one
    :raises NotEnrolled: if enrolling was not begun
    :raises WrongSecondFactor: if the code is wrong
    :raises locks.Locked: after five wrong attempts in a row
    """
    with transaction.atomic():
        factor = _factor_of(account)
        if factor.confirmed_at is not None:
            raise AlreadyEnrolled("您已启用动态验证码。", remedy="请直接输入验证码登录。")
        outcome = _try(factor, typed, by=by, at=at, machine_at=machine_at)
        paper = () if outcome else _confirmed(factor, by=by, at=at, machine_at=machine_at)
    if outcome is not None:
        raise outcome
    return paper


def enrol_second_factor(
    account: Account, *, secret: bytes, by: Actor, at: datetime, machine_at: datetime
) -> tuple[str, ...]:
    """Enrol a generator whose secret is known beforehand; returns the recovery codes.

    For a court that hands out generators itself, as the training court does.

    :raises AlreadyEnrolled: if there is a confirmed one
    """
    with first_time(by):
        factor, is_new = SecondFactor.objects.get_or_create(
            account=account, defaults={"secret": _cipher().encrypt(secret)}
        )
        if not is_new:
            raise AlreadyEnrolled(f"{account}已启用动态验证码。", remedy="无需再次启用。")
        return _confirmed(factor, by=by, at=at, machine_at=machine_at)


def check(account: Account, typed: str, *, by: Actor, at: datetime, machine_at: datetime) -> None:
    """Check a generated code, or use up a recovery code: the second of two factors.

    :raises NotEnrolled: if there is none
    :raises WrongSecondFactor: if it is wrong, too old, or was used before
    :raises locks.Locked: after five wrong attempts in a row, passwords counted with it
    """
    with transaction.atomic():
        factor = _factor_of(account)
        if factor.confirmed_at is None:
            raise _not_enrolled()
        outcome = _try(factor, typed, by=by, at=at, machine_at=machine_at)
    if outcome is not None:
        raise outcome


def renew_recovery_codes(
    account: Account, typed: str, *, by: Actor, at: datetime, machine_at: datetime
) -> tuple[str, ...]:
    """Return fresh recovery codes for a right code; those unused before are worth nothing now.

    :raises NotEnrolled: if there is no second factor
    :raises WrongSecondFactor: if the code is wrong, too old, or was used before
    :raises locks.Locked: after five wrong attempts in a row
    """
    check(account, typed, by=by, at=at, machine_at=machine_at)
    with first_time(by):
        RecoveryCode.objects.filter(account=account, used_at__isnull=True).update(
            used_at=machine_at
        )
        record(events.RecoveryCodesRenewed(), by=by, at=at, basis=BASIS)
        return _paper_for(account)


def address_for_generator(account: Account, secret: bytes, *, issuer: str) -> str:
    """Return the otpauth address that a generator reads from a QR code."""
    return _generator(secret).get_provisioning_uri(account.handle, issuer)


def code_at(secret: bytes, moment: datetime) -> str:
    """Return what a generator with this secret shows at a moment."""
    return _generator(secret).generate(int(moment.timestamp())).decode()


def _factor_of(account: Account) -> SecondFactor:
    rows = SecondFactor.objects.select_for_update(no_key=True, of=("self",))
    factor = rows.select_related("account").filter(account=account).first()
    if factor is None:
        raise _not_enrolled()
    return factor


def _not_enrolled() -> NotEnrolled:
    return NotEnrolled("您还没有启用动态验证码。", remedy="请重新登录，按提示启用。")


def _confirmed(
    factor: SecondFactor, *, by: Actor, at: datetime, machine_at: datetime
) -> tuple[str, ...]:
    factor.confirmed_at = machine_at
    factor.save(update_fields=["confirmed_at", "last_step"])
    record(events.SecondFactorEnrolled(account=factor.account_id), by=by, at=at, basis=BASIS)
    return _paper_for(factor.account)


def _paper_for(account: Account) -> tuple[str, ...]:
    paper = tuple(codes.make(secrets.randbelow) for _ in range(settings.RECOVERY_CODES))
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=_digest(account, code)) for code in paper
    )
    return paper


def _try(
    factor: SecondFactor, typed: str, *, by: Actor, at: datetime, machine_at: datetime
) -> Refused | None:
    handle = factor.account.handle
    lock = locks.held(passwords.subject_of(handle), machine_at=machine_at)
    shut = locks.refusal(lock)
    if shut is None:
        if _is_right(factor, typed, machine_at) or _is_on_paper(factor, typed, machine_at):
            locks.cleared(lock, machine_at=machine_at)
            return None
        locks.failed(lock, machine_at=machine_at)
    refused = shut or locks.refusal(lock)
    record(
        events.SignInRefused(
            how="second-factor",
            reason=refused.code if refused else WrongSecondFactor.code,
            tried=handle,
        ),
        by=by.holding(None),
        at=at,
        basis=BASIS,
    )
    return refused or WrongSecondFactor(
        "动态验证码不对，或者已经用过。",
        remedy="请等手机上出现下一个验证码，再输入一次。",
        field="code",
    )


def _is_right(factor: SecondFactor, typed: str, machine_at: datetime) -> bool:
    generator = _generator(_cipher().decrypt(bytes(factor.secret)))
    now = int(machine_at.timestamp()) // STEP_SECONDS
    for step in (now + drift for drift in DRIFT):
        shown = generator.generate(step * STEP_SECONDS).decode()
        if hmac.compare_digest(shown.encode(), typed.encode()) and step > factor.last_step:
            factor.last_step = step
            factor.save(update_fields=["last_step"])
            return True
    return False


def _is_on_paper(factor: SecondFactor, typed: str, machine_at: datetime) -> bool:
    if factor.confirmed_at is None:
        return False
    try:
        code = codes.parse(typed)
    except codes.BadCode:
        return False
    unused = RecoveryCode.objects.filter(account=factor.account, used_at__isnull=True)
    return bool(unused.filter(digest=_digest(factor.account, code)).update(used_at=machine_at))


def _generator(secret: bytes) -> TOTP:
    # SHA-1 is what every generator app expects; RFC 6238 rests on HMAC, which it does not weaken.
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303


def _cipher() -> MultiFernet:
    """Encrypt with the court's secret key; read what earlier keys wrote."""
    keys = (project.SECRET_KEY, *project.SECRET_KEY_FALLBACKS)
    made = (
        salted_hmac("accounts.second-factor", "", secret=key, algorithm="sha256").digest()
        for key in keys
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def _digest(account: Account, code: str) -> bytes:
    return salted_hmac(
        "accounts.recovery-code", f"{account.pk}:{code}", algorithm="sha256"
    ).digest()
