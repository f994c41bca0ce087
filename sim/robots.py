"""The robots of DingTalk and WeCom: a webhook each that takes a text into a group.

They answer as the real ones do, in plain JSON, and send no receipts.
"""

from datetime import datetime
from typing import Any

from sim.store import Store

SERVICES = ("dingtalk", "wecom")
DONE = {"errcode": 0, "errmsg": "ok"}


def take(service: str, key: str, body: dict[str, Any], *, store: Store, at: datetime) -> str:
    """Keep one text for the group of that key and return it.

    :raises KeyError: if it is no text message
    """
    text = str(body["text"]["content"])
    store.run(
        "INSERT INTO robot (service, key, text, at) VALUES (?, ?, ?, ?)",
        service,
        key,
        text,
        at.isoformat(),
    )
    return text


def group(service: str, key: str, *, store: Store) -> list[dict[str, str]]:
    """Return the texts a group received, newest first."""
    rows = store.run(
        "SELECT text, at FROM robot WHERE service = ? AND key = ? ORDER BY seq DESC LIMIT 100",
        service,
        key,
    )
    return [dict(row) for row in rows]
