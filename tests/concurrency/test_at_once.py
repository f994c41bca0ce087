"""Two people, two requests, two devices, two processes at the same moment: one outcome each."""

from datetime import timedelta

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.concurrency.together import at_once
from tests.filing.build import FAULTS, drafted, submitted
from yunting.core import drafts, handoffs, lapses
from yunting.core.actor import Retry
from yunting.core.idempotency import AlreadyDone, KeyReused
from yunting.core.models import Case, DraftValue, Event, HandOff
from yunting.core.procedure import OutOfOrder
from yunting.core.versions import Changed
from yunting.filing.models import Assignment, Filing, FilingState
from yunting.filing.services import decision, opening, review

pytestmark = pytest.mark.usefixtures("own_database")
CLERKS = 32
TOO_LATE = AT + timedelta(days=30)


@pytest.fixture
def cast(own_database: str) -> Cast:
    return on_stage()


def the(filing: Filing) -> Filing:
    return Filing.objects.select_related("matter").get(pk=filing.pk)


class TestTwoClerks:
    def test_accept_one_filing_once(self, cast: Cast) -> None:
        filing = submitted(cast)

        def accept(number: int) -> Case:
            by = acting((cast.sun, cast.zhou)[number % 2], filing.matter)
            return decision.accept(the(filing), is_simple=True, by=by, at=AT)

        outcomes = at_once(accept, times=6)

        assert [type(o) for o in outcomes].count(Case) == 1
        assert [type(o) for o in outcomes].count(OutOfOrder) == 5
        assert Case.objects.get().sequence == 1
        assert Event.objects.filter(kind="filing.accepted").count() == 1

    def test_decide_it_one_way_when_they_disagree(self, cast: Cast) -> None:
        filing = submitted(cast)

        def decide(number: int) -> object:
            by = acting((cast.sun, cast.zhou)[number], filing.matter)
            if number == 0:
                return decision.accept(the(filing), is_simple=True, by=by, at=AT)
            due = (AT + timedelta(days=10)).date()
            return review.return_filing(the(filing), FAULTS, due_on=due, by=by, at=AT)

        outcomes = at_once(decide, times=2)

        assert [isinstance(o, OutOfOrder) for o in outcomes].count(True) == 1
        decided = the(filing)
        assert decided.state in {FilingState.ACCEPTED, FilingState.RETURNED}
        assert (decided.state == FilingState.ACCEPTED) == Case.objects.exists()


class TestADoubleClick:
    def test_begins_one_complaint(self, cast: Cast) -> None:
        by = acting(cast.zhang, key="one form")

        def begin(_: int) -> Filing:
            return opening.open_filing(
                cast.court, form="sale-contract", cause="2025:88", by=by, at=AT
            )

        outcomes = at_once(begin, times=8)

        assert Filing.objects.count() == 1
        assert [type(o) for o in outcomes].count(Filing) == 1
        assert [type(o) for o in outcomes].count(AlreadyDone) == 7

    def test_on_a_subject_gets_the_first_outcome_not_a_refusal(self, cast: Cast) -> None:
        filing = submitted(cast)
        by = acting(cast.sun, filing.matter, key="one form")

        outcomes = at_once(
            lambda _: decision.accept(the(filing), is_simple=True, by=by, at=AT), times=8
        )

        assert [type(o) for o in outcomes].count(Case) == 1
        assert [type(o) for o in outcomes].count(AlreadyDone) == 7

    def test_with_other_content_is_refused(self, cast: Cast) -> None:
        filing = drafted(cast)

        def withdraw(number: int) -> Filing:
            by = acting(cast.zhang, filing.matter).holding(Retry("k", b"%d" % number))
            return opening.withdraw(the(filing), reason=str(number), by=by, at=AT)

        outcomes = at_once(withdraw, times=4)

        assert [type(o) for o in outcomes].count(Filing) == 1
        assert [type(o) for o in outcomes].count(KeyReused) == 3


class TestCaseNumbers:
    def test_are_given_once_each_and_leave_no_gap(self, cast: Cast) -> None:
        filings = [submitted(cast) for _ in range(CLERKS)]

        def accept(number: int) -> str:
            filing = the(filings[number])
            by = acting(cast.sun, filing.matter)
            return decision.accept(filing, is_simple=True, by=by, at=AT).number

        numbers = at_once(accept, times=CLERKS)

        assert len(set(numbers)) == CLERKS
        given = Case.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(given) == list(range(1, CLERKS + 1))

    def test_of_refused_acts_are_given_again(self, cast: Cast) -> None:
        filings = [submitted(cast) for _ in range(4)]

        def accept_twice(number: int) -> object:
            filing = the(filings[number % 4])
            by = acting(cast.sun, filing.matter)
            return decision.accept(filing, is_simple=True, by=by, at=AT)

        at_once(accept_twice, times=12)

        given = Case.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(given) == [1, 2, 3, 4]


class TestTwoDevices:
    def test_at_one_step_lose_nothing(self, cast: Cast) -> None:
        filing = drafted(cast)
        draft = drafts.draft_of(filing.matter, "sale-contract")
        drafts.save(draft, {"facts.goods": ""}, seen=0, by=acting(cast.zhang), at=AT)

        def save(number: int) -> object:
            sent = {"facts.goods": f"螺杆 {number}", f"evidence.{number}.name": "签收单"}
            return drafts.save(draft, sent, seen=0, by=acting(cast.zhang), at=AT)

        outcomes = at_once(save, times=6)

        told = [o for o in outcomes if isinstance(o, Changed)]
        kept = drafts.values(draft)
        ours = {kept["facts.goods"], *(c.yours for one in told for c in one.conflicts)}
        assert ours == {f"螺杆 {number}" for number in range(6)}
        assert all(kept[f"evidence.{number}.name"] == "签收单" for number in range(6))

    def test_open_one_draft_between_them(self, cast: Cast) -> None:
        filing = drafted(cast)

        found = at_once(lambda _: drafts.draft_of(filing.matter, "sale-contract").pk, times=6)

        assert len(set(found)) == 1
        assert not DraftValue.objects.exists()


class TestAtTheDeadline:
    def test_the_clock_and_a_clerk_register_one_case(self, cast: Cast) -> None:
        filings = [submitted(cast) for _ in range(6)]

        def decide(number: int) -> object:
            if number % 2:
                while lapses.lapse_one(at=TOO_LATE):
                    pass
                return None
            filing = the(filings[number])
            by = acting(cast.sun, filing.matter)
            return decision.accept(filing, is_simple=True, by=by, at=TOO_LATE)

        at_once(decide, times=6)

        assert Case.objects.count() == 6
        assert set(Filing.objects.values_list("state", flat=True)) == {FilingState.ACCEPTED}
        given = Case.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(given) == list(range(1, 7))


class TestTwoWorkers:
    def test_give_each_case_one_judge(self, cast: Cast) -> None:
        for _ in range(8):
            filing = submitted(cast)
            decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)

        def carry(_: int) -> int:
            return sum(iter(lambda: handoffs.carry_some(at=AT), 0))

        carried = at_once(carry, times=3)

        # Facts that follow from facts were carried too, and each by one of the three.
        assert sum(n for n in carried if isinstance(n, int)) == HandOff.objects.count()
        assert Assignment.objects.filter(until__isnull=True).count() == 8
        assert not HandOff.objects.filter(done_at__isnull=True).exists()
