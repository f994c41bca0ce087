"""Sign the heads of the log, and say where the private key lies."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings

from yunting.core.bundle.verify import fingerprint, head_text, is_signed
from yunting.core.models import LogKey, TreeHead

KEY_BITS = 3072
EXPONENT = 65537


class KeyMissing(Exception):
    """The log has no private key to sign with; the message says what to do."""


def current_key() -> LogKey:
    """Return the newest published key; one query.

    :raises KeyMissing: if none was ever published
    """
    key = LogKey.objects.order_by("-pk").first()
    if key is None:
        raise KeyMissing("no key of the log has been published yet: run core.log_keys.ensure")
    return key


def sign_head(*, size: int, root: bytes, at: datetime) -> TreeHead:
    """Return a signed head, not yet saved; `at` is machine time. About 2 ms.

    :raises KeyMissing: if the private key is not in the keys folder
    """
    key = current_key()
    text = head_text(size, root, stamp(at), key.fingerprint)
    signature = sign(text, private_key(key.fingerprint))
    return TreeHead(size=size, root=root, at=at, key=key, signature=signature)


def holds(head: TreeHead) -> bool:
    """Tell whether a head bears the signature of its key; no query if the key is loaded."""
    text = head_text(head.size, bytes(head.root), stamp(head.at), head.key.fingerprint)
    return is_signed(text, bytes(head.signature), int(head.key.modulus, 16), head.key.exponent)


def as_json(head: TreeHead) -> dict[str, str | int]:
    """Return a head as it leaves the building."""
    return {
        "size": head.size,
        "root": bytes(head.root).hex(),
        "at": stamp(head.at),
        "key": head.key.fingerprint,
        "signature": bytes(head.signature).hex(),
    }


def stamp(at: datetime) -> str:
    """Return an instant as it stands in the signed text."""
    return at.astimezone(UTC).isoformat()


def sign(text: bytes, private: rsa.RSAPrivateKey) -> bytes:
    """Return the signature that `bundle.verify.is_signed` accepts."""
    return private.sign(text, padding.PKCS1v15(), hashes.SHA256())


def generate() -> rsa.RSAPrivateKey:
    """Return a new private key; takes about a second."""
    return rsa.generate_private_key(public_exponent=EXPONENT, key_size=KEY_BITS)


def name_of(private: rsa.RSAPrivateKey) -> str:
    """Return the fingerprint of a private key's public half."""
    numbers = private.public_key().public_numbers()
    return fingerprint(numbers.n, numbers.e)


def private_key(name: str) -> rsa.RSAPrivateKey:
    """Return the private key with that fingerprint; parsed once.

    :raises KeyMissing: if its file is not there
    """
    return _parsed(file_of(name))


def file_of(name: str) -> Path:
    """Return where the private key with that fingerprint lies."""
    return Path(settings.HOME) / "keys" / f"log-{name[:16]}.pem"


def keep(private: rsa.RSAPrivateKey) -> Path:
    """Write a private key to its file: whole or not at all, readable by its owner alone."""
    path = file_of(name_of(private))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    beside = path.with_suffix(f".{os.getpid()}.new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return path


@lru_cache(maxsize=8)
def _parsed(path: Path) -> rsa.RSAPrivateKey:
    try:
        pem = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(
            f"{path.name} is not in the keys folder: restore it, or publish a new key "
            "with `yunting rotate_log_key --lost`"
        ) from error
    private = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise KeyMissing(f"{path.name} holds no RSA key")
    return private
