"""The court's key for messages, and the keys of the neighbours it knows.

They lie in `keys/` of the court's home: `court.key` (ours, secret) and one
`neighbours/<name>.pub` each. A training court makes its own; elsewhere people bring them.
"""

import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def folder() -> Path:
    """Return where the keys lie."""
    return Path(settings.HOME) / "keys"


def own_key() -> Ed25519PrivateKey:
    """Return the court's private key; a training court makes it at first use.

    :raises ImproperlyConfigured: if there is none and the court is a real one
    """
    path = folder() / "court.key"
    if not path.exists():
        if not settings.TRAINING:
            raise ImproperlyConfigured(f"{path} is missing: see docs/neighbours.md")
        _make(path)
    return _private(path, path.stat().st_mtime_ns)


def own_public_pem() -> str:
    """Return the public half of the court's key, to give to neighbours."""
    public = own_key().public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def neighbours() -> dict[str, Ed25519PublicKey]:
    """Return the keys of all neighbours by name; read anew, so a new key needs no restart."""
    found = sorted((folder() / "neighbours").glob("*.pub"))
    return {path.stem: _public(path, path.stat().st_mtime_ns) for path in found}


def remember(neighbour: str, pem: str) -> None:
    """Keep a neighbour's public key."""
    path = folder() / "neighbours" / f"{neighbour}.pub"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    fresh.write_text(pem)
    fresh.rename(path)


def _make(path: Path) -> None:
    """Write a new key; when two processes do so at once, both use the one that was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


@cache
def _private(path: Path, _changed: int) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} is not an Ed25519 key")
    return key


@cache
def _public(path: Path, _changed: int) -> Ed25519PublicKey:
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ImproperlyConfigured(f"{path} is not an Ed25519 key")
    return key
