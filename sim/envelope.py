"""The neighbours' own code for the message format; written apart from the court's on purpose."""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from sim.clock import ZONE

VERSION = "1"
WINDOW = timedelta(minutes=5)
TEXTS = (
    *("id", "type", "version", "sender", "receiver", "time", "nonce", "correlation"),
    "body_hash",
)
STATUS = {
    "malformed": 400,
    "unknown-version": 400,
    "unknown-sender": 401,
    "wrong-receiver": 400,
    "wrong-hash": 400,
    "wrong-signature": 401,
    "stale": 401,
    "replayed": 409,
    "id-reused": 409,
    "unknown-type": 404,
    "unavailable": 503,
}


class Rejected(Exception):
    """A message without effect; `reason` is one of STATUS."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True)
class Message:
    """What was received."""

    header: dict[str, str]
    body: dict[str, Any]

    @property
    def sender(self) -> str:
        """Who signed it."""
        return self.header["sender"]

    @property
    def type(self) -> str:
        """What it asks or tells."""
        return self.header["type"]

    @property
    def id(self) -> str:
        """Its name for ever."""
        return self.header["id"]


def canonical(value: Any) -> bytes:
    """Return UTF-8 JSON with sorted keys and no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest(body: dict[str, Any]) -> str:
    """Return the hash of a body as it stands in the header."""
    return "sha256:" + hashlib.sha256(canonical(body)).hexdigest()


def write(
    header: dict[str, str], body: dict[str, Any], *, key: Ed25519PrivateKey, at: datetime
) -> bytes:
    """Return one signed transmission. `header` has id, type, sender, receiver, correlation."""
    whole = {
        **header,
        "version": VERSION,
        "time": at.astimezone(ZONE).isoformat(timespec="milliseconds"),
        "nonce": secrets.token_hex(16),
        "body_hash": digest(body),
    }
    signature = base64.b64encode(key.sign(canonical(whole))).decode()
    return canonical({"header": whole, "body": body, "signature": signature})


def read(raw: bytes, *, receiver: str, keys: dict[str, str], at: datetime) -> Message:
    """Return the message. `keys` are PEM texts by sender.

    :raises Rejected: if it must have no effect; nonce and id are the caller's to check
    """
    document = _parse(raw)
    header = document["header"]
    if header["version"] != VERSION:
        raise Rejected("unknown-version", f"only version {VERSION} is spoken here")
    if header["sender"] not in keys:
        raise Rejected("unknown-sender", "no key of this sender is known")
    if header["receiver"] != receiver:
        raise Rejected("wrong-receiver", "meant for somebody else")
    if header["body_hash"] != digest(document["body"]):
        raise Rejected("wrong-hash", "the body is not what the header says")
    _check_signature(document, keys[header["sender"]])
    if abs(at - _time(header["time"])) > WINDOW:
        raise Rejected("stale", f"sent more than five minutes from {at.isoformat()}")
    return Message(header, document["body"])


def _check_signature(document: dict[str, Any], pem: str) -> None:
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError("keys are Ed25519")
    try:
        signature = base64.b64decode(document["signature"], validate=True)
        key.verify(signature, canonical(document["header"]))
    except (InvalidSignature, binascii.Error) as error:
        raise Rejected("wrong-signature", "not signed by its sender") from error


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(
            raw, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float
        )
        canonical(document)
        header, body, signature = (document[name] for name in ("header", "body", "signature"))
        if not (isinstance(header, dict) and isinstance(body, dict) and isinstance(signature, str)):
            raise TypeError("header and body are objects, signature is text")
        if any(not isinstance(header[name], str) or len(header[name]) > 100 for name in TEXTS):
            raise TypeError("header fields are text, 100 characters at most")
        UUID(header["id"])
        _time(header["time"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Rejected("malformed", str(error)) from error
    return document


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("time has no offset")
    return time.astimezone(UTC)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_float(text: str) -> float:
    raise ValueError(f"{text}: numbers with a point do not travel")
