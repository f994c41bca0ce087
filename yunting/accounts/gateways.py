"""Two neighbours: the identity register, and the SMS service that carries codes to phones.

Both are asked while somebody waits, so they answer within seconds or count as silent. A code goes
straight to the SMS service: in the outbox it would stand readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum



class Result(StrEnum):
    """What the register says."""

    MATCHED = "match"
    MISMATCHED = "mismatch"
    UNKNOWN = "unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says, and which of the things asked it has otherwise."""

    result: Result
    differs: tuple[str, ...] = ()


class Silent(Exception):
    """The neighbour did not answer in time, or not in a way that can be understood."""
