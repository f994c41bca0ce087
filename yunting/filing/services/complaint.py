"""A complaint as it is sent: checked values, and what the court reads out of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from yunting.lib import canonical
from yunting.lib.errors import Refused


class NothingToSend(Refused):
    """A complaint without a party on either side, or without a signature, is none."""

    code: ClassVar[str] = "nothing-to-send"


@dataclass(frozen=True, slots=True)
class Party:
    """One party as named in the complaint; `side` is claiming, answering or third."""

    side: str
    kind: str
    name: str
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Everything about a complaint that its acts need; `amount` in yuan, None if none is sought.

    `values` are canonical strings by path, as the form made them. `follows` are the paths that may
    change in a correction because returned ones do, as the form says.
    """

    form: str
    cause: str
    title: str
    amount: Decimal | None
    parties: tuple[Party, ...]
    values: Mapping[str, str]
    signed_by: str
    seeks_other_than_money: bool = False
    place_agreed: str = ""
    follows: frozenset[str] = frozenset()

    def body(self) -> bytes:
        """Return the canonical bytes that are kept and hashed."""
        return canonical.encode({"form": self.form, "values": dict(self.values)})

    def of_side(self, side: str) -> tuple[Party, ...]:
        """Return the parties of one side, in their order."""
        return tuple(p for p in self.parties if p.side == side)


def sha256(body: bytes) -> str:
    """Return the hash that stands on the receipt."""
    return hashlib.sha256(body).hexdigest()
