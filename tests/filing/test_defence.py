"""The answer of each defendant: its own period, its own draft, sent once, late or not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from tests.cast import AT, Cast, acting
from tests.filing.defence_stage import (
    BO,
    DAY,
    DEFENCE,
    JIAO,
    Stage,
    answered,
    answering,
    by,
    linked,
    registered,
    suing,
)
from yunting.core import lapses
from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.core.events import sentence_of
from yunting.core.models import Deadline, DeadlineState, Event, Mandate, MandateScope, Participation
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.core.versions import Changed
from yunting.filing import deadlines
from yunting.filing.models import Answer, AnswerState, Lodgement
from yunting.filing.selectors.writing import answer_written
from yunting.filing.services import defence
from yunting.filing.services.defence import NeedsSpecialAuthority, NotADefendant, NothingAnswered
from yunting.filing.services.papers import NoCaseYet, NotSigned
from yunting.lib import clock

SERVED = date(2026, 3, 4)
LAST = date(2026, 3, 19)


def served(stage: Stage, name: str = BO, on: date = SERVED) -> Answer:
    return defence.begin_answer_period(stage.party(name), on=on, by=Actor.court(), at=AT)


class TestBeginAnswerPeriod:
    def test_runs_fifteen_days_from_the_day_after_service_with_its_computation(
        self, cast: Cast
    ) -> None:
        stage = registered(cast)

        answer = served(stage)

        period = open_one(deadlines.ANSWER, answer)
        assert period is not None
        assert (period.started_on, period.ends_on) == (SERVED, LAST)
        assert "15日，至 2026-03-19" in period.computation
        told = Event.objects.get(kind="filing.answer-period-begun")
        assert sentence_of(told) == "李泊已于 2026-03-04 收到起诉状副本，答辩期开始计算"

    def test_is_each_defendant_s_own(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))

        bos, jiaos = served(stage, BO), served(stage, JIAO, on=SERVED + DAY)

        ends = [open_one(deadlines.ANSWER, one).ends_on for one in (bos, jiaos)]  # type: ignore[union-attr]
        assert ends == [LAST, LAST + DAY]

    def test_told_twice_of_the_same_day_begins_once(self, cast: Cast) -> None:
        stage = registered(cast)

        assert served(stage) == served(stage)

        assert Deadline.objects.filter(kind=deadlines.ANSWER.name).count() == 1

    def test_begins_anew_when_the_paper_is_served_again(self, cast: Cast) -> None:
        stage = registered(cast)
        served(stage)

        answer = served(stage, on=SERVED + 5 * DAY)

        rows = Deadline.objects.of(answer).order_by("run").values_list("run", "state", "ends_on")
        assert list(rows) == [(1, "restarted", LAST), (2, "running", LAST + 5 * DAY)]

    def test_leaves_alone_who_answered_before_being_served(self, cast: Cast) -> None:
        stage = registered(cast)
        answered(stage)

        answer = served(stage)

        assert answer.state == AnswerState.SUBMITTED
        assert open_one(deadlines.ANSWER, answer) is None

    def test_refuses_who_is_no_defendant_and_who_is_not_the_court(self, cast: Cast) -> None:
        stage = registered(cast)
        plaintiff = Participation.objects.get(matter=stage.case.matter, role=Role.PLAINTIFF)

        with pytest.raises(NotADefendant):
            defence.begin_answer_period(plaintiff, on=SERVED, by=Actor.court(), at=AT)
        with pytest.raises(NotYours):
            defence.begin_answer_period(stage.party(BO), on=SERVED, by=Actor.clock(), at=AT)

    def test_lapses_without_any_effect_on_the_answer(self, cast: Cast) -> None:
        answer = served(registered(cast))

        lapses.lapse_all(at=AT + 30 * DAY)

        answer.refresh_from_db()
        assert answer.state == AnswerState.AWAITED
        assert Deadline.objects.of(answer).get().state == DeadlineState.LAPSED


class TestOpenAnswer:
    def test_is_one_for_each_defendant_however_often(self, cast: Cast) -> None:
        stage = registered(cast)
        bo, answer = answering(stage)

        again = defence.open_answer(stage.party(BO), by=by(bo, stage.party(BO)), at=AT)

        assert again == answer
        assert Event.objects.filter(kind="filing.answer-opened").count() == 1

    def test_is_refused_to_another_defendant(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo = linked(stage, BO)

        with pytest.raises(NotYours):
            defence.open_answer(stage.party(JIAO), by=by(bo, stage.party(BO)), at=AT)

    def test_is_refused_before_there_is_a_case(self, cast: Cast) -> None:
        stage = registered(cast)
        part = stage.party(BO)
        part.matter = type(part.matter).objects.create(
            court=cast.court, code="2222-2222", opened_at=AT
        )

        with pytest.raises(NoCaseYet):
            defence.open_answer(part, by=Actor.court(), at=AT)


class TestSaveAnswers:
    def test_keeps_each_defendant_s_draft_from_the_other(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, bos = answering(stage, BO)
        _, jiaos = answering(stage, JIAO)

        defence.save_answers(
            bos, {"claims.price.stance": "dispute"}, seen=0, by=by(bo, bos.participation), at=AT
        )

        assert answer_written(bos).values == {"claims.price.stance": "dispute"}
        assert answer_written(jiaos).values == {}

    def test_refuses_another_defendant_and_the_plaintiff(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, _ = answering(stage, BO)
        _, jiaos = answering(stage, JIAO)

        for who in (by(bo, stage.party(BO)), acting(cast.zhang, stage.case.matter)):
            with pytest.raises(NotYours):
                defence.save_answers(jiaos, {"reply.other": "x"}, seen=0, by=who, at=AT)

    def test_refuses_once_it_is_sent(self, cast: Cast) -> None:
        bo, answer = answered(registered(cast))

        with pytest.raises(OutOfOrder):
            defence.save_answers(
                answer, {"reply.other": "x"}, seen=0, by=by(bo, answer.participation), at=AT
            )

    def test_returns_both_values_and_saves_the_rest(self, cast: Cast) -> None:
        bo, answer = answering(registered(cast))
        me = by(bo, answer.participation)
        defence.save_answers(answer, {"reply.other": "一"}, seen=0, by=me, at=AT)

        with pytest.raises(Changed):
            defence.save_answers(
                answer, {"reply.other": "二", "respondent.phone": "13800000000"},
                seen=0, by=me, at=AT,
            )  # fmt: skip

        assert answer_written(answer).values == {
            "reply.other": "一",
            "respondent.phone": "13800000000",
        }


class TestSubmit:
    def test_gives_a_receipt_meets_the_period_and_tells_every_party(self, cast: Cast) -> None:
        stage = registered(cast)
        bo, answer = answering(stage)
        served(stage)

        sent = defence.submit(answer, DEFENCE, by=by(bo, answer.participation), at=AT + 3 * DAY)

        answer.refresh_from_db()
        assert (answer.state, answer.is_late, answer.sent) == (AnswerState.SUBMITTED, False, sent)
        period = Deadline.objects.of(answer).get(kind=deadlines.ANSWER.name)
        assert period.state == DeadlineState.MET
        copy = open_one(deadlines.COPY_OF_ANSWER, answer)
        assert copy is not None
        assert copy.ends_on == clock.day_of(AT + 8 * DAY)
        event = Event.objects.get(kind="filing.answer-submitted")
        assert event.audience == "parties"
        assert sentence_of(event) == (f"李泊提交答辩状：确认0项，异议1项，回执码 {sent.receipt}")

    @pytest.mark.parametrize(
        ("days", "is_late"), [(LAST, False), (LAST + DAY, True)], ids=["last day", "the day after"]
    )
    def test_is_late_after_midnight_of_the_last_day_and_taken_all_the_same(
        self, cast: Cast, days: date, is_late: bool
    ) -> None:
        stage = registered(cast)
        bo, answer = answering(stage)
        served(stage)
        at = AT + (days - clock.day_of(AT))

        defence.submit(answer, DEFENCE, by=by(bo, answer.participation), at=at)

        answer.refresh_from_db()
        assert answer.is_late is is_late
        told = sentence_of(Event.objects.get(kind="filing.answer-submitted"))
        assert ("（逾期）" in told) is is_late

    def test_keeps_what_was_sent_byte_for_byte(self, cast: Cast) -> None:
        _, answer = answered(registered(cast))
        sent = Lodgement.objects.get(answer=answer)

        assert "货款已经付清。" in bytes(sent.body).decode()
        with pytest.raises(DatabaseError, match=r"permission denied|append-only"):
            Lodgement.objects.filter(pk=sent.pk).update(sha256="0")

    def test_is_seen_by_nobody_else_before_and_by_every_party_after(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, answer = answering(stage, BO)
        jiao = linked(stage, JIAO)
        others = (cast.zhang, jiao)
        assert [Answer.objects.visible_to(o).filter(pk=answer.pk).count() for o in others] == [0, 0]

        defence.submit(answer, DEFENCE, by=by(bo, answer.participation), at=AT)

        assert [Answer.objects.visible_to(o).filter(pk=answer.pk).count() for o in others] == [1, 1]
        assert not Answer.objects.visible_to(cast.qian).exists()

    def test_refuses_a_second_one_somebody_else_s_an_empty_and_an_unsigned_one(
        self, cast: Cast
    ) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, answer = answering(stage, BO)
        jiao = linked(stage, JIAO)
        me = by(bo, answer.participation)

        with pytest.raises(NotYours):
            defence.submit(answer, DEFENCE, by=by(jiao, stage.party(JIAO)), at=AT)
        with pytest.raises(NothingAnswered):
            defence.submit(answer, replace(DEFENCE, disputed=0), by=me, at=AT)
        with pytest.raises(NotSigned):
            defence.submit(answer, replace(DEFENCE, signed_by=" "), by=me, at=AT)
        assert not Lodgement.objects.exists()
        defence.submit(answer, DEFENCE, by=me, at=AT)
        with pytest.raises(OutOfOrder):
            defence.submit(answer, DEFENCE, by=me, at=AT)

    def test_refuses_a_general_agent_who_admits_a_claim_and_takes_a_special_one(
        self, cast: Cast
    ) -> None:
        stage = registered(cast)
        bo, answer = answering(stage)
        part = answer.participation
        assert bo.person is not None
        assert cast.qian.person is not None
        mandate = Mandate.objects.create(
            principal=bo.person,
            agent=cast.qian.person,
            scope=MandateScope.GENERAL,
            since=AT,
        )
        Participation.objects.create(
            matter=part.matter,
            person=cast.qian.person,
            role=Role.AGENT,
            side=part.side,
            represents=part,
            since=AT,
        )
        admitting = replace(DEFENCE, confirmed=1, admits=("给付价款",))

        with pytest.raises(NeedsSpecialAuthority, match="给付价款"):
            defence.submit(answer, admitting, by=by(cast.qian, part), at=AT)
        mandate.scope = MandateScope.SPECIAL
        mandate.save()
        defence.submit(answer, admitting, by=by(cast.qian, part), at=AT)

        told = sentence_of(Event.objects.get(kind="filing.answer-submitted"))
        assert told.startswith("李泊（由钱路代为）提交答辩状")


class TestAtOnce:
    def test_an_answer_after_its_period_waits_for_no_poll(self, cast: Cast) -> None:
        stage = registered(cast)
        bo, answer = answering(stage)
        served(stage)

        defence.submit(answer, DEFENCE, by=by(bo, answer.participation), at=AT + timedelta(days=40))

        assert Deadline.objects.of(answer).first().state == DeadlineState.LAPSED  # type: ignore[union-attr]
