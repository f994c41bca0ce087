"""What neighbours tell the court: verified, taken once, handed to the app that declared it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

from yunting.core import keys
from yunting.core.models import InboundMessage, InboundRefusal, OutboxMessage, OutboxState
from yunting.lib import canonical, envelope
from yunting.lib.envelope import Reason, Rejected
from yunting.lib.errors import Refused

Handler = Callable[..., Mapping[str, Any] | None]
_handlers: dict[tuple[str, str], Handler] = {}


def register(neighbour: str, type: str, handler: Handler) -> None:
    """Declare what takes messages of a type from a neighbour; each app does it once, at import.

    The handler is called as `handler(message, at=…)` inside the transaction, for each message
    once, and may return the body of the answer.
    """
    other = _handlers.get((neighbour, type))
    if other is not None and other is not handler:
        raise TypeError(f"{type} from {neighbour} has two handlers")
    _handlers[neighbour, type] = handler


def withdraw(neighbour: str, type: str) -> Handler:
    """Take back what `register` declared, and return it."""
    return _handlers.pop((neighbour, type))


def declared() -> frozenset[tuple[str, str]]:
    """Return the (neighbour, type) pairs that something takes."""
    return frozenset(_handlers)


def receive(raw: bytes, *, at: datetime) -> bytes:
    """Take one transmission from outside and return the signed answer.

    A copy of a message that was handled gets the same answer and has no effect.

    :raises Rejected: if it has no effect; a row says so
    :raises Refused: if the handler refuses; a row says so
    """
    try:
        message = envelope.verify(raw, receiver=settings.COURT_ID, keys=keys.neighbours(), at=at)
        with transaction.atomic():
            _see(message, at)
            handled = take(message, at=at)
    except Rejected as rejected:
        _refuse(raw, rejected.reason, rejected.sender, at)
        raise
    except Refused as refused:
        _refuse(raw, refused.code, message.sender, at)
        raise
    body = envelope.decode(bytes(handled.answer or b"{}"))
    answer = message.answer("taken", body, id=handled.answer_id)
    return envelope.seal(answer, key=keys.own_key(), at=at)


def take(message: envelope.Message, *, at: datetime) -> InboundMessage:
    """Hand a verified message to its handler, once; in the caller's transaction.

    The message it answers is locked first, so this never waits crosswise with its sender.

    :raises Rejected: if its id was used for another body, nobody takes its type, or it answers
        nothing that was asked
    """
    asked = _asked(message)
    row, is_new = _once(message, at)
    if not is_new:
        if row.body_hash != message.body_hash:
            raise Rejected(Reason.ID_REUSED, "another body under this id", sender=message.sender)
        return row
    handler = _handlers.get((message.sender, message.type))
    if handler is None:
        raise Rejected(Reason.UNKNOWN_TYPE, "nobody takes this type", sender=message.sender)
    answer = handler(message, at=at)
    if asked is not None:
        asked.state, asked.error = OutboxState.ACKNOWLEDGED, ""
        asked.save(update_fields=["state", "error"])
    row.answer = canonical.encode(dict(answer or {}))
    row.save(update_fields=["answer"])
    return row


def sweep(*, at: datetime) -> int:
    """Forget transmissions too old to be accepted again; return how many."""
    from_then = at - 2 * envelope.WINDOW
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_inboundnonce WHERE at < %s", [from_then])
        return int(cursor.rowcount)


def _asked(message: envelope.Message) -> OutboxMessage | None:
    if message.correlation == "":
        return None
    rows = OutboxMessage.objects.select_for_update(no_key=True, of=("self",))
    asked = rows.filter(to=message.sender, message_id=_uuid(message)).first()
    if asked is None:
        raise Rejected(
            Reason.UNKNOWN_CORRELATION, "answers nothing that was asked", sender=message.sender
        )
    return asked


def _uuid(message: envelope.Message) -> UUID:
    try:
        return UUID(message.correlation)
    except ValueError as error:
        raise Rejected(
            Reason.MALFORMED, "correlation must be a UUID", sender=message.sender
        ) from error


def _see(message: envelope.Message, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_inboundnonce (sender, nonce, at) VALUES (%s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [message.sender, message.nonce, at],
        )
        if cursor.rowcount == 0:
            raise Rejected(Reason.REPLAYED, "this transmission was seen", sender=message.sender)


def _once(message: envelope.Message, at: datetime) -> tuple[InboundMessage, bool]:
    """Return the row of a message and whether this call made it; a second copy waits here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_inboundmessage "
            "(sender, message_id, type, body_hash, answer_id, at) VALUES (%s, %s, %s, %s, %s, %s) "
            "ON CONFLICT (sender, message_id) DO NOTHING",
            [message.sender, message.id, message.type, message.body_hash, uuid4(), at],
        )
        is_new = cursor.rowcount == 1
    row = InboundMessage.objects.get(sender=message.sender, message_id=message.id)
    return row, is_new


def _refuse(raw: bytes, reason: str, sender: str, at: datetime) -> None:
    InboundRefusal.objects.create(
        sender=sender[:100],
        reason=reason[:40],
        digest=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        at=at,
    )
