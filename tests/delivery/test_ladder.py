"""Call, post, officer, leaving, public notice: each attempt kept, each refusal with its article."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import AT
from tests.delivery.build import DAY, HOUR, Dispute, confirms, dispute, fresh, served
from yunting.core import lapses
from yunting.core.models import Event, OutboxMessage
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.selectors import overview, services
from yunting.delivery.services import addresses, announcing, ladder, tracing
from yunting.delivery.services.addresses import NotElectronic, NoWayToReach
from yunting.delivery.services.announcing import (
    MayNotAnnounce,
    Notice,
    NoticeIncomplete,
    NotYetPast,
)
from yunting.delivery.services.consents import NoReason, NoticeOutdated
from yunting.delivery.services.ladder import MayNotLeave, NoAddress, Visit
from yunting.delivery.services.tracing import ReceiptOutOfTime
from yunting.lib import clock
from yunting.rules.service.electronic import Ground
from yunting.rules.service.ladder import Rung
from yunting.rules.service.ways import Announced

pytestmark = [pytest.mark.django_db, pytest.mark.feature("T21")]
ON = clock.day_of(AT)
HOME = "舟山市定海区测试路9号"


@pytest.fixture
def told() -> Dispute:
    return dispute(simple=False)


@pytest.fixture
def service(told: Dispute) -> Service:
    return served(told)


def noted(told: Dispute, *, lawful: bool = False) -> None:
    addresses.note_known(
        told.matter,
        told.li,
        Channel.POST,
        HOME,
        source="起诉状",
        is_lawful=lawful,
        by=told.clerk,
        at=AT,
    )


def letter(service: Service) -> Attempt:
    return Attempt.objects.select_related("service").get(service=service, method=Channel.POST)


def proposed(service: Service) -> Rung | None:
    return services.next_rung(fresh(service), on=ON).rung


class TestCall:
    def test_that_fails_is_on_the_record_and_post_is_next(
        self, told: Dispute, service: Service
    ) -> None:
        ladder.call(service, phone="13900000009", reached=False, said="空号", by=told.clerk, at=AT)

        assert fresh(service).state == ServiceState.STUCK
        assert service.attempts.get().failure == "空号"
        assert proposed(service) == Rung.POST

    def test_that_succeeds_waits_and_serves_nothing(self, told: Dispute, service: Service) -> None:
        ladder.call(
            service, phone="13900000009", reached=True, said="明天来取", by=told.clerk, at=AT
        )

        assert (fresh(service).state, fresh(service).effective_on) == ("under-way", None)
        lapses.lapse_due(fresh(service), at=AT + 4 * DAY)
        assert fresh(service).state == ServiceState.STUCK

    def test_says_what_came_of_it(self, told: Dispute, service: Service) -> None:
        with pytest.raises(NoReason):
            ladder.call(service, phone="1", reached=True, said="", by=told.clerk, at=AT)


class TestPost:
    def test_goes_to_the_neighbour_and_into_the_batch(
        self, told: Dispute, service: Service
    ) -> None:
        noted(told)

        ladder.post(service, by=told.clerk, at=AT)

        sent = OutboxMessage.objects.get(to="post")
        assert HOME in bytes(sent.body).decode()
        assert "应诉" not in bytes(sent.body).decode()
        assert list(overview.letters(told.cast.zhao)) == [letter(service)]

    def test_signed_for_serves_on_the_day_of_the_receipt(
        self, told: Dispute, service: Service
    ) -> None:
        noted(told)
        ladder.post(service, by=told.clerk, at=AT)

        ladder.record_post(
            letter(service),
            signed=True,
            by_whom="李潮",
            reason="",
            when=AT + 2 * DAY,
            at=AT + 3 * DAY,
        )

        found = fresh(service)
        assert found.effective_on == ON + timedelta(days=2)
        assert (found.state, found.method) == (ServiceState.SERVED, Channel.POST)

    def test_come_back_from_an_address_of_others_is_no_service(
        self, told: Dispute, service: Service
    ) -> None:
        noted(told)
        ladder.post(service, by=told.clerk, at=AT)

        ladder.record_post(
            letter(service),
            signed=False,
            by_whom="",
            reason="查无此人",
            when=AT + DAY,
            at=AT + DAY,
        )

        assert fresh(service).state == ServiceState.STUCK
        assert letter(service).failure_basis == "简易程序规定 第十条"

    def test_come_back_from_one_s_own_address_is(self, told: Dispute) -> None:
        confirms(told, told.cast.li, electronic={}, postal_address=HOME)
        service = served(told)
        ladder.post(service, by=told.clerk, at=AT)

        ladder.record_post(
            letter(service), signed=False, by_whom="", reason="拒收", when=AT + DAY, at=AT + DAY
        )

        found = fresh(service)
        assert (found.rule, found.effective_on) == ("ES-12", ON + timedelta(days=1))

    def test_come_back_after_refusing_to_give_an_address_is(self, told: Dispute) -> None:
        asked = addresses.ask(told.matter, told.li, by=told.clerk, at=AT)
        assert asked is not None
        addresses.decline(asked, reason="不愿意说", lawful=HOME, by=told.clerk, at=AT)
        service = served(told)
        ladder.post(service, by=told.clerk, at=AT)

        ladder.record_post(
            letter(service), signed=False, by_whom="", reason="拒收", when=AT + DAY, at=AT + DAY
        )

        assert fresh(service).rule == "ES-12"

    def test_receipt_twice_counts_once(self, told: Dispute, service: Service) -> None:
        noted(told)
        ladder.post(service, by=told.clerk, at=AT)
        for _ in range(2):
            ladder.record_post(
                letter(service), signed=True, by_whom="李潮", reason="", when=AT + DAY, at=AT + DAY
            )

        assert Event.objects.filter(kind="delivery.service-effective").count() == 1

    def test_receipt_of_yesterday_is_refused(self, told: Dispute, service: Service) -> None:
        noted(told)
        ladder.post(service, by=told.clerk, at=AT)
        with pytest.raises(ReceiptOutOfTime):
            ladder.record_post(
                letter(service), signed=True, by_whom="", reason="", when=AT - DAY, at=AT
            )

    def test_needs_an_address(self, told: Dispute, service: Service) -> None:
        with pytest.raises(NoAddress):
            ladder.post(service, by=told.clerk, at=AT)

    def test_under_way_is_not_posted_twice(self, told: Dispute, service: Service) -> None:
        noted(told)
        ladder.post(service, by=told.clerk, at=AT)
        with pytest.raises(OutOfOrder):
            ladder.post(service, by=told.clerk, at=AT)

    def test_printed_letters_leave_the_batch_once(self, told: Dispute, service: Service) -> None:
        noted(told)
        ladder.post(service, by=told.clerk, at=AT)
        waiting = list(overview.letters(told.cast.zhao))

        ladder.note_printed(waiting, by=told.clerk, at=AT)
        again = ladder.note_printed(waiting, by=told.clerk, at=AT + HOUR)

        assert again == []
        assert list(overview.letters(told.cast.zhao)) == []
        assert list(overview.printed(told.cast.zhao)) == waiting
        assert Event.objects.filter(kind="delivery.letters-printed").count() == 1

    def test_printing_is_the_court_s(self, told: Dispute, service: Service) -> None:
        with pytest.raises(NotYours):
            ladder.note_printed([], by=told.by(told.cast.li), at=AT)


class TestOfficer:
    def test_hands_over(self, told: Dispute, service: Service) -> None:
        visit = Visit(place=HOME, received_by="李潮本人")

        ladder.hand_over(service, visit, by=told.clerk, at=AT + DAY)

        found = fresh(service)
        assert (found.state, found.method) == (ServiceState.SERVED, Channel.OFFICER)
        assert found.effective_on == ON + timedelta(days=1)
        assert found.attempts.get().place == HOME

    def test_leaves_papers_before_a_witness(self, told: Dispute, service: Service) -> None:
        ladder.leave(
            service, Visit(place=HOME, witness="某某，测试社区"), by=told.clerk, at=AT + DAY
        )

        assert fresh(service).rule == "ES-16"

    def test_does_not_leave_papers_without_witness_or_picture(
        self, told: Dispute, service: Service
    ) -> None:
        with pytest.raises(MayNotLeave):
            ladder.leave(service, Visit(place=HOME), by=told.clerk, at=AT)

    def test_in_vain_is_on_the_record(self, told: Dispute, service: Service) -> None:
        ladder.visit_in_vain(service, Visit(place=HOME, note="没有人"), by=told.clerk, at=AT)

        assert fresh(service).state == ServiceState.STUCK
        with pytest.raises(NoReason):
            ladder.visit_in_vain(service, Visit(place=HOME), by=told.clerk, at=AT)


def notice(**changes: object) -> Notice:
    told = {
        "published_on": ON,
        "where": ["法院公告栏"],
        "parts": frozenset(Announced),
        "text": "公告全文",
        "reason": "邮寄退回，上门没有人",
    }
    return Notice(**{**told, **changes})  # type: ignore[arg-type]


class TestPublicNotice:
    @pytest.fixture
    def tried(self, told: Dispute, service: Service) -> Service:
        noted(told)
        ladder.call(service, phone="1", reached=False, said="空号", by=told.clerk, at=AT)
        ladder.post(service, by=told.clerk, at=AT)
        ladder.record_post(letter(service), signed=False, by_whom="", reason="退回", when=AT, at=AT)
        ladder.visit_in_vain(service, Visit(place=HOME, note="没有人"), by=told.clerk, at=AT)
        return fresh(service)

    def test_is_what_is_left_in_the_end(self, told: Dispute, tried: Service) -> None:
        assert proposed(tried) == Rung.ANNOUNCEMENT

    def test_serves_after_thirty_days(self, told: Dispute, tried: Service) -> None:
        announcing.publish(tried, notice(), by=told.clerk, at=AT)

        lapses.lapse_due(fresh(tried), at=AT + 31 * DAY)

        found = fresh(tried)
        assert (found.state, found.rule) == (ServiceState.SERVED, "ES-14")
        assert found.effective_on == ON + timedelta(days=30)

    def test_serves_nothing_on_its_thirtieth_day(self, told: Dispute, tried: Service) -> None:
        announcing.publish(tried, notice(), by=told.clerk, at=AT)

        lapses.lapse_due(fresh(tried), at=AT + 30 * DAY)

        assert fresh(tried).state == ServiceState.UNDER_WAY

    def test_is_refused_while_another_way_is_left(self, told: Dispute, service: Service) -> None:
        with pytest.raises(MayNotAnnounce):
            announcing.publish(service, notice(), by=told.clerk, at=AT)

    def test_is_allowed_at_once_for_the_missing(self, told: Dispute, service: Service) -> None:
        announcing.publish(service, notice(is_missing=True), by=told.clerk, at=AT)

        assert fresh(service).state == ServiceState.UNDER_WAY

    def test_is_refused_in_summary_procedure(self) -> None:
        simple = dispute(simple=True)
        service = served(simple)
        with pytest.raises(MayNotAnnounce):
            announcing.publish(service, notice(is_missing=True), by=simple.clerk, at=AT)

    @pytest.mark.parametrize("lacking", [a for a in Announced if a is not Announced.APPEAL])
    def test_says_everything(self, told: Dispute, tried: Service, lacking: Announced) -> None:
        parts = frozenset(Announced) - {lacking}
        with pytest.raises(NoticeIncomplete):
            announcing.publish(tried, notice(parts=parts), by=told.clerk, at=AT)

    def test_has_been_posted(self, told: Dispute, tried: Service) -> None:
        with pytest.raises(NotYetPast):
            announcing.publish(
                tried, notice(published_on=ON + timedelta(days=1)), by=told.clerk, at=AT
            )


class TestAddress:
    def test_is_confirmed_with_what_was_told(self, told: Dispute) -> None:
        found = confirms(told, told.cast.li)

        assert found.state == "confirmed"
        assert {a.channel for a in found.addresses.all()} == {Channel.SMS}

    def test_changed_keeps_the_old_one_on_the_file(self, told: Dispute) -> None:
        old = confirms(told, told.cast.li)

        new = confirms(told, told.cast.li, at=AT + DAY, postal_address="新地址1号")

        old.refresh_from_db()
        assert (old.state, new.state) == ("superseded", "confirmed")

    def test_of_nothing_is_refused(self, told: Dispute) -> None:
        with pytest.raises(NoWayToReach):
            confirms(told, told.cast.li, electronic={}, postal_address="")

    def test_after_an_old_notice_is_refused(self, told: Dispute) -> None:
        with pytest.raises(NoticeOutdated):
            addresses.confirm(
                told.matter,
                told.li,
                addresses.Stated(postal_address=HOME),
                notice="2020-0",
                by=told.by(told.cast.li),
                at=AT,
            )

    def test_agreed_before_the_dispute_serves_on_arrival(self, told: Dispute) -> None:
        addresses.note_known(
            told.matter,
            told.li,
            Channel.SMS,
            "13900000009",
            source="合同第九条",
            ground=Ground.PRIOR_AGREEMENT,
            by=told.clerk,
            at=AT,
        )
        texted = served(told)
        one = Attempt.objects.get(service=texted, method=Channel.SMS)

        tracing.record_arrival(one, arrived=AT + HOUR, how="回执", at=AT + HOUR)

        assert (one.is_confirmed, one.ground) == (True, Ground.PRIOR_AGREEMENT)
        assert fresh(texted).rule == "ES-04"

    def test_agreed_is_an_electronic_one(self, told: Dispute) -> None:
        with pytest.raises(NotElectronic):
            addresses.note_known(
                told.matter,
                told.li,
                Channel.POST,
                HOME,
                source="合同第九条",
                ground=Ground.PRIOR_AGREEMENT,
                by=told.clerk,
                at=AT,
            )

    def test_of_others_is_noted_by_the_court_alone(self, told: Dispute) -> None:
        with pytest.raises(NotYours):
            addresses.note_known(
                told.matter,
                told.li,
                Channel.SMS,
                "1",
                source="原告",
                by=told.by(told.cast.zhang),
                at=AT,
            )
