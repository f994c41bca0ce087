"""The format of signed messages: what is believed, and every reason for not believing."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from yunting.lib import canonical, envelope
from yunting.lib.envelope import Message, Reason, Rejected

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BANK = Ed25519PrivateKey.from_private_bytes(b"b" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
KEYS = {"bank": BANK.public_key()}
MESSAGE = Message(
    id=UUID("11111111-1111-4111-8111-111111111111"),
    type="account.balance",
    sender="bank",
    receiver="浙0902",
    body={"amount": "100.00", "owner": "张澄"},
)


def sealed(message: Message = MESSAGE, key: Ed25519PrivateKey = BANK) -> bytes:
    return envelope.seal(message, key=key, at=AT)


def verify(raw: bytes, at: datetime = AT) -> Message:
    return envelope.verify(raw, receiver="浙0902", keys=KEYS, at=at)


def changed(change: Callable[[dict[str, Any]], object], *, sign: bool = False) -> bytes:
    document = json.loads(sealed())
    change(document)
    if sign:
        signature = BANK.sign(canonical.encode(document["header"]))
        document["signature"] = base64.b64encode(signature).decode()
    return canonical.encode(document)


def reason_of(raw: bytes, at: datetime = AT) -> Reason:
    with pytest.raises(Rejected) as rejected:
        verify(raw, at)
    return rejected.value.reason


class TestSeal:
    def test_what_is_sealed_is_verified(self) -> None:
        message = verify(sealed())

        assert message.body == MESSAGE.body
        assert message.id == MESSAGE.id
        assert message.time == AT

    def test_writes_the_time_of_the_court(self) -> None:
        assert json.loads(sealed())["header"]["time"] == "2026-03-02T09:30:00.000+08:00"

    def test_is_canonical(self) -> None:
        raw = sealed()

        assert raw == canonical.encode(json.loads(raw))
        assert "张澄".encode() in raw
        assert b": " not in raw

    def test_sent_again_it_keeps_its_id_and_changes_its_nonce(self) -> None:
        first, second = verify(sealed()), verify(sealed())

        assert first.id == second.id
        assert first.nonce != second.nonce

    def test_refuses_a_float(self) -> None:
        with pytest.raises(TypeError, match="float"):
            canonical.encode({"amount": 1.5})

    @given(
        st.dictionaries(
            st.text(max_size=10),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
                lambda inner: st.lists(inner, max_size=3),
                max_leaves=5,
            ),
            max_size=5,
        )
    )
    def test_carries_any_body_unchanged(self, body: dict[str, Any]) -> None:
        message = Message(MESSAGE.id, "any", "bank", "浙0902", body)

        assert verify(sealed(message)).body == body


class TestVerify:
    def test_keeps_fields_it_does_not_know(self) -> None:
        raw = changed(lambda d: d["header"].update(priority="high"), sign=True)

        assert verify(raw).more == {"priority": "high"}

    def test_accepts_another_layout_of_the_same_message(self) -> None:
        assert verify(json.dumps(json.loads(sealed()), indent=2).encode()).id == MESSAGE.id

    def test_accepts_five_minutes_and_not_more(self) -> None:
        border = timedelta(minutes=5)
        beyond = border + timedelta(milliseconds=1)

        assert verify(sealed(), AT + border)
        assert verify(sealed(), AT - border)
        assert reason_of(sealed(), AT + beyond) == Reason.STALE
        assert reason_of(sealed(), AT - beyond) == Reason.STALE

    def test_refuses_an_unknown_sender(self) -> None:
        raw = changed(lambda d: d["header"].update(sender="somebody"))

        assert reason_of(raw) == Reason.UNKNOWN_SENDER

    def test_refuses_another_version(self) -> None:
        raw = changed(lambda d: d["header"].update(version="2"), sign=True)

        assert reason_of(raw) == Reason.UNKNOWN_VERSION

    def test_refuses_what_is_for_somebody_else(self) -> None:
        raw = changed(lambda d: d["header"].update(receiver="浙0901"), sign=True)

        assert reason_of(raw) == Reason.WRONG_RECEIVER

    def test_refuses_a_changed_body(self) -> None:
        raw = changed(lambda d: d["body"].update(amount="900.00"))

        assert reason_of(raw) == Reason.WRONG_HASH

    def test_refuses_a_body_changed_together_with_its_hash(self) -> None:
        def change(document: dict[str, Any]) -> None:
            document["body"]["amount"] = "900.00"
            document["header"]["body_hash"] = envelope.hash_of(document["body"])

        assert reason_of(changed(change)) == Reason.WRONG_SIGNATURE

    def test_refuses_a_strangers_signature(self) -> None:
        assert reason_of(sealed(key=STRANGER)) == Reason.WRONG_SIGNATURE

    def test_refuses_a_signature_that_is_none(self) -> None:
        assert reason_of(changed(lambda d: d.update(signature="?"))) == Reason.WRONG_SIGNATURE

    @pytest.mark.parametrize("name", ["id", "time", "nonce", "sender", "body_hash", "correlation"])
    def test_refuses_a_header_with_a_field_missing(self, name: str) -> None:
        assert reason_of(changed(lambda d: d["header"].pop(name))) == Reason.MALFORMED

    @pytest.mark.parametrize(
        "change",
        [
            {"id": "1"},
            {"time": "yesterday"},
            {"time": "2026-03-02T09:30:00"},
            {"nonce": "n" * 101},
            {"type": 7},
        ],
    )
    def test_refuses_a_header_that_makes_no_sense(self, change: dict[str, Any]) -> None:
        raw = changed(lambda d: d["header"].update(change), sign=True)

        assert reason_of(raw) == Reason.MALFORMED

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"[]",
            b"{}",
            b"\xff\xfe",
            b'{"header":{},"body":[],"signature":""}',
            b'{"header":{},"body":{"a":1,"a":2},"signature":""}',
            b'{"header":{},"body":{"a":1.5},"signature":""}',
            b'{"header":{},"body":{"a":NaN},"signature":""}',
            b'{"header":{},"body":{"a":"\\ud800"},"signature":""}',
            b'{"a":' * 100_000,
        ],
    )
    def test_refuses_what_is_no_message(self, raw: bytes) -> None:
        assert reason_of(raw[:1_000_000]) == Reason.MALFORMED

    def test_says_who_it_claimed_to_be(self) -> None:
        with pytest.raises(Rejected) as rejected:
            verify(sealed(key=STRANGER))

        assert rejected.value.sender == "bank"


class TestAnswer:
    def test_goes_back_and_names_what_it_answers(self) -> None:
        answer = MESSAGE.answer("account.balance.answer", {"ok": True})

        assert (answer.sender, answer.receiver) == ("浙0902", "bank")
        assert answer.correlation == str(MESSAGE.id)
