"""Rows of several models by one query are the same rows as by one query each."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from tests.cast import AT, Cast, on_stage
from tests.filing.build import submitted
from tests.filing.defence_states import raised
from yunting.core.models import Case, Deadline, Event, Matter, Participation
from yunting.core.together import together
from yunting.filing.models import Filing, JurisdictionObjection, Lodgement

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    """Put everybody on stage."""
    return on_stage()


@pytest.fixture
def objection(cast: Cast) -> JurisdictionObjection:
    """Return an objection to the jurisdiction of a case, with all that stands behind it."""
    return raised(cast)


def columns(row: Any) -> dict[str, Any]:
    """Return what a row holds, by field; bytes as bytes."""
    told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {k: bytes(v) if isinstance(v, memoryview) else v for k, v in told.items()}


class TestTogether:
    def test_returns_the_same_rows_by_one_query(
        self,
        objection: JurisdictionObjection,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        asked: dict[str, QuerySet[Any]] = {
            model.__name__: model._default_manager.all()
            for model in (Case, Deadline, Event, Filing, JurisdictionObjection, Lodgement)
        }
        alone = {name: list(rows.order_by("pk")) for name, rows in asked.items()}
        assert all(alone.values())

        with django_assert_num_queries(1):
            found = together(asked)

        assert found == alone
        assert {name: [columns(r) for r in rows] for name, rows in found.items()} == {
            name: [columns(r) for r in rows] for name, rows in alone.items()
        }

    def test_keeps_an_amount_to_the_fen(self, cast: Cast) -> None:
        filing = submitted(cast)
        amount = Decimal("1234567890123456.07")
        Filing.objects.filter(pk=filing.pk).update(amount=amount)

        (found,) = together({"filings": Filing.objects.all()})["filings"]

        assert found.amount == amount

    def test_keeps_an_instant_to_the_microsecond(self, cast: Cast) -> None:
        filing = submitted(cast)
        at = AT + timedelta(microseconds=123_450)
        Filing.objects.filter(pk=filing.pk).update(received_at=at)

        (found,) = together({"filings": Filing.objects.all()})["filings"]

        assert found.received_at == at

    def test_hears_filters_and_where_to_cut_off(self, cast: Cast) -> None:
        first, _, third = (submitted(cast) for _ in range(3))

        found = together(
            {
                "newest": Filing.objects.order_by("-id")[:1],
                "first": Filing.objects.filter(pk=first.pk),
                "none": Case.objects.none(),
                "empty": Case.objects.filter(pk=0),
            }
        )

        assert found == {"newest": [third], "first": [first], "none": [], "empty": []}

    def test_asks_nothing_when_nothing_is_asked(
        self, db: None, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(0):
            assert together({}) == {}

    def test_relates_rows_to_what_is_known_and_to_each_other(
        self,
        objection: JurisdictionObjection,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        matter = Matter.objects.get(pk=objection.matter_id)
        part = Participation.objects.select_related("person").get(pk=objection.participation_id)

        with django_assert_num_queries(1):
            found = together(
                {
                    "objections": JurisdictionObjection.objects.all(),
                    "papers": Lodgement.objects.all(),
                    "cases": Case.objects.all(),
                },
                known=[matter, part],
            )
            (row,) = found["objections"]
            assert row.matter is matter
            assert row.participation.person.name == "李泊"
            assert row.lodged is found["papers"][0]
            assert row.case is found["cases"][0]
