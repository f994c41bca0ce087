"""Objecting to this court: in the period to answer, ruled on, final when nobody can appeal."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

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
from yunting.core.models import Case, Deadline, Event, Participation
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.filing import deadlines
from yunting.filing.models import JurisdictionObjection, Lodgement, ObjectionState
from yunting.filing.services import defence, evidence_period, objection
from yunting.filing.services.defence import NotADefendant
from yunting.filing.services.evidence_period import PeriodOutOfBounds
from yunting.filing.services.objection import (
    JurisdictionAccepted,
    NoGround,
    NoReasons,
    NotServedYet,
    ObjectedBefore,
    TooLateToObject,
)
from yunting.filing.services.papers import NotSigned
from yunting.lib import clock

SERVED = date(2026, 3, 4)
LAST = date(2026, 3, 19)
ELSEWHERE = "杭州市西湖区人民法院"
ASKED = {
    "ground": "agreement",
    "to_court": ELSEWHERE,
    "reason": "合同第十条约定由该院管辖。",
    "signed_by": BO,
}


def raised(stage: Stage, name: str = BO, *, at=AT, **changes: str) -> JurisdictionObjection:  # type: ignore[no-untyped-def]
    part = stage.party(name)
    account = part.person.account if hasattr(part.person, "account") else linked(stage, name)
    part = stage.party(name)
    told = {**ASKED, "signed_by": name, **changes}
    return objection.raise_objection(part, **told, by=by(account, part), at=at)


def judge(stage: Stage) -> Actor:
    held = Participation.objects.get(matter=stage.case.matter, role=Role.JUDGE)
    return Actor.of(held.person.account, stage.case.matter)


def serve(stage: Stage, held: JurisdictionObjection, on: date) -> None:
    for part in Participation.objects.filter(
        matter=stage.case.matter, role__in=(Role.PLAINTIFF, Role.DEFENDANT)
    ):
        objection.begin_appeal_period(held, part, on=on, by=Actor.court(), at=AT)


class TestRaiseObjection:
    def test_gives_a_receipt_and_tells_every_party_but_not_why(self, cast: Cast) -> None:
        held = raised(registered(cast))

        event = Event.objects.get(kind="filing.objection-raised")
        sent = Lodgement.objects.get(objection=held)
        assert (held.state, event.audience) == (ObjectionState.RAISED, "parties")
        assert sentence_of(event) == (
            f"李泊提出管辖权异议，认为应由{ELSEWHERE}管辖，回执码 {sent.receipt}"
        )
        assert "合同第十条" in bytes(sent.body).decode()

    @pytest.mark.parametrize("ground", ["agreement", "exclusive"])
    @pytest.mark.parametrize("day", [LAST, LAST + DAY], ids=["last day", "the day after"])
    def test_is_open_until_the_last_day_to_answer_and_for_exclusivity_ever(
        self, cast: Cast, ground: str, day: date
    ) -> None:
        stage = registered(cast)
        linked(stage)
        defence.begin_answer_period(stage.party(BO), on=SERVED, by=Actor.court(), at=AT)
        at = AT + (day - clock.day_of(AT))

        if ground == "agreement" and day > LAST:
            with pytest.raises(TooLateToObject, match="2026-03-19") as refused:
                raised(stage, at=at, ground=ground)
            assert "第一百三十条" in refused.value.basis
        else:
            assert raised(stage, at=at, ground=ground).state == ObjectionState.RAISED

    def test_is_closed_to_who_has_answered_without_it_but_for_level_and_exclusivity(
        self, cast: Cast
    ) -> None:
        stage = registered(cast)
        answered(stage)

        with pytest.raises(JurisdictionAccepted, match="视为本院有管辖权") as refused:
            raised(stage)
        assert "第一百三十条第二款" in refused.value.basis
        assert raised(stage, ground="level").state == ObjectionState.RAISED

    def test_leaves_the_answer_possible(self, cast: Cast) -> None:
        stage = registered(cast)
        bo, answer = answering(stage)
        raised(stage)

        defence.submit(answer, DEFENCE, by=by(bo, answer.participation), at=AT)

        assert JurisdictionObjection.objects.get().state == ObjectionState.RAISED

    @pytest.mark.parametrize("missing", ["ground", "to_court", "reason"])
    def test_refuses_one_without_ground_court_or_reason(self, cast: Cast, missing: str) -> None:
        with pytest.raises(NoGround) as refused:
            raised(registered(cast), **{missing: ""})

        assert refused.value.field == missing

    def test_refuses_a_second_one_an_unsigned_one_and_who_is_not_that_defendant(
        self, cast: Cast
    ) -> None:
        stage = registered(cast, suing(BO, JIAO))
        raised(stage)
        jiao = linked(stage, JIAO)

        with pytest.raises(ObjectedBefore):
            raised(stage)
        with pytest.raises(NotSigned):
            raised(stage, JIAO, signed_by="")
        with pytest.raises(NotYours):
            objection.raise_objection(
                stage.party(BO), **ASKED, by=by(jiao, stage.party(JIAO)), at=AT
            )
        plaintiff = Participation.objects.get(matter=stage.case.matter, role=Role.PLAINTIFF)
        with pytest.raises(NotADefendant):
            objection.raise_objection(plaintiff, **ASKED, by=by(jiao, plaintiff), at=AT)


class TestWithdrawObjection:
    def test_is_its_own_defendant_s_and_lets_another_be_raised(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        held = raised(stage)
        jiao = linked(stage, JIAO)
        bo = stage.party(BO).person.account
        with pytest.raises(NotYours):
            objection.withdraw_objection(held, reason="", by=by(jiao, stage.party(JIAO)), at=AT)

        objection.withdraw_objection(held, reason="", by=by(bo, stage.party(BO)), at=AT)

        assert raised(stage).state == ObjectionState.RAISED


class TestRulings:
    def test_dismissal_costs_the_objector_the_fee_and_waits_for_appeals(self, cast: Cast) -> None:
        stage = registered(cast)
        held = raised(stage)

        held = objection.dismiss(held, reasons="约定不明确。", by=judge(stage), at=AT)

        assert (held.state, held.fee) == (ObjectionState.DISMISSED, Decimal("100"))
        assert "驳回管辖权异议" in sentence_of(Event.objects.get(kind="filing.objection-dismissed"))

    def test_a_party_and_a_clerk_cannot_rule(self, cast: Cast) -> None:
        stage = registered(cast)
        held = raised(stage)

        for who in (cast.zhang, cast.sun):
            with pytest.raises(NotYours):
                objection.dismiss(held, reasons="x", by=acting(who, stage.case.matter), at=AT)

    def test_want_reasons_and_a_court_and_come_once(self, cast: Cast) -> None:
        stage = registered(cast)
        held = raised(stage)
        with pytest.raises(NoReasons):
            objection.dismiss(held, reasons="", by=judge(stage), at=AT)
        with pytest.raises(NoReasons):
            objection.uphold(held, to_court=" ", reasons="有约定。", by=judge(stage), at=AT)
        held = objection.uphold(
            held, to_court=ELSEWHERE, reasons="有约定。", by=judge(stage), at=AT
        )

        with pytest.raises(OutOfOrder):
            objection.dismiss(held, reasons="x", by=judge(stage), at=AT)

    def test_in_small_claims_are_final_at_once(self, cast: Cast) -> None:
        stage = registered(cast)
        Case.objects.filter(pk=stage.case.pk).update(procedure="small_claims")

        held = objection.dismiss(raised(stage), reasons="本院有管辖权。", by=judge(stage), at=AT)

        assert held.state == ObjectionState.KEPT


class TestTakeEffect:
    def test_comes_when_the_last_party_s_own_ten_days_are_over(self, cast: Cast) -> None:
        stage = registered(cast)
        held = objection.dismiss(raised(stage), reasons="x", by=judge(stage), at=AT)
        plaintiff = Participation.objects.get(matter=stage.case.matter, role=Role.PLAINTIFF)
        court = Actor.court()
        objection.begin_appeal_period(held, plaintiff, on=SERVED, by=court, at=AT)
        lapses.lapse_all(at=AT + 20 * DAY)
        held.refresh_from_db()
        assert held.state == ObjectionState.DISMISSED

        later = SERVED + 20 * DAY
        objection.begin_appeal_period(held, stage.party(BO), on=later, by=court, at=AT)
        lapses.lapse_all(at=AT + 40 * DAY)

        held.refresh_from_db()
        assert held.state == ObjectionState.KEPT
        assert "本院继续审理" in sentence_of(
            Event.objects.get(kind="filing.objection-ruling-effective")
        )

    def test_is_refused_while_somebody_can_appeal_or_was_never_served(self, cast: Cast) -> None:
        stage = registered(cast)
        held = objection.dismiss(raised(stage), reasons="x", by=judge(stage), at=AT)
        with pytest.raises(NotServedYet):
            objection.take_effect(held, by=Actor.clock(), at=AT)
        serve(stage, held, SERVED)

        with pytest.raises(NotServedYet):
            objection.take_effect(held, by=Actor.clock(), at=AT)

    def test_begins_a_period_once_for_a_day_and_none_without_a_ruling(self, cast: Cast) -> None:
        stage = registered(cast)
        held = raised(stage)
        with pytest.raises(OutOfOrder):
            serve(stage, held, SERVED)
        held = objection.dismiss(held, reasons="x", by=judge(stage), at=AT)

        serve(stage, held, SERVED)
        serve(stage, held, SERVED)
        serve(stage, held, SERVED + DAY)

        rows = Deadline.objects.filter(kind=deadlines.OBJECTION_APPEAL.name)
        assert (rows.count(), rows.open().count()) == (4, 2)


class TestAppeal:
    def test_stops_the_clocks_and_the_court_above_decides(self, cast: Cast) -> None:
        stage = registered(cast)
        held = objection.uphold(
            raised(stage), to_court=ELSEWHERE, reasons="x", by=judge(stage), at=AT
        )
        serve(stage, held, SERVED)
        sun = acting(cast.sun, stage.case.matter)

        objection.record_appeal(held, stage.party(BO), by=sun, at=AT + 5 * DAY)
        lapses.lapse_all(at=AT + 60 * DAY)
        held.refresh_from_db()
        assert held.state == ObjectionState.APPEALED
        objection.record_second_instance(held, is_transfer=True, by=judge(stage), at=AT + 60 * DAY)

        held.refresh_from_db()
        assert held.state == ObjectionState.TRANSFERRED
        assert ELSEWHERE in sentence_of(Event.objects.get(kind="filing.objection-ruling-effective"))

    def test_is_refused_after_that_party_s_period(self, cast: Cast) -> None:
        stage = registered(cast)
        held = objection.dismiss(raised(stage), reasons="x", by=judge(stage), at=AT)

        with pytest.raises(TooLateToObject):
            objection.record_appeal(
                held, stage.party(BO), by=acting(cast.sun, stage.case.matter), at=AT
            )


class TestEvidencePeriod:
    def begin(self, stage: Stage, *, on: date = SERVED, days: int = 15) -> Deadline:
        return evidence_period.begin_evidence_period(
            stage.party(BO), on=on, days=days, by=Actor.court(), at=AT
        )

    def test_runs_from_the_day_after_the_notice_within_the_law_s_bounds(self, cast: Cast) -> None:
        stage = registered(cast)

        period = self.begin(stage)

        assert (period.started_on, period.ends_on) == (SERVED, LAST)
        assert self.begin(stage) == period
        assert self.begin(stage, on=SERVED + DAY).run == 2
        with pytest.raises(PeriodOutOfBounds):
            self.begin(stage, on=SERVED + 2 * DAY, days=16)

    def test_is_begun_by_the_court_alone(self, cast: Cast) -> None:
        stage = registered(cast)

        with pytest.raises(NotYours):
            evidence_period.begin_evidence_period(
                stage.party(BO),
                on=SERVED,
                days=15,
                by=acting(cast.sun, stage.case.matter),
                at=AT,
            )

    def test_stands_still_from_the_objection_until_its_dismissal_is_final(self, cast: Cast) -> None:
        stage = registered(cast)
        linked(stage)
        period = self.begin(stage)
        held = raised(stage, at=AT + 4 * DAY)  # 2026-03-06: two days are gone
        period.refresh_from_db()
        assert period.state == "suspended"
        held = objection.dismiss(held, reasons="x", by=judge(stage), at=AT + 5 * DAY)
        serve(stage, held, date(2026, 3, 9))

        lapses.lapse_all(at=AT + timedelta(days=18))  # 2026-03-20

        period.refresh_from_db()
        assert (period.state, period.ends_on) == ("running", date(2026, 4, 2))

    def test_runs_on_when_the_objection_is_withdrawn_and_no_other_stands(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo = linked(stage)
        period = self.begin(stage)
        held, other = raised(stage), raised(stage, JIAO)

        objection.withdraw_objection(held, reason="", by=by(bo, stage.party(BO)), at=AT + 2 * DAY)
        period.refresh_from_db()
        assert period.state == "suspended"
        jiao = stage.party(JIAO).person.account
        objection.withdraw_objection(
            other, reason="", by=by(jiao, stage.party(JIAO)), at=AT + 2 * DAY
        )

        assert open_one(deadlines.EVIDENCE, stage.party(BO)).state == "running"  # type: ignore[union-attr]
