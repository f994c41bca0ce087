"""What the parties are told of the defendant's side: by page enough, by text nearly nothing."""

from datetime import date

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.defence_stage import (
    BO,
    JIAO,
    answered,
    associated,
    comes,
    linked,
    registered,
    suing,
)
from tests.filing.defence_states import SUBJECTS, dismissed, raised, wished
from yunting.core import handoffs
from yunting.core.actor import Actor
from yunting.core.messages import messages_of
from yunting.core.models import Account, HandOff, Message
from yunting.filing.models import Association, AssociationState, ExtensionState
from yunting.filing.services import association, defence

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


def told(account: Account) -> list[str]:
    """Carry what follows from acts and return the titles somebody reads, the newest first."""
    handoffs.carry_all()
    left = HandOff.objects.filter(done_at__isnull=True)
    assert not left.exists(), [row.error for row in left]
    return [message.title for message in messages_of(account)]


class TestAssociation:
    def test_tells_who_asked_what_became_of_it_with_the_reason(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO)
        sun = acting(cast.sun, stage.case.matter)
        associated(stage, bo)
        association.reject(Association.objects.get(), reason="住址不符。", by=sun, at=AT)
        assert told(bo) == ["未予确认关联"]
        assert "住址不符。" in Message.objects.get(to=bo.person).text

        associated(stage, bo)
        held = Association.objects.get(state=AssociationState.ASKED)
        association.confirm(held, by=sun, at=AT)

        assert "关联案件成功" in told(bo)


class TestAnswer:
    def test_period_is_told_to_that_defendant_alone_with_its_last_day(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, jiao = linked(stage, BO), linked(stage, JIAO)

        defence.begin_answer_period(stage.party(BO), on=date(2026, 3, 4), by=Actor.court(), at=AT)

        assert told(bo) == ["请您答辩"]
        assert "请您答辩" not in told(jiao)
        text = messages_of(bo)[0].text
        assert "最后一日是2026年3月19日" in text

    def test_is_told_to_the_others_and_not_to_its_sender(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        jiao = linked(stage, JIAO)
        bo, _ = answered(stage, BO)

        assert "对方已经答辩" in told(cast.zhang)
        assert told(jiao) == ["对方已经答辩"]
        assert told(bo) == []

    def test_says_nothing_of_it_by_text(self, cast: Cast) -> None:
        stage = registered(cast)
        answered(stage)
        told(cast.zhang)

        sent = Message.objects.filter(title="对方已经答辩").get().sms
        assert sent is not None
        text = bytes(sent.body).decode()
        assert "有新消息" in text
        assert "答辩" not in text
        assert BO not in text


class TestObjection:
    def test_is_told_to_the_other_side(self, cast: Cast) -> None:
        held = raised(cast)

        assert "有人提出管辖权异议" in told(cast.zhang)
        assert told(held.participation.person.account) == []

    def test_that_was_ruled_on_is_told_to_every_party(self, cast: Cast) -> None:
        held = dismissed(cast)

        for account in (cast.zhang, held.participation.person.account):
            assert "管辖权异议已经裁定" in told(account)


class TestExtension:
    @pytest.mark.parametrize(
        ("state", "title", "is_for_all"),
        [
            (ExtensionState.GRANTED, "期限已经延长", True),
            (ExtensionState.REFUSED, "不准许延长期限", False),
        ],
    )
    def test_given_is_told_to_all_and_refused_to_who_asked(
        self, cast: Cast, state: str, title: str, is_for_all: bool
    ) -> None:
        held = SUBJECTS["filing.ExtensionRequest"][state](cast)

        assert title in told(held.participation.person.account)
        assert (title in told(cast.zhang)) is is_for_all

    def test_asked_for_tells_nobody(self, cast: Cast) -> None:
        wished(cast)

        assert "立案通知" in told(cast.zhang)
        assert not [title for title in told(cast.zhang) if "期限" in title]
