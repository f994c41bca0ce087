"""The tamper-evident log: a leaf in every act's transaction, a place for it soon after."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from yunting.core import merkle
from yunting.core.models import LeafKind


def add(kind: LeafKind, ref: int, body: bytes) -> bytes:
    """Write the leaf of one row in the caller's transaction; return its hash; one query.

    `body` is the row's canonical bytes, and must say of itself what kind of thing it is.
    """
    return add_many(kind, [(ref, body)])[0]


def add_many(kind: LeafKind, rows: Iterable[tuple[int, bytes]]) -> list[bytes]:
    """Write the leaves of many rows of one kind, each a key and its canonical bytes; one query."""
    refs, hashes = [], []
    for ref, body in rows:
        refs.append(ref)
        hashes.append(merkle.leaf_hash(body))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH leaf AS (
                INSERT INTO core_leaf (kind, ref, hash)
                SELECT %s, * FROM unnest(%s::bigint[], %s::bytea[])
                RETURNING id
            )
            INSERT INTO core_pendingleaf (leaf_id) SELECT id FROM leaf
            """,
            [kind.value, refs, hashes],
        )
    return hashes
