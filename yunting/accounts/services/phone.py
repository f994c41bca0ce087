"""Prove that somebody holds a phone: a code by SMS, valid shortly and once."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings as project
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from yunting.accounts import events, gateways, settings
from yunting.accounts.models import PhoneCode
from yunting.accounts.services import locks
from yunting.core import messages
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.models import Account, Court
from yunting.lib import clock
from yunting.lib.errors import Refused

BASIS = "人民法院在线诉讼规则 第七条第一款"
TITLE = "登录验证码"


class CodeTooSoon(Refused):
    """A code was sent to this phone less than a minute ago."""

    code: ClassVar[str] = "code-too-soon"


class TooManyCodes(Refused):
    """This phone has had all the codes of a day."""

    code: ClassVar[str] = "too-many-codes"


class WrongCode(Refused):
    """The code is not the one sent, or can no longer be used."""

    code: ClassVar[str] = "wrong-code"


class AccountClosed(Refused):
    """The account may no longer be used."""

    code: ClassVar[str] = "account-closed"


class CodeNotSent(Refused):
    """The SMS service did not take the message."""

    code: ClassVar[str] = "code-not-sent"


def send_code(phone: str, *, by: Actor, at: datetime, machine_at: datetime) -> None:
    """Send a code to a phone, known or not: the answer does not tell which.

    The same form sent twice sends one code. A code that could not be sent does not count.

    :raises CodeTooSoon: if one was sent less than a minute ago
    :raises TooManyCodes: if ten were sent since the court's midnight
    :raises CodeNotSent: if the SMS service is down
    """
    key = _key(by)
    code = f"{secrets.randbelow(10**settings.CODE_DIGITS):0{settings.CODE_DIGITS}}"
    with transaction.atomic():
        locks.held(f"codes:{phone}", machine_at=machine_at)
        latest = _codes(phone).first()
        if latest is not None and key and hmac.compare_digest(latest.sent_key, key):
            return
        _refuse_flood(phone, latest, machine_at)
        sent = PhoneCode.objects.create(
            phone=phone, digest=_digest(phone, code), sent_at=machine_at, sent_key=key
        )
        court = Court.objects.get(code=project.COURT_ID)
        note = messages.note_phone(phone, TITLE, court=court, at=at)
    try:
        gateways.send_code(
            phone,
            code,
            minutes=settings.CODE_VALID.seconds // 60,
            check_line=messages.check_line(note),
        )
    except gateways.Silent as silence:
        sent.delete()
        note.delete()
        raise CodeNotSent(
            "验证码没有发出去，短信服务暂时没有回应。", remedy="请过一会儿再点一次“获取验证码”。"
        ) from silence


def _refuse_flood(phone: str, latest: PhoneCode | None, machine_at: datetime) -> None:
    if latest is not None and machine_at - latest.sent_at < settings.CODE_PAUSE:
        wait = -((machine_at - latest.sent_at - settings.CODE_PAUSE) // timedelta(seconds=1))
        raise CodeTooSoon(
            f"验证码刚刚发过，{wait}秒后可以再发。", remedy="请先看看手机上有没有收到。"
        )
    midnight = machine_at.astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    if _codes(phone).filter(sent_at__gte=midnight).count() >= settings.CODES_A_DAY:
        raise TooManyCodes(
            f"这个手机号今天已发过{settings.CODES_A_DAY}次验证码。",
            remedy="请明天再试，或者到法院窗口办理，电话12368。",
        )


def prove(phone: str, typed: str, *, by: Actor, at: datetime, machine_at: datetime) -> None:
    """Use up the newest code of a phone. The same form sent twice is one use.

    :raises WrongCode: if it is wrong, older than five minutes, used, or tried five times
    """
    with transaction.atomic():
        refusal = _try(phone, typed, by=by, at=at, machine_at=machine_at)
    if refusal is not None:
        raise refusal


def sign_in(
    phone: str, typed: str, *, by: Actor, at: datetime, machine_at: datetime
) -> Account | None:
    """Return the account of a phone whose code is right; None if there is none yet.

    :raises WrongCode: if the code is wrong, older than five minutes, used, or tried five times
    :raises AccountClosed: if the account was closed
    """
    prove(phone, typed, by=by, at=at, machine_at=machine_at)
    account = Account.objects.filter(phone=phone, is_court_staff=False).first()
    if account is not None and not account.is_active:
        raise AccountClosed("这个账号已停用。", remedy="请拨打12368，或到法院窗口办理。")
    return account


def prove_again(
    account: Account, typed: str, *, by: Actor, at: datetime, machine_at: datetime
) -> None:
    """Prove once more to be the holder of the account's phone, before a hearing or a signature.

    人民法院在线诉讼规则 第七条第三款. OL-07c.

    :raises WrongCode: if the code is wrong, older than five minutes, used, or tried five times
    """
    prove(account.phone or "", typed, by=by, at=at, machine_at=machine_at)
    record(
        events.IdentityProvedAgain(),
        by=by.holding(None),
        at=at,
        basis="人民法院在线诉讼规则 第七条第三款",
    )


def _try(
    phone: str, typed: str, *, by: Actor, at: datetime, machine_at: datetime
) -> WrongCode | None:
    key = _key(by)
    newest = _codes(phone).select_for_update(no_key=True).first()
    if newest is None or machine_at - newest.sent_at > settings.CODE_VALID:
        return WrongCode("验证码已过期或还没有发送。", remedy="请重新获取验证码。", field="code")
    if newest.tries >= settings.CODE_TRIES:
        return WrongCode(
            f"这个验证码已输错{settings.CODE_TRIES}次，不能再用。",
            remedy="请重新获取验证码。",
            field="code",
        )
    is_right = hmac.compare_digest(bytes(newest.digest), _digest(phone, typed))
    if is_right and newest.used_at is None:
        newest.used_at, newest.used_key = machine_at, key
        newest.save(update_fields=["used_at", "used_key"])
        return None
    if is_right and key and hmac.compare_digest(newest.used_key, key):
        return None
    return _count(newest, is_used=is_right, by=by, at=at)


def _count(code: PhoneCode, *, is_used: bool, by: Actor, at: datetime) -> WrongCode:
    code.tries += 1
    code.save(update_fields=["tries"])
    record(
        events.SignInRefused(
            how="phone", reason="used-code" if is_used else "wrong-code", tried=code.phone
        ),
        by=by.holding(None),
        at=at,
        basis=BASIS,
    )
    if is_used:
        return WrongCode("这个验证码已经用过了。", remedy="请重新获取验证码。", field="code")
    left = settings.CODE_TRIES - code.tries
    remedy = f"还可以再试{left}次。" if left else "请重新获取验证码。"
    return WrongCode("验证码不对。", remedy=remedy, field="code")


def _codes(phone: str) -> QuerySet[PhoneCode]:
    return PhoneCode.objects.filter(phone=phone).order_by("-sent_at", "-id")


def _key(by: Actor) -> str:
    return by.retry.key if by.retry else ""


def _digest(phone: str, code: str) -> bytes:
    return salted_hmac("accounts.phone-code", f"{phone}:{code}", algorithm="sha256").digest()
