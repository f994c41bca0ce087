"""Handoffs: a fact is carried at least once, its effect happens once, a failure stays visible."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import submitted
from tests.papers import pressed
from yunting.core import handoffs
from yunting.core.actor import Actor
from yunting.core.events import fact_of, record_all
from yunting.core.models import Case, CaseState, Event, HandOff, Post
from yunting.core.roles import Role
from yunting.filing.models import Assignment
from yunting.filing.services import assignment, decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def case(cast: Cast) -> Case:
    filing = submitted(cast)
    return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)


def the_draw() -> HandOff:
    """Return the handoff that gives a case its judge; others follow an acceptance too."""
    return HandOff.objects.get(to="filing_filing.draw_a_judge")


def carry(at: datetime = AT) -> int:
    """Carry one after the other until nothing is due; return how many."""
    return sum(iter(lambda: handoffs.carry_some(at=at), 0))


class TestCarrySome:
    def test_does_what_follows_and_marks_it(self, case: Case) -> None:
        assert handoffs.carry_some(at=AT)
        carry()

        case.refresh_from_db()
        assert case.state == CaseState.ASSIGNED
        assert the_draw().done_at == AT
        assert not handoffs.carry_some(at=AT)

    def test_brings_the_personal_values_of_a_batch_along(
        self, case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        rows = handoffs._taken(AT)

        assert len(rows) > 2
        with django_assert_max_num_queries(0):
            assert all(fact_of(row.event).kind == row.event.kind for row in rows)

    def test_carried_again_does_nothing_again(self, case: Case) -> None:
        carry()
        HandOff.objects.filter(pk=the_draw().pk).update(done_at=None)

        assert carry() == 1

        assert Assignment.objects.count() == 1

    def test_gives_way_to_who_did_it_by_hand(self, cast: Cast, case: Case) -> None:
        assignment.assign(case, by=acting(cast.zhou, case.matter), at=AT)

        carry()

        assert Assignment.objects.count() == 1

    def test_sets_a_failure_aside_with_its_error_and_leaves_nothing_half_done(
        self, case: Case
    ) -> None:
        Post.objects.filter(role=Role.JUDGE).update(until=AT)

        carry()

        row = the_draw()
        assert "NobodyToDraw" in row.error
        assert (row.done_at, row.attempts) == (None, 1)
        assert not Assignment.objects.exists()
        assert not HandOff.objects.exclude(pk=row.pk).filter(done_at__isnull=True).exists()

    def test_tries_a_failure_again_later(self, case: Case) -> None:
        Post.objects.filter(role=Role.JUDGE).update(until=AT)
        carry()
        Post.objects.filter(role=Role.JUDGE).update(until=None)

        carry(AT + timedelta(minutes=1))

        assert Assignment.objects.count() == 1

    def test_gives_up_visibly(self, case: Case) -> None:
        Post.objects.filter(role=Role.JUDGE).update(until=AT)
        for turn in range(handoffs.MAX_ATTEMPTS):
            carry(AT + turn * timedelta(days=1))

        assert handoffs.dead_letters() == 1
        assert not handoffs.carry_some(at=AT + timedelta(days=99))


class TestOneTransaction:
    def test_takes_what_waits_for_the_same_dispute_and_nothing_else(
        self, cast: Cast, case: Case
    ) -> None:
        other = submitted(cast)
        decision.accept(other, is_simple=True, by=acting(cast.sun, other.matter), at=AT)
        open_ = HandOff.objects.filter(done_at__isnull=True)
        theirs = open_.filter(event__matter=other.matter).count()
        mine = open_.filter(event__matter=case.matter).count()

        assert handoffs.carry_some(at=AT) == mine

        assert open_.filter(event__matter=other.matter).count() == theirs

    def test_takes_no_more_than_a_batch(self, case: Case) -> None:
        fact = fact_of(the_draw().event)
        told = [fact] * handoffs.BATCH
        record_all(told, matter=case.matter, case=case, by=Actor.court(), at=AT, basis="立案")

        assert handoffs.carry_some(at=AT) == handoffs.BATCH
        carry()
        assert Assignment.objects.count() == 1


class TestOnlyIf:
    def test_leaves_no_row_for_a_fact_in_which_there_is_nothing_to_do(
        self, case: Case, press: None
    ) -> None:
        handoffs.carry_all()
        pressed()
        sealed = Event.objects.filter(kind="core.document-sealed")
        served = HandOff.objects.filter(event__in=sealed, to="document_delivery.serve_it")

        kinds = {fact_of(row.event).kind_ for row in served}  # type: ignore[attr-defined]
        every = {fact_of(event).kind_ for event in sealed}  # type: ignore[attr-defined]

        assert "filing.receipt" in every - kinds
        assert "filing.acceptance-notice" in kinds


class TestCarryAll:
    def test_carries_everything_that_is_fresh(self, cast: Cast, case: Case) -> None:
        other = submitted(cast)
        decision.accept(other, is_simple=True, by=acting(cast.sun, other.matter), at=AT)

        handoffs.carry_all()

        assert Assignment.objects.count() == 2
