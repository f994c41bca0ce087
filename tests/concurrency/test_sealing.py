"""Two colleagues order or correct the same at the same moment: done once, and the other is told."""

import pytest

from tests.cast import AT
from tests.concurrency.together import at_once
from tests.core.filed import ORDER, Filed, filed
from yunting.core import case_file_building, certified_copies, misfiling, sealing
from yunting.core.misfiling import AlreadyStruck
from yunting.core.models import (
    CaseFileRun,
    CopyRequest,
    Document,
    Event,
    Misfiling,
    Restriction,
    Side,
    Withheld,
)
from yunting.core.procedure import OutOfOrder
from yunting.core.sealing import AlreadySealed

pytestmark = pytest.mark.usefixtures("own_database", "press")


@pytest.fixture
def world(own_database: str, press: None) -> Filed:
    return filed()


class TestTwoColleagues:
    def test_seal_the_same_once(self, world: Filed) -> None:
        by = (world.judge(), world.judge())

        outcomes = at_once(
            lambda n: sealing.seal(
                world.ours,
                level="side",
                side=Side.ANSWERING,
                reason="秘密",
                order=ORDER,
                by=by[n % 2],
                at=AT,
            ),
            times=4,
        )

        assert [type(one) for one in outcomes].count(AlreadySealed) == 3
        assert Restriction.objects.count() == 1
        assert Event.objects.filter(kind="core.sealed-off").count() == 1
        assert Withheld.objects.filter(what="core.File").count() == 2

    def test_unseal_once(self, world: Filed) -> None:
        row = sealing.seal(
            world.ours, level="public", reason="秘密", order=ORDER, by=world.judge(), at=AT
        )

        outcomes = at_once(
            lambda n: sealing.unseal(row, reason="公开", order=ORDER, by=world.judge(), at=AT),
            times=4,
        )

        assert [type(one) for one in outcomes].count(OutOfOrder) == 3
        assert Event.objects.filter(kind="core.unsealed").count() == 1

    def test_strike_the_same_once(self, world: Filed) -> None:
        outcomes = at_once(
            lambda n: misfiling.strike(
                world.ours,
                ground="mistaken",
                reason="错",
                by=(world.clerk(), world.judge())[n % 2],
                at=AT,
            ),
            times=4,
        )

        assert [type(one) for one in outcomes].count(AlreadyStruck) == 3
        assert Misfiling.objects.count() == 1
        assert Event.objects.filter(kind="core.item-struck").count() == 1

    def test_issue_one_certified_copy(self, world: Filed) -> None:
        row = certified_copies.ask(
            world.ours, purpose="用", by=world.party(world.cast.zhang), at=AT
        )

        outcomes = at_once(lambda n: certified_copies.issue(row, by=world.clerk(), at=AT), times=4)

        assert [type(one) for one in outcomes].count(OutOfOrder) == 3
        assert CopyRequest.objects.get().state == "issued"
        assert Document.objects.filter(kind="core.certified-copy").count() == 1

    def test_ask_for_the_bound_file_once(self, world: Filed) -> None:
        at_once(lambda n: case_file_building.ask(world.matter, world.cast.zhang, at=AT), times=4)

        assert CaseFileRun.objects.count() == 1
