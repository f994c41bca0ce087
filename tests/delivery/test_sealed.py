"""What is sealed from somebody is not served on them, and nothing is sent about it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import AT
from tests.delivery.build import Dispute, agrees, confirms, dispute, fresh, sealed, served
from yunting.core import handoffs, messages, sealing
from yunting.core.models import Event, Message, OutboxMessage, Restriction
from yunting.delivery.models import (
    AddressConfirmation,
    Attempt,
    OfflineRequest,
    OnlineConsent,
    Service,
)
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.selectors import services as selectors
from yunting.delivery.services import addresses, ladder, sending, serving
from yunting.delivery.services.withheld import SealedFromReceiver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
ORDER = "决定，民事诉讼法 第七十一条"


@pytest.fixture
def told(press: None) -> Dispute:
    return dispute()


def hide(told: Dispute, item: object) -> Restriction:
    how = {"level": "side", "side": "answering", "reason": "秘密", "order": ORDER}
    return sealing.seal(item, **how, by=told.judge, at=AT)  # type: ignore[arg-type]


class TestServing:
    def test_is_refused_until_it_is_unsealed(self, told: Dispute) -> None:
        paper = sealed(told)
        row = hide(told, paper)

        with pytest.raises(SealedFromReceiver) as refusal:
            serving.serve(paper, to=told.li, by=told.clerk, at=AT)
        assert "解除封存" in refusal.value.remedy
        assert not Service.objects.exists()

        sealing.unseal(row, reason="公开", order=ORDER, by=told.judge, at=AT)
        assert serving.serve(paper, to=told.li, by=told.clerk, at=AT)

    def test_reaches_the_other_side_and_tells_this_one_nothing(self, told: Dispute) -> None:
        paper = sealed(told, told.zhang)
        hide(told, paper)

        (service,) = serving.serve(paper, to=told.zhang, by=told.clerk, at=AT)

        assert not Service.objects.visible_to(told.cast.li).exists()
        assert Service.objects.visible_to(told.cast.zhang).get() == service

    def test_by_hand_is_refused_at_every_rung(self, told: Dispute) -> None:
        addresses.note_known(
            told.matter, told.li, Channel.POST, "测试路9号", source="起诉状", by=told.clerk, at=AT
        )
        service = served(told)
        hide(told, service.document)

        acts: tuple[Callable[[], object], ...] = (
            lambda: ladder.post(service, by=told.clerk, at=AT),
            lambda: ladder.call(
                service, phone="13900000009", reached=True, said="已告知", by=told.clerk, at=AT
            ),
            lambda: serving.send(service, by=told.clerk, at=AT),
        )
        for act in acts:
            with pytest.raises(SealedFromReceiver):
                act()
        assert not Attempt.objects.exists()
        assert "封存" in selectors.next_rung(service, on=AT.date()).why

    def test_by_rule_waits(self, told: Dispute) -> None:
        paper = sealed(told)
        hide(told, paper)

        handoffs.carry_all()

        assert not Service.objects.filter(document=paper).exists()

    def test_of_what_had_not_left_yet_fails_with_the_reason(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        confirms(told, told.cast.li, electronic={Channel.EMAIL: "li@example.cn"})
        service = served(told)
        attempt = Attempt.objects.get(service=service, method=Channel.EMAIL)
        hide(told, service.document)

        sending.transmit(attempt, at=AT)

        attempt.refresh_from_db()
        assert attempt.sent_at is None
        assert attempt.failure == sending.SEALED


class TestWhatIsSeen:
    def test_a_service_its_message_and_the_gate_are_gone_and_come_back(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        confirms(told, told.cast.li, electronic={Channel.PLATFORM: "li"})
        service = served(told)
        assert selectors.has_unopened(told.cast.li)

        row = hide(told, service.document)

        assert not Service.objects.visible_to(told.cast.li).exists()
        assert not selectors.has_unopened(told.cast.li)
        assert not list(selectors.papers_of(told.cast.li))
        assert not Message.objects.visible_to(told.cast.li).filter(attempts__service=service)
        assert Service.objects.visible_to(told.cast.zhao).filter(pk=service.pk).exists()

        sealing.unseal(row, reason="公开", order=ORDER, by=told.judge, at=AT)

        assert Service.objects.visible_to(told.cast.li).get() == fresh(service)
        assert Message.objects.visible_to(told.cast.li).filter(attempts__service=service)

    def test_of_a_sealed_matter_consents_and_addresses_are_gone(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        confirms(told, told.cast.li)
        assert AddressConfirmation.objects.visible_to(told.cast.li).exists()

        hide(told, told.matter)

        for model in (AddressConfirmation, OnlineConsent, OfflineRequest, Service):
            manager: Any = model._default_manager
            assert not manager.visible_to(told.cast.li).exists(), model
        assert OnlineConsent.objects.visible_to(told.cast.zhang).exists()


class TestTexts:
    def test_are_not_sent_about_what_is_withheld(self, told: Dispute) -> None:
        paper = sealed(told)
        news = messages.Template(title="新的文书", text="法院有新的文书。")
        about = Event.objects.filter(about_kind="core.Document", about_id=paper.pk).last()
        hide(told, paper)
        before = OutboxMessage.objects.filter(to="sms").count()

        messages.tell(told.li, news, matter=told.matter, event=about, at=AT)

        assert OutboxMessage.objects.filter(to="sms").count() == before
        assert not Message.objects.visible_to(told.cast.li).filter(title="新的文书").exists()
        messages.tell(told.zhang, news, matter=told.matter, event=about, at=AT)
        assert OutboxMessage.objects.filter(to="sms").count() == before + 1

    def test_are_not_sent_in_a_dispute_that_is_sealed_from_them(self, told: Dispute) -> None:
        hide(told, told.matter)
        before = OutboxMessage.objects.filter(to="sms").count()
        news = messages.Template(title="新的消息", text="有新的消息。")

        messages.tell(told.li, news, matter=told.matter, at=AT)

        assert OutboxMessage.objects.filter(to="sms").count() == before
