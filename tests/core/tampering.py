"""What somebody could do to the database who owns it: the triggers do not stop them."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

import psycopg
from django.db import connection

from tests import database
from tests.cast import AT, on_stage
from yunting.core import events, heads, log, log_keys
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.facts import Fact
from yunting.core.models import Event, Matter, TreeHead
from yunting.project.cluster import OWNER

CODE = "DH-2026-0001"
TABLES = (
    "core_event",
    "core_leaf",
    "core_logentry",
    "core_treenode",
    "core_treehead",
    "core_logkey",
)


@dataclass(frozen=True, slots=True)
class NoteLeft(Fact):
    """Somebody left a note."""

    text: str
    number: int
    kind: ClassVar[str] = "test.note-left"
    sentence: ClassVar[str] = "{actor} 留下第 {number} 张字条：{text}"
    personal: ClassVar[tuple[str, ...]] = ("text",)
    audience: ClassVar[Audience] = Audience.PARTIES


def open_court() -> None:
    """Open a court with twelve facts of one dispute in its log, under three heads."""
    log_keys.ensure(at=AT)
    matter = Matter.objects.create(court=on_stage().court, code=CODE, opened_at=AT)
    for _ in range(3):
        leave_notes(4, matter=matter)
        place_all()


def leave_notes(count: int, *, matter: Matter | None = None) -> list[Event]:
    """Record some facts, one after another."""
    return [
        events.record(
            NoteLeft(text=f"字条{number}", number=number),
            matter=matter,
            by=Actor.court(),
            at=AT,
            basis="民事诉讼法 第一百二十二条",
        )
        for number in range(count)
    ]


def place_all() -> int:
    """Run the sequencer until nothing waits; return how many leaves it placed."""
    placed = 0
    while log.is_waiting():
        placed += log.sequence(at=AT)
    return placed


def as_owner(*statements: str, **values: object) -> None:
    """Run statements as the tables' owner with every guard switched off."""
    address = database.CLUSTER.url(OWNER, connection.settings_dict["NAME"])
    with psycopg.connect(address, autocommit=True) as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            owner.execute(statement, values)
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def change_fact(fact: Event, setting: str) -> None:
    """Change one column of one fact."""
    as_owner(f"UPDATE core_event SET {setting} WHERE id = %(id)s", id=fact.pk)  # noqa: S608


def remove_fact(fact: Event) -> None:
    """Remove one fact with its personal values, but not its leaf."""
    as_owner(
        "DELETE FROM core_eventpersonal WHERE event_id = %(id)s",
        "DELETE FROM core_event WHERE id = %(id)s",
        id=fact.pk,
    )


def rewrite(fact: Event) -> None:
    """Change a fact and its leaf together, so that they agree."""
    as_owner(
        "UPDATE core_event SET basis = '民法典', "
        "body = convert_to(replace(convert_from(body, 'UTF8'), basis, '民法典'), 'UTF8') "
        "WHERE id = %(id)s",
        "UPDATE core_leaf l SET hash = sha256('\\x00'::bytea || e.body) FROM core_event e "
        "WHERE l.ref = e.id AND e.id = %(id)s",
        id=fact.pk,
    )


def rebuild_tree() -> None:
    """Compute every node anew from the leaves."""
    as_owner(
        "UPDATE core_treenode n SET hash = l.hash FROM core_logentry e JOIN core_leaf l "
        "ON l.id = e.leaf_id WHERE n.level = 0 AND n.index = e.index"
    )
    for level in range(1, 5):
        as_owner(
            "UPDATE core_treenode n SET hash = sha256('\\x01'::bytea || a.hash || b.hash) "
            "FROM core_treenode a, core_treenode b WHERE n.level = %(level)s "
            "AND a.level = n.level - 1 AND a.index = n.index * 2 "
            "AND b.level = n.level - 1 AND b.index = n.index * 2 + 1",
            level=level,
        )


def sign_again() -> None:
    """Sign new roots with the court's own key, as whoever holds it could."""
    from_now = [head.size for head in TreeHead.objects.order_by("size")]
    for size in from_now:
        signed = heads.sign_head(size=size, root=_root_at(size), at=AT)
        as_owner(
            "UPDATE core_treehead SET root = %(root)s, at = %(at)s, signature = %(signature)s "
            "WHERE size = %(size)s",
            root=signed.root,
            at=AT,
            signature=signed.signature,
            size=size,
        )


def forget_all_after(size: int) -> None:
    """Remove the newest facts and everything that tells of them, and sign what is left."""
    as_owner(
        "DELETE FROM core_treenode WHERE (index + 1) << level > %(size)s",
        "DELETE FROM core_treehead",
        "CREATE TEMP TABLE gone (leaf_id bigint)",
        "INSERT INTO gone SELECT leaf_id FROM core_logentry WHERE index >= %(size)s",
        "DELETE FROM core_logentry WHERE leaf_id IN (SELECT leaf_id FROM gone)",
        "CREATE TEMP TABLE facts AS SELECT ref FROM core_leaf WHERE id IN (SELECT * FROM gone)",
        "DELETE FROM core_leaf WHERE id IN (SELECT leaf_id FROM gone)",
        "DELETE FROM core_eventpersonal WHERE event_id IN (SELECT ref FROM facts)",
        "DELETE FROM core_event WHERE id IN (SELECT ref FROM facts)",
        size=size,
    )
    heads.sign_head(size=size, root=_root_at(size), at=AT).save(force_insert=True)


def _root_at(size: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hash FROM core_treenode WHERE level = 0 AND index < %s ORDER BY index", [size]
        )
        return root_by_definition([bytes(found) for (found,) in cursor.fetchall()])


def root_by_definition(hashes: list[bytes]) -> bytes:
    """Return the root over leaf hashes, by RFC 9162 §2.1.1 word for word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    left, right = root_by_definition(hashes[:split]), root_by_definition(hashes[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()
