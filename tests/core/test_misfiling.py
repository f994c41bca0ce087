"""Mistakes are corrected without deleting: struck, replaced, moved, and brought back."""

import pytest

from tests.cast import AT, Cast, acting
from tests.core.bringing import with_copies
from tests.core.filed import DRAWING, Filed, filed
from tests.filing.states import CASES
from yunting.core import documents, events, misfiling, reading, store
from yunting.core.events import sentence_of
from yunting.core.misfiling import (
    AlreadyStruck,
    CannotMove,
    CorrectionNeedsReason,
    NoSuchCase,
    NothingToReplaceIt,
    StillInForce,
)
from yunting.core.models import (
    Account,
    Case,
    CaseState,
    Document,
    Event,
    File,
    Misfiling,
    MisfilingState,
    Side,
)
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


@pytest.fixture
def world() -> Filed:
    return filed()


def sees(account: Account, item: Document | File) -> bool:
    return type(item).objects.visible_to(account).filter(pk=item.pk).exists()


def told(world: Filed, account: Account) -> str:
    known = events.history(world.matter, actor=acting(account, world.matter))
    return "\n".join(sentence_of(event) for event in known)


def struck(world: Filed, *, hide: bool = False, ground: str = "mistaken") -> Misfiling:
    return misfiling.strike(
        world.ours, ground=ground, reason="交错了", hide=hide, by=world.clerk(), at=AT
    )


def other_case(cast: Cast) -> Case:
    return CASES[CaseState.ASSIGNED](cast)


class TestStrike:
    def test_is_known_to_the_clerk_beside_the_judge_and_to_no_party(self, world: Filed) -> None:
        row = misfiling.strike(world.ours, ground="mistaken", reason="错", by=world.clerk(), at=AT)

        assert Misfiling.objects.visible_to(world.cast.zhao).filter(pk=row.pk).exists()
        assert not Misfiling.objects.visible_to(world.cast.zhang).exists()

    def test_leaves_it_there_with_the_reason(self, world: Filed) -> None:
        row = struck(world)

        world.ours.refresh_from_db()
        assert sees(world.cast.li, world.ours)
        assert store.has(world.ours.sha256)
        assert misfiling.struck_of(world.ours) == row
        assert "误交" in told(world, world.cast.li)
        assert "交错了" in told(world, world.cast.li)

    def test_hides_it_from_the_parties_when_asked(self, world: Filed) -> None:
        struck(world, hide=True)

        for party in (world.cast.zhang, world.cast.li):
            assert not sees(party, world.ours)
            assert DRAWING not in told(world, party)
        assert sees(world.cast.sun, world.ours)
        assert "交错了" in told(world, world.cast.wang)

    def test_of_one_side_s_own_file_stays_unknown_to_the_other(self, world: Filed) -> None:
        misfiling.strike(world.private, ground="unrelated", reason="无关", by=world.clerk(), at=AT)

        assert world.private.name not in told(world, world.cast.zhang)
        assert world.private.name in told(world, world.cast.li)

    @pytest.mark.parametrize("who", ["zhang", "li", "qian"])
    def test_is_the_court_s(self, world: Filed, who: str) -> None:
        by = acting(getattr(world.cast, who), world.matter)

        with pytest.raises(NotYours):
            misfiling.strike(world.ours, ground="mistaken", reason="错", by=by, at=AT)

        assert not Misfiling.objects.exists()

    def test_needs_a_reason(self, world: Filed) -> None:
        with pytest.raises(CorrectionNeedsReason):
            misfiling.strike(world.ours, ground="mistaken", reason=" ", by=world.clerk(), at=AT)

    def test_happens_once(self, world: Filed) -> None:
        struck(world)

        with pytest.raises(AlreadyStruck):
            struck(world)

    def test_of_a_paper_in_force_waits_for_its_recall(self, world: Filed) -> None:
        with pytest.raises(StillInForce):
            misfiling.effects(world.paper, ground="mistaken")
        with pytest.raises(StillInForce):
            misfiling.strike(world.paper, ground="mistaken", reason="错", by=world.clerk(), at=AT)

        documents.recall(world.paper, reason="发错", by=world.judge(), at=AT)
        world.paper.refresh_from_db()
        misfiling.strike(world.paper, ground="mistaken", reason="错", by=world.clerk(), at=AT)

        assert misfiling.struck_of(world.paper) is not None


class TestReplace:
    def test_puts_another_file_in_its_place(self, world: Filed) -> None:
        row = misfiling.replace(
            world.theirs, by_file=world.ours, reason="更清晰", by=world.clerk(), at=AT
        )

        assert row.now_at == world.ours
        assert sees(world.cast.zhang, world.theirs)
        assert "更清晰" in told(world, world.cast.zhang)

    def test_refuses_itself_a_struck_one_and_one_of_another_dispute(self, world: Filed) -> None:
        elsewhere = filed(world.cast)
        struck(world)

        for other in (world.theirs, world.ours, elsewhere.ours):
            with pytest.raises(NothingToReplaceIt):
                misfiling.replace(
                    world.theirs, by_file=other, reason="清晰", by=world.clerk(), at=AT
                )
        assert misfiling.struck_of(world.theirs) is None


