"""Receipts from outside: unsigned, stale, replayed, out of order, about nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as court

from tests.delivery.build import HOUR, Dispute, agrees, confirms, dispute, fresh, served
from tests.neighbours import Program
from yunting.core import callbacks, keys, messages
from yunting.core.models import InboundRefusal
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import sending
from yunting.delivery.services.tracing import ReceiptOutOfTime, UnknownReceipt
from yunting.lib import clock, envelope
from yunting.lib.envelope import Message, Reason, Rejected

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S23")]
MAIL = Ed25519PrivateKey.from_private_bytes(b"m" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
EVERY = {
    Channel.EMAIL: "li@example.org",
    Channel.DINGTALK: "abcdefgh12345678",
    Channel.WECOM: "wecom-key-1234",
}


@pytest.fixture
def told() -> Dispute:
    return dispute(clock.now())


@pytest.fixture
def service(told: Dispute) -> Service:
    """A paper sent by mail and robots to 李, who has no account here."""
    agrees(told, told.cast.li, Stage.SERVICE, at=clock.now())
    told.cast.li.is_active = False
    told.cast.li.save()
    confirms(told, told.cast.li, at=clock.now(), electronic=EVERY)
    return served(told, at=clock.now())


def attempt(service: Service, channel: Channel = Channel.EMAIL) -> Attempt:
    return Attempt.objects.get(service=service, method=channel)


def receipt(at: datetime, **body: Any) -> Message:
    told = {"status": "delivered", "reason": "", "at": at.isoformat()} | body
    return Message(uuid4(), "mail.receipt", "mail", court.COURT_ID, told)


def sealed(message: Message, key: Ed25519PrivateKey = MAIL, at: datetime | None = None) -> bytes:
    return envelope.seal(message, key=key, at=at or clock.now())


@pytest.fixture
def met() -> None:
    """Let the court know the mail neighbour's key."""
    public = MAIL.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    keys.remember("mail", public.decode())


@pytest.mark.usefixtures("met")
class TestMailReceipts:
    def test_serve_at_a_confirmed_address(self, service: Service) -> None:
        now = clock.now()
        told = receipt(now, reference=str(attempt(service).reference))

        callbacks.receive(sealed(told), at=now)

        assert fresh(service).state == ServiceState.SERVED

    def test_unsigned_by_the_neighbour_have_no_effect(self, service: Service) -> None:
        now = clock.now()
        told = receipt(now, reference=str(attempt(service).reference))

        with pytest.raises(Rejected, match="signed") as refused:
            callbacks.receive(sealed(told, STRANGER), at=now)

        assert refused.value.reason == Reason.WRONG_SIGNATURE
        assert fresh(service).state == ServiceState.UNDER_WAY
        assert InboundRefusal.objects.get().reason == Reason.WRONG_SIGNATURE

    def test_stale_have_no_effect(self, service: Service) -> None:
        now = clock.now()
        told = receipt(now, reference=str(attempt(service).reference))

        with pytest.raises(Rejected) as refused:
            callbacks.receive(sealed(told, at=now - HOUR), at=now)

        assert refused.value.reason == Reason.STALE
        assert fresh(service).state == ServiceState.UNDER_WAY

    def test_replayed_have_no_second_effect(self, service: Service) -> None:
        now = clock.now()
        raw = sealed(receipt(now, reference=str(attempt(service).reference)))
        callbacks.receive(raw, at=now)

        with pytest.raises(Rejected) as refused:
            callbacks.receive(raw, at=now)

        assert refused.value.reason == Reason.REPLAYED

    def test_of_what_was_never_sent_are_refused_and_kept(self, service: Service) -> None:
        now = clock.now()

        with pytest.raises(UnknownReceipt):
            callbacks.receive(sealed(receipt(now, reference=str(uuid4()))), at=now)

        assert InboundRefusal.objects.get().reason == "unknown-receipt"

    def test_about_nothing_readable_are_refused(self, service: Service) -> None:
        now = clock.now()
        with pytest.raises(UnknownReceipt):
            callbacks.receive(sealed(receipt(now, reference="; drop")), at=now)

    def test_from_before_the_sending_are_refused(self, service: Service) -> None:
        now = clock.now()
        told = receipt(now - HOUR, reference=str(attempt(service).reference))

        with pytest.raises(ReceiptOutOfTime):
            callbacks.receive(sealed(told), at=now)

    def test_out_of_order_end_the_same(self, service: Service) -> None:
        now = clock.now()
        reference = str(attempt(service).reference)
        back = receipt(now, reference=reference, status="bounced", reason="邮箱已满")
        there = receipt(now, reference=reference)

        for told in (back, there, back):
            again = Message(uuid4(), told.type, told.sender, told.receiver, told.body)
            callbacks.receive(sealed(again), at=clock.now())

        assert fresh(service).state == ServiceState.SERVED
        assert attempt(service).failed_at is None


class TestRealChannels:
    def send(self, service: Service, channel: Channel) -> Attempt:
        sending.transmit(attempt(service, channel), at=clock.now())
        return attempt(service, channel)

    def test_mail_arrives_and_says_nothing_of_the_matter(
        self, neighbours: Program, service: Service
    ) -> None:
        sent = self.send(service, Channel.EMAIL)

        (mail,) = neighbours.client.get("/admin/mail/li@example.org").json()
        message = sent.message
        assert message is not None
        assert sent.sent_at is not None
        assert message.code in mail["text"]
        assert messages.check_address(message.code) in mail["text"]
        assert mail["reference"] == str(sent.reference)
        for word in ("应诉", "李潮", "张澄", "买卖"):
            assert word not in mail["text"] + mail["subject"]

    @pytest.mark.parametrize(
        ("channel", "path"),
        [
            (Channel.DINGTALK, "/admin/robots/dingtalk/abcdefgh12345678"),
            (Channel.WECOM, "/admin/robots/wecom/wecom-key-1234"),
        ],
    )
    def test_robots_take_the_words_and_that_is_no_arrival(
        self, neighbours: Program, service: Service, channel: Channel, path: str
    ) -> None:
        sent = self.send(service, channel)

        (text,) = neighbours.client.get(path).json()
        assert "查验码" in text["text"]
        assert "应诉" not in text["text"]
        assert sent.sent_at is not None
        assert sent.arrived_at is None

    def test_what_was_taken_is_not_sent_again(self, neighbours: Program, service: Service) -> None:
        self.send(service, Channel.EMAIL)
        self.send(service, Channel.EMAIL)

        assert len(neighbours.client.get("/admin/mail/li@example.org").json()) == 1

    @pytest.mark.parametrize("trouble", ["refuse", "outage"])
    @pytest.mark.parametrize(
        ("channel", "service_name"), [(Channel.EMAIL, "mail"), (Channel.DINGTALK, "dingtalk")]
    )
    def test_what_is_not_taken_is_tried_three_times_then_given_up(
        self,
        neighbours: Program,
        service: Service,
        channel: Channel,
        service_name: str,
        trouble: str,
    ) -> None:
        neighbours.behave(service_name, **{trouble: True})

        for _ in range(2):
            with pytest.raises(sending.NotTaken):
                self.send(service, channel)
        last = self.send(service, channel)

        assert last.failed_at is not None
        assert "已试3次" in last.failure

    def test_all_given_up_is_stuck(self, neighbours: Program, service: Service) -> None:
        for name in ("mail", "dingtalk", "wecom"):
            neighbours.behave(name, refuse=True)

        for channel in EVERY:
            for _ in range(3):
                try:
                    self.send(service, channel)
                except sending.NotTaken:
                    continue

        assert fresh(service).state == ServiceState.STUCK
