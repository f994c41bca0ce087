"""Tell an independent witness what the log's heads are, so that nobody can take one back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpx

from yunting.core import heads, log
from yunting.core.models import LogKey, TreeHead

FORMAT = "yunting-head-v1"
EVERY_SECONDS = 5
EVERY_LEAVES = 1_000
# A witness that missed some messages still finds a proof from the last head it kept.
LOOK_BACK = 8
TIMEOUT_SECONDS = 10.0


def head_message(head: TreeHead, *, since: Iterable[int] = ()) -> dict[str, Any]:
    """Return what the witness gets: the head, every public key, and proofs from earlier sizes.

    `since` are the sizes the witness was told before; one query for each, and one for the keys.
    """
    sizes = sorted({size for size in since if 0 < size < head.size})[-LOOK_BACK:]
    return {
        "format": FORMAT,
        "head": heads.as_json(head),
        "keys": published_keys(),
        "proofs": {
            str(size): [step.hex() for step in log.consistency_proof(size, head.size)]
            for size in sizes
        },
    }


def published_keys() -> list[dict[str, str | int]]:
    """Return every key that has signed the log, oldest first; one query."""
    return list(
        LogKey.objects.order_by("pk").values("modulus", "exponent", "endorsed_by", "endorsement")
    )


def is_due(head: TreeHead, *, told: TreeHead | None) -> bool:
    """Tell whether the witness should hear of this head, given the last one it was told."""
    if told is None:
        return True
    waited = (head.at - told.at).total_seconds()
    grown = head.size - told.size
    return grown >= EVERY_LEAVES or (grown > 0 and waited >= EVERY_SECONDS)


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
