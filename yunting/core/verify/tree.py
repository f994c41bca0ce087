"""Places without gaps, every node from its children, every head from its nodes and its key."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef

from yunting.core import events, heads, log, merkle
from yunting.core.bundle.verify import endorsement_text, fingerprint, is_signed, node_hash
from yunting.core.facts import payload
from yunting.core.log_keys import LogKeyPublished
from yunting.core.models import (
    Event,
    Leaf,
    LeafKind,
    LogEntry,
    LogKey,
    PendingLeaf,
    TreeHead,
    TreeNode,
)
from yunting.core.verify.report import Report

BLOCK = 5_000


class Entry(NamedTuple):
    """What stands at one place of the log."""

    place: int
    leaf: int | None
    hash: bytes | None
    kind: str | None
    ref: int | None


def check(report: Report) -> None:
    """Check keys, places, nodes and heads in the order in which the log grew."""
    _check_keys(report)
    _check_places(report)
    size, edge, last_good = _last_place() + 1, merkle.Edge(), 0
    while edge.size < size:
        high = min(edge.size + BLOCK, size)
        entries = _entries(edge.size, high)
        nodes = _nodes(edge.size, high)
        signed = _heads(edge.size, high)
        for entry in entries:
            _check_entry(entry, edge, nodes, report)
            head = signed.get(edge.size)
            if head is not None:
                last_good = _check_head(head, edge, last_good, report)
        report.looked_at("entries", len(entries))
    _check_end(size, report)


def _last_place() -> int:
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    return -1 if last is None else last


def _entries(low: int, high: int) -> list[Entry]:
    """Return what stands at each place; None for what is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT n, e.leaf_id, l.hash, l.kind, l.ref
              FROM generate_series(%s::bigint, %s::bigint - 1) AS n
              LEFT JOIN core_logentry e ON e.index = n
              LEFT JOIN core_leaf l ON l.id = e.leaf_id
             ORDER BY n
            """,
            [low, high],
        )
        return [Entry(*row) for row in cursor.fetchall()]


def _nodes(low: int, high: int) -> dict[merkle.Place, bytes]:
    """Return the stored nodes that the leaves from `low` up to `high` complete."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT n.level, n.index, n.hash
              FROM generate_series(0, %s) AS l (level) CROSS JOIN LATERAL
                   (SELECT * FROM core_treenode t WHERE t.level = l.level
                       AND t.index >= %s::bigint >> l.level
                       AND t.index < %s::bigint >> l.level) n
            """,
            [high.bit_length(), low, high],
        )
        return {(level, index): bytes(found) for level, index, found in cursor.fetchall()}


def _heads(low: int, high: int) -> dict[int, TreeHead]:
    found = TreeHead.objects.filter(size__gt=low, size__lte=high).select_related("key")
    return {head.size: head for head in found}


def _check_entry(
    entry: Entry, edge: merkle.Edge, nodes: dict[merkle.Place, bytes], report: Report
) -> None:
    stored = nodes.get((0, entry.place), b"")
    if entry.leaf is None:
        report.wrong("gap", "entry", entry.place, f"日志缺少第 {entry.place} 号位置")
    elif entry.hash is None or bytes(entry.hash) != stored:
        report.wrong(
            "entry",
            entry.kind or "leaf",
            entry.ref or entry.leaf,
            f"第 {entry.place} 号位置的哈希与日志树不符",
            matter=_matter_of(entry.kind, entry.ref),
        )
    # Each node is compared with its stored children, so one changed node names itself alone.
    level, index, made = 0, edge.size, stored
    while index & 1:
        made = node_hash(edge.nodes.pop(level), made)
        level, index = level + 1, index >> 1
        kept = nodes.get((level, index))
        if kept != made:
            report.wrong("node", "node", f"{level}/{index}", "日志树的节点与其下级不符")
        made = kept or made
    edge.nodes[level] = made
    edge.size += 1


def _matter_of(kind: str | None, ref: int | None) -> str:
    if kind != LeafKind.FACT or ref is None:
        return ""
    found = Event.objects.filter(pk=ref).values_list("matter__code", flat=True).first()
    return found or ""


def _check_head(head: TreeHead, edge: merkle.Edge, last_good: int, report: Report) -> int:
    """Check one head; return the size of the last good one."""
    report.counts["heads"] += 1
    if not heads.holds(head):
        report.wrong("signature", "head", head.size, "日志签名无效")
        return last_good
    if bytes(head.root) != edge.root():
        report.wrong(
            "root",
            "head",
            head.size,
            f"签署时的日志与现在的不同：第 {last_good} 至 {head.size - 1} 号位置之间被改动",
        )
        return last_good
    return head.size


def _check_keys(report: Report) -> None:
    """Check each key against the fact that published it, and that its forerunner endorsed it."""
    known: dict[str, LogKey] = {}
    for key in LogKey.objects.select_related("event").order_by("pk"):
        report.counts["keys"] += 1
        if not _is_published(key):
            report.wrong("key", "key", key.fingerprint, "签名公钥与公布它的事实不符")
        elif known and not _is_endorsed(key, known):
            report.counts["keys without endorsement"] += 1
        known[key.fingerprint] = key


def _is_published(key: LogKey) -> bool:
    if key.event.kind != LogKeyPublished.kind:
        return False
    fact = events.fact_of(key.event)
    columns = {name: getattr(key, name) for name in payload(fact)}
    name = fingerprint(int(key.modulus, 16), key.exponent)
    return payload(fact) == columns and name == key.fingerprint


def _is_endorsed(key: LogKey, known: dict[str, LogKey]) -> bool:
    by = known.get(key.endorsed_by)
    if by is None or not key.endorsement:
        return False
    text, signature = endorsement_text(key.fingerprint), bytes.fromhex(key.endorsement)
    return is_signed(text, signature, int(by.modulus, 16), by.exponent)


def _check_places(report: Report) -> None:
    """Check that every leaf either has a place or waits for one, and none does both."""
    placed = Exists(LogEntry.objects.filter(leaf=OuterRef("pk")))
    waiting = Exists(PendingLeaf.objects.filter(leaf=OuterRef("pk")))
    lost = Leaf.objects.filter(~placed, ~waiting).values_list("kind", "ref")
    for kind, ref in lost.iterator(BLOCK):
        text = "已记录，但既没有日志位置，也不在等候之列"
        report.wrong("lost", kind, ref, text, matter=_matter_of(kind, ref))
    for kind, ref in Leaf.objects.filter(placed, waiting).values_list("kind", "ref"):
        text = "已有日志位置，却还在等候之列"
        report.wrong("twice", kind, ref, text, matter=_matter_of(kind, ref))
    report.counts["waiting"] += PendingLeaf.objects.count()


def _check_end(size: int, report: Report) -> None:
    signed = log.size_now()
    if signed != size:
        text = f"最后的日志签名共 {signed} 条，现在有 {size} 条"
        report.wrong("end", "head", signed, text)
    expected = sum(size >> level for level in range(size.bit_length()))
    stored = TreeNode.objects.count()
    if stored != expected:
        report.wrong("node", "node", stored, f"日志树应有 {expected} 个节点，现有 {stored} 个")
