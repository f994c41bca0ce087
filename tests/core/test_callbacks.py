"""What neighbours tell the court: once, and only if it is signed, fresh, new and known."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as court
from django.db import connection
from django.test import Client
from pytest_django import Settings

from yunting.core import callbacks, keys, outbox
from yunting.core.models import InboundMessage, InboundNonce, InboundRefusal, OutboxState
from yunting.core.wire import CALLBACK_PATH
from yunting.lib import clock, envelope
from yunting.lib.envelope import Message, Reason, Rejected
from yunting.lib.errors import Refused

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BANK = Ed25519PrivateKey.from_private_bytes(b"b" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)


class NotToday(Refused):
    """What a handler may say."""

    code: ClassVar[str] = "not-today"


class Book:
    """Stands for an app that takes what the bank tells."""

    def __init__(self) -> None:
        self.entries: list[Message] = []
        self.refuses = False

    def take(self, message: Message, *, at: datetime) -> dict[str, Any]:
        if self.refuses:
            raise NotToday("今天不行")
        self.entries.append(message)
        return {"entry": str(len(self.entries))}


@pytest.fixture
def book(settings: Settings, tmp_path: Path) -> Iterator[Book]:
    settings.HOME = tmp_path
    public = BANK.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    keys.remember("bank", public.decode())
    found = Book()
    callbacks.register("bank", "paid", found.take)
    yield found
    callbacks.withdraw("bank", "paid")


def paid(**changes: Any) -> Message:
    told: dict[str, Any] = {
        "id": uuid4(),
        "type": "paid",
        "sender": "bank",
        "receiver": court.COURT_ID,
        "body": {"amount": "100.00"},
    }
    return Message(**told | changes)


def sealed(message: Message, key: Ed25519PrivateKey = BANK, at: datetime = AT) -> bytes:
    return envelope.seal(message, key=key, at=at)


def answer_to(raw: bytes) -> Message:
    own = {court.COURT_ID: keys.own_key().public_key()}
    return envelope.verify(callbacks.receive(raw, at=AT), receiver="bank", keys=own, at=AT)


def refused(raw: bytes, reason: str) -> None:
    """Assert that a message is refused, has no effect and leaves one row that says so."""
    before = (InboundMessage.objects.count(), InboundNonce.objects.count())
    with pytest.raises(Rejected) as rejected:
        callbacks.receive(raw, at=AT)
    assert rejected.value.reason == reason
    assert (InboundMessage.objects.count(), InboundNonce.objects.count()) == before
    assert InboundRefusal.objects.latest("pk").reason == reason


@pytest.mark.django_db
class TestReceive:
    def test_hands_it_to_its_handler_and_signs_the_answer(self, book: Book) -> None:
        message = paid()

        answer = answer_to(sealed(message))

        assert [entry.body for entry in book.entries] == [{"amount": "100.00"}]
        assert answer.body == {"entry": "1"}
        assert answer.correlation == str(message.id)

    def test_a_message_sent_again_gets_the_same_answer_and_no_effect(self, book: Book) -> None:
        message = paid()

        first, second = answer_to(sealed(message)), answer_to(sealed(message))

        assert len(book.entries) == 1
        assert (first.id, first.body) == (second.id, second.body)

    def test_refuses_a_transmission_that_is_replayed(self, book: Book) -> None:
        raw = sealed(paid())
        callbacks.receive(raw, at=AT)

        refused(raw, Reason.REPLAYED)
        assert len(book.entries) == 1

    def test_refuses_an_id_with_another_body(self, book: Book) -> None:
        message = paid()
        callbacks.receive(sealed(message), at=AT)

        refused(sealed(paid(id=message.id, body={"amount": "900.00"})), Reason.ID_REUSED)

    def test_refuses_what_is_not_signed_by_its_sender(self, book: Book) -> None:
        refused(sealed(paid(), key=STRANGER), Reason.WRONG_SIGNATURE)

    def test_refuses_what_is_stale(self, book: Book) -> None:
        refused(sealed(paid(), at=AT - timedelta(minutes=6)), Reason.STALE)

    def test_refuses_an_unknown_sender(self, book: Book) -> None:
        refused(sealed(paid(sender="somebody")), Reason.UNKNOWN_SENDER)

    def test_refuses_a_type_nobody_takes(self, book: Book) -> None:
        refused(sealed(paid(type="lottery")), Reason.UNKNOWN_TYPE)

    def test_refuses_an_answer_to_nothing_that_was_asked(self, book: Book) -> None:
        refused(sealed(paid(correlation=str(uuid4()))), Reason.UNKNOWN_CORRELATION)

    def test_refuses_what_is_no_message(self, book: Book) -> None:
        refused(b"hello", Reason.MALFORMED)

    def test_keeps_no_more_of_a_refused_message_than_its_digest(self, book: Book) -> None:
        refused(sealed(paid(), key=STRANGER), Reason.WRONG_SIGNATURE)

        row = InboundRefusal.objects.get()
        assert (row.sender, len(row.digest)) == ("bank", 64)

    def test_what_the_handler_refuses_has_no_effect(self, book: Book) -> None:
        book.refuses = True

        with pytest.raises(NotToday):
            callbacks.receive(sealed(paid()), at=AT)

        assert InboundRefusal.objects.get().reason == "not-today"
        assert not InboundMessage.objects.exists()

    def test_the_answer_to_our_message_settles_it(self, book: Book) -> None:
        row = outbox.send("bank", "pay", {"amount": "100.00"}, key="1")

        callbacks.receive(sealed(paid(correlation=str(row.message_id))), at=AT)

        row.refresh_from_db()
        assert row.state == OutboxState.ACKNOWLEDGED


@pytest.mark.django_db
class TestSweep:
    def test_forgets_what_is_too_old_to_be_replayed_and_nothing_else(self, book: Book) -> None:
        callbacks.receive(sealed(paid()), at=AT)

        assert callbacks.sweep(at=AT + timedelta(minutes=10)) == 0
        assert callbacks.sweep(at=AT + timedelta(minutes=11)) == 1


class TestTwoAtOnce:
    def test_two_copies_at_the_same_moment_have_one_effect(
        self, own_database: str, book: Book
    ) -> None:
        message = paid()
        answers: list[bytes] = []

        def receive() -> None:
            answers.append(callbacks.receive(sealed(message), at=AT))
            connection.close()

        threads = [threading.Thread(target=receive) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

        assert len(book.entries) == 1
        assert len({json.loads(answer)["header"]["id"] for answer in answers}) == 1
        assert len(answers) == 4


@pytest.mark.django_db
class TestAddress:
    def post(self, raw: bytes) -> Any:
        return Client(enforce_csrf_checks=True).post(
            CALLBACK_PATH, raw, content_type="application/json"
        )

    def test_answers_a_signed_message_with_a_signed_one(self, book: Book) -> None:
        response = self.post(sealed(paid(), at=clock.now()))

        assert response.status_code == 200
        assert json.loads(response.content)["header"]["sender"] == court.COURT_ID

    @pytest.mark.parametrize(
        ("message", "key", "status"),
        [
            ({}, STRANGER, 401),
            ({"sender": "somebody"}, BANK, 401),
            ({"type": "lottery"}, BANK, 404),
            ({"receiver": "浙0901"}, BANK, 400),
        ],
    )
    def test_says_in_the_status_why_not(
        self, book: Book, message: dict[str, Any], key: Ed25519PrivateKey, status: int
    ) -> None:
        response = self.post(sealed(paid(**message), key=key, at=clock.now()))

        assert response.status_code == status
        assert set(response.json()) == {"reason", "message"}

    def test_says_what_the_handler_refuses(self, book: Book) -> None:
        book.refuses = True

        response = self.post(sealed(paid(), at=clock.now()))

        assert response.status_code == 422
        assert response.json() == {"reason": "not-today", "message": "今天不行"}

    def test_is_for_senders_only(self, book: Book) -> None:
        assert Client().get(CALLBACK_PATH).status_code == 405
