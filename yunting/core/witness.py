"""Tell an independent witness what the log's heads are, so that nobody can take one back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import httpx
from django.conf import settings
from django.db import connection, transaction

from yunting.core import callbacks, events, heads, log, outbox
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.facts import Fact
from yunting.core.models import LogKey, OutboxMessage, TreeHead
from yunting.lib.envelope import Message

NEIGHBOUR = "witness"
TELL, TOLD = "witness.keep", "witness.kept"
FORMAT = "yunting-head-v1"
KEY = "head-"
LOCK = 9_162_003
EVERY = timedelta(seconds=5)
EVERY_LEAVES = 1_000
# A message may overtake another: the witness finds a proof from whichever head it kept last.
LOOK_BACK = 8
TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class HeadRefused(Fact):
    """The witness says that a head of ours contradicts what it was told before."""

    size: int
    reason: str
    kind: ClassVar[str] = "core.head-refused"
    sentence: ClassVar[str] = "见证方拒绝保存第 {size} 条处的日志签名：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


def announce(*, at: datetime) -> OutboxMessage | None:
    """Queue the newest head for the witness if it is due; five queries. `at` is machine time.

    Not each head: one every five seconds or thousand leaves, and always the last one. A court
    without a witness tells nobody.
    """
    if not settings.WITNESS_URL:
        return None
    with transaction.atomic():
        if not _alone():
            return None
        head = TreeHead.objects.select_related("key").order_by("-size").first()
        told = _sizes_told()
        if head is None or not _is_due(head, told, at):
            return None
        message = head_message(head, since=told)
        return outbox.send(NEIGHBOUR, TELL, message, key=f"{KEY}{head.size}")


def _is_due(head: TreeHead, told: list[int], at: datetime) -> bool:
    if not told:
        return True
    last = TreeHead.objects.filter(size=told[0]).values_list("at", flat=True).first()
    if head.size - told[0] >= EVERY_LEAVES:
        return True
    return head.size > told[0] and (last is None or at - last >= EVERY)


def _sizes_told() -> list[int]:
    """Return the sizes the witness was told last, newest first."""
    rows = OutboxMessage.objects.filter(to=NEIGHBOUR, type=TELL, key__startswith=KEY)
    keys = rows.order_by("-pk").values_list("key", flat=True)[:LOOK_BACK]
    return [int(key.split("-")[1]) for key in keys]


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def head_message(head: TreeHead, *, since: Iterable[int] = ()) -> dict[str, Any]:
    """Return what the witness gets: the head, every public key, and proofs from earlier sizes.

    `since` are the sizes the witness was told before; one query for each, and one for the keys.
    """
    return {
        "format": FORMAT,
        "head": heads.as_json(head),
        "keys": published_keys(),
        "proofs": {
            str(size): [step.hex() for step in log.consistency_proof(size, head.size)]
            for size in sorted(set(since))
            if 0 < size < head.size
        },
    }


def published_keys() -> list[Mapping[str, str | int]]:
    """Return every key that has signed the log, oldest first; one query."""
    told = LogKey.objects.order_by("pk")
    return [
        {
            "modulus": key.modulus,
            "exponent": key.exponent,
            "endorsed_by": key.endorsed_by,
            "endorsement": key.endorsement,
        }
        for key in told
    ]


def take_answer(message: Message, *, at: datetime) -> Mapping[str, Any]:
    """Take what the witness made of a head: show it the proof it lacks, put a refusal on record.

    A head that a later one overtook was no contradiction: `smaller` is not put on record.
    """
    reason, latest = str(message.body["reason"]), int(message.body["latest"])
    size = int(message.body["size"])
    if reason == "no-proof":
        head = TreeHead.objects.select_related("key").get(size=size)
        again = head_message(head, since=(latest,))
        outbox.send(NEIGHBOUR, TELL, again, key=f"{KEY}{size}-{latest}")
    elif reason not in {"", "smaller"}:
        fact = HeadRefused(size=size, reason=reason)
        events.record(fact, by=Actor.court(), at=at, basis="RFC 9162")
    return {}


callbacks.register(NEIGHBOUR, TOLD, take_answer)


def heads_kept(url: str, *, transport: httpx.BaseTransport | None = None) -> list[dict[str, Any]]:
    """Ask the witness at `url` for every head it keeps.

    :raises httpx.HTTPError: if it does not answer
    :raises ValueError: if it answers something else than a list of heads
    """
    with httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        answer = client.get(url.rstrip("/") + "/heads")
        answer.raise_for_status()
        kept = answer.json()
    if not isinstance(kept, list):
        raise ValueError("the witness sent no list")
    return kept
