"""The SMS gateway: accepts a text at once and tells later whether it arrived.

Texts land in an inbox that a person of the training court reads at `/phones/<number>`.
"""

from datetime import datetime
from typing import Any

from sim.store import Store

TYPES = ("sms.send",)
RECEIPT_AFTER_SECONDS = 0.5


def accept(body: dict[str, Any], *, store: Store, at: datetime) -> dict[str, Any]:
    """Keep one text and return the body of the acceptance; inside the caller's transaction.

    :raises KeyError: if the text or the number is missing
    """
    number, text = str(body["to"]), str(body["text"])
    store.run("INSERT INTO text (number, text, at) VALUES (?, ?, ?)", number, text, at.isoformat())
    return {"parts": max(1, -(-len(text) // 67))}


def wants_receipt(body: dict[str, Any]) -> bool:
    """Tell whether the sender wants to know what became of a text: yes, unless it says no."""
    return bool(body.get("receipt", "yes") != "no")


def receipt(*, arrived: bool, at: datetime) -> dict[str, Any]:
    """Return the body of the receipt."""
    status = {"status": "delivered", "reason": ""}
    if not arrived:
        status = {"status": "failed", "reason": "关机或不在服务区"}
    return {**status, "at": at.isoformat()}


def inbox(number: str, *, store: Store) -> list[dict[str, str]]:
    """Return the texts a number received, newest first."""
    rows = store.run(
        "SELECT text, at FROM text WHERE number = ? ORDER BY seq DESC LIMIT 100", number
    )
    return [dict(row) for row in rows]


def numbers(*, store: Store) -> list[str]:
    """Return the numbers that received anything, the latest first."""
    rows = store.run("SELECT number FROM text GROUP BY number ORDER BY max(seq) DESC LIMIT 200")
    return [row["number"] for row in rows]
