"""Messages to people: a text that says nothing but where to look, and a code anyone may check."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.cast import Cast, on_stage
from yunting.core import messages
from yunting.core.callbacks import take
from yunting.core.models import Delivery, Matter, Message, OutboxMessage
from yunting.lib import codes, envelope

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
RETURNED = messages.Template(title="补正通知", text="您的起诉材料有{count}处需要补正。")
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Settings, tmp_path: Path) -> Cast:
    settings.HOME = tmp_path
    settings.PUBLIC_URL = "https://court.example"
    return on_stage()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return Matter.objects.create(court=cast.court, code="YT2026ABCD7788", opened_at=AT)


def tell(cast: Cast, matter: Matter) -> Message:
    assert cast.zhang.person is not None
    return messages.tell(cast.zhang.person, RETURNED, matter=matter, at=AT, count="2")


def text_of(message: Message) -> str:
    assert message.sms is not None
    return str(json.loads(bytes(message.sms.body))["text"])


def receipt(message: Message, status: str) -> None:
    assert message.sms is not None
    body: dict[str, Any] = {"status": status, "reason": "", "at": AT.isoformat()}
    told = envelope.Message(
        id=UUID(int=1),
        type="sms.receipt",
        sender="sms",
        receiver="浙0902",
        body=body,
        correlation=str(message.sms.message_id),
    )
    take(told, at=AT)
    message.refresh_from_db()


class TestTell:
    def test_puts_it_on_the_persons_page(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)

        assert list(messages.messages_of(cast.zhang)) == [message]
        assert message.text == "您的起诉材料有2处需要补正。"

    def test_shows_it_to_nobody_else(self, cast: Cast, matter: Matter) -> None:
        tell(cast, matter)

        assert not messages.messages_of(cast.li).exists()

    @pytest.mark.feature("S27")
    def test_the_text_says_case_tail_code_and_address_and_nothing_of_the_matter(
        self, cast: Cast, matter: Matter
    ) -> None:
        message = tell(cast, matter)

        assert text_of(message) == (
            "【舟山市定海区人民法院】您的案件（尾号7788）有新消息。"
            f"查验码{message.code}，查验网址https://court.example/c/{message.code}。"
            "法院不会通过短信要求转账或提供密码。"
        )

    def test_a_person_without_a_phone_finds_it_later(self, cast: Cast, matter: Matter) -> None:
        assert cast.wang.person is not None

        message = messages.tell(cast.wang.person, RETURNED, matter=matter, at=AT, count="1")

        assert message.delivery == Delivery.NONE
        assert not OutboxMessage.objects.exists()

    def test_the_receipt_says_what_became_of_the_text(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)
        assert message.delivery == Delivery.QUEUED

        receipt(message, "delivered")

        assert message.delivery == Delivery.DELIVERED

    def test_a_text_that_did_not_arrive_is_seen(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)

        receipt(message, "failed")

        assert message.delivery == Delivery.FAILED

    def test_notes_the_first_reading_only(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)

        messages.mark_read(message, at=AT)
        messages.mark_read(message, at=AT + timedelta(hours=1))

        message.refresh_from_db()
        assert message.read_at == AT


class TestNotePhone:
    def test_a_code_sent_to_a_phone_can_be_checked_and_is_kept_nowhere(self, cast: Cast) -> None:
        message = messages.note_phone("13800000009", "登录验证码", court=cast.court, at=AT)

        found = messages.message_by_code(message.code)
        assert found is not None
        assert found.title == "登录验证码"
        assert message.code in messages.check_line(message)
        assert not OutboxMessage.objects.exists()

    def test_appears_on_nobodys_page(self, cast: Cast) -> None:
        messages.note_phone("13800000001", "登录验证码", court=cast.court, at=AT)

        assert not messages.messages_of(cast.zhang).exists()
        assert not messages.messages_of(cast.zhao).exists()


class TestMessageByCode:
    @pytest.mark.feature("S27")
    def test_says_what_kind_when_and_from_which_court(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)

        found = messages.message_by_code(message.code)

        assert found == messages.Checked("补正通知", "舟山市定海区人民法院", AT, matter)

    def test_forgives_how_it_was_typed(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)
        typed = f" {message.code.replace('-', ' - ').lower()} "

        assert messages.message_by_code(typed) is not None

    def test_knows_nothing_of_a_code_never_given(self, cast: Cast) -> None:
        assert messages.message_by_code(codes.make(lambda below: 0)) is None

    def test_says_when_a_code_was_copied_wrong(self, cast: Cast, matter: Matter) -> None:
        message = tell(cast, matter)
        wrong = ("2" if message.code[0] != "2" else "3") + message.code[1:]

        with pytest.raises(codes.BadCode):
            messages.message_by_code(wrong)
