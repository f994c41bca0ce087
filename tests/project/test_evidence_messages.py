"""What the parties are told of evidence, and where they find what to do; over the pages."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import Cast, on_stage
from tests.filing.defence_stage import BO, Stage, linked, registered
from tests.filing.evidence_stage import exchanged
from yunting.core import handoffs
from yunting.core.messages import messages_of
from yunting.core.models import Account, HandOff, Message
from yunting.filing.models import Evidence

pytestmark = pytest.mark.django_db
DUE = "2031年3月20日"


def pages_of(account: Account) -> Client:
    client = Client()
    (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
    return client


def told(account: Account) -> list[str]:
    """Carry what follows from acts and return the titles somebody reads, the newest first."""
    handoffs.carry_all()
    left = HandOff.objects.filter(done_at__isnull=True)
    assert not left.exists(), [row.error for row in left]
    return [message.title for message in messages_of(account)]


@pytest.fixture
def stage() -> Stage:
    return registered(on_stage())


@pytest.fixture
def cast(stage: Stage) -> Cast:
    return stage.cast


@pytest.fixture
def item(stage: Stage, cast: Cast) -> Evidence:
    return exchanged(stage, cast.zhang)


def ask(judge: Account, item: Evidence) -> None:
    asked = {"reason": "unclear", "note": "第二页看不清。", "due_on": "20310320"}
    assert pages_of(judge).post(f"/evidence/{item.pk}/original/", asked).status_code == 303


@pytest.mark.feature("T13")
class TestOriginal:
    def test_that_is_asked_for_is_told_to_its_party_alone_with_reason_and_day(
        self, stage: Stage, cast: Cast, item: Evidence
    ) -> None:
        other = linked(stage, BO)

        ask(cast.wang, item)

        assert "请提交证据原件" in told(cast.zhang)
        text = messages_of(cast.zhang).get(title="请提交证据原件").text
        assert DUE in text
        assert "内容不完整、不清晰，格式不符合要求" in text
        assert "请提交证据原件" not in told(other)

    def test_that_is_asked_for_is_the_party_s_next_step_and_not_the_other_s(
        self, stage: Stage, cast: Cast, item: Evidence
    ) -> None:
        other = pages_of(linked(stage, BO))
        ask(cast.wang, item)
        own = pages_of(cast.zhang)

        case = own.get(f"/matters/{item.matter.code}/").content.decode()
        sheet = own.get(f"/matters/{item.matter.code}/evidence/").content.decode()
        page = own.get(f"/evidence/{item.pk}/").content.decode()

        assert f'href="/evidence/{item.pk}/"' in case
        assert "有 1 项证据要提交原件" in sheet
        assert "请提交原件" in page
        assert DUE in page
        assert (
            f'href="/evidence/{item.pk}/"'
            not in other.get(f"/matters/{item.matter.code}/").content.decode()
        )
        assert "请提交原件" not in other.get(f"/evidence/{item.pk}/").content.decode()

    def test_that_was_compared_is_told_to_everybody_and_leaves_nothing_to_do(
        self, stage: Stage, cast: Cast, item: Evidence
    ) -> None:
        other = linked(stage, BO)
        ask(cast.wang, item)
        told(cast.zhang)

        noted = {"result": "compared", "how": "in-person", "finding": "逐页一致。"}
        pages_of(cast.wang).post(f"/evidence/{item.pk}/compare/", noted)

        for who in (cast.zhang, other):
            assert "证据原件的核对结果" in told(who)
        page = pages_of(cast.zhang).get(f"/evidence/{item.pk}/").content.decode()
        assert "请提交原件" not in page

    def test_says_nothing_of_it_by_text(self, cast: Cast, item: Evidence) -> None:
        ask(cast.wang, item)
        told(cast.zhang)

        sent = Message.objects.get(title="请提交证据原件").sms
        assert sent is not None
        words = bytes(sent.body).decode()
        assert "有新消息" in words
        assert "原件" not in words


class TestExchange:
    def test_is_told_to_the_other_side_and_not_to_whose_it_is(
        self, stage: Stage, cast: Cast
    ) -> None:
        other = linked(stage, BO)

        exchanged(stage, cast.zhang)

        assert "请对证据发表意见" in told(other)
        assert "请对证据发表意见" not in told(cast.zhang)
