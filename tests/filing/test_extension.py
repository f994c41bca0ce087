"""More time: an evidence period extended before it ends, a missed period restored after."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import AT, Cast, acting
from tests.filing.defence_stage import BO, DAY, DEFENCE, JIAO, Stage, by, linked, registered, suing
from tests.filing.test_objection import judge, raised
from yunting.core import lapses
from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.core.models import Deadline, DeadlineState, Event
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.filing import deadlines
from yunting.filing.models import Answer, ExtensionRequest, ExtensionState
from yunting.filing.services import defence, evidence_period, extension
from yunting.filing.services.extension import (
    AskedBefore,
    NoCause,
    NoLaterDay,
    NotExtendable,
    TooLateToAsk,
    Wish,
)
from yunting.filing.services.objection import NoReasons
from yunting.filing.services.papers import NotSigned
from yunting.lib import clock

SERVED = date(2026, 3, 4)
LAST = date(2026, 3, 19)
LATER = date(2026, 4, 3)
WISH = Wish(until=LATER, reason="证人在外地，下周才回来。", signed_by=BO)


def evidence(stage: Stage, name: str = BO) -> Deadline:
    return evidence_period.begin_evidence_period(
        stage.party(name), on=SERVED, days=15, by=Actor.court(), at=AT
    )


def answer_period(stage: Stage) -> Deadline:
    answer = defence.begin_answer_period(stage.party(BO), on=SERVED, by=Actor.court(), at=AT)
    return Deadline.objects.get(subject_id=answer.pk, kind=deadlines.ANSWER.name)


def ask(stage: Stage, period: Deadline, wish: Wish = WISH, *, at=AT) -> ExtensionRequest:  # type: ignore[no-untyped-def]
    account = stage.party(BO).person.account
    period.refresh_from_db()
    return extension.ask_for_time(period, wish, by=by(account, stage.party(BO)), at=at)


class TestEvidencePeriod:
    def test_is_extended_by_fact_with_its_computation_for_every_party(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        linked(stage)
        period, other = evidence(stage), evidence(stage, JIAO)
        asked = ask(stage, period)
        assert asked.state == ExtensionState.ASKED

        extension.grant(asked, until=LATER, reasons="理由成立。", by=judge(stage), at=AT + DAY)

        for row in (period, other):
            row.refresh_from_db()
            assert (row.ends_on, row.is_extended) == (LATER, True)
        assert "延长：由 2026-03-19 至 2026-04-03，理由成立。" in period.computation
        assert "适用于其他当事人" in other.computation
        assert Event.objects.filter(kind="core.deadline-extended").count() == 2

    def test_that_ran_out_while_the_request_waited_begins_anew(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)
        period = evidence(stage)
        asked = ask(stage, period)

        extension.grant(asked, until=LATER, reasons="x", by=judge(stage), at=AT + 25 * DAY)

        now = open_one(deadlines.EVIDENCE, stage.party(BO))
        assert now is not None
        assert (now.run, now.ends_on) == (2, LATER)
        assert "法院指定：至 2026-04-03" in now.computation

    def test_stays_as_it_is_when_refused_with_reasons(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)
        period = evidence(stage)
        asked = ask(stage, period)
        with pytest.raises(NoReasons):
            extension.refuse(asked, reasons="", by=judge(stage), at=AT)

        extension.refuse(asked, reasons="与待证事实无关。", by=judge(stage), at=AT)

        period.refresh_from_db()
        assert period.ends_on == LAST
        with pytest.raises(OutOfOrder):
            extension.grant(asked, until=LATER, reasons="x", by=judge(stage), at=AT)

    def test_cannot_be_extended_while_it_stands_still(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)
        period = evidence(stage)
        raised(stage)

        with pytest.raises(NotExtendable, match="中止"):
            ask(stage, period)

    def test_is_not_granted_by_a_party_nor_to_an_earlier_day(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)
        asked = ask(stage, evidence(stage))

        with pytest.raises(NotYours):
            extension.grant(
                asked, until=LATER, reasons="x", by=acting(cast.zhang, stage.case.matter), at=AT
            )
        with pytest.raises(NoLaterDay):
            extension.grant(asked, until=LAST, reasons="x", by=judge(stage), at=AT)


class TestAsking:
    def test_refuses_without_reason_signature_or_later_day_and_a_second_time(
        self, cast: Cast
    ) -> None:
        stage = registered(cast)
        linked(stage)
        period = evidence(stage)

        with pytest.raises(NoCause):
            ask(stage, period, replace(WISH, reason=" "))
        with pytest.raises(NotSigned):
            ask(stage, period, replace(WISH, signed_by=""))
        with pytest.raises(NoLaterDay):
            ask(stage, period, replace(WISH, until=LAST))
        ask(stage, period)
        with pytest.raises(AskedBefore):
            ask(stage, period)

    def test_refuses_another_party_s_period_and_the_court_s(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        linked(stage)
        trial = Deadline.objects.get(case=stage.case, kind=deadlines.TRIAL.name)

        with pytest.raises(NotYours):
            ask(stage, evidence(stage, JIAO))
        with pytest.raises(NotExtendable):
            ask(stage, trial)


class TestAnswerPeriod:
    def test_is_not_extended_while_it_runs(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)

        with pytest.raises(NotExtendable, match="由法律规定") as refused:
            ask(stage, answer_period(stage))

        assert "第一百二十八条" in refused.value.basis

    @pytest.mark.parametrize(
        ("asked_on", "in_time"),
        [(date(2026, 4, 7), True), (date(2026, 4, 8), False)],
        ids=["tenth day", "the day after"],
    )
    def test_that_was_missed_is_asked_back_within_ten_days_after_the_obstacle(
        self, cast: Cast, asked_on: date, in_time: bool
    ) -> None:
        stage = registered(cast)
        linked(stage)
        period = answer_period(stage)
        at = AT + (asked_on - clock.day_of(AT))
        lapses.lapse_all(at=at)
        wish = replace(WISH, until=date(2026, 4, 20), obstacle_ended_on=date(2026, 3, 28))

        if in_time:
            assert ask(stage, period, wish, at=at).is_restoration
        else:
            with pytest.raises(TooLateToAsk, match="2026-04-07") as refused:
                ask(stage, period, wish, at=at)
            assert "第八十六条" in refused.value.basis

    def test_is_restored_to_the_day_the_judge_sets_and_the_answer_is_in_time(
        self, cast: Cast
    ) -> None:
        stage = registered(cast)
        bo = linked(stage)
        period = answer_period(stage)
        at = AT + 27 * DAY  # 2026-03-29
        lapses.lapse_all(at=at)
        wish = replace(WISH, until=date(2026, 4, 20), obstacle_ended_on=date(2026, 3, 28))
        asked = ask(stage, period, wish, at=at)

        extension.grant(
            asked, until=date(2026, 4, 13), reasons="住院属实。", by=judge(stage), at=at
        )

        answer = Answer.objects.get()
        rows = Deadline.objects.of(answer).filter(kind=deadlines.ANSWER.name).order_by("run")
        assert [row.state for row in rows] == [DeadlineState.LAPSED, DeadlineState.RUNNING]
        assert rows[1].ends_on == date(2026, 4, 13)
        granted = Event.objects.get(kind="filing.extension-granted")
        assert granted.basis == "民事诉讼法 第八十六条"
        part = stage.party(BO)
        defence.submit(answer, DEFENCE, by=by(bo, part), at=at + 10 * DAY)
        answer.refresh_from_db()
        assert not answer.is_late

    def test_wants_the_day_the_obstacle_ended_and_not_one_to_come(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)
        period = answer_period(stage)
        at = AT + 27 * DAY
        lapses.lapse_all(at=at)

        for ended in (None, date(2026, 4, 30)):
            with pytest.raises(NoCause) as refused:
                ask(stage, period, replace(WISH, obstacle_ended_on=ended), at=at)
            assert refused.value.field == "obstacle_ended_on"
