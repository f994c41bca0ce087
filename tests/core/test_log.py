"""Every fact has its leaf, every leaf its place, every place its proof."""

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import Error
from pytest_django import Settings

import yunting
from tests.cast import AT, on_stage
from tests.core.tampering import leave_notes, place_all, root_by_definition
from yunting.core import heads, log, log_keys, receipts
from yunting.core.actor import Actor
from yunting.core.bundle import verify as bundle
from yunting.core.heads import KeyMissing
from yunting.core.models import (
    Event,
    Leaf,
    LeafKind,
    LogEntry,
    LogKey,
    Matter,
    PendingLeaf,
    TreeHead,
    TreeNode,
)
from yunting.core.receipts import NotPlaced

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Keep this test's keys in a folder of its own."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def key(home: Path) -> LogKey:
    """Publish the log's first key."""
    return log_keys.ensure(at=AT)


def matter() -> Matter:
    return Matter.objects.create(court=on_stage().court, code="DH-2026-0001", opened_at=AT)


class TestAdd:
    def test_writes_the_hash_of_exactly_the_fact_s_bytes(self) -> None:
        (event,) = leave_notes(1)

        leaf = Leaf.objects.get(kind=LeafKind.FACT, ref=event.pk)
        assert bytes(leaf.hash) == hashlib.sha256(b"\x00" + bytes(event.body)).digest()
        assert PendingLeaf.objects.filter(leaf=leaf).exists()

    def test_is_undone_with_the_act(self) -> None:
        with transaction.atomic():
            leave_notes(1)
            transaction.set_rollback(True)

        assert not Leaf.objects.exists()
        assert not PendingLeaf.objects.exists()

    def test_refuses_a_second_leaf_for_one_row(self) -> None:
        (event,) = leave_notes(1)

        with pytest.raises(Error, match="one_leaf_per_row"), transaction.atomic():
            log.add(LeafKind.FACT, event.pk, b"other bytes")

    def test_refuses_a_hash_of_another_length(self) -> None:
        with pytest.raises(Error, match="leaf_hash_is_sha256"), transaction.atomic():
            Leaf.objects.create(kind=LeafKind.FACT, ref=1, hash=b"short")

    def test_covers_who_may_see_the_fact(self) -> None:
        (event,) = leave_notes(1, matter=matter())

        body = json.loads(bytes(event.body))
        assert (body["side"], body["audience"]) == ("none", "parties")
        assert body["matter"] == "DH-2026-0001"


class TestSequence:
    def test_gives_places_from_zero_without_gaps_in_the_order_of_the_acts(
        self, key: LogKey
    ) -> None:
        leave_notes(9)

        assert place_all() == 10
        entries = LogEntry.objects.order_by("index")
        assert [entry.index for entry in entries] == list(range(10))
        assert [entry.leaf_id for entry in entries] == sorted(e.leaf_id for e in entries)
        assert not PendingLeaf.objects.exists()

    def test_signs_the_root_of_the_definition_after_every_batch(self, key: LogKey) -> None:
        for count in (1, 4, 2, 9, 16):
            leave_notes(count)
            place_all()

            head = TreeHead.objects.order_by("-size").first()
            assert head is not None
            placed = Leaf.objects.order_by("entry__index").values_list("hash", flat=True)
            assert head.size == len(placed)
            assert bytes(head.root) == root_by_definition([bytes(h) for h in placed])
            assert heads.holds(head)

    def test_takes_no_more_than_a_batch(self, key: LogKey) -> None:
        leave_notes(6)

        assert log.sequence(at=AT, batch=4) == 4
        assert log.sequence(at=AT, batch=4) == 3
        assert log.sequence(at=AT, batch=4) == 0
        assert list(TreeHead.objects.order_by("size").values_list("size", flat=True)) == [4, 7]

    def test_places_nothing_without_a_key(self, home: Path) -> None:
        leave_notes(1)

        with pytest.raises(KeyMissing), transaction.atomic():
            log.sequence(at=AT)
        assert not LogEntry.objects.exists()
        assert PendingLeaf.objects.count() == 1


