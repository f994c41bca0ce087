"""What service starts in filing: that party's own periods, from the effective day of its paper."""

from datetime import date, datetime

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.delivery.build import Dispute, agrees, confirms, seal
from tests.filing.defence_stage import (
    BO,
    DAY,
    DEFENCE,
    FIRM,
    JIAO,
    Stage,
    answered,
    associated,
    by,
    comes,
    linked,
    registered,
    suing,
)
from yunting.core import documents, handoffs, lapses
from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.core.models import Deadline, DeadlineState, Document, Event, HandOff, Participation
from yunting.core.roles import Role
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage as Consented
from yunting.delivery.selectors.services import has_unopened
from yunting.delivery.services import addresses, deciding, ladder, serving
from yunting.delivery.services.ladder import Visit
from yunting.filing import deadlines
from yunting.filing import documents as papers
from yunting.filing.models import Answer
from yunting.filing.services import defence

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 4)
SERVED = AT + 2 * DAY
CASE = papers.Proceeding((), "买卖合同纠纷", ON, "简易程序", "12368")
RESPONSE = papers.ResponseNotice(CASE, 15, 3)


@pytest.fixture
def cast(db: None) -> Cast:
    return on_stage()


def carried() -> None:
    """Carry what follows from acts; nothing of it fails."""
    handoffs.carry_all()
    left = HandOff.objects.filter(done_at__isnull=True)
    assert not left.exists(), [row.error for row in left]


def paper(stage: Stage, kind: documents.DocumentKind, context: object, name: str = BO) -> Document:
    """Return a sealed paper for a defendant."""
    made = documents.issue(
        kind,
        context,
        matter=stage.case.matter,
        case=stage.case,
        to=stage.party(name).person,
        by=Actor.court(),
        at=AT,
    )
    return seal(made)


def handed_over(stage: Stage, document: Document, name: str = BO, *, at: datetime = SERVED) -> None:
    """Let an officer hand a paper over to everybody who receives for a defendant."""
    serving.serve(document, to=stage.party(name).person, by=Actor.court(), at=AT)
    for number, service in enumerate(Service.objects.filter(document=document).order_by("id")):
        visit = Visit(place="舟山市定海区测试路1号", received_by=str(service.to))
        clerk = acting(stage.cast.zhao, stage.case.matter)
        ladder.hand_over(service, visit, by=clerk, at=at + number * DAY)


def answer_period(stage: Stage, name: str = BO) -> Deadline | None:
    answer = Answer.objects.filter(participation=stage.party(name)).first()
    return open_one(deadlines.ANSWER, answer) if answer else None


class TestPeriods:
    def test_to_answer_begins_for_the_party_served_and_no_other(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))

        handed_over(stage, paper(stage, papers.RESPONSE, RESPONSE))
        carried()

        period = answer_period(stage)
        assert period is not None
        assert (period.started_on, period.ends_on) == (ON, date(2026, 3, 19))
        assert answer_period(stage, JIAO) is None

    def test_is_not_begun_anew_by_another_receiver_but_by_a_new_paper(self, cast: Cast) -> None:
        stage = registered(cast)
        part = stage.party(BO)
        assert cast.qian.person is not None
        Participation.objects.create(
            matter=part.matter,
            person=cast.qian.person,
            role=Role.AGENT,
            side=part.side,
            represents=part,
            since=AT,
        )
        handed_over(stage, paper(stage, papers.RESPONSE, RESPONSE))
        carried()
        period = answer_period(stage)
        assert period is not None
        assert (period.run, period.started_on) == (1, ON)

        handed_over(stage, paper(stage, papers.RESPONSE, RESPONSE), at=SERVED + 5 * DAY)
        carried()

        period = answer_period(stage)
        assert period is not None
        assert period.run == 2

    def test_begins_anew_from_the_service_of_what_replaces_the_notice(self, cast: Cast) -> None:
        stage = registered(cast)
        old = paper(stage, papers.RESPONSE, RESPONSE)
        handed_over(stage, old)
        carried()

        clerk = acting(cast.sun, stage.case.matter)
        new = documents.supersede(old, RESPONSE, reason="案由有误", by=clerk, at=SERVED + DAY)
        handed_over(stage, seal(new), at=SERVED + 3 * DAY)
        carried()

        period = answer_period(stage)
        assert period is not None
        assert (period.run, period.started_on) == (2, date(2026, 3, 7))
        (ended,) = Service.objects.filter(document=old)
        assert ended.state == ServiceState.SUPERSEDED

    def test_begins_also_for_who_was_linked_after_the_paper_was_sent(self, cast: Cast) -> None:
        stage = registered(cast)
        handed_over(stage, paper(stage, papers.RESPONSE, RESPONSE))
        associated(stage, comes(BO))

        carried()

        assert answer_period(stage) is not None

    def test_begins_nothing_for_other_papers(self, cast: Cast) -> None:
        stage = registered(cast)

        handed_over(stage, paper(stage, papers.JUDGES, papers.JudgesNotice(CASE, (), False)))
        carried()

        assert answer_period(stage) is None

    def test_to_give_evidence_is_as_long_as_the_notice_says(self, cast: Cast) -> None:
        stage = registered(cast)

        handed_over(stage, paper(stage, papers.EVIDENCE, papers.EvidenceNotice(CASE, 10)))
        carried()

        period = open_one(deadlines.EVIDENCE, stage.party(BO))
        assert period is not None
        assert period.ends_on == date(2026, 3, 16)  # ten days end on a Saturday


