"""What somebody could do to the database who owns it: the triggers do not stop them."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

import psycopg
from django.db import connection

from tests import database
from tests.cast import AT
from yunting.core import events, log
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.facts import Fact
from yunting.core.models import Event, Matter
from yunting.project.cluster import OWNER

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


def root_by_definition(hashes: list[bytes]) -> bytes:
    """Return the root over leaf hashes, by RFC 9162 §2.1.1 word for word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    left, right = root_by_definition(hashes[:split]), root_by_definition(hashes[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()
