"""The acts of filing: each works, then each refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import COMPLAINT, FAULTS, drafted, returned, submitted, with_value
from yunting.core import lapses
from yunting.core.deadlines import open_one
from yunting.core.models import Case, Event, Participation
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.filing import deadlines
from yunting.filing.models import Defect, Filing, FilingState, Return
from yunting.filing.selectors.similar import same_dispute
from yunting.filing.services import assignment, decision, opening, review, submission
from yunting.filing.services.complaint import NothingToSend

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return on_stage()


class TestSubmit:
    @pytest.mark.rule("FIL-05")
    def test_gives_a_receipt_and_starts_the_seven_days(self, cast: Cast) -> None:
        filing = drafted(cast)

        sent = submission.submit(filing, COMPLAINT, by=acting(cast.zhang, filing.matter), at=AT)

        filing.refresh_from_db()
        review_period = open_one(deadlines.REVIEW, filing)
        assert (filing.state, filing.run) == (FilingState.SUBMITTED, 1)
        assert len(sent.receipt) == 14
        assert review_period is not None
        assert review_period.ends_on == date(2026, 3, 9)

    def test_records_the_fee_and_the_hash_of_what_was_sent(self, cast: Cast) -> None:
        submitted(cast)
        event = Event.objects.get(kind="filing.submitted")

        told = event.body.decode() if isinstance(event.body, bytes) else bytes(event.body).decode()

        assert '"fee":"5596.47"' in told
        assert "张澄" not in told

    @pytest.mark.parametrize("side", ["claiming", "answering"])
    def test_refuses_a_complaint_without_a_side(self, cast: Cast, side: str) -> None:
        filing = drafted(cast)
        lame = replace(COMPLAINT, parties=tuple(p for p in COMPLAINT.parties if p.side != side))

        with pytest.raises(NothingToSend):
            submission.submit(filing, lame, by=acting(cast.zhang, filing.matter), at=AT)

        assert Event.objects.filter(kind="filing.submitted").count() == 0

    def test_refuses_a_second_submission(self, cast: Cast) -> None:
        filing = submitted(cast)

        with pytest.raises(OutOfOrder):
            submission.submit(filing, COMPLAINT, by=acting(cast.zhang, filing.matter), at=AT)

    def test_refuses_a_stranger(self, cast: Cast) -> None:
        filing = drafted(cast)

        with pytest.raises(NotYours):
            submission.submit(filing, COMPLAINT, by=acting(cast.qian, filing.matter), at=AT)

    def test_refuses_who_has_not_shown_who_they_are(self, cast: Cast) -> None:
        cast.zhang.person.verified_at = None  # type: ignore[union-attr]
        cast.zhang.person.save()  # type: ignore[union-attr]

        with pytest.raises(opening.IdentityUnknown):
            drafted(cast)


class TestReturn:
    @pytest.mark.rule("FIL-08")
    def test_names_each_field_and_stops_the_seven_days(self, cast: Cast) -> None:
        filing = returned(cast)

        correction = open_one(deadlines.CORRECTION, filing)
        assert filing.state == FilingState.RETURNED
        assert list(Defect.objects.values_list("path", "reason")) == [("facts.goods", "unclear")]
        assert open_one(deadlines.REVIEW, filing) is None
        assert correction is not None
        assert correction.ends_on == date(2026, 3, 13)

    @pytest.mark.parametrize(
        "fault",
        [
            review.Fault("facts.goods", "", "民事诉讼法 第一百二十二条"),
            review.Fault("facts.goods", "unclear", ""),
            review.Fault("facts.goods", "because-i-say-so", "民事诉讼法 第一百二十二条"),
        ],
    )
    def test_refuses_a_fault_without_reason_or_basis(self, cast: Cast, fault: review.Fault) -> None:
        filing = submitted(cast)

        with pytest.raises(review.NoDefect):
            self._return(filing, cast, fault)

        assert Return.objects.count() == 0

    def test_refuses_a_day_that_leaves_no_time(self, cast: Cast) -> None:
        filing = submitted(cast)

        with pytest.raises(review.NoTime):
            review.return_filing(
                filing, FAULTS, due_on=AT.date(), by=acting(cast.sun, filing.matter), at=AT
            )

        filing.refresh_from_db()
        assert filing.state == FilingState.SUBMITTED

    def test_refuses_a_second_return(self, cast: Cast) -> None:
        filing = self._corrected(cast)

        with pytest.raises(review.SecondReturn):
            self._return(filing, cast, FAULTS[0])

        assert Return.objects.count() == 1

    def test_lets_a_second_one_pass_on_a_new_ground_with_the_chiefs_leave(self, cast: Cast) -> None:
        filing = self._corrected(cast)
        review.allow_second_return(
            filing,
            ground="mandate",
            reason="补正后新提交的委托书没有写明权限",
            by=acting(cast.zhou, filing.matter),
            at=AT + 4 * DAY,
        )

        self._return(filing, cast, review.Fault("agents.0", "mandate", "民事诉讼法 第六十二条"))

        assert Return.objects.get(run=2).is_second

    def test_refuses_a_second_one_on_another_ground_than_allowed(self, cast: Cast) -> None:
        filing = self._corrected(cast)
        review.allow_second_return(
            filing, ground="mandate", reason="新", by=acting(cast.zhou, filing.matter), at=AT
        )

        with pytest.raises(review.SecondReturn):
            self._return(filing, cast, review.Fault("facts.goods", "amount", "法释〔2015〕8号"))

    def test_only_the_chief_may_allow_it_only_with_a_reason_only_on_a_new_ground(
        self, cast: Cast
    ) -> None:
        filing = self._corrected(cast)
        chief = acting(cast.zhou, filing.matter)

        with pytest.raises(NotYours):
            review.allow_second_return(
                filing, ground="mandate", reason="新", by=acting(cast.sun, filing.matter), at=AT
            )
        with pytest.raises(review.NoReason):
            review.allow_second_return(filing, ground="mandate", reason=" ", by=chief, at=AT)
        with pytest.raises(review.SecondReturn):
            review.allow_second_return(filing, ground="unclear", reason="旧", by=chief, at=AT)

    def _return(self, filing: Filing, cast: Cast, fault: review.Fault) -> None:
        review.return_filing(
            filing,
            [fault],
            due_on=date(2026, 3, 20),
            by=acting(cast.sun, filing.matter),
            at=AT + 4 * DAY,
        )

    def _corrected(self, cast: Cast) -> Filing:
        filing = returned(cast)
        submission.correct(
            filing,
            with_value("facts.goods", "螺杆，38CrMoAl，直径120毫米"),
            by=acting(cast.zhang, filing.matter),
            at=AT + 3 * DAY,
        )
        filing.refresh_from_db()
        return filing


class TestCorrect:
    @pytest.mark.rule("OL-09")
    def test_restarts_the_seven_days_from_the_next_day(self, cast: Cast) -> None:
        filing = returned(cast)

        sent = submission.correct(
            filing,
            with_value("facts.goods", "螺杆，直径120毫米"),
            by=acting(cast.zhang, filing.matter),
            at=AT + 3 * DAY,
        )

        again = open_one(deadlines.REVIEW, filing)
        assert (sent.run, again and again.run) == (2, 2)
        assert again is not None
        assert (again.started_on, again.ends_on) == (date(2026, 3, 5), date(2026, 3, 12))

    def test_refuses_a_change_nobody_asked_for(self, cast: Cast) -> None:
        filing = returned(cast)
        greedy = with_value("facts.goods", "螺杆，直径120毫米")
        greedy = replace(greedy, values={**greedy.values, "claims.price.amount": "999999.00"})

        with pytest.raises(submission.OtherFields):
            submission.correct(filing, greedy, by=acting(cast.zhang, filing.matter), at=AT + DAY)

    def test_refuses_what_came_back_as_it_was(self, cast: Cast) -> None:
        filing = returned(cast)

        with pytest.raises(submission.NotCorrected):
            submission.correct(filing, COMPLAINT, by=acting(cast.zhang, filing.matter), at=AT + DAY)

    def test_too_late_is_given_back_on_the_record(self, cast: Cast) -> None:
        filing = returned(cast)

        with pytest.raises(OutOfOrder):
            submission.correct(
                filing,
                with_value("facts.goods", "螺杆，直径120毫米"),
                by=acting(cast.zhang, filing.matter),
                at=AT + 30 * DAY,
            )

        filing.refresh_from_db()
        assert filing.state == FilingState.NOT_CORRECTED
        assert Event.objects.filter(kind="filing.not-corrected").count() == 1


class TestAccept:
    @pytest.mark.rule("CN-02")
    def test_numbers_the_case_and_lets_the_parties_in(self, cast: Cast) -> None:
        filing = submitted(cast)

        case = decision.accept(
            filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT + DAY
        )

        filing.refresh_from_db()
        roles = Participation.objects.filter(matter=filing.matter).values_list(
            "person__name", "role"
        )
        assert case.number == "（2026）浙0902民初1号"
        assert (filing.state, filing.case) == (FilingState.ACCEPTED, case)
        assert set(roles) == {("张澄", "filer"), ("张澄", "plaintiff"), ("李潮", "defendant")}

    def test_starts_the_periods_that_run_from_it(self, cast: Cast) -> None:
        filing = submitted(cast)

        case = decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)

        ends = {
            kind.name: open_.ends_on
            for kind in (deadlines.PASS_ON, deadlines.COPY, deadlines.TRIAL)
            if (open_ := open_one(kind, case))
        }
        assert ends == {
            "filing.pass-on": date(2026, 3, 5),
            "filing.copy-of-complaint": date(2026, 3, 9),
            "filing.trial-limit": date(2026, 6, 2),
        }
        assert open_one(deadlines.REVIEW, filing) is None

    def test_a_case_that_is_not_simple_takes_the_ordinary_procedure(self, cast: Cast) -> None:
        filing = submitted(cast)

        case = decision.accept(filing, is_simple=False, by=acting(cast.sun, filing.matter), at=AT)

        assert case.procedure == "ordinary"

    def test_refuses_the_filer(self, cast: Cast) -> None:
        filing = submitted(cast)

        with pytest.raises(NotYours):
            decision.accept(filing, is_simple=True, by=acting(cast.zhang, filing.matter), at=AT)

        assert Case.objects.count() == 0

    def test_a_refused_act_gives_its_number_back(self, cast: Cast) -> None:
        first, second = submitted(cast), submitted(cast)
        opening.withdraw(first, reason="", by=acting(cast.zhang, first.matter), at=AT)
        clerk = acting(cast.sun, first.matter)
        with pytest.raises(OutOfOrder):
            decision.accept(first, is_simple=True, by=clerk, at=AT)

        case = decision.accept(second, is_simple=True, by=clerk, at=AT)

        assert case.sequence == 1


class TestDaySeven:
    LAST_MOMENT = datetime(2026, 3, 9, 15, 59, tzinfo=UTC)
    TOO_LATE = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)

    @pytest.mark.rule("FIL-06")
    def test_undecided_it_is_registered_by_rule(self, cast: Cast) -> None:
        filing = submitted(cast)

        lapses.lapse_all(at=self.TOO_LATE)

        filing.refresh_from_db()
        assert filing.state == FilingState.ACCEPTED
        assert filing.case is not None
        assert Event.objects.filter(kind="filing.registered-by-rule").count() == 1

    def test_at_one_minute_to_midnight_the_clerk_still_decides(self, cast: Cast) -> None:
        filing = submitted(cast)

        decision.accept(
            filing, is_simple=True, by=acting(cast.sun, filing.matter), at=self.LAST_MOMENT
        )

        assert Event.objects.filter(kind="filing.registered-by-rule").count() == 0

    def test_after_it_no_return_overtakes_the_rule(self, cast: Cast) -> None:
        filing = submitted(cast)

        with pytest.raises(OutOfOrder):
            review.return_filing(
                filing,
                FAULTS,
                due_on=date(2026, 4, 1),
                by=acting(cast.sun, filing.matter),
                at=self.TOO_LATE,
            )

        filing.refresh_from_db()
        assert filing.state == FilingState.ACCEPTED

    def test_a_drafted_refusal_does_not_stop_it(self, cast: Cast) -> None:
        filing = submitted(cast)
        review.draft_refusal(
            filing,
            ground="no-defendant",
            reason="被告不明确",
            by=acting(cast.sun, filing.matter),
            at=AT,
        )

        lapses.lapse_all(at=self.TOO_LATE)

        filing.refresh_from_db()
        assert filing.state == FilingState.ACCEPTED

    def test_two_days_before_the_chief_is_told(self, cast: Cast) -> None:
        filing = submitted(cast)

        lapses.lapse_all(at=datetime(2026, 3, 7, 16, 0, tzinfo=UTC))

        filing.refresh_from_db()
        assert filing.is_escalated
        assert Event.objects.filter(kind="filing.escalated").count() == 1


class TestRefuseAndRedirect:
    def test_a_refusal_is_drafted_and_taken_back(self, cast: Cast) -> None:
        filing = submitted(cast)
        clerk = acting(cast.sun, filing.matter)
        review.draft_refusal(filing, ground="decided", reason="已有判决", by=clerk, at=AT)

        review.take_back_refusal(filing, reason="并非同一事实", by=clerk, at=AT)

        filing.refresh_from_db()
        assert filing.state == FilingState.SUBMITTED

    @pytest.mark.parametrize(("ground", "reason"), [("", "x"), ("decided", " "), ("other", "x")])
    def test_refuses_a_refusal_without_ground_or_reason(
        self, cast: Cast, ground: str, reason: str
    ) -> None:
        filing = submitted(cast)

        with pytest.raises(review.NoReason):
            review.draft_refusal(
                filing, ground=ground, reason=reason, by=acting(cast.sun, filing.matter), at=AT
            )

    @pytest.mark.rule("JUR-11")
    def test_a_maritime_dispute_is_sent_to_ningbo(self, cast: Cast) -> None:
        filing = submitted(cast)

        review.redirect(
            filing,
            ground="maritime",
            to="宁波海事法院",
            by=acting(cast.sun, filing.matter),
            at=AT,
        )

        filing.refresh_from_db()
        assert filing.state == FilingState.REDIRECTED
        assert open_one(deadlines.REVIEW, filing) is None

    def test_refuses_a_redirect_to_nowhere(self, cast: Cast) -> None:
        filing = submitted(cast)

        with pytest.raises(review.NoReason):
            review.redirect(
                filing, ground="maritime", to=" ", by=acting(cast.sun, filing.matter), at=AT
            )


class TestSameDispute:
    def test_is_pointed_out_by_people_and_cause(self, cast: Cast) -> None:
        first, second = submitted(cast), submitted(cast)

        assert list(same_dispute(second)) == [first]

    def test_another_amount_is_still_the_same_dispute_another_defendant_is_not(
        self, cast: Cast
    ) -> None:
        submitted(cast)
        other = submitted(
            cast,
            replace(
                COMPLAINT,
                amount=Decimal(1),
                parties=(
                    COMPLAINT.parties[0],
                    replace(COMPLAINT.parties[1], name="钱路", id_number="330902199001010008"),
                ),
            ),
        )

        assert list(same_dispute(other)) == []


class TestAssign:
    def test_draws_a_judge_and_lets_them_in(self, cast: Cast) -> None:
        case = self._case(cast)

        given = assignment.assign(case, by=acting(cast.zhou, case.matter), at=AT)

        assert given.judge == cast.wang
        assert Participation.objects.filter(case=case, role="judge", person=cast.wang.person)
        assert open_one(deadlines.PASS_ON, case) is None

    def test_an_override_needs_a_reason_and_a_judge(self, cast: Cast) -> None:
        case = self._case(cast)

        with pytest.raises(assignment.NotACandidate):
            assignment.assign(case, to=cast.sun, by=acting(cast.zhou, case.matter), at=AT)

        case.refresh_from_db()
        assert case.state == "registered"

    def test_a_reassignment_needs_a_reason(self, cast: Cast) -> None:
        case = self._case(cast)
        chief = acting(cast.zhou, case.matter)
        assignment.assign(case, by=chief, at=AT)

        with pytest.raises(assignment.NoReasonToOverride):
            assignment.reassign(case, reason=" ", by=chief, at=AT)

    def _case(self, cast: Cast) -> Case:
        filing = submitted(cast)
        return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)
