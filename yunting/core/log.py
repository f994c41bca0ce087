"""The tamper-evident log: a leaf in every act's transaction, a place for it soon after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from yunting.core import heads, merkle, notices
from yunting.core.bundle.verify import leaf_hash
from yunting.core.models import LeafKind, PendingLeaf, TreeHead

LOCK = 9_162_001


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
        hashes.append(leaf_hash(body))
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


def is_waiting() -> bool:
    """Tell whether any leaf has no place yet; one query, no lock."""
    return PendingLeaf.objects.exists()


def sequence(*, at: datetime, batch: int = 5_000) -> int:
    """Give pending leaves their places and sign the new head; return how many were placed.

    `at` is machine time. One process at a time: whoever does not get the lock places nothing.

    :raises KeyMissing: if there is no private key to sign with; nothing is placed then
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        leaves = _take(cursor, batch)
        if leaves:
            _place(cursor, leaves, at)
        return len(leaves)


def _take(cursor: CursorWrapper, batch: int) -> list[tuple[int, bytes]]:
    cursor.execute(
        """
        DELETE FROM core_pendingleaf WHERE leaf_id IN
            (SELECT leaf_id FROM core_pendingleaf ORDER BY leaf_id LIMIT %s)
        RETURNING leaf_id
        """,
        [batch],
    )
    taken = [leaf for (leaf,) in cursor.fetchall()]
    cursor.execute("SELECT id, hash FROM core_leaf WHERE id = ANY(%s) ORDER BY id", [taken])
    return list(cursor.fetchall())


def _place(cursor: CursorWrapper, leaves: list[tuple[int, bytes]], at: datetime) -> None:
    edge = _edge()
    entries, nodes = [], []
    for leaf, hashed in leaves:
        entries.append((edge.size, leaf))
        nodes.extend(edge.append(hashed))
    _copy(cursor, "core_logentry (index, leaf_id)", ("int8", "int8"), entries)
    _copy(cursor, "core_treenode (level, index, hash)", ("int2", "int8", "bytea"), nodes)
    heads.sign_head(size=edge.size, root=edge.root(), at=at).save(force_insert=True)
    notices.head_signed(edge.size)


def _copy(
    cursor: CursorWrapper, columns: str, types: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    with cursor.copy(f"COPY {columns} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def _edge() -> merkle.Edge:
    size = size_now()
    return merkle.Edge.of(size, nodes_at(merkle.edge_places(size)))


def size_now() -> int:
    """Return how many leaves have a place under a signed head; one query."""
    head = TreeHead.objects.order_by("-size").values_list("size", flat=True).first()
    return head or 0


def root_at(size: int) -> bytes:
    """Return the root the log had at that size; one query."""
    return merkle.fold(_hashes([(0, size)])) if size else merkle.EMPTY_ROOT


def inclusion_proof(index: int, *, size: int) -> list[bytes]:
    """Return the path from the leaf at `index` to the root at `size`; one query.

    :raises IndexError: if the log of that size has no such leaf
    """
    if not 0 <= index < size:
        raise IndexError(index)
    return _hashes(merkle.inclusion_spans(index, size))


def consistency_proof(old: int, new: int) -> list[bytes]:
    """Return what shows that the log of `old` leaves begins that of `new`; one query.

    :raises IndexError: unless 0 < old <= new
    """
    if not 0 < old <= new:
        raise IndexError(old)
    return _hashes(merkle.consistency_spans(old, new))


def _hashes(spans: list[merkle.Span]) -> list[bytes]:
    return merkle.hashes_of(spans, nodes_at(merkle.places_of(spans)))


def nodes_at(places: Iterable[merkle.Place]) -> dict[merkle.Place, bytes]:
    """Return the stored nodes among those asked for; one query."""
    wanted = list(places)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT level, index, hash FROM core_treenode
              JOIN unnest(%s::smallint[], %s::bigint[]) AS wanted (level, index)
             USING (level, index)
            """,
            [[level for level, _ in wanted], [index for _, index in wanted]],
        )
        return {(level, index): bytes(found) for level, index, found in cursor.fetchall()}
