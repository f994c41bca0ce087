"""A fee through the pillars: acceptance, service, the clock, the bank, the judge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import AT, Cast, acting
from tests.delivery.build import seal
from tests.money.build import FEE, SERVED, Owed, accepted
from yunting.core import documents, handoffs, lapses
from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.core.models import Case, CaseState, Document, DocumentState, HandOff, Message
from yunting.core.procedure import OutOfOrder
from yunting.delivery.models import Service
from yunting.delivery.services import deciding, ladder, serving
from yunting.delivery.services.ladder import Visit
from yunting.filing import documents as papers
from yunting.filing.services import issuing
from yunting.money import deadlines
from yunting.money.models import FeeNotice, FeeState, Payment, PaymentState, Why

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
# 24:00 of 9 March in Shanghai; served on the 2nd.
MIDNIGHT = datetime(2026, 3, 9, 16, tzinfo=UTC)
NEXT_DAY = MIDNIGHT + timedelta(hours=9)


def carried() -> None:
    """Carry what follows from acts; nothing of it fails."""
    handoffs.carry_all()
    left = HandOff.objects.filter(done_at__isnull=True)
    assert not left.exists(), [row.error for row in left]


@pytest.fixture
def told(cast: Cast) -> Owed:
    """A fee as acceptance asks for it."""
    case = accepted(cast)
    carried()
    return Owed(cast, FeeNotice.objects.select_related("account", "matter", "case").get(case=case))


def served(told: Owed, at: datetime = AT) -> Service:
    """Hand the fee notice over to 张."""
    notice = Document.objects.get(case=told.notice.case, kind=papers.FEE.name)
    if notice.state != DocumentState.SEALED:
        notice = seal(notice)
    clerk = acting(told.cast.sun, told.notice.matter)
    person = told.cast.zhang.person
    assert person is not None
    serving.serve(notice, to=person, by=Actor.court(), at=at)
    service = Service.objects.filter(document=notice).latest("id")
    ladder.hand_over(service, Visit(place="测试路1号", received_by="张澄"), by=clerk, at=at)
    carried()
    return service


def ruling(told: Owed) -> Document:
    rows = Document.objects.filter(kind=papers.DEEMED_WITHDRAWN.name).select_related("matter")
    return rows.get(case=told.notice.case)


def sign(told: Owed, at: datetime = NEXT_DAY) -> None:
    paper = ruling(told)
    by = acting(told.cast.wang, told.notice.matter)
    documents.sign(paper, seen=paper.context_sha256, by=by, at=at)


def told_to(told: Owed, name: str) -> list[str]:
    rows = Message.objects.filter(to__name=name, matter=told.notice.matter)
    return list(rows.order_by("id").values_list("title", flat=True))


class TestAcceptance:
    def test_asks_for_the_fee_with_the_arithmetic_of_its_notice(self, told: Owed) -> None:
        notice = told.fresh()

        assert notice.amount == FEE
        said = bytes(Document.objects.get(kind=papers.FEE.name).context).decode()
        assert notice.steps
        assert [line for line in notice.steps if line not in said] == []

    def test_tells_the_side_that_pays_and_nobody_else(self, told: Owed) -> None:
        assert "请交纳案件受理费" in told_to(told, "张澄")
        assert "请交纳案件受理费" not in told_to(told, "李潮")


class TestService:
    def test_lets_the_days_run(self, told: Owed) -> None:
        served(told)

        running = open_one(deadlines.PREPAYMENT, told.notice)
        assert running is not None
        assert running.started_on == SERVED

    def test_that_is_overturned_ends_them(self, told: Owed) -> None:
        service = served(told)
        service.refresh_from_db()
        by = acting(told.cast.zhang, told.notice.matter)
        deciding.contest(service, reason="没有收到", claimed_on=None, by=by, at=AT)
        service.refresh_from_db()
        judge = acting(told.cast.sun, told.notice.matter)
        deciding.rebut(service, reason="确有错误", by=judge, at=AT)
        carried()

        assert open_one(deadlines.PREPAYMENT, told.notice) is None
        assert told.fresh().state == FeeState.DUE


class TestPaid:
    def test_tells_the_side_and_gives_a_receipt(self, told: Owed) -> None:
        served(told)
        told.pays(payer="李潮")
        carried()

        assert "案件受理费已经收到" in told_to(told, "张澄")
        assert open_one(deadlines.PREPAYMENT, told.notice) is None
        receipt = told.fresh().receipt
        assert receipt is not None
        assert seal(receipt).state == DocumentState.SEALED

    def test_the_wrong_amount_is_told_to_the_side(self, told: Owed) -> None:
        told.pays(amount=FEE - 1)
        carried()

        assert "一笔付款没有计入" in told_to(told, "张澄")


class TestUnpaid:
    def test_is_reminded_then_ruled_on_and_ends_the_case_when_signed(self, told: Owed) -> None:
        served(told)
        lapses.lapse_all(at=MIDNIGHT)
        carried()

        assert {"交费期限快到了", "没有在期限内交费"} <= set(told_to(told, "张澄"))
        assert ruling(told).state == DocumentState.PREPARED
        assert Case.objects.get().state == CaseState.ASSIGNED
        sign(told)

        carried()
        assert Case.objects.get().state == CaseState.WITHDRAWN
        assert told.fresh().state == FeeState.CLOSED
        assert seal(ruling(told)).state == DocumentState.SEALED

    def test_is_not_ruled_on_once_it_was_paid_in_time_and_told_late(self, told: Owed) -> None:
        served(told)
        lapses.lapse_all(at=MIDNIGHT)
        carried()

        told.pays(at=NEXT_DAY, paid_at=MIDNIGHT - timedelta(seconds=1))
        carried()

        assert told.fresh().state == FeeState.PAID
        assert ruling(told).state == DocumentState.DISCARDED

    def test_the_ruling_is_not_signed_past_a_payment(self, told: Owed) -> None:
        served(told)
        lapses.lapse_all(at=MIDNIGHT)
        carried()
        told.pays(at=NEXT_DAY, paid_at=MIDNIGHT - timedelta(seconds=1))

        with pytest.raises(OutOfOrder):
            sign(told)
        assert Case.objects.get().state != CaseState.WITHDRAWN

    def test_money_that_comes_after_the_ruling_is_held(self, told: Owed) -> None:
        served(told)
        lapses.lapse_all(at=MIDNIGHT)
        carried()
        sign(told)

        payment = told.pays(at=NEXT_DAY, paid_at=MIDNIGHT - timedelta(seconds=1))

        assert (payment.state, payment.why) == (PaymentState.HELD, Why.CLOSED)


class TestTransfer:
    def test_asks_no_longer(self, told: Owed) -> None:
        case = Case.objects.select_related("matter__court").get(pk=told.notice.case_id)
        by = acting(told.cast.wang, told.notice.matter)
        paper = issuing.prepare_transfer(
            case, to="宁波市镇海区人民法院", article="第二十二条", reason="住所地", by=by, at=AT
        )
        documents.sign(paper, seen=paper.context_sha256, by=by, at=AT)

        assert told.fresh().state == FeeState.CLOSED
        assert told.pays().why == Why.CLOSED
        assert Payment.objects.count() == 1