class TestCopies:
    def left(self, stage: Stage) -> Deadline | None:
        return open_one(deadlines.COPY, stage.case)

    def posted(self, stage: Stage, name: str) -> None:
        document = paper(stage, papers.RESPONSE, RESPONSE, name)
        (service,) = serving.serve(document, to=stage.party(name).person, by=Actor.court(), at=AT)
        clerk = acting(stage.cast.zhao, stage.case.matter)
        addresses.note_known(
            service.matter, service.to, Channel.POST, "测试路1号", source="起诉状", by=clerk, at=AT
        )
        ladder.post(service, by=clerk, at=SERVED)

    def test_have_left_in_time_once_they_left_for_every_defendant(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))

        self.posted(stage, BO)
        carried()
        assert self.left(stage) is not None

        self.posted(stage, JIAO)
        carried()
        assert self.left(stage) is None
        met = Deadline.objects.of(stage.case).get(kind=deadlines.COPY.name)
        assert met.state == DeadlineState.MET

    def test_that_leave_too_late_leave_the_period_lapsed(self, cast: Cast) -> None:
        stage = registered(cast)
        lapses.lapse_all(at=AT + 30 * DAY)

        handed_over(stage, paper(stage, papers.RESPONSE, RESPONSE), at=AT + 30 * DAY)
        carried()

        met = Deadline.objects.of(stage.case).get(kind=deadlines.COPY.name)
        assert met.state == DeadlineState.LAPSED

    @pytest.mark.parametrize("is_online", [True, False])
    def test_of_the_answer_lie_open_to_plaintiffs_who_are_online(
        self, cast: Cast, is_online: bool
    ) -> None:
        stage = registered(cast)
        cast.zhang.is_active = is_online
        cast.zhang.save()

        _, answer = answered(stage)
        carried()

        assert (open_one(deadlines.COPY_OF_ANSWER, answer) is None) == is_online


