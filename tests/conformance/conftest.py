"""The gateway under test: a real one named by the environment, or the neighbours program.

YUNTING_GATEWAY_URL       its base address; without it the neighbours program is tested
YUNTING_GATEWAY_SENDER    the id it knows us by
YUNTING_GATEWAY_KEYS      a folder with our court.key and its neighbours/<service>.pub
YUNTING_GATEWAY_SERVICES  what it serves, e.g. identity,sms
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from tests.neighbours import Program
from yunting.lib import clock, envelope

HERE = Path(__file__).parent
URL = os.environ.get("YUNTING_GATEWAY_URL", "")
SERVICES = os.environ.get("YUNTING_GATEWAY_SERVICES", "identity,sms,witness,post,payment").split(
    ","
)
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "identity": ("identity.person", {"name": "张澄", "number": "330902198503070006"}),
    "sms": ("sms.send", {"to": "13800000000", "text": "测试", "receipt": "no"}),
    "witness": ("witness.keep", {"format": "unknown"}),
    "post": (
        "post.send",
        {"reference": "0e9d", "to": "李潮", "address": "舟山市定海区测试路1号"},
    ),
    "payment": (
        "payment.order",
        {"reference": "0e9d", "account": "0902202600000017", "amount": "720.00"},
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these tests reach the gateway, and nothing else."""
    host = urlsplit(URL).hostname or "127.0.0.1"
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts([host]))


@dataclass
class Gateway:
    """One service of the gateway, and what is needed to speak to it."""

    service: str
    url: str
    sender: str
    key: Ed25519PrivateKey
    public: Ed25519PublicKey

    def message(self, **changes: Any) -> envelope.Message:
        """Return a question the service understands, with the changes."""
        type_, body = QUESTIONS[self.service]
        told: dict[str, Any] = {
            "id": uuid4(),
            "type": type_,
            "sender": self.sender,
            "receiver": self.service,
            "body": body,
        }
        return envelope.Message(**told | changes)

    def sealed(self, message: envelope.Message, *, at: Any = None) -> bytes:
        """Return a transmission of the message, signed by us."""
        return envelope.seal(message, key=self.key, at=at or clock.machine_now())

    def post(self, raw: bytes) -> httpx.Response:
        """Send bytes to the service."""
        headers = {"Content-Type": "application/json"}
        address = f"{self.url}/{self.service}/messages"
        return httpx.post(address, content=raw, headers=headers, timeout=30, trust_env=False)

    def ask(self, message: envelope.Message) -> envelope.Message:
        """Send a message and return the verified answer."""
        response = self.post(self.sealed(message))
        assert response.status_code == 200, response.text
        return envelope.verify(
            response.content,
            receiver=self.sender,
            keys={self.service: self.public},
            at=clock.machine_now(),
        )


@pytest.fixture(params=SERVICES)
def gateway(request: pytest.FixtureRequest) -> Gateway:
    """Return the gateway under test, once for each of its services."""
    service: str = request.param
    if URL:
        return _named(service, Path(os.environ["YUNTING_GATEWAY_KEYS"]))
    program: Program = request.getfixturevalue("neighbours_program")
    return _introduced(service, program)


def _named(service: str, folder: Path) -> Gateway:
    key = load_pem_private_key((folder / "court.key").read_bytes(), password=None)
    public = load_pem_public_key((folder / "neighbours" / f"{service}.pub").read_bytes())
    assert isinstance(key, Ed25519PrivateKey)
    assert isinstance(public, Ed25519PublicKey)
    return Gateway(service, URL, os.environ["YUNTING_GATEWAY_SENDER"], key, public)


def _introduced(service: str, program: Program) -> Gateway:
    program.good()
    key = Ed25519PrivateKey.generate()
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    court = {"id": "浙0902", "public_key": pem.decode(), "callback": "http://127.0.0.1:9/none"}
    told = program.post("/admin/courts", court)["keys"][service]
    public = load_pem_public_key(told.encode())
    assert isinstance(public, Ed25519PublicKey)
    return Gateway(service, program.url, "浙0902", key, public)
