"""Sealed from the public or from a side: not there for them, whole for the court, and undone."""

import pytest

from tests.cast import AT, acting
from tests.core.filed import DRAWING, ORDER, REASON, Filed, filed
from yunting.core import agenda, events, live, messages, sealing, tasks
from yunting.core.actor import Actor
from yunting.core.audience import is_sealed_from_the_public
from yunting.core.events import sentence_of, values_of
from yunting.core.idempotency import AlreadyDone
from yunting.core.models import (
    Account,
    Case,
    Deadline,
    Document,
    Event,
    File,
    Matter,
    Message,
    Restriction,
    RestrictionState,
    Side,
    Withheld,
)
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.sealing import AlreadySealed, NoSuchSide, SealingNeedsOrder
from yunting.filing.models import Filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


@pytest.fixture
def world() -> Filed:
    return filed()


def hidden_from(
    world: Filed, item: Document | File | Matter, side: Side, by: Actor | None = None
) -> Restriction:
    return sealing.seal(
        item,
        level="side",
        side=side,
        reason=REASON,
        order=ORDER,
        by=by or world.judge(),
        at=AT,
    )


def from_public(world: Filed, item: Document | File | Matter) -> Restriction:
    by = world.judge()
    return sealing.seal(item, level="public", reason=REASON, order=ORDER, by=by, at=AT)


def sees(account: Account, item: Document | File) -> bool:
    return type(item).objects.visible_to(account).filter(pk=item.pk).exists()


def told(world: Filed, account: Account) -> str:
    known = events.history(world.matter, actor=acting(account, world.matter))
    return "\n".join(sentence_of(event) for event in known)


class TestSealFromASide:
    @pytest.mark.parametrize("name", ["paper", "ours"])
    def test_takes_it_from_that_side_and_from_nobody_else(self, world: Filed, name: str) -> None:
        item = getattr(world, name)
        assert sees(world.cast.li, item)

        hidden_from(world, item, Side.ANSWERING)

        assert not sees(world.cast.li, item)
        assert sees(world.cast.zhang, item)
        assert sees(world.cast.wang, item)
        assert sees(world.cast.sun, item)

    def test_leaves_no_word_of_it_in_that_side_s_history(self, world: Filed) -> None:
        hidden_from(world, world.ours, Side.ANSWERING)

        assert DRAWING not in told(world, world.cast.li)
        assert DRAWING in told(world, world.cast.zhang)
        assert ORDER in told(world, world.cast.wang)
        about = Event.objects.filter(about_kind="core.File", about_id=world.ours.pk)
        assert about.filter(kind="core.sealed-off").exists()

    def test_tells_live_viewers_of_that_side_nothing(self, world: Filed) -> None:
        before = live.state_for(world.matter, acting(world.cast.li, world.matter))

        hidden_from(world, world.ours, Side.ANSWERING)

        after = live.state_for(world.matter, acting(world.cast.li, world.matter))
        assert before == after
        assert live.state_for(world.matter, world.judge()) != before

    def test_takes_back_the_message_about_it(self, world: Filed) -> None:
        news = messages.Template(title="新的材料", text=f"对方提交了{DRAWING}。")
        about = Event.objects.filter(about_kind="core.File", about_id=world.ours.pk).first()
        assert about is not None
        assert world.cast.li.person is not None
        messages.tell(world.cast.li.person, news, matter=world.matter, event=about, at=AT)

        hidden_from(world, world.ours, Side.ANSWERING)

        assert not messages.messages_of(world.cast.li).exists()
        assert Message.objects.exists()

    def test_is_from_the_public_as_well(self, world: Filed) -> None:
        hidden_from(world, world.paper, Side.ANSWERING)

        assert is_sealed_from_the_public(world.paper, matter=world.matter)

    def test_keeps_reason_order_and_hand(self, world: Filed) -> None:
        row = hidden_from(world, world.ours, Side.ANSWERING)

        event = Event.objects.get(kind="core.sealed-off")
        assert (row.reason, row.order, row.account) == (REASON, ORDER, world.cast.wang)
        assert values_of(event)["order"] == ORDER
        assert REASON.encode() not in bytes(event.body)
        assert event.role == "judge"

    def test_removes_nothing(self, world: Filed) -> None:
        hidden_from(world, world.ours, Side.ANSWERING)

        world.ours.refresh_from_db()
        assert events.values_of(Event.objects.filter(kind="core.file-received")[0])["name"] == (
            f"{DRAWING}.pdf"
        )

    def test_of_one_side_s_own_file_stays_unknown_to_the_other(self, world: Filed) -> None:
        from_public(world, world.private)

        assert world.private.name not in told(world, world.cast.zhang)
        assert world.private.name in told(world, world.cast.li)


