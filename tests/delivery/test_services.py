"""Service of a paper: by every agreed channel, on everybody, with the day the rules make of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import AT
from tests.delivery.build import (
    DAY,
    HOUR,
    Dispute,
    agrees,
    confirms,
    dispute,
    fresh,
    sealed,
    served,
)
from yunting.core import document_content, documents, handoffs, lapses
from yunting.core.models import (
    Deadline,
    DocumentState,
    Event,
    Message,
    Participation,
    Person,
    PersonKind,
    Side,
)
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.delivery.models import Attempt, KnownAddress, Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.selectors import addresses, services
from yunting.delivery.services import addresses as places
from yunting.delivery.services import deciding, serving, tracing
from yunting.delivery.services.addresses import NoSuchReceiver
from yunting.delivery.services.consents import NoReason
from yunting.delivery.services.deciding import ClaimNotPossible, NothingToConfirm
from yunting.delivery.services.serving import NoElectronicWay, NotToBeServed
from yunting.delivery.services.tracing import ReceiptOutOfTime
from yunting.lib import clock
from yunting.rules.service.ladder import Rung

pytestmark = pytest.mark.django_db
ON = clock.day_of(AT)


@pytest.fixture
def told() -> Dispute:
    return dispute()


def attempt(service: Service, channel: Channel) -> Attempt:
    return Attempt.objects.get(service=service, method=channel)


def known_phone(told: Dispute, number: str = "13900000009") -> None:
    """Let the court know a number that 李 has not confirmed, after a general consent."""
    places.note_known(
        told.matter, told.li, Channel.SMS, number, source="原告提供", by=told.clerk, at=AT
    )


def without_account(told: Dispute) -> None:
    """Let 李 consent on paper, and have no account."""
    agrees(told, told.cast.li, Stage.SERVICE)
    told.cast.li.is_active = False
    told.cast.li.save()


class TestServe:
    def test_sends_by_every_confirmed_channel_at_once(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        confirms(
            told,
            told.cast.li,
            electronic={Channel.SMS: "13800000002", Channel.EMAIL: "li@example.org"},
        )

        service = served(told)

        ways = {a.method for a in service.attempts.all()}
        assert ways == {Channel.PLATFORM, Channel.SMS, Channel.EMAIL}
        message = Message.objects.filter(to=told.li).latest("id")
        assert "应诉通知书" in message.text
        assert message.sms is not None
        assert "应诉" not in bytes(message.sms.body).decode()

    def test_takes_effect_at_once_on_a_confirmed_platform_account(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)

        service = served(told)

        assert service.state == ServiceState.SERVED
        assert (service.effective_on, service.rule) == (ON, "ES-04")
        assert any("到达本人特定系统" in line for line in service.steps)
        assert Event.objects.filter(kind="delivery.service-effective").count() == 1

    def test_waits_for_the_clerk_where_nobody_agreed(self, told: Dispute) -> None:
        service = served(told)

        assert service.state == ServiceState.PREPARED
        assert services.next_rung(service, on=ON).rung == Rung.CALL

    def test_is_refused_for_a_paper_without_its_seal(self, told: Dispute) -> None:
        paper = sealed(told)
        documents.recall(paper, reason="写错了", by=told.judge, at=AT)
        paper.refresh_from_db()

        with pytest.raises(NotToBeServed):
            serving.serve(paper, to=told.li, by=told.clerk, at=AT)

    def test_is_the_court_s(self, told: Dispute) -> None:
        with pytest.raises(NotYours):
            serving.serve(sealed(told), to=told.li, by=told.by(told.cast.zhang), at=AT)

    def test_twice_is_served_once(self, told: Dispute) -> None:
        paper = sealed(told)

        served(told, paper)
        again = serving.serve(paper, to=told.li, by=told.clerk, at=AT)

        assert again == []
        assert Service.objects.count() == 1

    def test_again_by_electronic_way_needs_one(self, told: Dispute) -> None:
        with pytest.raises(NoElectronicWay):
            serving.send(served(told), by=told.clerk, at=AT)

    def test_follows_a_seal_by_rule(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        sealed(told)

        handoffs.carry_all()

        assert Service.objects.get().state == ServiceState.SERVED


@pytest.mark.feature("T23")
class TestRepresentatives:
    @pytest.fixture
    def agents(self, told: Dispute) -> list[Person]:
        part = Participation.objects.get(matter=told.matter, person=told.li)
        people = []
        for name in ("代理人甲", "代理人乙"):
            person = Person.objects.create(kind=PersonKind.NATURAL, name=name)
            Participation.objects.create(
                matter=told.matter,
                person=person,
                role=Role.AGENT,
                side=Side.ANSWERING,
                represents=part,
                since=AT,
            )
            people.append(person)
        return people

    def test_all_of_a_party_are_served(self, told: Dispute, agents: list[Person]) -> None:
        made = serving.serve(sealed(told), to=told.li, by=told.clerk, at=AT)

        assert [one.to for one in made] == [told.li, *agents]
        assert {one.party for one in made} == {told.li}

    def test_or_the_one_that_was_chosen(self, told: Dispute, agents: list[Person]) -> None:
        places.choose_receiver(
            told.matter, told.li, agents[1], reason="本人书面指定", by=told.clerk, at=AT
        )

        (service,) = serving.serve(sealed(told), to=told.li, by=told.clerk, at=AT)

        assert service.to == agents[1]
        assert Event.objects.filter(kind="delivery.receiver-chosen").exists()

    def test_until_the_choice_is_ended(self, told: Dispute, agents: list[Person]) -> None:
        places.choose_receiver(
            told.matter, told.li, agents[1], reason="本人指定", by=told.clerk, at=AT
        )
        places.end_choice(told.matter, told.li, by=told.clerk, at=AT)

        assert len(serving.serve(sealed(told), to=told.li, by=told.clerk, at=AT)) == 3

    def test_a_stranger_is_no_choice(self, told: Dispute, agents: list[Person]) -> None:
        assert told.cast.qian.person is not None
        with pytest.raises(NoSuchReceiver):
            places.choose_receiver(
                told.matter, told.li, told.cast.qian.person, reason="x", by=told.clerk, at=AT
            )

    def test_only_the_first_is_the_party_s_first(self, told: Dispute, agents: list[Person]) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        made = serving.serve(sealed(told), to=told.li, by=told.clerk, at=AT)
        deciding_on = fresh(made[1])

        tracing.open_paper(deciding_on, by=told.clerk, at=AT + HOUR)

        firsts = [
            e
            for e in Event.objects.filter(kind="delivery.service-effective")
            if b'"is_first":true' in bytes(e.body)
        ]
        assert len(firsts) == 1


class TestReceipts:
    @pytest.fixture
    def texted(self, told: Dispute) -> Service:
        """A text under way to a number 李 confirmed, who has no account."""
        without_account(told)
        confirms(told, told.cast.li)
        return served(told)

    def test_of_arrival_serves_on_its_day(self, told: Dispute, texted: Service) -> None:
        assert texted.state == ServiceState.UNDER_WAY
        one = attempt(texted, Channel.SMS)

        tracing.record_arrival(one, arrived=AT + HOUR, how="回执", at=AT + 2 * HOUR)

        assert fresh(texted).effective_on == ON

    def test_twice_counts_once(self, told: Dispute, texted: Service) -> None:
        one = attempt(texted, Channel.SMS)
        for _ in range(2):
            tracing.record_arrival(one, arrived=AT + HOUR, how="回执", at=AT + 2 * HOUR)

        assert Event.objects.filter(kind="delivery.trace-noted").count() == 1
        assert Event.objects.filter(kind="delivery.service-effective").count() == 1

    def test_of_failure_after_arrival_changes_nothing(self, told: Dispute, texted: Service) -> None:
        one = attempt(texted, Channel.SMS)
        tracing.record_arrival(one, arrived=AT + HOUR, how="回执", at=AT + 2 * HOUR)

        tracing.record_failure(one, failed=AT + HOUR, reason="关机", at=AT + 3 * HOUR)

        assert fresh(texted).state == ServiceState.SERVED
        assert attempt(texted, Channel.SMS).failed_at is None

    def test_of_arrival_after_failure_serves_all_the_same(
        self, told: Dispute, texted: Service
    ) -> None:
        one = attempt(texted, Channel.SMS)
        tracing.record_failure(one, failed=AT + HOUR, reason="关机", at=AT + 2 * HOUR)
        assert fresh(texted).state == ServiceState.STUCK

        tracing.record_arrival(one, arrived=AT + 3 * HOUR, how="回执", at=AT + 4 * HOUR)

        assert fresh(texted).state == ServiceState.SERVED

    def test_of_an_earlier_day_moves_the_day_back(self, told: Dispute, texted: Service) -> None:
        one = attempt(texted, Channel.SMS)
        tracing.record_arrival(one, arrived=AT + 2 * DAY, how="回执", at=AT + 2 * DAY)

        tracing.record_arrival(one, arrived=AT + HOUR, how="迟到的回执", at=AT + 3 * DAY)

        assert fresh(texted).effective_on == ON
        assert Event.objects.filter(kind="delivery.service-redated").count() == 1

    @pytest.mark.parametrize("told_at", [AT - HOUR, AT + 9 * DAY], ids=["before", "to come"])
    def test_of_impossible_times_are_refused(
        self, told: Dispute, texted: Service, told_at: object
    ) -> None:
        with pytest.raises(ReceiptOutOfTime):
            tracing.record_arrival(
                attempt(texted, Channel.SMS),
                arrived=told_at,  # type: ignore[arg-type]
                how="回执",
                at=AT + DAY,
            )

    def test_of_failure_is_stuck_with_reason(self, told: Dispute, texted: Service) -> None:
        one = attempt(texted, Channel.SMS)

        tracing.record_failure(one, failed=AT + HOUR, reason="号码已停用", at=AT + 2 * HOUR)

        assert fresh(texted).state == ServiceState.STUCK
        assert attempt(texted, Channel.SMS).failure == "号码已停用"
        assert services.next_rung(fresh(texted), on=ON).rung == Rung.CALL

    def test_nothing_for_three_days_is_stuck(self, told: Dispute, texted: Service) -> None:
        lapses.lapse_due(texted, at=AT + 5 * DAY)

        assert fresh(texted).state == ServiceState.STUCK


class TestUnconfirmedAddress:
    @pytest.fixture
    def sent(self, told: Dispute) -> Service:
        without_account(told)
        known_phone(told)
        return served(told)

    def arrive(self, sent: Service) -> None:
        one = attempt(sent, Channel.SMS)
        tracing.record_arrival(one, arrived=AT + HOUR, how="回执", at=AT + 2 * HOUR)

    def test_arrival_is_no_service(self, told: Dispute, sent: Service) -> None:
        self.arrive(sent)

        assert fresh(sent).state == ServiceState.UNDER_WAY

    def test_a_reply_is(self, told: Dispute, sent: Service) -> None:
        self.arrive(sent)
        one = attempt(sent, Channel.SMS)

        tracing.record_reply(one, replied=AT + DAY, said="收到", at=AT + DAY)

        found = fresh(sent)
        assert (found.rule, found.effective_on) == ("ES-05a", ON + timedelta(days=1))

    def test_reading_waits_for_a_clerk(self, told: Dispute, sent: Service) -> None:
        tracing.open_paper(sent, by=told.by(told.cast.li), at=AT + DAY)

        assert fresh(sent).state == ServiceState.TO_CONFIRM
        assert fresh(sent).effective_on is None

        deciding.accept_reading(sent, by=told.clerk, at=AT + 2 * DAY)

        found = fresh(sent)
        assert (found.state, found.rule) == (ServiceState.SERVED, "ES-05b")
        assert found.effective_on == ON + timedelta(days=1)

    def test_reading_that_is_no_proof_is_stuck(self, told: Dispute, sent: Service) -> None:
        tracing.open_paper(sent, by=told.by(told.cast.li), at=AT + DAY)

        deciding.reject_reading(sent, reason="不是本人打开", by=told.clerk, at=AT + 2 * DAY)

        assert fresh(sent).state == ServiceState.STUCK

    def test_reading_is_accepted_by_the_court_alone(self, told: Dispute, sent: Service) -> None:
        tracing.open_paper(sent, by=told.by(told.cast.li), at=AT + DAY)

        with pytest.raises(NotYours):
            deciding.accept_reading(sent, by=told.by(told.cast.li), at=AT + DAY)

    def test_reading_taken_back_by_its_trace_cannot_be_accepted(
        self, told: Dispute, sent: Service
    ) -> None:
        tracing.open_paper(sent, by=told.by(told.cast.li), at=AT + DAY)
        sent.attempts.update(rebutted=True)

        with pytest.raises(NothingToConfirm):
            deciding.accept_reading(sent, by=told.clerk, at=AT + DAY)

    def test_a_word_on_the_page_is_a_reply(self, told: Dispute, sent: Service) -> None:
        tracing.open_paper(sent, by=told.by(told.cast.li), at=AT + DAY)

        tracing.acknowledge(sent, by=told.by(told.cast.li), at=AT + DAY)

        assert fresh(sent).rule == "ES-05a"

    def test_a_word_before_opening_is_refused(self, told: Dispute, sent: Service) -> None:
        with pytest.raises(OutOfOrder):
            tracing.acknowledge(sent, by=told.by(told.cast.li), at=AT + DAY)


class TestConsentToService:
    def test_refused_ends_every_electronic_way(self, told: Dispute) -> None:
        confirms(told, told.cast.li)
        from yunting.delivery.services import consents  # noqa: PLC0415

        consents.answer(
            told.matter,
            told.li,
            {Stage.SERVICE: False},
            notice="2026-1",
            by=told.by(told.cast.li),
            at=AT,
        )

        found = addresses.channels_of(told.li, told.matter, on=ON)

        assert {one.channel for one in found} == {Channel.POST}

    def test_what_the_filer_wrote_is_consent_and_confirmed(self, told: Dispute) -> None:
        KnownAddress.objects.create(
            matter=told.matter,
            person=told.zhang,
            channel=Channel.SMS,
            address="13800000001",
            source="起诉状",
            ground="address_in_pleading",
            at=AT,
        )

        found = addresses.channels_of(told.zhang, told.matter, on=ON)

        texts = [one for one in found if one.channel is Channel.SMS]
        assert [one.is_confirmed for one in texts] == [True]


class TestContest:
    @pytest.fixture
    def done(self, told: Dispute) -> Service:
        agrees(told, told.cast.li, Stage.SERVICE)
        return served(told)

    def contest(self, told: Dispute, done: Service, **claim: object) -> Service:
        return deciding.contest(
            done,
            reason="系统故障",
            by=told.by(told.cast.li),
            at=AT + 5 * DAY,
            **claim,  # type: ignore[arg-type]
        )

    def test_upheld_means_not_served(self, told: Dispute, done: Service) -> None:
        self.contest(told, done)

        deciding.rebut(done, reason="平台当日不能登录", by=told.judge, at=AT + 6 * DAY)

        found = fresh(done)
        assert (found.state, found.effective_on, found.rule) == (ServiceState.STUCK, None, "")

    def test_rejected_keeps_the_day(self, told: Dispute, done: Service) -> None:
        self.contest(told, done)

        deciding.keep(done, reason="日志显示正常", by=told.judge, at=AT + 6 * DAY)

        assert (fresh(done).state, fresh(done).effective_on) == (ServiceState.SERVED, ON)

    def test_another_day_proved_counts_instead(self, told: Dispute, done: Service) -> None:
        day = ON + timedelta(days=3)
        self.contest(told, done, claimed_on=day)

        deciding.accept_day(fresh(done), reason="运营商证明", by=told.judge, at=AT + 6 * DAY)

        assert (fresh(done).state, fresh(done).effective_on) == (ServiceState.SERVED, day)

    def test_a_day_to_come_is_refused(self, told: Dispute, done: Service) -> None:
        with pytest.raises(ClaimNotPossible):
            self.contest(told, done, claimed_on=ON + timedelta(days=30))

    def test_no_day_claimed_cannot_be_accepted(self, told: Dispute, done: Service) -> None:
        self.contest(told, done)
        with pytest.raises(ClaimNotPossible):
            deciding.accept_day(fresh(done), reason="x", by=told.judge, at=AT + 6 * DAY)

    def test_is_decided_by_a_judge(self, told: Dispute, done: Service) -> None:
        self.contest(told, done)
        with pytest.raises(NotYours):
            deciding.keep(done, reason="x", by=told.clerk, at=AT + 6 * DAY)

    def test_needs_a_reason(self, told: Dispute, done: Service) -> None:
        with pytest.raises(NoReason):
            deciding.contest(done, reason=" ", by=told.by(told.cast.li), at=AT)


class TestSupersede:
    def test_ends_the_old_service_and_starts_anew(self, told: Dispute) -> None:
        from tests.delivery.build import Notice, seal  # noqa: PLC0415

        agrees(told, told.cast.li, Stage.SERVICE)
        old = served(told)
        later = AT + 4 * DAY
        paper = documents.supersede(
            old.document, Notice("更正"), reason="日期写错", by=told.judge, at=later
        )

        seal(paper, at=later)
        handoffs.carry_all()

        assert fresh(old).state == ServiceState.SUPERSEDED
        new = Service.objects.get(document=paper)
        assert new.effective_on == clock.day_of(later)
        waits = Deadline.objects.of(old).filter(state="running")
        assert not waits.exists()

    def test_a_recalled_paper_is_no_longer_served(self, told: Dispute) -> None:
        service = served(told)
        documents.recall(service.document, reason="发错了", by=told.judge, at=AT)

        handoffs.carry_all()

        assert fresh(service).state == ServiceState.SUPERSEDED


@pytest.mark.feature("T20")
class TestCertificate:
    def test_is_issued_when_service_takes_effect(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        service = served(told)

        handoffs.carry_all()

        certificate = fresh(service).certificate
        assert certificate is not None
        assert (certificate.title, certificate.to) == ("电子送达凭证", told.li)
        said = document_content.body(certificate)
        assert said["effective_on"] == ON.isoformat()
        assert said["sha256"] == service.document.sealed_sha256
        assert said["ground"] == "明确表示同意"

    def test_is_taken_back_when_the_service_is_overturned(self, told: Dispute) -> None:
        agrees(told, told.cast.li, Stage.SERVICE)
        service = served(told)
        handoffs.carry_all()
        deciding.contest(service, reason="没收到", by=told.by(told.cast.li), at=AT + DAY)
        deciding.rebut(service, reason="平台故障", by=told.judge, at=AT + DAY)

        handoffs.carry_all()

        certificate = fresh(service).certificate
        assert certificate is not None
        assert certificate.state == DocumentState.RECALLED
