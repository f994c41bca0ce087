"""Tasks are read from moves and running periods: done is done, nobody keeps a list."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.build import drafted, returned, submitted
from yunting.core import tasks
from yunting.core.actor import Actor
from yunting.core.models import Account, Case
from yunting.core.procedure import procedures
from yunting.core.roles import Role
from yunting.filing.services import decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


def moves(account: Account) -> list[str]:
    return [task.move.name for task in tasks.tasks_of(account)]


def accepted(cast: Cast) -> Case:
    filing = submitted(cast)
    return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)


class TestTasksOf:
    def test_whose_turn_it_is_and_until_when(self, cast: Cast) -> None:
        submitted(cast)

        (task,) = tasks.tasks_of(cast.sun)

        assert (task.move.name, task.who) == ("accept", "立案庭庭长、立案法官")
        assert task.deadline is not None
        assert task.due_on is not None
        assert moves(cast.zhang) == []

    def test_go_to_the_filer_while_it_is_the_filers_turn(self, cast: Cast) -> None:
        drafted(cast)
        returned(cast)

        assert sorted(moves(cast.zhang)) == ["correct", "submit"]
        assert moves(cast.sun) == []

    def test_are_gone_with_the_act(self, cast: Cast) -> None:
        accepted(cast)

        assert moves(cast.sun) == []
        assert moves(cast.zhou) == ["assign"]

    def test_are_nobodys_who_is_a_stranger(self, cast: Cast) -> None:
        submitted(cast)

        assert moves(cast.qian) == moves(cast.li) == []

    def test_cost_the_same_queries_however_many(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(12):
            submitted(cast)

        # Posts, roles, roles in these disputes, periods; and one for each of a filing clerk's.
        theirs = {
            p.subject for p in procedures() for m in p.moves if m.duty and Role.FILING_CLERK in m.by
        }
        with django_assert_max_num_queries(4 + len(theirs)):
            assert len(tasks.tasks_of(cast.sun)) == 12

    def test_ask_nothing_of_procedures_in_which_one_has_no_part(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(2):
            assert tasks.tasks_of(cast.qian) == []


class TestNextSteps:
    def test_put_ones_own_first(self, cast: Cast) -> None:
        filing = submitted(cast)

        for_clerk = tasks.next_steps([filing], Actor.of(cast.sun, filing.matter))
        for_filer = tasks.next_steps([filing], Actor.of(cast.zhang, filing.matter))

        assert [n.is_mine for n in for_clerk] == [True]
        assert [n.is_mine for n in for_filer] == [False]
        assert for_filer[0].basis
