"""The case page asks the database as often for a hundred facts as for a few."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.web.world import LONG_FACTS, World
from yunting.core.models import Event, Matter

MOST = 14
# Each kind of thing that waits for the court is one query: here originals, two kinds of requests
# and services wait at once.
MOST_OF_ALL = {"served": MOST + 1}


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

    with django_assert_max_num_queries(MOST_OF_ALL.get(which, MOST)):
        answer = clients[who].get(matter.get_absolute_url())

    assert answer.status_code == 200
