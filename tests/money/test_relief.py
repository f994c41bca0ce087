"""Relief from a fee: asked for with proof, decided with reasons, and what the fee then is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.cast import AT, Cast, acting
from tests.core import samples
from tests.core.bringing import uploaded
from tests.delivery.build import seal
from tests.money.build import FEE, SERVED, Owed, accepted, owed
from tests.money.reliefs import (
    ASKED,
    EXEMPT,
    HALF,
    LATER,
    NO,
    POOR,
    REASONS,
    UNTIL,
    ask,
    decide,
    draw_up,
)
from yunting.core import documents, handoffs, lapses
from yunting.core.actor import Actor
from yunting.core.deadlines import open_one
from yunting.core.models import (
    Deadline,
    Document,
    DocumentState,
    HandOff,
    Message,
    Person,
    PersonKind,
)
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.delivery.models import Service
from yunting.delivery.services import ladder, serving
from yunting.delivery.services.ladder import Visit
from yunting.filing import documents as papers
from yunting.money import deadlines
from yunting.money.models import FeeNotice, FeeState, ReliefKind, ReliefState, Why
from yunting.money.services import relief
from yunting.money.services.fees import NoLaterDay
from yunting.money.services.relief import AskedBefore, Decision, NoDecision, NothingToRelieve
from yunting.rules.fees.relief import Ground, NoExemption, ReliefIncomplete, TooLittleRelief

pytestmark = [pytest.mark.django_db, pytest.mark.rule("FEE-40", "FEE-44")]
MIDNIGHT = datetime(2026, 3, 9, 16, tzinfo=UTC)


@pytest.fixture
def told(cast: Cast) -> Owed:
    """A fee whose days run."""
    return owed(cast, served=SERVED)


def carried() -> None:
    handoffs.carry_all()
    left = HandOff.objects.filter(done_at__isnull=True)
    assert not left.exists(), [row.error for row in left]


class TestAsk:
    def test_keeps_what_was_said_with_its_proof(self, told: Owed) -> None:
        asked = ask(told)

        assert (asked.state, asked.wanted) == (ReliefState.ASKED, ReliefKind.EXEMPT)
        assert (asked.reason, asked.person.name) == (POOR, "张澄")
        assert [file.name for file in asked.files.all()] == ["低保证.pdf"]

    def test_stops_the_days_so_that_nothing_runs_out(self, told: Owed) -> None:
        ask(told)
        lapses.lapse_all(at=AT + timedelta(days=60))

        assert open_one(deadlines.PREPAYMENT, told.notice) is None
        assert told.fresh().state == FeeState.DUE

    def test_wants_proof_and_words(self, told: Owed) -> None:
        with pytest.raises(ReliefIncomplete):
            relief.ask(told.notice, ASKED, [], by=told.zhang, at=AT)
        with pytest.raises(ReliefIncomplete):
            ask(told, replace(ASKED, reason="  "))

    def test_exempts_natural_persons_only(self, told: Owed) -> None:
        person = told.cast.zhang.person
        assert person is not None
        Person.objects.filter(pk=person.pk).update(kind=PersonKind.LEGAL)
        told.cast.zhang.refresh_from_db()

        with pytest.raises(NoExemption):
            ask(told)

        assert ask(told, replace(ASKED, ground=Ground.DISASTER)).wanted == ReliefKind.REDUCE

    def test_is_once_whatever_became_of_it(self, told: Owed) -> None:
        relief.withdraw(ask(told), by=told.zhang, at=AT)

        with pytest.raises(AskedBefore):
            ask(told)

    def test_comes_too_late_once_the_fee_is_paid_or_ran_out(self, told: Owed) -> None:
        with pytest.raises(NothingToRelieve):
            ask(told, at=MIDNIGHT)

    def test_is_the_paying_sides(self, told: Owed) -> None:
        proof = uploaded(told.cast.zhang, told.notice.matter, samples.pdf())

        with pytest.raises(NotYours):
            relief.ask(
                told.notice,
                ASKED,
                [proof],
                by=acting(told.cast.sun, told.notice.matter),
                at=AT,
            )


class TestDecide:
    def test_exempt_closes_the_fee(self, told: Owed) -> None:
        held = decide(told, ask(told), EXEMPT)

        assert (held.state, held.granted, held.due) == (
            ReliefState.GRANTED,
            ReliefKind.EXEMPT,
            Decimal(0),
        )
        assert told.fresh().state == FeeState.CLOSED

    def test_reduce_asks_for_less_by_another_order(self, told: Owed) -> None:
        FeeNotice.objects.filter(pk=told.notice.pk).update(link="https://bank.example/pay/1")
        before = told.fresh()
        decide(told, ask(told), HALF)
        now = told.fresh()

        assert now.amount == Decimal("2798.24")
        assert (now.state, now.link) == (FeeState.DUE, "")
        assert now.reference != before.reference
        assert any("减交后" in step for step in now.steps)
        assert told.pays("1", reference=before.reference).why == Why.OTHER_REFERENCE
        assert told.pays("2", amount=FEE, reference="").why == Why.WRONG_AMOUNT
        assert not told.pays("3", amount=now.amount, reference=now.reference).why

    def test_defer_sets_another_last_day_that_is_reminded_of_and_runs_out(self, told: Owed) -> None:
        decide(told, ask(told), LATER)
        running = open_one(deadlines.PREPAYMENT, told.notice)

        assert running is not None
        assert running.ends_on == UNTIL
        lapses.lapse_all(at=datetime(2026, 6, 30, 15, 59, tzinfo=UTC))
        assert told.fresh().state == FeeState.DUE
        lapses.lapse_all(at=datetime(2026, 6, 30, 16, tzinfo=UTC))
        assert told.fresh().state == FeeState.LAPSED

    def test_refuse_says_why_and_leaves_the_fee(self, told: Owed) -> None:
        held = decide(told, ask(told), NO)

        assert held.state == ReliefState.REFUSED
        assert "固定收入" in held.reasons
        assert told.fresh().amount == FEE

    def test_takes_off_the_least_the_law_allows_and_not_a_hair_less(self, told: Owed) -> None:
        asked = ask(told)
        least = Decision(ReliefKind.REDUCE, REASONS, share=Fraction(30, 100))

        with pytest.raises(TooLittleRelief):
            draw_up(told, asked, replace(least, share=Fraction(29, 100)))
        with pytest.raises(NoDecision):
            draw_up(told, asked, replace(least, share=Fraction(1)))
        with pytest.raises(NoDecision):
            draw_up(told, asked, replace(least, share=None))

        assert decide(told, asked, least).due == Decimal("3917.53")

    def test_wants_reasons_and_a_day_to_come(self, told: Owed) -> None:
        asked = ask(told)

        with pytest.raises(NoDecision):
            draw_up(told, asked, replace(NO, reasons=" "))
        for day in (None, date(2026, 3, 2)):
            with pytest.raises(NoLaterDay):
                draw_up(told, asked, replace(LATER, until=day))

    def test_does_not_put_off_to_a_day_that_came_before_it_was_signed(self, told: Owed) -> None:
        paper = draw_up(told, ask(told), LATER)
        by = acting(told.cast.wang, told.notice.matter)

        with pytest.raises(NoLaterDay):
            documents.sign(
                paper, seen=paper.context_sha256, by=by, at=datetime(2026, 6, 30, 1, tzinfo=UTC)
            )

        assert Document.objects.get(pk=paper.pk).state == DocumentState.PREPARED

    def test_is_the_judges_once_and_one_paper_at_a_time(self, told: Owed) -> None:
        asked = ask(told)
        clerk = acting(told.cast.sun, told.notice.matter)
        with pytest.raises(NotYours):
            relief.prepare_decision(asked, EXEMPT, by=clerk, at=AT)
        draw_up(told, asked, EXEMPT)

        with pytest.raises(OutOfOrder):
            draw_up(told, asked, NO)

    def test_is_over_when_the_application_was_taken_back(self, told: Owed) -> None:
        asked = ask(told)
        paper = draw_up(told, asked, EXEMPT)
        relief.withdraw(asked, by=told.zhang, at=AT)

        assert Document.objects.get(pk=paper.pk).state == DocumentState.DISCARDED
        with pytest.raises(OutOfOrder):
            draw_up(told, asked, EXEMPT)

    def test_is_refused_where_the_fee_was_paid_at_the_last_moment(self, told: Owed) -> None:
        paper = draw_up(told, ask(told), EXEMPT)
        told.pays()
        by = acting(told.cast.wang, told.notice.matter)

        with pytest.raises(OutOfOrder):
            documents.sign(paper, seen=paper.context_sha256, by=by, at=AT)


@pytest.mark.usefixtures("press")
class TestThroughThePillars:
    """Acceptance asks, service counts, the judge decides, service of the decision counts anew."""

    @pytest.fixture
    def told(self, cast: Cast) -> Owed:
        case = accepted(cast)
        carried()
        rows = FeeNotice.objects.select_related("account", "matter", "case")
        told = Owed(cast, rows.get(case=case))
        self.serve(told, Document.objects.get(case=case, kind=papers.FEE.name), at=AT)
        return told

    def serve(self, told: Owed, paper: Document, *, at: datetime) -> None:
        if paper.state != DocumentState.SEALED:
            paper = seal(paper, at=at)
        person = told.cast.zhang.person
        assert person is not None
        carried()
        if not Service.objects.filter(document=paper).exists():
            serving.serve(paper, to=person, by=Actor.court(), at=at)
        service = Service.objects.filter(document=paper).latest("id")
        clerk = acting(told.cast.sun, told.notice.matter)
        ladder.hand_over(service, Visit(place="测试路1号", received_by="张澄"), by=clerk, at=at)
        carried()

    def period(self, told: Owed) -> Deadline:
        return Deadline.objects.of(told.notice).filter(kind="money.prepayment").latest("run")

    def test_a_refusal_lets_the_days_run_from_its_own_service(self, told: Owed) -> None:
        asked = ask(told)
        carried()
        later = AT + timedelta(days=20)
        decide(told, asked, NO, at=later)
        carried()
        assert open_one(deadlines.PREPAYMENT, told.notice) is None

        decision = Document.objects.get(kind="money.relief-refused")
        self.serve(told, decision, at=later + timedelta(days=1))

        assert self.period(told).started_on == date(2026, 3, 23)
        assert {"收到司法救助申请", "没有准许司法救助"} <= self.told_to(told)

    def test_taken_back_they_run_from_that_day(self, told: Owed) -> None:
        asked = ask(told)
        relief.withdraw(asked, by=told.zhang, at=AT + timedelta(days=3))
        carried()

        assert self.period(told).started_on == date(2026, 3, 5)

    def test_paid_all_the_same_it_is_no_longer_decided_on(self, told: Owed) -> None:
        asked = ask(told)
        told.pays()
        carried()

        asked.refresh_from_db()
        assert asked.state == ReliefState.DROPPED

    def test_put_off_service_changes_nothing(self, told: Owed) -> None:
        decide(told, ask(told), LATER)
        decision = Document.objects.get(kind="money.relief-granted")
        self.serve(told, decision, at=AT + timedelta(days=1))

        assert self.period(told).ends_on == UNTIL

    def told_to(self, told: Owed) -> set[str]:
        rows = Message.objects.filter(to__name="张澄", matter=told.notice.matter)
        return set(rows.values_list("title", flat=True))
