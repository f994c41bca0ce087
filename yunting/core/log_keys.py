"""Publish the key that signs the log, at first run and when it is replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import connection, transaction

from yunting.core import events, heads
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.bundle.verify import endorsement_text
from yunting.core.facts import Fact
from yunting.core.models import LogKey

LOCK = 9_162_002


@dataclass(frozen=True, slots=True)
class LogKeyPublished(Fact):
    """The court signs the log with this key from now on."""

    fingerprint: str
    modulus: str
    exponent: int
    endorsed_by: str
    endorsement: str
    kind: ClassVar[str] = "core.log-key-published"
    sentence: ClassVar[str] = "{actor} 启用日志签名公钥 {fingerprint}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PUBLIC


def ensure(*, at: datetime) -> LogKey:
    """Return the key in force, making and publishing the first one if there is none."""
    return LogKey.objects.order_by("-pk").first() or _first(at)


def _first(at: datetime) -> LogKey:
    with transaction.atomic():
        _alone()
        published = LogKey.objects.order_by("-pk").first()
        return published or _publish(heads.generate(), by=Actor.court(), at=at, endorser=None)


def install(private: rsa.RSAPrivateKey, *, by: Actor, at: datetime) -> LogKey:
    """Publish a key made elsewhere, endorsed by the one in force if there is one."""
    with transaction.atomic():
        _alone()
        endorser = LogKey.objects.order_by("-pk").first()
        return _publish(private, by=by, at=at, endorser=endorser)


def rotate(*, by: Actor, at: datetime, lost: bool = False) -> LogKey:
    """Replace the key in force by a new one that it endorses; `lost` does without.

    The old private key stays in its file until somebody removes it; it signs nothing more.

    :raises KeyMissing: if the key in force is not in the keys folder and not said to be lost
    """
    with transaction.atomic():
        _alone()
        endorser = None if lost else heads.current_key()
        return _publish(heads.generate(), by=by, at=at, endorser=endorser)


def _publish(
    private: rsa.RSAPrivateKey, *, by: Actor, at: datetime, endorser: LogKey | None
) -> LogKey:
    name, endorsement = heads.name_of(private), ""
    if endorser is not None:
        signer = heads.private_key(endorser.fingerprint)
        endorsement = heads.sign(endorsement_text(name), signer).hex()
    # The file first: a file without its row is forgotten, a row without its file stops the log.
    heads.keep(private)
    numbers = private.public_key().public_numbers()
    fact = LogKeyPublished(
        fingerprint=name,
        modulus=f"{numbers.n:x}",
        exponent=numbers.e,
        endorsed_by=endorser.fingerprint if endorser else "",
        endorsement=endorsement,
    )
    event = events.record(fact, by=by, at=at, basis="RFC 9162")
    return LogKey.objects.create(
        fingerprint=fact.fingerprint,
        modulus=fact.modulus,
        exponent=fact.exponent,
        endorsed_by=fact.endorsed_by,
        endorsement=fact.endorsement,
        event=event,
    )


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
