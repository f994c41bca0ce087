"""Messages to neighbours: with the act or not at all, at least once, never lost out of sight."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from tests.neighbours import Program
from yunting.core import callbacks, outbox
from yunting.core.models import Circuit, OutboxMessage, OutboxState
from yunting.lib import clock, envelope

TEXT = {"to": "13800000001", "text": "您好"}
QUESTION = {"name": "张澄", "number": "330902198503070006"}
ANSWER = ("identity", "identity.person.answer")


def send(key: str = "1") -> OutboxMessage:
    return outbox.send("sms", "sms.send", TEXT, key=key)


def deliver(to: str = "sms", at: datetime | None = None) -> bool:
    return outbox.send_one(to, at=at or clock.machine_now())


@pytest.fixture
def taken() -> Iterator[list[envelope.Message]]:
    """Take the answers of the identity neighbour, as an app's callbacks.py declares it."""
    messages: list[envelope.Message] = []

    def take(message: envelope.Message, *, at: datetime) -> None:
        messages.append(message)

    with declared(take):
        yield messages


@contextmanager
def declared(handler: Callable[..., None]) -> Iterator[None]:
    """Declare a handler instead of the court's for the length of a block."""
    with nobody_taking():
        callbacks.register(*ANSWER, handler)
        try:
            yield
        finally:
            callbacks.withdraw(*ANSWER)


@contextmanager
def nobody_taking() -> Iterator[None]:
    """Have no handler for the length of a block."""
    usual = callbacks.withdraw(*ANSWER)
    try:
        yield
    finally:
        callbacks.register(*ANSWER, usual)


@pytest.mark.django_db
class TestSend:
    def test_queues_and_sends_nothing_itself(self, neighbours: Program) -> None:
        row = send()

        assert row.state == OutboxState.QUEUED
        assert neighbours.messages() == []

    def test_a_refused_act_sends_nothing(self, neighbours: Program) -> None:
        with transaction.atomic():
            send()
            transaction.set_rollback(True)

        assert not OutboxMessage.objects.exists()

    def test_the_same_key_is_the_same_message(self, neighbours: Program) -> None:
        assert send().pk == send().pk

    def test_refuses_other_content_under_the_same_key(self, neighbours: Program) -> None:
        send()

        with pytest.raises(ValueError, match="another message"):
            outbox.send("sms", "sms.send", {**TEXT, "text": "再见"}, key="1")

    def test_refuses_a_float(self, neighbours: Program) -> None:
        with pytest.raises(TypeError):
            outbox.send("bank", "pay", {"amount": 1.5}, key="1")


