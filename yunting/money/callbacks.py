"""What the bank tells: a payment came, an order is there, money went back, its book of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings

from yunting.core import callbacks
from yunting.core.models import Court
from yunting.lib import clock, envelope, money
from yunting.lib.errors import Refused
from yunting.lib.money import NotAnAmount
from yunting.money.gateways import PAYMENT
from yunting.money.models import Method
from yunting.money.services import books, fees, payments, returns

_TEXTS = {"serial": 40, "account": 40, "payer": 200}


class UnreadablePayment(Refused):
    """What was told cannot be a payment; the book of the day will show it."""

    code: ClassVar[str] = "unreadable-payment"


def paid(message: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Take a payment.

    :raises UnreadablePayment: if a part is missing or cannot be read
    """
    payments.take(told_in(message.body), court=_court(), at=at)
    return {}


def ordered(message: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Keep the order that the bank was slow to give."""
    fees.note_order(str(message.body.get("reference", "")), str(message.body.get("link", "")))
    return {}


def returned(message: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Take what became of money that was to go back."""
    body = message.body
    returns.settle(
        str(body.get("reference", "")),
        is_done=body.get("status") == "done",
        back_serial=str(body.get("back_serial", ""))[:40],
        reason=str(body.get("reason", "")),
        at=at,
        back_day=_day_in(body),
    )
    return {}


def booked(message: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Take some rows of the bank's book of a day.

    :raises UnreadablePayment: if a part is missing or cannot be read
    """
    body = message.body
    try:
        page = books.Page(
            reference=str(body["reference"]),
            day=date.fromisoformat(str(body["day"])),
            start=int(body["start"]),
            rows=tuple(row_in(one) for one in body["rows"]),
            more=body.get("more") is True,
        )
    except (KeyError, TypeError, ValueError, NotAnAmount) as error:
        raise _unreadable(f"对账单看不懂：{error}。") from error
    books.take(page, at=at)
    return {}


def row_in(told: Mapping[str, Any]) -> books.Row:
    """Return a row of the bank's book; what went back has a negative amount.

    :raises KeyError, ValueError, NotAnAmount: if a part is missing or cannot be read
    """
    sign, amount = 1, _text(told, "amount", 40)
    if amount.startswith("-"):
        sign, amount = -1, amount[1:]
    at = datetime.fromisoformat(_text(told, "at", 40))
    if at.tzinfo is None or (found := money.parse(amount)) == 0:
        raise ValueError(told["serial"])
    return books.Row(
        **{name: _text(told, name, most) for name, most in _TEXTS.items()},
        reference=str(told.get("reference") or "")[:40],
        amount=sign * found,
        method=str(told.get("method") or "")[:16],
        at=at,
    )


def _day_in(body: Mapping[str, Any]) -> date | None:
    """Return the day a message says it was, None if it does not say."""
    try:
        return clock.day_of(datetime.fromisoformat(str(body["at"])))
    except (KeyError, ValueError):
        return None


def told_in(body: Mapping[str, Any]) -> payments.Told:
    """Return the payment a body tells.

    :raises UnreadablePayment: if a part is missing or cannot be read
    """
    try:
        words = {name: _text(body, name, most) for name, most in _TEXTS.items()}
        amount = money.parse(_text(body, "amount", 40))
        paid_at = datetime.fromisoformat(_text(body, "at", 40))
        method = Method(body.get("method", Method.TRANSFER))
    except (KeyError, ValueError, NotAnAmount) as error:
        raise UnreadablePayment(
            f"付款通知看不懂：{error}。", remedy="请核对格式后重发。"
        ) from error
    if amount == 0 or paid_at.tzinfo is None:
        raise _unreadable("付款通知没有金额或者时区。")
    reference = str(body.get("reference") or "")[:40]
    return payments.Told(
        **words, reference=reference, amount=amount, method=method, paid_at=paid_at
    )


def _unreadable(message: str) -> UnreadablePayment:
    return UnreadablePayment(message, remedy="请核对格式后重发。")


def _text(body: Mapping[str, Any], name: str, most: int) -> str:
    value = body[name]
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value.strip()) <= most:
        raise ValueError(name)
    return value.strip()


def _court() -> Court:
    return Court.objects.get(code=settings.COURT_ID)


callbacks.register(PAYMENT, "payment.paid", paid)
callbacks.register(PAYMENT, "payment.order.answer", ordered)
callbacks.register(PAYMENT, "payment.returned", returned)
callbacks.register(PAYMENT, "payment.book.answer", booked)
