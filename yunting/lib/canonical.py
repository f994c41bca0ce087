"""One way to turn values into bytes, so that a hash or a signature means the same for ever."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

_PLAIN = (str, int, bool, type(None))


def plain(value: object) -> Any:
    """Return the JSON form of one value: amounts and dates as text, instants in UTC.

    :raises TypeError: for a float, a name that is no text, or any type whose text could change
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {_name(k): plain(v) for k, v in value.items()}
    if isinstance(value, _PLAIN):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def encode(value: object) -> bytes:
    """Return the canonical bytes: UTF-8 JSON, sorted names, no spaces.

    :raises TypeError: for what has no canonical form
    """
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("names are text")
    return name
