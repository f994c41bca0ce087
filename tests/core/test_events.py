"""Facts: kept for ever, personal values apart, read by who may know."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Prefetch

from tests.cast import AT, Cast, acting, on_stage
from yunting.core import events
from yunting.core.audience import Audience
from yunting.core.facts import Fact, kinds, restore
from yunting.core.models import Event, EventPersonal, Matter
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing, withdraw
from yunting.lib.canonical import encode

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return open_filing(
        cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
    )


def test_every_fact_decides_what_is_personal_and_who_may_know() -> None:
    for kind, fact in kinds().items():
        assert isinstance(fact.audience, Audience), kind
        assert set(fact.personal) <= set(fact.__dataclass_fields__), kind  # type: ignore[attr-defined]


def test_a_fact_that_decides_nothing_about_people_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="personal"):

        class Careless(Fact):
            kind: ClassVar[str] = "test.careless"
            sentence: ClassVar[str] = ""
            audience: ClassVar[Audience] = Audience.COURT


class TestPersonalFields:
    def test_stand_in_the_hashed_bytes_as_salted_commitments_only(
        self, cast: Cast, filing: Filing
    ) -> None:
        withdraw(filing, reason="家中有事", by=acting(cast.zhang, filing.matter), at=AT)
        event = Event.objects.get(kind="filing.withdrawn")
        kept = json.loads(bytes(event.body))["fact"]["reason"]
        row = EventPersonal.objects.get(event=event)

        assert "家中" not in bytes(event.body).decode()
        assert kept == events.commitment(row.value, bytes(row.salt))
        assert events.values_of(event)["reason"] == "家中有事"

    def test_read_as_sealed_once_their_value_is_gone(self, cast: Cast, filing: Filing) -> None:
        withdraw(filing, reason="家中有事", by=acting(cast.zhang, filing.matter), at=AT)
        gone = Prefetch("personal", queryset=EventPersonal.objects.none())
        event = Event.objects.prefetch_related(gone).get(kind="filing.withdrawn")

        assert events.values_of(event)["reason"] == events.SEALED


class TestAppendOnly:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE core_event SET basis = ''",
            "DELETE FROM core_event",
            "TRUNCATE core_event CASCADE",
            "UPDATE core_draftvalue SET value = ''",
            "DELETE FROM core_reading",
        ],
    )
    def test_the_web_role_cannot_change_a_fact(self, filing: Filing, change: str) -> None:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)

        assert Event.objects.filter(kind="filing.opened").exists()


class TestHistory:
    def test_a_side_reads_its_own_facts_and_a_stranger_none(
        self, cast: Cast, filing: Filing
    ) -> None:
        mine = list(events.history(filing.matter, actor=acting(cast.zhang, filing.matter)))
        strangers = list(events.history(filing.matter, actor=acting(cast.qian, filing.matter)))

        assert [e.kind for e in mine] == ["filing.opened"]
        assert strangers == []

    def test_says_it_in_a_sentence(self, filing: Filing) -> None:
        event = Event.objects.get(kind="filing.opened")

        assert events.sentence_of(event) == f"张澄开始填写起诉状，纠纷码 {filing.matter.code}"

    def test_costs_one_query_however_long(
        self, cast: Cast, filing: Filing, django_assert_num_queries: object
    ) -> None:
        actor = acting(cast.zhang, filing.matter)
        with django_assert_num_queries(1):  # type: ignore[operator]
            list(events.history(filing.matter, actor=actor))


@dataclass(frozen=True, slots=True)
class Everything(Fact):
    """A fact with a field of each type."""

    text: str
    count: int
    amount: Decimal | None
    day: date
    names: tuple[str, ...]
    kind: ClassVar[str] = "test.everything"
    sentence: ClassVar[str] = "{text}"
    personal: ClassVar[tuple[str, ...]] = ("names",)
    audience: ClassVar[Audience] = Audience.COURT


def test_a_fact_comes_back_from_its_row_as_it_was(cast: Cast) -> None:
    matter = Matter.objects.create(court=cast.court, code="TEST", opened_at=AT)
    fact = Everything("喆·阿", 3, Decimal("1234567890.10"), date(2026, 3, 2), ("甲", "乙"))

    event = events.record(fact, matter=matter, by=acting(cast.sun, matter), at=AT, basis="试验")

    assert events.fact_of(Event.objects.get(pk=event.pk)) == fact


def test_a_float_has_no_canonical_form() -> None:
    with pytest.raises(TypeError):
        encode({"amount": 1.5})


def test_an_unknown_kind_is_an_error_not_a_guess() -> None:
    with pytest.raises(KeyError):
        restore("test.unknown", {})