class TestProofs:
    def test_lead_every_fact_to_every_head_over_it(self, key: LogKey) -> None:
        for _ in range(5):
            leave_notes(3)
            place_all()

        for head in TreeHead.objects.all():
            for entry in LogEntry.objects.filter(index__lt=head.size).select_related("leaf"):
                path = log.inclusion_proof(entry.index, size=head.size)
                place = (entry.index, head.size, path, bytes(head.root))
                assert bundle.is_included(bytes(entry.leaf.hash), *place)

    def test_show_that_each_head_begins_the_next(self, key: LogKey) -> None:
        for _ in range(5):
            leave_notes(3)
            place_all()

        signed = list(TreeHead.objects.order_by("size"))
        for old in signed:
            for new in signed[signed.index(old) :]:
                path = log.consistency_proof(old.size, new.size)
                roots = (bytes(old.root), bytes(new.root))
                assert bundle.is_consistent(old.size, new.size, *roots, path)
                assert log.root_at(old.size) == bytes(old.root)

    @pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
    def test_are_refused_for_what_is_not_there(self, index: int, size: int) -> None:
        with pytest.raises(IndexError):
            log.inclusion_proof(index, size=size)

    @pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
    def test_are_refused_for_sizes_out_of_order(self, old: int, new: int) -> None:
        with pytest.raises(IndexError):
            log.consistency_proof(old, new)


class TestReceipt:
    def test_has_the_hash_at_once_and_the_place_soon(self, key: LogKey) -> None:
        (event,) = leave_notes(1)

        before = receipts.receipt_of(event)
        place_all()
        after = receipts.receipt_of(event)

        assert (before.index, before.head) == (None, None)
        assert before.hash == after.hash
        assert after.index == 1
        assert after.head is not None
        assert after.head.size == 2
        assert after.code == " ".join(
            after.hash.hex().upper()[start : start + 4] for start in (0, 4, 8, 12)
        )

    def test_stays_the_same_as_the_log_grows(self, key: LogKey) -> None:
        (event,) = leave_notes(1)
        place_all()
        first = receipts.receipt_of(event)

        leave_notes(20)
        place_all()

        assert receipts.receipt_of(event) == first

    def test_has_no_proof_before_it_has_a_place(self, key: LogKey) -> None:
        (event,) = leave_notes(1)

        with pytest.raises(NotPlaced) as refused:
            receipts.export_proof(event)
        assert refused.value.code == "not-placed"


class TestAStrangerSCheck:
    @pytest.fixture
    def proof(self, key: LogKey) -> dict[str, Any]:
        events = leave_notes(7)
        place_all()
        return receipts.export_proof(events[3], openings=True)

    def run(self, proof: object, tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "proof.json"
        file.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-I", "-S", bundle.__file__, str(file), *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_needs_python_and_nothing_else(
        self, proof: object, key: LogKey, tmp_path: Path
    ) -> None:
        done = self.run(proof, tmp_path, "--key", key.fingerprint)

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("验证通过。\n")
        assert "字条3" in done.stdout

    @pytest.mark.parametrize(
        ("part", "says"),
        [
            ("body", "内容被改动过"),
            ("path", "内容被改动过"),
            ("root", "日志签名无效"),
            ("size", "日志签名无效"),
            ("at", "日志签名无效"),
            ("signature", "日志签名无效"),
            ("modulus", "不是签署日志的公钥"),
            ("opening", "承诺值不符"),
        ],
    )
    def test_sees_any_change(
        self, proof: dict[str, Any], tmp_path: Path, part: str, says: str
    ) -> None:
        head, key = proof["head"], proof["key"]
        change: dict[str, Callable[[], None]] = {
            "body": lambda: proof.update(body=proof["body"].replace("test.", "best.")),
            "path": lambda: proof.update(path=proof["path"][::-1]),
            "root": lambda: head.update(root=head["root"][::-1]),
            "size": lambda: head.update(size=head["size"] + 1),
            "at": lambda: head.update(at=head["at"].replace("2026", "2025")),
            "signature": lambda: head.update(signature=head["signature"][::-1]),
            "modulus": lambda: key.update(modulus=key["modulus"][::-1]),
            "opening": lambda: proof["openings"][0].update(value='"别的话"'),
        }
        change[part]()

        done = self.run(proof, tmp_path)

        assert done.returncode == 1
        assert says in done.stdout

    def test_refuses_another_court_s_key(self, proof: object, tmp_path: Path) -> None:
        done = self.run(proof, tmp_path, "--key", "0" * 64)

        assert done.returncode == 1
        assert "不是您给出的指纹" in done.stdout

    @pytest.mark.parametrize("proof", [{}, [], {"format": "yunting-proof-v1"}, "text"])
    def test_says_when_it_cannot_read(self, proof: object, tmp_path: Path) -> None:
        done = self.run(proof, tmp_path)

        assert (done.returncode, done.stderr) == (2, "")

    def test_carries_nothing_personal_unless_asked(self, key: LogKey) -> None:
        (event,) = leave_notes(1)
        place_all()

        assert "字条" not in json.dumps(receipts.export_proof(event), ensure_ascii=False)