class TestWaiting:
    @pytest.mark.feature("T20")
    def test_what_waits_leaves_once_an_address_is_confirmed(self, cast: Cast) -> None:
        stage = registered(cast)
        bo = linked(stage)
        notice = paper(stage, papers.RESPONSE, RESPONSE)
        (service,) = serving.serve(notice, to=stage.party(BO).person, by=Actor.court(), at=AT)
        carried()
        assert service.state == ServiceState.PREPARED

        confirms(Dispute(cast, stage.case), bo)
        carried()

        service.refresh_from_db()
        assert service.state == ServiceState.UNDER_WAY

    def test_what_waits_for_one_is_not_sent_by_another_s_word(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo = linked(stage)
        notice = paper(stage, papers.RESPONSE, RESPONSE, JIAO)
        (service,) = serving.serve(notice, to=stage.party(JIAO).person, by=Actor.court(), at=AT)

        agrees(Dispute(cast, stage.case), bo, Consented.SERVICE)
        carried()

        service.refresh_from_db()
        assert service.state == ServiceState.PREPARED

    def test_a_word_about_another_stage_opens_no_way(self, cast: Cast) -> None:
        stage = registered(cast)
        bo = linked(stage)
        notice = paper(stage, papers.RESPONSE, RESPONSE)
        (service,) = serving.serve(notice, to=stage.party(BO).person, by=Actor.court(), at=AT)

        agrees(Dispute(cast, stage.case), bo, Consented.HEARING)
        carried()

        service.refresh_from_db()
        assert service.state == ServiceState.PREPARED


class TestContested:
    def contested(self, stage: Stage, claimed_on: date | None) -> Service:
        bo = comes(BO)
        associated(stage, bo)
        told = Dispute(stage.cast, stage.case)
        agrees(told, bo, Consented.SERVICE)
        confirms(told, bo)
        notice = paper(stage, papers.RESPONSE, RESPONSE)
        (service,) = serving.serve(notice, to=stage.party(BO).person, by=told.clerk, at=AT)
        carried()
        assert answer_period(stage) is not None
        return deciding.contest(
            service,
            reason="当天不在家，后来才拿到。",
            claimed_on=claimed_on,
            by=acting(bo, stage.case.matter),
            at=SERVED + 5 * DAY,
        )

    def test_runs_from_the_day_that_was_proved(self, cast: Cast) -> None:
        stage = registered(cast)
        service = self.contested(stage, date(2026, 3, 6))
        judge = acting(cast.wang, stage.case.matter)

        deciding.accept_day(service, reason="属实。", by=judge, at=SERVED + 6 * DAY)
        carried()

        period = answer_period(stage)
        assert period is not None
        assert (period.run, period.started_on) == (2, date(2026, 3, 6))

    def test_ends_where_nothing_was_served_and_makes_nobody_late(self, cast: Cast) -> None:
        stage = registered(cast)
        service = self.contested(stage, None)
        judge = acting(cast.wang, stage.case.matter)

        deciding.rebut(service, reason="签收的不是本人。", by=judge, at=SERVED + 6 * DAY)
        carried()

        assert answer_period(stage) is None
        part = stage.party(BO)
        answer, me = Answer.objects.get(), by(part.person.account, part)
        defence.submit(answer, DEFENCE, by=me, at=AT + 60 * DAY)
        answer.refresh_from_db()
        assert not answer.is_late


class TestFollow:
    def test_opens_what_was_sent_to_an_organisation_to_its_hand(self, cast: Cast) -> None:
        stage = registered(cast, suing(FIRM))
        notice = paper(stage, papers.RESPONSE, RESPONSE, FIRM)
        handed_over(stage, notice, FIRM)
        jiao, firm = comes(JIAO), stage.party(FIRM).person
        assert not Service.objects.of(jiao).exists()
        assert jiao.person is not None

        hand = stage.party(FIRM)
        assert jiao.person is not None
        Participation.objects.create(
            matter=hand.matter,
            person=jiao.person,
            role=Role.AGENT,
            side=hand.side,
            represents=hand,
            since=AT,
        )

        (service,) = Service.objects.of(jiao)
        assert (service.to, service.party) == (firm, firm)
        assert has_unopened(jiao)
        assert not Service.objects.of(cast.qian).exists()
        assert not Service.objects.of(cast.li).exists()

    def test_gives_the_person_what_was_sent_to_the_name(self, cast: Cast) -> None:
        stage = registered(cast)
        notice = paper(stage, papers.EVIDENCE, papers.EvidenceNotice(CASE, 15))
        named = stage.party(BO).person
        serving.serve(notice, to=named, by=Actor.court(), at=AT)
        carried()
        bo = comes(BO)
        assert not Service.objects.visible_to(bo).exists()

        associated(stage, bo)
        carried()

        assert Service.objects.visible_to(bo).get().party == bo.person
        notice.refresh_from_db()
        assert notice.to == bo.person
        assert Event.objects.filter(kind="filing.case-associated").count() == 1
