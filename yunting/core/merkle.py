"""The arithmetic of a log that proves itself (RFC 9162 §2.1); no database, no clock.

Only complete subtrees are ever named: node (level, index) covers the leaves from index·2**level up
to, not including, (index+1)·2**level. A complete subtree never changes, so nodes are written once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# What hashes mean is defined where strangers read it.
from yunting.core.bundle.verify import node_hash

EMPTY_ROOT = hashlib.sha256(b"").digest()

Place = tuple[int, int]
Span = tuple[int, int]


def edge_places(size: int) -> list[Place]:
    """Return the complete subtrees that make up a tree of `size` leaves, smallest first."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over adjoining complete subtrees, given smallest (rightmost) first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[0]
    for left in hashes[1:]:
        root = node_hash(left, root)
    return root


@dataclass(slots=True)
class Edge:
    """The right edge of a growing tree: all that must be known to append to it."""

    size: int = 0
    nodes: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, size: int, known: Mapping[Place, bytes]) -> Edge:
        """Return the edge of a tree whose `edge_places` are known."""
        return cls(size, {level: known[level, index] for level, index in edge_places(size)})

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf's hash; return the nodes it completes, itself first."""
        level, index, made = 0, self.size, leaf
        completed = [(level, index, made)]
        while index & 1:
            made = node_hash(self.nodes.pop(level), made)
            level, index = level + 1, index >> 1
            completed.append((level, index, made))
        self.nodes[level] = made
        self.size += 1
        return completed

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        return fold([self.nodes[level] for level in sorted(self.nodes)])


def cover(span: Span) -> list[Place]:
    """Return the complete subtrees that make up the leaves of a span, smallest (rightmost) first.

    A span of RFC 9162 starts at a multiple of the power of two it needs, so none is missing.
    """
    low, high = span
    places: list[Place] = []
    while low < high:
        level = (high - low).bit_length() - 1
        places.append((level, low >> level))
        low += 1 << level
    return places[::-1]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return the spans whose hashes prove that leaf `index` is in the tree (§2.1.3.1)."""
    low, high, spans = 0, size, []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Return the spans whose hashes prove that the tree of `old` begins that of `new` (§2.1.4.1).

    `old` is at least 1: every tree begins with the empty one, and nothing need be shown.
    """
    low, high, spans, from_start = 0, new, [], True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low, from_start = middle, False
    if not from_start:
        spans.append((low, high))
    return spans[::-1]


def places_of(spans: Iterable[Span]) -> set[Place]:
    """Return every node needed to hash the spans."""
    return {place for span in spans for place in cover(span)}


def hashes_of(spans: Iterable[Span], known: Mapping[Place, bytes]) -> list[bytes]:
    """Return the hash of each span from the nodes of `places_of`."""
    return [fold([known[place] for place in cover(span)]) for span in spans]


def _split(width: int) -> int:
    """Return the largest power of two smaller than `width`."""
    return 1 << (width - 1).bit_length() - 1
