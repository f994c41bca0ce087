"""Two clerks, two receipts, two clicks at the same moment: one service, one effect."""

import pytest

from tests.cast import AT
from tests.concurrency.together import at_once
from tests.delivery.build import HOUR, Dispute, agrees, confirms, dispute, fresh, sealed, served
from yunting.core.models import Event, OutboxMessage
from yunting.core.procedure import OutOfOrder
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import addresses, ladder, serving, tracing

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def told(own_database: str) -> Dispute:
    return dispute()


class TestTwoClerks:
    def test_serve_one_paper_once(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        paper = sealed(told)
        clerks = (told.by(told.cast.zhao), told.by(told.cast.sun))

        outcomes = at_once(
            lambda n: serving.serve(paper, to=told.li, by=clerks[n % 2], at=AT), times=6
        )

        assert sum(len(o) for o in outcomes if isinstance(o, list)) == 1
        assert Service.objects.count() == 1
        assert Event.objects.filter(kind="delivery.service-effective").count() == 1

    def test_post_one_letter(self, told: Dispute) -> None:
        addresses.note_known(
            told.matter, told.li, Channel.POST, "测试路9号", source="x", by=told.clerk, at=AT
        )
        service = served(told)
        clerks = (told.by(told.cast.zhao), told.by(told.cast.sun))

        outcomes = at_once(lambda n: ladder.post(service, by=clerks[n % 2], at=AT), times=4)

        assert [type(o) for o in outcomes].count(OutOfOrder) == 3
        assert OutboxMessage.objects.filter(to="post").count() == 1


class TestTwoReceipts:
    def test_of_one_text_have_one_effect(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        told.cast.li.is_active = False
        told.cast.li.save()
        confirms(told, told.cast.li)
        service = served(told)
        one = Attempt.objects.get(service=service, method=Channel.SMS)

        at_once(
            lambda n: tracing.record_arrival(one, arrived=AT + HOUR, how="回执", at=AT + 2 * HOUR),
            times=4,
        )

        assert fresh(service).state == ServiceState.SERVED
        assert Event.objects.filter(kind="delivery.service-effective").count() == 1
