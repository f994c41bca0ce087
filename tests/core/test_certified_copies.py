"""A certified copy: asked for by a party, compared byte by byte, given as a paper with a code."""

import json
import os

import pytest

from tests.cast import AT, acting
from tests.core.bringing import brought
from tests.core.filed import ORDER, Filed, filed
from tests.core.samples import pdf
from tests.papers import file_of, sealed
from yunting.core import certified_copies, misfiling, sealing, store, tasks
from yunting.core.certified_copies import AlreadyAsked, CannotCertify, CopyNeedsWords
from yunting.core.models import Account, CopyRequest, CopyState, Document, Event, File, Side
from yunting.core.procedure import NotYours, OutOfOrder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


@pytest.fixture
def world() -> Filed:
    return filed()


def asked(
    world: Filed, item: Document | File | None = None, account: Account | None = None
) -> CopyRequest:
    by = acting(account or world.cast.li, world.matter)
    return certified_copies.ask(item or world.paper, purpose="办理银行手续", by=by, at=AT)


class TestAsk:
    def test_puts_it_before_the_clerk(self, world: Filed) -> None:
        row = asked(world)

        assert (row.state, row.side) == (CopyState.ASKED, Side.ANSWERING)
        todo = [task for task in tasks.tasks_of(world.cast.sun) if task.subject == row]
        assert [task.move.name for task in todo] == ["issue"]

    def test_is_known_to_its_side_and_the_court(self, world: Filed) -> None:
        row = asked(world)

        seen = {
            name
            for name in ("zhang", "li", "qian", "sun", "wang", "zhao")
            if CopyRequest.objects.visible_to(getattr(world.cast, name)).filter(pk=row.pk)
        }
        assert seen == {"li", "sun", "wang", "zhao"}

    def test_needs_a_purpose_and_a_party(self, world: Filed) -> None:
        with pytest.raises(CopyNeedsWords):
            certified_copies.ask(
                world.paper, purpose=" ", by=acting(world.cast.li, world.matter), at=AT
            )
        with pytest.raises(NotYours):
            certified_copies.ask(world.paper, purpose="用", by=world.clerk(), at=AT)

    def test_is_made_once_at_a_time(self, world: Filed) -> None:
        asked(world)

        with pytest.raises(AlreadyAsked):
            asked(world)
        asked(world, account=world.cast.zhang)

    def test_refuses_what_has_no_finished_original(self, world: Filed) -> None:
        waiting = brought(world.cast.li, world.matter, pdf(1), "未查.pdf")
        misfiling.strike(world.ours, ground="mistaken", reason="错", by=world.clerk(), at=AT)

        for item in (waiting, world.ours):
            with pytest.raises(CannotCertify):
                asked(world, item)
        assert not CopyRequest.objects.exists()


class TestIssue:
    @pytest.mark.parametrize("name", ["paper", "theirs"])
    def test_gives_a_paper_that_names_the_original_by_its_hash(
        self, world: Filed, name: str
    ) -> None:
        item = getattr(world, name)
        row = certified_copies.issue(asked(world, item), by=world.clerk(), at=AT)

        row.refresh_from_db()
        assert row.state == CopyState.ISSUED
        assert row.document is not None
        said = json.loads(bytes(row.document.context))["body"]
        assert said["sha256"] == certified_copies.digest_of(item)
        assert said["purpose"] == "办理银行手续"
        assert Event.objects.filter(kind="core.copy-issued").count() == 1

    def test_is_sealed_and_read_by_the_applicant_s_side_alone(self, world: Filed) -> None:
        row = certified_copies.issue(asked(world), by=world.clerk("key"), at=AT)

        assert row.document is not None
        paper = sealed(row.document)
        assert file_of(paper).startswith(b"%PDF")
        assert Document.objects.visible_to(world.cast.li).filter(pk=paper.pk).exists()
        assert not Document.objects.visible_to(world.cast.zhang).filter(pk=paper.pk).exists()

    def test_is_the_court_s_and_done_once(self, world: Filed) -> None:
        row = asked(world)
        with pytest.raises(NotYours):
            certified_copies.issue(row, by=acting(world.cast.li, world.matter), at=AT)
        certified_copies.issue(row, by=world.clerk(), at=AT)

        with pytest.raises(OutOfOrder):
            certified_copies.issue(row, by=world.clerk(), at=AT)

    def test_refuses_when_the_original_is_no_longer_the_applicant_s_to_see(
        self, world: Filed
    ) -> None:
        row = asked(world)
        sealing.seal(
            world.paper,
            level="side",
            side=Side.ANSWERING,
            reason="秘密",
            order=ORDER,
            by=world.judge(),
            at=AT,
        )

        with pytest.raises(CannotCertify):
            certified_copies.issue(row, by=world.clerk(), at=AT)

    def test_refuses_when_one_bit_of_the_original_has_changed(self, world: Filed) -> None:
        row = asked(world, world.theirs)
        path = store.path_of(world.theirs.sha256)
        os.chmod(path, 0o600)
        content = bytearray(path.read_bytes())
        content[100] ^= 1
        path.write_bytes(content)

        with pytest.raises(CannotCertify):
            certified_copies.issue(row, by=world.clerk(), at=AT)

        row.refresh_from_db()
        assert (row.state, row.document) == (CopyState.ASKED, None)


class TestRefuseAndWithdraw:
    def test_refusal_has_a_reason_the_applicant_reads(self, world: Filed) -> None:
        row = asked(world)
        with pytest.raises(CopyNeedsWords):
            certified_copies.refuse(row, reason="", by=world.clerk(), at=AT)

        certified_copies.refuse(row, reason="不属于本案卷宗", by=world.clerk(), at=AT)

        row.refresh_from_db()
        assert (row.state, row.reason) == (CopyState.REFUSED, "不属于本案卷宗")

    def test_withdrawing_is_the_party_s_and_lets_it_ask_again(self, world: Filed) -> None:
        row = asked(world)
        with pytest.raises(NotYours):
            certified_copies.withdraw(row, by=world.clerk(), at=AT)

        certified_copies.withdraw(row, by=acting(world.cast.li, world.matter), at=AT)

        assert asked(world).pk != row.pk