class TestKeys:
    def test_are_made_once_and_published_as_a_fact(self, key: LogKey, home: Path) -> None:
        assert log_keys.ensure(at=AT) == key
        assert key.event.kind == "core.log-key-published"
        assert json.loads(bytes(key.event.body))["fact"]["fingerprint"] == key.fingerprint
        assert int(key.modulus, 16).bit_length() == 3072
        (file,) = (home / "keys").iterdir()
        assert file.stat().st_mode & 0o777 == 0o600

    def test_are_endorsed_by_the_ones_they_replace(self, key: LogKey) -> None:
        leave_notes(1)
        place_all()

        new = log_keys.rotate(by=Actor.court(), at=AT)
        place_all()

        text = bundle.endorsement_text(new.fingerprint)
        signature = bytes.fromhex(new.endorsement)
        assert new.endorsed_by == key.fingerprint
        assert bundle.is_signed(text, signature, int(key.modulus, 16), key.exponent)
        signers = TreeHead.objects.order_by("size").values_list("key", flat=True)
        assert list(signers) == [key.pk, new.pk]
        assert all(heads.holds(head) for head in TreeHead.objects.select_related("key"))

    def test_say_when_the_old_one_was_lost(
        self, key: LogKey, home: Path, settings: Settings
    ) -> None:
        settings.HOME = home / "elsewhere"

        with pytest.raises(KeyMissing, match="--lost"):
            log_keys.rotate(by=Actor.court(), at=AT)
        new = log_keys.rotate(by=Actor.court(), at=AT, lost=True)

        assert (new.endorsed_by, new.endorsement) == ("", "")

    def test_can_be_made_elsewhere(self, key: LogKey) -> None:
        private = heads.generate()

        new = log_keys.install(private, by=Actor.court(), at=AT)

        assert new.fingerprint == heads.name_of(private)
        assert new.endorsed_by == key.fingerprint


class TestTheDatabase:
    @pytest.mark.parametrize("model", [Event, Leaf, LogEntry, TreeNode, TreeHead, LogKey])
    @pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
    def test_refuses_the_web_role_to_change_what_only_grows(
        self, key: LogKey, model: type[Model], change: str
    ) -> None:
        place_all()
        table, column = model._meta.db_table, model._meta.fields[-1].column
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            connection.cursor().execute(change.format(table, column))

    @pytest.mark.parametrize("change", ["UPDATE {} SET leaf_id = leaf_id", "TRUNCATE {}"])
    def test_lets_the_web_role_only_add_and_take_away_what_waits(self, change: str) -> None:
        leave_notes(1)
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            connection.cursor().execute(change.format("core_pendingleaf"))


class TestNobodyElse:
    def test_writes_facts_past_the_log(self) -> None:
        root = Path(yunting.__file__).parent
        writers = {
            str(path.relative_to(root))
            for path in root.rglob("*.py")
            if "migrations" not in path.parts and writes_facts(path.read_text(encoding="utf-8"))
        }

        assert writers == {"core/events.py"}

    @pytest.mark.parametrize(
        ("call", "is_writer"),
        [
            ("Event.objects.create(kind='x')", True),
            ("Event.objects.using('a').bulk_create([])", True),
            ("Event(kind='x').save()", True),
            ("Event.objects.filter(kind='x').exists()", False),
        ],
    )
    @pytest.mark.parametrize(
        ("imported", "name"),
        [
            ("from yunting.core.models import Event", "Event"),
            ("from yunting.core.models.event import Event as Row", "Row"),
            ("from yunting.core import models", "models.Event"),
        ],
    )
    def test_could_do_so_without_being_seen(
        self, imported: str, name: str, call: str, *, is_writer: bool
    ) -> None:
        source = f"{imported}\n{call.replace('Event', name)}\n"

        assert writes_facts(source) is is_writer

    def test_is_taken_for_a_writer_because_of_a_name(self) -> None:
        assert not writes_facts("from threading import Event\nEvent()\n")


def writes_facts(source: str) -> bool:
    """Tell whether a module makes rows of facts: Event(…), Event.objects.create(…) and the like."""
    makers = {"create", "bulk_create", "get_or_create", "update_or_create"}
    tree = ast.parse(source)
    names = {"models.Event"} | {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("yunting.core")
        for alias in node.names
        if alias.name == "Event"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            told = ast.unparse(node.func)
            makes = told.split(".")[-1] in makers
            if told in names or (makes and told.startswith(tuple(f"{n}.objects" for n in names))):
                return True
    return False
