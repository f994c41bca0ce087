"""Signed messages between systems: header, body, hash of the body, signature.

    {"header": {"id", "type", "version", "sender", "receiver", "time", "nonce", "correlation",
                "body_hash"},
     "body": {…},
     "signature": "base64 of Ed25519 over the canonical header"}

Canonical JSON is UTF-8, keys sorted, no spaces, and no floats: amounts travel as text. The id names
the message for ever; time and nonce belong to one transmission of it, so a message sent again
keeps its id and is signed anew. Fields the receiver does not know are kept.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NoReturn
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yunting.lib.canonical import encode
from yunting.lib.clock import ZONE

VERSION = "1"
WINDOW = timedelta(minutes=5)
LONGEST = 100
_NAMES = ("id", "type", "version", "sender", "receiver", "time", "nonce", "correlation")
_OWN = frozenset({*_NAMES, "body_hash"})


class Reason(StrEnum):
    """Why a message is rejected: stable codes, the same on both sides."""

    MALFORMED = "malformed"
    UNKNOWN_VERSION = "unknown-version"
    UNKNOWN_SENDER = "unknown-sender"
    WRONG_RECEIVER = "wrong-receiver"
    WRONG_HASH = "wrong-hash"
    WRONG_SIGNATURE = "wrong-signature"
    STALE = "stale"
    REPLAYED = "replayed"
    ID_REUSED = "id-reused"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_CORRELATION = "unknown-correlation"


class Rejected(Exception):
    """A message that must have no effect. `sender` is what it claimed, not who sent it."""

    def __init__(self, reason: Reason, message: str, *, sender: str = "") -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message
        self.sender = sender


@dataclass(frozen=True, slots=True)
class Message:
    """A message apart from its transmissions. `more` holds header fields we do not know."""

    id: UUID
    type: str
    sender: str
    receiver: str
    body: Mapping[str, Any]
    correlation: str = ""
    version: str = VERSION
    nonce: str = ""
    time: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def body_hash(self) -> str:
        """The hash that stands in the header."""
        return hash_of(self.body)

    def answer(self, type: str, body: Mapping[str, Any], *, id: UUID | None = None) -> Message:
        """Return the answer to this message, correlated with it."""
        return Message(
            id=id or uuid4(),
            type=type,
            sender=self.receiver,
            receiver=self.sender,
            body=body,
            correlation=str(self.id),
        )


def decode(raw: bytes) -> dict[str, Any]:
    """Return the object that canonical JSON stands for.

    :raises ValueError: if it is not an object, names something twice or holds a float
    """
    found = json.loads(
        raw, object_pairs_hook=_each_once, parse_float=_no_float, parse_constant=_no_float
    )
    if not isinstance(found, dict):
        raise ValueError("an object is expected")
    encode(found)
    return found


def hash_of(body: Mapping[str, Any]) -> str:
    """Return `sha256:` and the hex digest of the canonical body."""
    return "sha256:" + hashlib.sha256(encode(body)).hexdigest()


def seal(message: Message, *, key: Ed25519PrivateKey, at: datetime) -> bytes:
    """Return one transmission of the message: stamped, with a nonce of its own, signed."""
    header = {
        **message.more,
        "id": str(message.id),
        "type": message.type,
        "version": message.version,
        "sender": message.sender,
        "receiver": message.receiver,
        "time": at.astimezone(ZONE).isoformat(timespec="milliseconds"),
        "nonce": secrets.token_hex(16),
        "correlation": message.correlation,
        "body_hash": message.body_hash,
    }
    signature = base64.b64encode(key.sign(encode(header))).decode()
    return encode({"header": header, "body": dict(message.body), "signature": signature})


def verify(
    raw: bytes, *, receiver: str, keys: Mapping[str, Ed25519PublicKey], at: datetime
) -> Message:
    """Return the message if it is well formed, fresh and from a sender we know.

    Whether its nonce or id was seen before is for the caller, who keeps them.

    :raises Rejected: with the reason, checked in the order of `Reason`
    """
    document = _parse(raw)
    header, body = document["header"], document["body"]
    sender = header["sender"]

    def reject(reason: Reason, message: str) -> NoReturn:
        raise Rejected(reason, message, sender=sender)

    if header["version"] != VERSION:
        reject(Reason.UNKNOWN_VERSION, f"only version {VERSION} is spoken here")
    if sender not in keys:
        reject(Reason.UNKNOWN_SENDER, "no key of this sender is known")
    if header["receiver"] != receiver:
        reject(Reason.WRONG_RECEIVER, "meant for somebody else")
    if header["body_hash"] != hash_of(body):
        reject(Reason.WRONG_HASH, "the body is not what the header says")
    if not _is_signed(document, keys[sender]):
        reject(Reason.WRONG_SIGNATURE, "not signed by its sender")
    time = _time(header)
    if abs(at - time) > WINDOW:
        reject(Reason.STALE, "sent more than five minutes from now")
    return Message(
        id=_id(header),
        type=header["type"],
        sender=sender,
        receiver=receiver,
        body=body,
        correlation=header["correlation"],
        nonce=header["nonce"],
        time=time,
        more={name: value for name, value in header.items() if name not in _OWN},
    )


def _is_signed(document: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    try:
        signature = base64.b64decode(document["signature"], validate=True)
        key.verify(signature, encode(document["header"]))
    except (InvalidSignature, binascii.Error):
        return False
    return True


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        document = decode(raw)
    except (ValueError, RecursionError) as error:
        raise Rejected(Reason.MALFORMED, str(error)) from error
    header = document.get("header")
    if not isinstance(header, dict) or not isinstance(document.get("body"), dict):
        raise Rejected(Reason.MALFORMED, "header and body must be objects")
    for name in sorted(_OWN):
        if not isinstance(header.get(name), str) or len(header[name]) > LONGEST:
            raise Rejected(Reason.MALFORMED, f"header.{name} must be text, {LONGEST} at most")
    if not isinstance(document.get("signature"), str):
        raise Rejected(Reason.MALFORMED, "signature must be text", sender=header["sender"])
    return document


def _time(header: Mapping[str, str]) -> datetime:
    try:
        time = datetime.fromisoformat(header["time"])
    except ValueError as error:
        raise Rejected(
            Reason.MALFORMED, "time must be ISO 8601", sender=header["sender"]
        ) from error
    if time.tzinfo is None:
        raise Rejected(Reason.MALFORMED, "time must have an offset", sender=header["sender"])
    return time


def _id(header: Mapping[str, str]) -> UUID:
    try:
        return UUID(header["id"])
    except ValueError as error:
        raise Rejected(Reason.MALFORMED, "id must be a UUID", sender=header["sender"]) from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text} must be text: numbers with a point do not travel")