class TestMove:
    def test_lays_the_same_bytes_into_the_right_dispute(self, world: Filed) -> None:
        right = other_case(world.cast)
        with_copies(world.ours)

        row = misfiling.move(
            world.ours, to=right.number, reason="另案材料", by=world.clerk(), at=AT
        )

        assert row is not None
        copy = row.now_at
        assert copy is not None
        assert (copy.matter, copy.case, copy.sha256) == (right.matter, right, world.ours.sha256)
        assert (copy.state, copy.side) == ("ready", Side.CLAIMING)
        assert copy.derived.count() == world.ours.derived.count() > 0
        assert File.objects.get(pk=world.ours.pk).matter == world.matter

    def test_takes_it_from_the_parties_here_and_gives_it_to_them_there(self, world: Filed) -> None:
        right = other_case(world.cast)

        row = misfiling.move(
            world.ours, to=right.number, reason="另案材料", by=world.clerk(), at=AT
        )

        assert row is not None
        copy = row.now_at
        assert copy is not None
        assert not sees(world.cast.li, world.ours)
        assert not sees(world.cast.zhang, world.ours)
        assert sees(world.cast.zhang, copy)
        assert DRAWING not in told(world, world.cast.li)
        assert right.matter.code in told(world, world.cast.sun)
        there = events.history(right.matter, actor=acting(world.cast.zhang, right.matter))
        assert any("移入本案" in sentence_of(event) for event in there)
        assert all(world.matter.code not in sentence_of(event) for event in there)

    def test_is_the_court_s_alone_where_whoever_brought_it_takes_no_part(
        self, world: Filed
    ) -> None:
        right = other_case(world.cast)
        right.matter.participations.filter(person=world.cast.li.person).update(until=AT)

        row = misfiling.move(
            world.private, to=right.number, reason="另案材料", by=world.clerk(), at=AT
        )

        assert row is not None
        copy = row.now_at
        assert copy is not None
        assert copy.side == Side.NONE
        assert not sees(world.cast.zhang, copy)
        assert not sees(world.cast.li, copy)
        assert sees(world.cast.sun, copy)

    def test_within_the_dispute_only_changes_the_case(self, world: Filed) -> None:
        File.objects.filter(pk=world.ours.pk).update(case=None)
        world.ours.refresh_from_db()

        row = misfiling.move(
            world.ours, to=world.case.number, reason="归案", by=world.clerk(), at=AT
        )

        world.ours.refresh_from_db()
        assert row is None
        assert world.ours.case == world.case
        assert "改归" in told(world, world.cast.li)
        assert not Misfiling.objects.exists()

    def test_refuses_a_case_that_is_not_there_or_not_theirs(self, world: Filed) -> None:
        right = other_case(world.cast)
        # 赵 works beside the judge of the first case; nobody of his division judges this one.
        right.matter.participations.filter(role=Role.JUDGE).update(until=AT)
        for number, by in (
            ("（2026）浙0902民初999号", world.clerk()),
            (right.number, acting(world.cast.zhao, world.matter)),
        ):
            with pytest.raises(NoSuchCase):
                misfiling.move(world.ours, to=number, reason="另案", by=by, at=AT)
        assert not Misfiling.objects.exists()

    def test_refuses_the_court_s_own_paper_and_a_file_not_checked(self, world: Filed) -> None:
        right = other_case(world.cast)

        with pytest.raises(CannotMove):
            misfiling.move(world.paper, to=right.number, reason="错", by=world.clerk(), at=AT)

    def test_refuses_a_party(self, world: Filed) -> None:
        right = other_case(world.cast)

        with pytest.raises(NotYours):
            misfiling.move(
                world.ours,
                to=right.number,
                reason="错",
                by=acting(world.cast.zhang, world.matter),
                at=AT,
            )
        assert File.objects.filter(matter=right.matter).count() == 0


class TestRestore:
    def test_makes_it_count_again(self, world: Filed) -> None:
        row = struck(world, hide=True)

        misfiling.restore(row, reason="没有交错", by=world.judge(), at=AT)

        row.refresh_from_db()
        assert row.state == MisfilingState.RESTORED
        assert sees(world.cast.li, world.ours)
        assert misfiling.struck_of(world.ours) is None
        assert "没有交错" in told(world, world.cast.li)

    def test_is_for_a_judge_once_and_with_a_reason(self, world: Filed) -> None:
        row = struck(world)
        with pytest.raises(NotYours):
            misfiling.restore(row, reason="错", by=world.clerk(), at=AT)
        with pytest.raises(CorrectionNeedsReason):
            misfiling.restore(row, reason="", by=world.judge(), at=AT)
        misfiling.restore(row, reason="错", by=world.judge(), at=AT)

        with pytest.raises(OutOfOrder):
            misfiling.restore(row, reason="错", by=world.judge(), at=AT)
        assert Event.objects.filter(kind="core.item-restored").count() == 1


class TestReaders:
    def test_are_everybody_who_looked_each_once(self, world: Filed) -> None:
        for account in (world.cast.li, world.cast.sun, world.cast.li):
            reading.note(world.ours, matter=world.matter, by=acting(account, world.matter))
        reading.note(world.theirs, matter=world.matter, by=acting(world.cast.zhang, world.matter))

        found = reading.readers_of(world.ours, matter=world.matter)

        assert [(one.account, one.times) for one in found] == [
            (world.cast.li, 2),
            (world.cast.sun, 1),
        ]
