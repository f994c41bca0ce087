"""The engine every act goes through, shown on the filing procedure."""

import pytest

from tests.cast import AT, Cast, acting, on_stage
from yunting.core.idempotency import AlreadyDone, KeyReused, once
from yunting.core.models import Event
from yunting.core.procedure import NotYours, OutOfOrder, open_moves, perform
from yunting.filing import events, procedure
from yunting.filing.models import Filing, FilingState
from yunting.filing.services.opening import open_filing, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return open_filing(
        cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
    )


class TestPerform:
    def test_moves_the_subject_and_records_who_what_when_and_why(
        self, cast: Cast, filing: Filing
    ) -> None:
        withdraw(filing, reason="和解", by=acting(cast.zhang, filing.matter), at=AT)

        filing.refresh_from_db()
        event = Event.objects.get(kind="filing.withdrawn")
        assert filing.state == FilingState.WITHDRAWN
        assert (event.account, event.at, event.matter) == (cast.zhang, AT, filing.matter)
        assert (event.role, event.side) == ("filer", "claiming")
        assert event.basis == procedure.WITHDRAW.basis

    def test_refuses_a_move_out_of_order_and_records_nothing(
        self, cast: Cast, filing: Filing
    ) -> None:
        by = acting(cast.zhang, filing.matter)
        withdraw(filing, reason="", by=by, at=AT)
        before = Event.objects.count()

        with pytest.raises(OutOfOrder) as refused:
            withdraw(filing, reason="", by=by, at=AT)

        assert Event.objects.count() == before
        assert "已撤回" in refused.value.message
        assert refused.value.basis
        assert refused.value.remedy

    def test_refuses_somebody_without_the_role(self, cast: Cast, filing: Filing) -> None:
        with pytest.raises(NotYours):
            withdraw(filing, reason="", by=acting(cast.qian, filing.matter), at=AT)

    def test_refuses_a_move_that_records_another_fact(self, cast: Cast, filing: Filing) -> None:
        with (
            pytest.raises(TypeError, match="must record"),
            perform(
                procedure.WITHDRAW, filing, by=acting(cast.zhang, filing.matter), at=AT
            ) as step,
        ):
            step.fact = events.FilingNotCorrected(run=1)

    def test_a_failure_in_the_act_leaves_nothing_behind(self, cast: Cast, filing: Filing) -> None:
        before = Event.objects.count()
        with (
            pytest.raises(ZeroDivisionError),
            perform(procedure.WITHDRAW, filing, by=acting(cast.zhang, filing.matter), at=AT),
        ):
            raise ZeroDivisionError

        filing.refresh_from_db()
        assert (filing.state, Event.objects.count()) == (FilingState.DRAFT, before)

    def test_offers_just_the_moves_of_the_role_and_state(self, cast: Cast, filing: Filing) -> None:
        filer = acting(cast.zhang, filing.matter)
        stranger = acting(cast.qian, filing.matter)

        assert {m.name for m in open_moves(filing, filer)} == {"submit", "withdraw"}
        assert open_moves(filing, stranger) == ()


class TestRepeats:
    def test_the_same_key_does_it_once_and_returns_the_first_outcome(
        self, cast: Cast, filing: Filing
    ) -> None:
        by = acting(cast.zhang, filing.matter, key="k1")
        first = once(withdraw, filing, reason="", by=by, at=AT)
        again = once(withdraw, filing, reason="", by=by, at=AT)

        assert (first.repeated, again.repeated) == (False, True)
        assert again.event is not None
        assert Event.objects.filter(kind="filing.withdrawn").get() == again.event

    def test_the_same_key_with_other_content_is_refused(self, cast: Cast, filing: Filing) -> None:
        by = acting(cast.zhang, filing.matter, key="k1")
        withdraw(filing, reason="", by=by, at=AT)
        assert by.retry is not None
        other = by.holding(type(by.retry)("k1", b"other"))

        with pytest.raises(KeyReused):
            withdraw(filing, reason="另一理由", by=other, at=AT)

    def test_a_birth_repeated_makes_one_matter(self, cast: Cast) -> None:
        by = acting(cast.zhang, key="birth")
        open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)

        with pytest.raises(AlreadyDone):
            open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=AT)

        assert Filing.objects.count() == 1

    def test_two_people_may_use_the_same_key(self, cast: Cast) -> None:
        for account in (cast.zhang, cast.li):
            open_filing(
                cast.court,
                form="sale-contract",
                cause="2025:88",
                by=acting(account, key="same"),
                at=AT,
            )

        assert Filing.objects.count() == 2