class TestSealAMatter:
    def test_shuts_every_door_of_it_to_that_side(self, world: Filed) -> None:
        li = world.cast.li
        assert Matter.objects.visible_to(li).filter(pk=world.matter.pk).exists()

        hidden_from(world, world.matter, Side.ANSWERING)

        shut: tuple[type[Matter | Case | Deadline | Document | File | Filing], ...] = (
            Matter,
            Case,
            Deadline,
            Document,
            File,
            Filing,
        )
        for model in shut:
            assert not model._default_manager.visible_to(li).exists(), model
        assert not events.history(world.matter, actor=acting(li, world.matter)).exists()
        assert not agenda.of_matter(world.matter, account=li)
        assert not tasks.tasks_of(li)
        assert not tasks.own_deadlines(li)
        assert not messages.messages_of(li).filter(matter=world.matter).exists()
        assert acting(li, world.matter).side == Side.NONE

    def test_leaves_the_other_side_and_the_court_as_they_were(self, world: Filed) -> None:
        before = told(world, world.cast.zhang)

        hidden_from(world, world.matter, Side.ANSWERING)

        assert told(world, world.cast.zhang).startswith(before)
        assert Matter.objects.visible_to(world.cast.sun).filter(pk=world.matter.pk).exists()
        assert Case.objects.visible_to(world.cast.wang).filter(pk=world.case.pk).exists()

    def test_ends_what_a_viewer_still_hears(self, world: Filed) -> None:
        watching = acting(world.cast.li, world.matter)

        hidden_from(world, world.matter, Side.ANSWERING)

        assert live.state_for(world.matter, watching) is None

    def test_from_the_public_leaves_the_parties_alone(self, world: Filed) -> None:
        from_public(world, world.matter)

        assert Matter.objects.visible_to(world.cast.li).filter(pk=world.matter.pk).exists()
        assert is_sealed_from_the_public(world.paper, matter=world.matter)
        assert is_sealed_from_the_public(world.ours, matter=world.matter)


class TestRefusals:
    @pytest.mark.parametrize("who", ["zhang", "li", "sun"])
    def test_is_not_for_parties_or_clerks(self, world: Filed, who: str) -> None:
        by = acting(getattr(world.cast, who), world.matter)

        with pytest.raises(NotYours):
            hidden_from(world, world.ours, Side.ANSWERING, by)

        assert not Withheld.objects.exists()
        assert not Restriction.objects.exists()

    @pytest.mark.parametrize(("reason", "order"), [("", ORDER), (REASON, " ")])
    def test_needs_reason_and_order(self, world: Filed, reason: str, order: str) -> None:
        with pytest.raises(SealingNeedsOrder):
            sealing.seal(
                world.ours, level="public", reason=reason, order=order, by=world.judge(), at=AT
            )

    @pytest.mark.parametrize(
        ("level", "side"),
        [("side", ""), ("side", "none"), ("public", "claiming"), ("nobody", "")],
    )
    def test_needs_a_side_that_goes_with_the_level(
        self, world: Filed, level: str, side: str
    ) -> None:
        with pytest.raises(NoSuchSide):
            sealing.seal(
                world.ours,
                level=level,
                side=side,
                reason=REASON,
                order=ORDER,
                by=world.judge(),
                at=AT,
            )

    def test_is_made_once(self, world: Filed) -> None:
        hidden_from(world, world.ours, Side.ANSWERING)

        with pytest.raises(AlreadySealed):
            hidden_from(world, world.ours, Side.ANSWERING)

        assert Restriction.objects.count() == 1

    def test_sent_twice_is_done_once(self, world: Filed) -> None:
        hidden_from(world, world.ours, Side.ANSWERING, world.judge("k"))

        with pytest.raises(AlreadyDone):
            hidden_from(world, world.ours, Side.ANSWERING, world.judge("k"))


class TestUnseal:
    def test_gives_back_what_was_kept(self, world: Filed) -> None:
        row = hidden_from(world, world.ours, Side.ANSWERING)

        sealing.unseal(row, reason="秘密已公开", order=ORDER, by=world.judge(), at=AT)

        row.refresh_from_db()
        assert row.state == RestrictionState.LIFTED
        assert row.lifted_by == world.cast.wang
        assert sees(world.cast.li, world.ours)
        assert "封存" in told(world, world.cast.li)
        assert "解除封存" in told(world, world.cast.li)
        assert not Withheld.objects.exists()

    def test_leaves_what_else_keeps_it(self, world: Filed) -> None:
        one = hidden_from(world, world.ours, Side.ANSWERING)
        from_public(world, world.ours)

        sealing.unseal(one, reason="秘密已公开", order=ORDER, by=world.judge(), at=AT)

        assert sees(world.cast.li, world.ours)
        assert is_sealed_from_the_public(world.ours, matter=world.matter)

    def test_is_done_once(self, world: Filed) -> None:
        row = from_public(world, world.ours)
        sealing.unseal(row, reason="一", order=ORDER, by=world.judge(), at=AT)

        with pytest.raises(OutOfOrder):
            sealing.unseal(row, reason="二", order=ORDER, by=world.judge(), at=AT)

    def test_needs_order_and_a_judge(self, world: Filed) -> None:
        row = from_public(world, world.ours)

        with pytest.raises(SealingNeedsOrder):
            sealing.unseal(row, reason="一", order="", by=world.judge(), at=AT)
        with pytest.raises(NotYours):
            sealing.unseal(row, reason="一", order=ORDER, by=world.clerk(), at=AT)
        assert Withheld.objects.exists()

    def test_lets_it_be_sealed_again(self, world: Filed) -> None:
        row = hidden_from(world, world.ours, Side.ANSWERING)
        sealing.unseal(row, reason="一", order=ORDER, by=world.judge(), at=AT)

        hidden_from(world, world.ours, Side.ANSWERING)

        assert not sees(world.cast.li, world.ours)


class TestEffects:
    def test_name_who_no_longer_sees_it(self, world: Filed) -> None:
        told = "".join(sealing.effects(world.ours, level="side", side="answering"))

        assert "李潮" in told
        assert "已封存" in told
        assert not Restriction.objects.exists()
