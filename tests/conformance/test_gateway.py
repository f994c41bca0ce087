"""What every gateway promises: signed, fresh and new; the same id, the same answer."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.conformance.conftest import Gateway
from yunting.lib import canonical, clock, envelope


def refused(response: httpx.Response, status: int, reason: str) -> None:
    """Assert that a message had no effect, and that the sender is told why."""
    assert (response.status_code, response.json()["reason"]) == (status, reason)
    assert response.json()["message"]


class TestAnswer:
    def test_is_signed_and_names_what_it_answers(self, gateway: Gateway) -> None:
        message = gateway.message()

        answer = gateway.ask(message)

        assert answer.sender == gateway.service
        assert answer.correlation == str(message.id)

    def test_is_the_same_for_the_same_id(self, gateway: Gateway) -> None:
        message = gateway.message()

        first, second = gateway.ask(message), gateway.ask(message)

        assert (first.id, first.type, first.body) == (second.id, second.type, second.body)
        assert first.nonce != second.nonce

    def test_is_canonical(self, gateway: Gateway) -> None:
        raw = gateway.post(gateway.sealed(gateway.message())).content

        assert raw == canonical.encode(json.loads(raw))

    def test_comes_for_a_message_with_fields_it_does_not_know(self, gateway: Gateway) -> None:
        body = {**gateway.message().body, "later": {"version": "adds this"}}

        assert gateway.ask(gateway.message(body=body, more={"priority": "high"}))

    def test_comes_for_another_layout_of_the_same_message(self, gateway: Gateway) -> None:
        raw = json.dumps(json.loads(gateway.sealed(gateway.message())), indent=2)

        assert gateway.post(raw.encode()).status_code == 200


class TestRefusal:
    def test_of_a_replayed_transmission(self, gateway: Gateway) -> None:
        raw = gateway.sealed(gateway.message())
        gateway.post(raw)

        refused(gateway.post(raw), 409, "replayed")

    def test_of_an_id_with_another_body(self, gateway: Gateway) -> None:
        message = gateway.message()
        gateway.ask(message)
        other = gateway.message(id=message.id, body={**message.body, "more": "1"})

        refused(gateway.post(gateway.sealed(other)), 409, "id-reused")

    def test_of_a_strangers_signature(self, gateway: Gateway) -> None:
        stranger = Ed25519PrivateKey.generate()
        raw = envelope.seal(gateway.message(), key=stranger, at=clock.machine_now())

        refused(gateway.post(raw), 401, "wrong-signature")

    def test_of_a_sender_it_does_not_know(self, gateway: Gateway) -> None:
        raw = gateway.sealed(gateway.message(sender="nobody"))

        refused(gateway.post(raw), 401, "unknown-sender")

    def test_of_a_message_for_somebody_else(self, gateway: Gateway) -> None:
        document = json.loads(gateway.sealed(gateway.message(receiver="somebody")))

        refused(gateway.post(canonical.encode(document)), 400, "wrong-receiver")

    @pytest.mark.parametrize("minutes", [-6, 6])
    def test_of_a_time_more_than_five_minutes_away(self, gateway: Gateway, minutes: int) -> None:
        at = clock.machine_now() + timedelta(minutes=minutes)

        refused(gateway.post(gateway.sealed(gateway.message(), at=at)), 401, "stale")

    def test_of_a_changed_body(self, gateway: Gateway) -> None:
        document = json.loads(gateway.sealed(gateway.message()))
        document["body"]["more"] = "1"

        refused(gateway.post(canonical.encode(document)), 400, "wrong-hash")

    def test_of_another_version(self, gateway: Gateway) -> None:
        raw = gateway.sealed(gateway.message(version="999"))

        refused(gateway.post(raw), 400, "unknown-version")

    def test_of_a_type_it_does_not_serve(self, gateway: Gateway) -> None:
        raw = gateway.sealed(gateway.message(type="no.such.type"))

        refused(gateway.post(raw), 404, "unknown-type")

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"[]",
            b'{"header":{},"body":{},"signature":""}',
            b'{"header":{},"body":{"a":1.5},"signature":""}',
            b'{"header":{},"body":{"a":1,"a":2},"signature":""}',
        ],
    )
    def test_of_what_is_no_message(self, gateway: Gateway, raw: bytes) -> None:
        refused(gateway.post(raw), 400, "malformed")


class TestDescription:
    def test_is_served(self, gateway: Gateway) -> None:
        found = httpx.get(f"{gateway.url}/openapi.json", timeout=30, trust_env=False).json()

        assert found["openapi"].startswith("3.")
        assert "/{service}/messages" in found["paths"]
