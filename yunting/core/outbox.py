"""Messages to neighbours: written in the act's transaction, sent after it, at least once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from yunting.core import callbacks, circuits, wire
from yunting.core.models import Matter, OutboxMessage, OutboxState
from yunting.lib import canonical, clock, envelope

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=10)
# With the waits above about a day; then a person must look.
MAX_ATTEMPTS = 150
ACCEPTED = ".accepted"


def send(
    neighbour: str,
    type: str,
    body: Mapping[str, Any],
    *,
    key: str,
    matter: Matter | None = None,
) -> OutboxMessage:
    """Queue a message in the caller's transaction; the worker sends it once that commits.

    The same key and body is the same message.

    :raises ValueError: if the key was used for another body; that is a bug of the caller
    """
    message = envelope.Message(uuid4(), type, settings.COURT_ID, neighbour, body)
    row = _row(message, key=key, matter=matter)
    if row.body_hash != message.body_hash or row.type != type:
        raise ValueError(f"{key} was used for another message to {neighbour}")
    return row


def question(neighbour: str, type: str, body: Mapping[str, Any], *, key: str) -> envelope.Message:
    """Return a question for `gateways.ask`: under its first id if it is kept already."""
    message = envelope.Message(uuid4(), type, settings.COURT_ID, neighbour, body)
    kept = OutboxMessage.objects.filter(to=neighbour, key=_key_of(message, key)).first()
    return message if kept is None else _message(kept)


def keep(asked: envelope.Message, *, key: str, matter: Matter | None) -> OutboxMessage:
    """Keep a question that was not answered, for the worker to ask again.

    :raises RuntimeError: inside a transaction, which could take it back
    """
    with transaction.atomic(durable=True):
        return _row(asked, key=_key_of(asked, key), matter=matter)


def settle(asked: envelope.Message) -> None:
    """Note that a question that may have been kept has its answer now."""
    OutboxMessage.objects.filter(message_id=asked.id).update(
        state=OutboxState.ACKNOWLEDGED, error=""
    )


def retry(row: OutboxMessage) -> OutboxMessage:
    """Queue a message again that was given up, for a person who has removed the cause.

    :raises ValueError: if it was not given up
    """
    revived = OutboxMessage.objects.filter(pk=row.pk, state=OutboxState.DEAD).update(
        state=OutboxState.QUEUED, attempts=0, next_at=None
    )
    if not revived:
        raise ValueError(f"message {row.pk} was not given up")
    row.refresh_from_db()
    return row


def dead_letters() -> Iterable[OutboxMessage]:
    """Return the messages that were given up and wait for a person, oldest first."""
    return OutboxMessage.objects.filter(state=OutboxState.DEAD).order_by("id")


def waiting(*, at: datetime) -> tuple[str, ...]:
    """Return the neighbours for whom something is due now; one query. `at` is machine time."""
    due = OutboxMessage.objects.filter(_is_due(at)).values_list("to", flat=True)
    return tuple(due.order_by("to").distinct())


def send_one(neighbour: str, *, at: datetime) -> bool:
    """Send the oldest message that is due to a neighbour; False if nothing was tried.

    The row stays locked while its message is on the way: killed in between, the worker has not
    marked it, and it is sent again under the same id. `at` is machine time.
    """
    if circuits.is_open(neighbour, at=at):
        return False
    with transaction.atomic():
        rows = OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        row = rows.filter(_is_due(at), to=neighbour).order_by("id").first()
        if row is None:
            return False
        _transmit(row, at)
        row.save(update_fields=["state", "attempts", "next_at", "error"])
    return True


def _transmit(row: OutboxMessage, at: datetime) -> None:
    row.attempts += 1
    try:
        answer = wire.transmit(_message(row))
    except wire.Silent as error:
        circuits.failed(row.to, at=at)
        _wait(row, at, str(error))
        return
    except wire.TurnedDown as error:
        circuits.answered(row.to, at=at)
        row.state, row.error = OutboxState.DEAD, str(error)[:500]
        return
    circuits.answered(row.to, at=at)
    _take(row, answer, at)


def _take(row: OutboxMessage, answer: envelope.Message, at: datetime) -> None:
    if answer.type.endswith(ACCEPTED):
        row.state, row.error = OutboxState.SENT, ""
        return
    try:
        with transaction.atomic():
            callbacks.take(answer, at=clock.now())
    except envelope.Rejected as rejected:
        row.state, row.error = OutboxState.DEAD, f"answer not taken: {rejected.reason}"
    except Exception as error:
        # A handler of ours failed: nothing of it stays, and the neighbour repeats its answer.
        _wait(row, at, type(error).__name__)
    else:
        row.state, row.error = OutboxState.ACKNOWLEDGED, ""


def _wait(row: OutboxMessage, at: datetime, error: str) -> None:
    row.error = error[:500]
    row.next_at = at + min(FIRST_WAIT * 2 ** min(row.attempts, 20), LONGEST_WAIT)
    if row.attempts >= MAX_ATTEMPTS:
        row.state = OutboxState.DEAD


def _is_due(at: datetime) -> Q:
    return Q(state=OutboxState.QUEUED) & (Q(next_at__isnull=True) | Q(next_at__lte=at))


def _row(message: envelope.Message, *, key: str, matter: Matter | None) -> OutboxMessage:
    row, _ = OutboxMessage.objects.get_or_create(
        to=message.receiver,
        key=key,
        defaults={
            "message_id": message.id,
            "type": message.type,
            "body": canonical.encode(dict(message.body)),
            "body_hash": message.body_hash,
            "matter": matter,
        },
    )
    return row


def _message(row: OutboxMessage) -> envelope.Message:
    body = envelope.decode(bytes(row.body))
    return envelope.Message(row.message_id, row.type, settings.COURT_ID, row.to, body)


def _key_of(asked: envelope.Message, key: str) -> str:
    # Other content under the same key is another question: somebody corrected a name.
    return f"{key}:{asked.body_hash[-16:]}"
