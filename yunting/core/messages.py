"""Tell people: on their page, and by a text that says nothing but where to look and how to check.

The text names the court, the tail of the case, a code and the address where anyone checks it.
Nothing about the matter, no link with a secret, no request for money or a password.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from yunting.core import callbacks, outbox
from yunting.core.audience import is_kept_from
from yunting.core.models import (
    Account,
    Case,
    Court,
    Delivery,
    Event,
    Matter,
    Message,
    OutboxMessage,
    Person,
)
from yunting.lib import codes, envelope

TAIL_LENGTH = 4
WARNING = "法院不会通过短信要求转账或提供密码。"


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of message. `title` may be shown to anyone; `text` only to the person told.

    `text` is filled with the values given to `tell`.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the SMS gateway says became of a text; `at` is when, by its clock."""

    is_delivered: bool
    reason: str
    at: datetime


Watcher = Callable[[Message, Receipt], None]
_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Have a receipt of a text told to an app too; each app does it once, at import."""
    if watcher not in _watchers:
        _watchers.append(watcher)


@dataclass(frozen=True, slots=True)
class Checked:
    """What anyone may know of a message by its code."""

    title: str
    court: str
    at: datetime
    matter: Matter | None


def tell(
    person: Person,
    template: Template,
    *,
    matter: Matter,
    case: Case | None = None,
    event: Event | None = None,
    to_phone: str | None = None,
    at: datetime,
    **values: str,
) -> Message:
    """Tell a person something, in the caller's transaction; a text follows if we know a phone.

    No text follows while the dispute, or what the event is about, is withheld from their side.
    `to_phone` is where the text goes instead of the account's own number. Somebody without an
    account finds the message on the first day of having one. Of an `event` each person is told
    once: again returns what was told.
    """
    told = Message.objects.filter(event=event, to=person).first() if event else None
    return told or _tell(person, template, matter, case, event, to_phone, at, values)


def tell_of(
    event: Event, people: Iterable[Person], template: Template, words: Mapping[str, str]
) -> None:
    """Tell people of a fact of a dispute; again tells nobody twice.

    :raises TypeError: if the fact is the court's own, of no dispute
    """
    if event.matter is None:
        raise TypeError(f"{event.kind} belongs to no matter")
    for person in people:
        if not Message.objects.filter(event=event, to=person).exists():
            _tell(person, template, event.matter, event.case, event, None, event.at, words)


def _tell(
    person: Person,
    template: Template,
    matter: Matter,
    case: Case | None,
    event: Event | None,
    to_phone: str | None,
    at: datetime,
    values: Mapping[str, str],
) -> Message:
    phone = _phone_of(person) if to_phone is None else to_phone
    message = Message.objects.create(
        court=matter.court,
        to=person,
        phone=phone,
        matter=matter,
        event=event,
        title=template.title,
        text=template.text.format(**values),
        code=new_code(),
        at=at,
    )
    # What is withheld from somebody is not told outside; they find the message once it is not.
    if phone and not _is_withheld(person, matter, event):
        _text(message, notice_of(matter, case))
    return message


def tell_of_account(
    person: Person | None,
    template: Template,
    *,
    court: Court,
    phone: str = "",
    event: Event | None = None,
    at: datetime,
    **values: str,
) -> Message:
    """Tell somebody about the account, of no dispute, in the caller's transaction.

    Without a `person` yet only the `phone` is told that there is something to look at.
    """
    message = Message.objects.create(
        court=court,
        to=person,
        phone=phone or (_phone_of(person) if person else ""),
        event=event,
        title=template.title,
        text=template.text.format(**values),
        code=new_code(),
        at=at,
    )
    if message.phone:
        _text(message, "您的账号有新消息。")
    return message


def notice_of(matter: Matter, case: Case | None) -> str:
    """Return all that a message outside the court's pages says of a dispute: its tail."""
    return f"您的案件（尾号{_tail(matter, case)}）有新消息。"


def outside(message: Message, words: str) -> str:
    """Return what leaves the building: the court, the words, the code and where to check it."""
    return f"【{message.court.name}】{words}{check_line(message)}"


def note_phone(phone: str, title: str, *, court: Court, at: datetime) -> Message:
    """Make what is sent to a phone checkable, when the words must not stand in the outbox.

    For one-time codes: the caller sends the words itself, with `check_line` at their end.
    """
    return Message.objects.create(court=court, phone=phone, title=title, code=new_code(), at=at)


def check_line(message: Message) -> str:
    """Return how every text of the court ends: the code, where to check it, the warning."""
    return f"查验码{message.code}，查验网址{check_address(message.code)}。{WARNING}"


def check_address(code: str) -> str:
    """Return the short address at which anyone checks a code; nothing in it is a secret."""
    return f"{settings.PUBLIC_URL}/c/{code}"


def message_by_code(code: str) -> Checked | None:
    """Return what anyone may know of a message: what kind, when, from which court; one query.

    :raises BadCode: if it cannot be a code of ours
    """
    rows = Message.objects.select_related("court", "matter")
    found = rows.filter(code=codes.parse(code)).first()
    if found is None:
        return None
    return Checked(found.title, found.court.name, found.at, found.matter)


def messages_of(account: Account) -> QuerySet[Message]:
    """Return what an account's person was told, newest first."""
    return Message.objects.visible_to(account).select_related("matter").order_by("-id")


def mark_read(message: Message, *, at: datetime) -> None:
    """Note the first time the person opened a message."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)


def new_code() -> str:
    """Return a fresh code to check a message by."""
    return codes.make(secrets.randbelow)


def _text(message: Message, words: str) -> None:
    text = outside(message, words)
    message.sms = outbox.send(
        "sms",
        "sms.send",
        {"to": message.phone, "text": text},
        key=f"message:{message.pk}",
        matter=message.matter,
    )
    message.delivery = Delivery.QUEUED
    message.save(update_fields=["sms", "delivery"])


def _is_withheld(person: Person, matter: Matter, event: Event | None) -> bool:
    what, ref = (event.about_kind, event.about_id) if event else ("", None)
    return is_kept_from(person, matter=matter, what=what, ref=ref)


def _phone_of(person: Person) -> str:
    account = Account.objects.filter(person=person, is_active=True).first()
    return (account.phone or "") if account else ""


def _tail(matter: Matter, case: Case | None) -> str:
    name = str(case.sequence) if case else matter.code
    return name[-TAIL_LENGTH:]


def take_receipt(receipt: envelope.Message, *, at: datetime) -> Mapping[str, Any]:
    """Note whether a text arrived; called once for each receipt of the SMS neighbour."""
    delivered = receipt.body.get("status") == "delivered"
    sent = OutboxMessage.objects.get(to="sms", message_id=receipt.correlation)
    Message.objects.filter(sms=sent).update(
        delivery=Delivery.DELIVERED if delivered else Delivery.FAILED
    )
    message = Message.objects.filter(sms=sent).first()
    if message is not None:
        told = Receipt(delivered, str(receipt.body.get("reason", "")), time_of(receipt, at=at))
        for watcher in _watchers:
            watcher(message, told)
    return {}


def time_of(receipt: envelope.Message, *, at: datetime) -> datetime:
    """Return when a receipt says it happened; when it came, if it does not say so readably."""
    try:
        told = datetime.fromisoformat(str(receipt.body["at"]))
    except (KeyError, ValueError):
        return at
    return told if told.tzinfo else at


callbacks.register("sms", "sms.receipt", take_receipt)
