"""The post: takes a letter at once and sends its return receipt later, signed or come back."""

import secrets
from datetime import datetime
from typing import Any

from sim.store import Store

TYPES = ("post.send",)


def accept(body: dict[str, Any], *, store: Store, at: datetime) -> dict[str, Any]:
    """Keep one letter and return the body of the acceptance; inside the caller's transaction.

    :raises KeyError: if the reference, the name or the address is missing
    """
    tracking = f"XA{secrets.randbelow(10**9):09d}33"
    store.run(
        "INSERT INTO letter (reference, name, address, tracking, at) VALUES (?, ?, ?, ?, ?)",
        str(body["reference"]),
        str(body["to"]),
        str(body["address"]),
        tracking,
        at.isoformat(),
    )
    return {"tracking": tracking}


def receipt(body: dict[str, Any], *, signed: bool, at: datetime) -> dict[str, Any]:
    """Return the body of the return receipt."""
    told = {"status": "signed", "by": str(body["to"]), "reason": ""}
    if not signed:
        told = {"status": "returned", "by": "", "reason": "原址查无此人"}
    return {"reference": str(body["reference"]), **told, "at": at.isoformat()}


def letters(*, store: Store) -> list[dict[str, str]]:
    """Return the letters, newest first."""
    rows = store.run("SELECT * FROM letter ORDER BY seq DESC LIMIT 200")
    return [dict(row) for row in rows]
