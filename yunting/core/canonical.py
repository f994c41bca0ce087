"""One way to turn a fact's values into bytes, so that a hash means the same for ever."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

type_names = (str, int, bool, type(None))


def plain(value: object) -> Any:
    """Return the JSON form of one value: amounts and dates as text, instants in UTC.

    :raises TypeError: for a float or any type whose text could change
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
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, type_names):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def encode(value: object) -> bytes:
    """Return the canonical bytes: UTF-8 JSON, sorted keys, no spaces."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
