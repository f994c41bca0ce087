"""The case page asks the database as often for thousands of facts as for a few, whatever waits."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from tests.cast import AT
from tests.web.busy_world import busy, with_facts
from tests.web.world import LONG_FACTS, World
from yunting.core.models import Event, Matter

MOST = 14
FEW, MANY = 30, 3_000
COURT, PARTIES = ("sun", "zhou", "wang"), ("zhang", "li")
OF_THE_COURT = (
    "逐项答复起诉状，签名提交答辩状",
    "审查管辖权异议，作出裁定",
    "决定是否准许延长期限",
    "核对申请关联的是不是本案当事人",
    "提交原件",
    "核对原件",
    "审查收回在线同意的申请",
    "审查转为线下的申请",
    "送达文书",
    "审查对送达的异议",
    "确定承办法官",
)


def disputes(world: World) -> dict[str, Matter]:
    """Return a dispute in each of its states: before a case, served, sealed in part, answered."""
    return {
        "submitted": world.filings["submitted"].matter,
        "long": world.filings["long"].matter,
        "with papers": world.case.matter,
        "served": world.delivery.matter,
        "sealed": world.file.filed.matter,
        "answered": world.defended.answered.matter,
    }


@pytest.fixture(scope="module")
def waiting(world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[Matter]:
    """Make a dispute in which everything waits at once, in the world's own transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield busy(world.cast)


@pytest.mark.parametrize("who", ["zhang", "sun"])
@pytest.mark.parametrize(
    "which", ["submitted", "long", "with papers", "served", "sealed", "answered"]
)
def test_costs_at_most_fourteen_queries(
    world: World,
    clients: dict[str, Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
    which: str,
) -> None:
    matter = disputes(world)[which]
    assert which != "long" or Event.objects.filter(matter=matter).count() > LONG_FACTS
    cache.clear()

    with django_assert_max_num_queries(MOST):
        answer = clients[who].get(matter.get_absolute_url())

    assert answer.status_code == 200


class TestWhereEverythingWaits:
    """Four things waited once, and the page cost fifteen; here are all the kinds there are."""

    @pytest.mark.parametrize("facts", [FEW, MANY])
    @pytest.mark.parametrize("who", [*COURT, *PARTIES])
    def test_costs_no_more(
        self,
        waiting: Matter,
        clients: dict[str, Client],
        django_assert_max_num_queries: DjangoAssertNumQueries,
        who: str,
        facts: int,
    ) -> None:
        with_facts(waiting, facts, at=AT)
        cache.clear()

        with django_assert_max_num_queries(MOST):
            answer = clients[who].get(waiting.get_absolute_url())

        assert answer.status_code == 200

    def test_costs_a_program_no_more(
        self,
        waiting: Matter,
        clients: dict[str, Client],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_max_num_queries(MOST):
            answer = clients["sun"].get(f"/api/v1/matters/{waiting.code}")

        assert {step["what"] for step in answer.json()["next_steps"]} >= set(OF_THE_COURT)

    @pytest.mark.parametrize("who", COURT)
    def test_shows_each_kind_to_the_court(
        self, waiting: Matter, clients: dict[str, Client], who: str
    ) -> None:
        page = clients[who].get(waiting.get_absolute_url())

        assert {card.what for card in page.context["cards"]} >= set(OF_THE_COURT)

    def test_shows_a_party_what_is_its_own(
        self, waiting: Matter, clients: dict[str, Client]
    ) -> None:
        page = clients["li"].get(waiting.get_absolute_url())

        mine = [card.what for card in page.context["cards"] if card.is_mine]
        assert mine == ["选择是否同意在线办理", "确认送达地址"]
