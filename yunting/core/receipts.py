"""What a person holds against the court: where a fact stands in the log, and the proof of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from yunting.core import heads, log
from yunting.core.bundle.verify import FORMAT
from yunting.core.models import Event, Leaf, LeafKind, TreeHead
from yunting.lib.errors import Refused


class NotPlaced(Refused):
    """The fact is recorded and has its leaf, but no head covers it yet."""

    code: ClassVar[str] = "not-placed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The leaf of a fact; its place and the first head over it once the sequencer has been by.

    A later call returns the same values: neither hash, place nor first head ever changes.
    """

    hash: bytes
    index: int | None
    head: TreeHead | None

    @property
    def code(self) -> str:
        """The leaf's hash as people compare it: groups of four, the first sixteen digits."""
        digits = self.hash.hex()[:16].upper()
        return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def receipt_of(event: Event) -> Receipt:
    """Return the receipt of a fact; two queries."""
    leaf = Leaf.objects.select_related("entry").get(kind=LeafKind.FACT, ref=event.pk)
    index: int | None = leaf.entry.index if hasattr(leaf, "entry") else None
    return Receipt(bytes(leaf.hash), index, None if index is None else _first_head_over(index))


def _first_head_over(index: int) -> TreeHead | None:
    over = TreeHead.objects.filter(size__gt=index).select_related("key")
    return over.order_by("size").first()


def export_proof(event: Event, *, openings: bool = False) -> dict[str, Any]:
    """Return what `bundle/verify.py` checks, as JSON; three queries, one more with `openings`.

    `openings` gives away the personal values and their salts: only for a reader who may see them.

    :raises NotPlaced: if no head covers the fact yet
    """
    receipt = receipt_of(event)
    if receipt.index is None or receipt.head is None:
        raise NotPlaced("这条记录刚刚写入，存证签名还没有完成。", remedy="请几秒钟后再下载。")
    head = receipt.head
    path = log.inclusion_proof(receipt.index, size=head.size)
    return {
        "format": FORMAT,
        "kind": LeafKind.FACT.value,
        "ref": event.pk,
        "body": bytes(event.body).decode(),
        "openings": _openings(event) if openings else [],
        "index": receipt.index,
        "path": [step.hex() for step in path],
        "head": heads.as_json(head),
        "key": {"modulus": head.key.modulus, "exponent": head.key.exponent},
    }


def _openings(event: Event) -> list[dict[str, str]]:
    return [
        {"field": row.field, "value": row.value, "salt": bytes(row.salt).hex()}
        for row in event.personal.order_by("field")
    ]
