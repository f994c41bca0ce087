"""The case page asks the database as often for a hundred facts as for a few."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.web.world import LONG_FACTS, World
from yunting.core.models import Event

MOST = 17


@pytest.mark.parametrize("who", ["zhang", "sun"])
@pytest.mark.parametrize("which", ["submitted", "long"])
def test_costs_at_most_seventeen_queries(
    world: World,
    clients: dict[str, Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
    which: str,
) -> None:
    matter = world.filings[which].matter
    assert (Event.objects.filter(matter=matter).count() > LONG_FACTS) == (which == "long")

    with django_assert_max_num_queries(MOST):
        answer = clients[who].get(matter.get_absolute_url())

    assert answer.status_code == 200
