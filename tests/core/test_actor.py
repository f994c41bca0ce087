"""Who acts: roles from the matter and from posts, one hand, one principal."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import AT, Cast, on_stage
from tests.filing.build import submitted
from yunting.core.actor import Actor, Channel, Retry
from yunting.core.models import Mandate, Participation, Post, Side
from yunting.core.roles import Role
from yunting.filing.models import Filing
from yunting.filing.services.opening import open_filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


class TestOf:
    def test_a_party_has_its_role_and_side_in_this_matter_only(
        self, cast: Cast, filing: Filing
    ) -> None:
        other = submitted(cast)
        Participation.objects.filter(matter=other.matter).update(until=AT)

        here, there = Actor.of(cast.zhang, filing.matter), Actor.of(cast.zhang, other.matter)

        assert here.roles == {Role.CITIZEN, Role.FILER}
        assert (here.side, here.channel) == (Side.CLAIMING, Channel.SELF)
        assert there.roles == {Role.CITIZEN}
        assert there.side == Side.NONE

    def test_a_colleague_has_posts_and_loses_them_when_they_end(
        self, cast: Cast, filing: Filing
    ) -> None:
        before = Actor.of(cast.sun, filing.matter)
        Post.objects.filter(account=cast.sun).update(until=AT)

        after = Actor.of(cast.sun, filing.matter)

        assert before.roles == {Role.CITIZEN, Role.FILING_CLERK}
        assert before.channel == Channel.STAFF
        assert after.roles == {Role.CITIZEN}

    def test_a_post_is_no_role_for_who_is_not_of_the_court(self, cast: Cast) -> None:
        cast.sun.is_court_staff = False
        cast.sun.save(update_fields=["is_court_staff"])

        assert Actor.of(cast.sun, None).roles == {Role.CITIZEN}

    def test_names_the_hand_and_the_principal(self, cast: Cast) -> None:
        assert cast.li.person is not None
        assert cast.zhang.person is not None
        Mandate.objects.create(
            principal=cast.li.person, agent=cast.zhang.person, scope="general", since=AT
        )
        agent = Actor(
            cast.zhang,
            cast.zhang.person,
            frozenset({Role.CITIZEN}),
            on_behalf_of=cast.li.person,
            channel=Channel.AGENT,
        )
        filing = open_filing(cast.court, form="sale-contract", cause="2025:88", by=agent, at=AT)

        later = Actor.of(cast.zhang, filing.matter)

        event = filing.matter.events.get()
        assert (event.account, event.on_behalf_of) == (cast.zhang, cast.li.person)
        assert (later.on_behalf_of, later.channel) == (cast.li.person, Channel.AGENT)

    def test_costs_one_query(
        self, cast: Cast, filing: Filing, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        matter = filing.matter

        with django_assert_num_queries(1):
            Actor.of(cast.sun, matter)


class TestNobody:
    def test_the_clock_and_the_court_hold_one_role_each(self) -> None:
        assert Actor.clock().roles == {Role.CLOCK}
        assert Actor.court().roles == {Role.COURT}
        assert Actor.clock().account is None

    def test_holding_a_key_changes_nothing_else(self) -> None:
        keyed = Actor.court().holding(Retry("k", b"d"))

        assert keyed.holding(None) == Actor.court()