@pytest.mark.django_db
class TestSendOne:
    def test_reaches_the_phone(self, neighbours: Program) -> None:
        row = send()

        assert deliver()

        row.refresh_from_db()
        assert row.state == OutboxState.SENT
        assert neighbours.texts("13800000001") == ["您好"]

    def test_has_nothing_more_to_do_then(self, neighbours: Program) -> None:
        send()
        deliver()

        assert not deliver()

    def test_keeps_the_order(self, neighbours: Program) -> None:
        for number in range(3):
            outbox.send("sms", "sms.send", {**TEXT, "text": str(number)}, key=str(number))

        while deliver():
            pass

        assert neighbours.texts("13800000001") == ["2", "1", "0"]

    def test_an_answer_goes_to_its_handler(
        self, neighbours: Program, taken: list[envelope.Message]
    ) -> None:
        row = outbox.send("identity", "identity.person", QUESTION, key="1")

        deliver("identity")

        row.refresh_from_db()
        assert row.state == OutboxState.ACKNOWLEDGED
        assert [message.body for message in taken] == [{"result": "match"}]

    def test_sent_twice_it_arrives_once(self, neighbours: Program) -> None:
        row = send()
        deliver()
        # What a kill between the neighbour's answer and our commit leaves behind.
        OutboxMessage.objects.filter(pk=row.pk).update(state=OutboxState.QUEUED)

        deliver()

        assert neighbours.texts("13800000001") == ["您好"]
        assert len(neighbours.messages()) >= 2

    def test_an_outage_makes_it_wait_longer_each_time_up_to_ten_minutes(
        self, neighbours: Program
    ) -> None:
        neighbours.behave("sms", outage=True)
        row, at, waits = send(), clock.machine_now(), []

        for _ in range(12):
            Circuit.objects.all().delete()
            deliver(at=at)
            row.refresh_from_db()
            assert row.next_at is not None
            waits.append((row.next_at - at).total_seconds())
            at = row.next_at

        assert waits[:4] == [2, 4, 8, 16]
        assert waits[-1] == 600
        assert row.error == "503 unavailable"

    def test_arrives_after_the_outage(self, neighbours: Program) -> None:
        neighbours.behave("sms", outage=True)
        send()
        deliver()
        neighbours.behave("sms")

        assert not deliver()
        assert deliver(at=clock.machine_now() + timedelta(seconds=3))
        assert neighbours.texts("13800000001") == ["您好"]

    def test_is_given_up_after_a_day_and_stays_to_be_seen(self, neighbours: Program) -> None:
        neighbours.behave("sms", outage=True)
        row = send()
        OutboxMessage.objects.update(attempts=outbox.MAX_ATTEMPTS - 1)

        deliver()

        assert list(outbox.dead_letters()) == [row]
        assert not deliver(at=clock.machine_now() + timedelta(days=1))

    def test_a_refusal_is_given_up_at_once(self, neighbours: Program) -> None:
        neighbours.behave("sms", refuse=True)
        row = send()

        deliver()

        row.refresh_from_db()
        assert (row.state, row.error) == (OutboxState.DEAD, "暂停受理")

    def test_one_neighbours_circuit_does_not_stop_another(
        self, neighbours: Program, taken: list[envelope.Message]
    ) -> None:
        neighbours.behave("sms", outage=True)
        for key in "abcde":
            send(key)
            deliver()
        send("f")

        assert not deliver()
        outbox.send("identity", "identity.person", QUESTION, key="1")
        assert deliver("identity")

    def test_a_handler_that_fails_is_asked_again_and_done_once(self, neighbours: Program) -> None:
        calls = []

        def fail_first(message: envelope.Message, *, at: datetime) -> None:
            calls.append(message.id)
            if len(calls) == 1:
                raise ZeroDivisionError

        with declared(fail_first):
            row = outbox.send("identity", "identity.person", QUESTION, key="1")
            deliver("identity")
            row.refresh_from_db()
            assert row.error == "ZeroDivisionError"

            deliver("identity", at=clock.machine_now() + timedelta(seconds=3))

        row.refresh_from_db()
        assert row.state == OutboxState.ACKNOWLEDGED
        assert len(set(calls)) == 1

    def test_an_answer_nobody_takes_is_a_dead_letter(self, neighbours: Program) -> None:
        row = outbox.send("identity", "identity.person", QUESTION, key="1")

        with nobody_taking():
            deliver("identity")

        row.refresh_from_db()
        assert row.error == "answer not taken: unknown-type"
        assert list(outbox.dead_letters()) == [row]


@pytest.mark.django_db
class TestRetry:
    def test_sends_a_message_that_was_given_up(self, neighbours: Program) -> None:
        neighbours.behave("sms", refuse=True)
        row = send()
        deliver()
        neighbours.behave("sms")
        row.refresh_from_db()

        outbox.retry(row)
        deliver()

        assert neighbours.texts("13800000001") == ["您好"]

    def test_refuses_one_that_was_not(self, neighbours: Program) -> None:
        with pytest.raises(ValueError, match="not given up"):
            outbox.retry(send())


class TestTwoWorkers:
    def test_never_send_the_same_message_side_by_side(
        self, own_database: str, neighbours: Program
    ) -> None:
        send()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM core_outboxmessage FOR NO KEY UPDATE")
            from_another = _in_a_thread(lambda: deliver())

        assert from_another is False


def _in_a_thread(work: Callable[[], bool]) -> bool:
    results: list[bool] = []

    def run() -> None:
        try:
            results.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    return results[0]
