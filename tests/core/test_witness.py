"""The witness keeps what it was shown, and refuses what contradicts it."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from sim.witness import Witness
from tests.cast import AT
from tests.core.tampering import leave_notes, place_all
from yunting.core import callbacks, heads, log, log_keys, witness
from yunting.core.actor import Actor
from yunting.core.models import Event, OutboxMessage, TreeHead
from yunting.lib.envelope import Message

pytestmark = pytest.mark.django_db
LATER = AT + witness.EVERY


@pytest.fixture(autouse=True)
def court(tmp_path: Path, settings: Settings) -> None:
    """A court whose log has a key."""
    settings.HOME = tmp_path
    log_keys.ensure(at=AT)


@pytest.fixture
def book(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "witness.jsonl")


def grow(count: int = 3) -> TreeHead:
    leave_notes(count)
    place_all()
    return TreeHead.objects.select_related("key").latest("size")


def message(head: TreeHead, *since: TreeHead) -> dict[str, Any]:
    return witness.head_message(head, since=[old.size for old in since])


def other_view(head: TreeHead) -> dict[str, Any]:
    """Return a message with a head of the same size that the court also signed."""
    another = heads.sign_head(size=head.size, root=b"\x00" * 32, at=head.at)
    return message(another)


class TestKeep:
    def test_keeps_each_head_that_begins_with_the_last(self, book: Witness) -> None:
        first, second = grow(), grow()

        assert book.keep(message(first)) == {"size": 4, "kept": True, "reason": "", "latest": 4}
        assert book.keep(message(second, first))["kept"]
        assert [head["size"] for head in book.heads()] == [4, 7]

    def test_answers_a_repeat_as_the_first_time_and_keeps_it_once(self, book: Witness) -> None:
        head = grow()

        assert book.keep(message(head)) == book.keep(message(head))
        assert len(book.heads()) == 1

    def test_remembers_after_it_was_killed_in_the_middle_of_a_line(
        self, book: Witness, tmp_path: Path
    ) -> None:
        first, second = grow(), grow()
        book.keep(message(first))
        with (tmp_path / "witness.jsonl").open("a") as file:
            file.write('\n{"head": {"size": 5}')

        again = Witness(tmp_path / "witness.jsonl")
        assert again.heads() == book.heads()
        assert again.keep(message(second, first))["kept"]
        assert Witness(tmp_path / "witness.jsonl").heads() == again.heads()

    def test_finds_the_proof_it_needs_among_several(self, book: Witness) -> None:
        told = [grow() for _ in range(4)]

        book.keep(message(told[0]))

        assert book.keep(message(told[3], *told[:3]))["kept"]

    def test_asks_for_a_proof_it_was_not_sent(self, book: Witness) -> None:
        first, second = grow(), grow()
        book.keep(message(first))

        answer = book.keep(message(second))

        assert (answer["reason"], answer["latest"]) == ("no-proof", 4)
        assert len(book.heads()) == 1

    def test_refuses_a_smaller_head(self, book: Witness) -> None:
        first, second = grow(), grow()
        book.keep(message(second))

        assert book.keep(message(first))["reason"] == "smaller"

    def test_sees_a_split_view_and_keeps_the_evidence(self, book: Witness) -> None:
        head = grow()
        book.keep(message(head))

        answer = book.keep(other_view(head))

        assert answer["reason"] == "split-view"
        assert [kept.get("refused") for kept in book.heads()] == [None, "split-view"]

    def test_refuses_a_head_whose_log_does_not_begin_with_the_last(self, book: Witness) -> None:
        first, second = grow(), grow()
        book.keep(other_view(first))

        answer = book.keep(message(second, first))

        assert answer["reason"] == "inconsistent"
        assert book.heads()[-1]["refused"] == "inconsistent"

    @pytest.mark.parametrize("part", ["root", "at", "signature", "size"])
    def test_refuses_what_the_court_did_not_sign(self, book: Witness, part: str) -> None:
        told = message(grow())
        changed = {"root": "00" * 32, "at": "2026", "signature": "00" * 384, "size": 5}
        told["head"][part] = changed[part]

        assert book.keep(told)["reason"] == "bad-signature"
        assert book.heads() == []

    @pytest.mark.parametrize("part", ["format", "head", "keys"])
    @pytest.mark.parametrize("value", [None, "", 7, [], {}])
    def test_refuses_what_is_no_message(self, book: Witness, part: str, value: object) -> None:
        told = message(grow())
        told[part] = value

        assert book.keep(told)["reason"] in {"malformed", "unknown-key"}
        assert book.heads() == []

    def test_follows_a_key_that_the_old_one_endorsed(self, book: Witness) -> None:
        first = grow()
        book.keep(message(first))
        log_keys.rotate(by=Actor.court(), at=AT)

        assert book.keep(message(grow(), first))["kept"]

    def test_refuses_a_key_that_nobody_endorsed(self, book: Witness) -> None:
        first = grow()
        book.keep(message(first))
        log_keys.rotate(by=Actor.court(), at=AT, lost=True)

        assert book.keep(message(grow(), first))["reason"] == "unknown-key"


class TestAnnounce:
    def test_tells_the_first_head_at_once(self) -> None:
        head = grow()

        told = witness.announce(at=AT)

        assert told is not None
        assert (told.to, told.type) == ("witness", "witness.keep")
        assert json.loads(bytes(told.body))["head"]["size"] == head.size

    def test_tells_the_next_no_sooner_than_five_seconds_later(self) -> None:
        grow()
        witness.announce(at=AT)
        grow()

        assert witness.announce(at=LATER - witness.EVERY / 5) is None
        assert witness.announce(at=LATER) is not None
        assert witness.announce(at=LATER + witness.EVERY) is None

    def test_tells_the_next_at_once_when_the_log_grew_by_a_thousand(self) -> None:
        grow()
        witness.announce(at=AT)
        grow(witness.EVERY_LEAVES)

        assert witness.announce(at=AT) is not None

    def test_tells_nobody_in_a_court_without_a_witness(self, settings: Settings) -> None:
        grow()
        settings.WITNESS_URL = ""

        assert witness.announce(at=AT) is None

    def test_has_nothing_to_tell_without_a_head(self) -> None:
        assert witness.announce(at=AT) is None

    def test_carries_proofs_from_the_heads_told_before(self, book: Witness) -> None:
        for number in range(12):
            grow()
            told = witness.announce(at=AT + number * witness.EVERY)
            assert told is not None
            sent = json.loads(bytes(told.body))
            # The witness misses every other message.
            if number % 2 == 0:
                assert book.keep(sent)["kept"]

        assert len(sent["proofs"]) == witness.LOOK_BACK


class TestTakeAnswer:
    def answer(self, **body: object) -> None:
        (asked,) = OutboxMessage.objects.order_by("-pk")[:1]
        told = Message(
            uuid4(), witness.TOLD, "witness", "court", body, correlation=str(asked.message_id)
        )
        callbacks.take(told, at=AT)

    def test_shows_the_proof_that_the_witness_lacks(self, book: Witness) -> None:
        first = grow()
        book.keep(message(first))
        second = grow()
        witness.announce(at=AT)

        self.answer(**book.keep(message(second)))

        asked = OutboxMessage.objects.latest("pk")
        assert book.keep(json.loads(bytes(asked.body)))["kept"]

    def test_puts_a_contradiction_on_record(self) -> None:
        grow()
        witness.announce(at=AT)

        self.answer(size=4, kept=False, reason="split-view", latest=4)

        event = Event.objects.latest("pk")
        assert event.kind == "core.head-refused"
        assert json.loads(bytes(event.body))["fact"] == {"size": 4, "reason": "split-view"}

    @pytest.mark.parametrize("reason", ["", "smaller"])
    def test_keeps_silent_when_nothing_is_wrong(self, reason: str) -> None:
        grow()
        witness.announce(at=AT)
        before = Event.objects.count()

        self.answer(size=4, kept=not reason, reason=reason, latest=4)

        assert Event.objects.count() == before


class TestTheWitnessSOwnArithmetic:
    def test_agrees_with_the_court_s(self, book: Witness) -> None:
        told: list[TreeHead] = []
        for count in (1, 1, 2, 3, 5, 8, 13):
            told.append(grow(count))
            assert book.keep(message(told[-1], *told))["kept"]

        assert [head["root"] for head in book.heads()] == [
            log.root_at(head.size).hex() for head in told
        ]
