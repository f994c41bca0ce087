"""The keys of the press: the court's seal, and who stamps the time.

A training court has a certificate authority of its own: keys made at the first start in
`keys/seal/`, readable by their owner alone. A real court brings its own, as PKCS#12, and the
address of its time stamp authority. Each key is parsed once in a process.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gmssl_pyx import sm2_key_generate

from yunting.core import keys
from yunting.lib import clock

SEAL_BITS = 3072
STAMP_BITS = 2048
VALID_YEARS = 10
BACKDATED = timedelta(days=1)
AUTHORITY, SEAL, STAMP = "authority", "seal", "stamp"


@dataclass(frozen=True, slots=True)
class Identity:
    """A private key and its certificate, with the certificates above it."""

    key: rsa.RSAPrivateKey
    certificate: asn1.Certificate
    chain: tuple[asn1.Certificate, ...]

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate: the seal's id."""
        return str(self.certificate.sha256.hex())


def folder() -> Path:
    """Return where the training court's seal lies."""
    return keys.folder() / "seal"


def ensure(court: str) -> None:
    """Make the training court's authority, seal and time stamp if there are none. Seconds, once.

    :raises ImproperlyConfigured: if the court is a real one and has no seal configured
    """
    if settings.SEAL_PKCS12 or folder().exists():
        return
    if not settings.TRAINING:
        raise ImproperlyConfigured(
            "no seal: set YUNTING_SEAL_PKCS12; see docs/mechanisms/documents.md"
        )
    _make(court)


def place() -> Path:
    """Return where the seal in use lies: what is kept of it is kept under this name."""
    return Path(settings.SEAL_PKCS12) if settings.SEAL_PKCS12 else folder()


def seal() -> Identity:
    """Return the court's seal.

    :raises ImproperlyConfigured: if there is none, or it holds no RSA key
    """
    if settings.SEAL_PKCS12:
        return _from_pkcs12(place())
    return _own(folder(), SEAL)


def stamp() -> Identity:
    """Return the training court's own time stamp authority."""
    return _own(folder(), STAMP)


@dataclass(frozen=True, slots=True)
class Sm2Key:
    """A key pair of SM2 (GB/T 32918): 32 bytes secret, 64 bytes public."""

    private: bytes
    public: bytes


def sm2() -> Sm2Key | None:
    """Return the key of the detached SM2 signature; None if the court has none.

    A file of two lines in hexadecimal, the secret and the public half.
    """
    path = Path(settings.SEAL_SM2_KEY) if settings.SEAL_SM2_KEY else folder() / "sm2.key"
    return _sm2(path) if path.exists() else None


@cache
def _sm2(path: Path) -> Sm2Key:
    private, public = (bytes.fromhex(line) for line in path.read_text().split())
    return Sm2Key(private, public)


def roots() -> tuple[asn1.Certificate, ...]:
    """Return the certificates that a checker of our papers trusts."""
    if settings.SEAL_PKCS12:
        return seal().chain[-1:]
    return (_certificate(folder() / f"{AUTHORITY}.pem"),)


@cache
def _own(home: Path, name: str) -> Identity:
    try:
        key = _key(home / f"{name}.key")
        return Identity(key, _certificate(home / f"{name}.pem"), roots())
    except FileNotFoundError as error:
        raise ImproperlyConfigured(f"{error.filename} is missing") from error


def _key(path: Path) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ImproperlyConfigured(f"{path} is not an RSA key")
    return key


def _certificate(path: Path) -> asn1.Certificate:
    return _asn1(x509.load_pem_x509_certificate(path.read_bytes()))


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


@cache
def _from_pkcs12(path: Path) -> Identity:
    secret = settings.SEAL_PASSWORD_FILE
    password = Path(secret).read_bytes().strip() if secret else None
    key, certificate, others = pkcs12.load_key_and_certificates(path.read_bytes(), password)
    if not isinstance(key, rsa.RSAPrivateKey) or certificate is None:
        raise ImproperlyConfigured(f"{path} holds no RSA key with its certificate")
    return Identity(key, _asn1(certificate), tuple(_asn1(one) for one in others))


def _make(court: str) -> None:
    """Make the whole set beside its place and put it there at once: the first process wins."""
    now = clock.machine_now()
    root = rsa.generate_private_key(public_exponent=65537, key_size=SEAL_BITS)
    above = _signed(f"{court}训练根证书", root, by=None, above=None, court=court, now=now)
    parent = keys.folder()
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = parent / f".seal-{secrets.token_hex(4)}"
    fresh.mkdir(mode=0o700)
    _keep(fresh, AUTHORITY, root, above)
    for name, title, bits, usage in (
        (SEAL, f"{court}电子印章（训练）", SEAL_BITS, None),
        (STAMP, f"{court}时间戳（训练）", STAMP_BITS, ExtendedKeyUsageOID.TIME_STAMPING),
    ):
        key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        usages = [usage] if usage else []
        made = _signed(title, key, by=root, above=above, court=court, now=now, usages=usages)
        _keep(fresh, name, key, made)
    public, private = sm2_key_generate()
    _write(fresh / "sm2.key", f"{private.hex()}\n{public.hex()}\n".encode(), 0o600)
    try:
        fresh.rename(folder())
    except OSError:
        shutil.rmtree(fresh)


def _signed(
    title: str,
    key: rsa.RSAPrivateKey,
    *,
    by: rsa.RSAPrivateKey | None,
    above: x509.Certificate | None,
    court: str,
    now: datetime,
    usages: Iterable[x509.ObjectIdentifier] = (),
) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, court),
            x509.NameAttribute(NameOID.COMMON_NAME, title),
        ]
    )
    is_root = by is None
    signer = by or key
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(above.subject if above else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=365 * VALID_YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
        .add_extension(_usage(is_root=is_root), critical=True)
    )
    if usages:
        made = made.add_extension(x509.ExtendedKeyUsage(usages), critical=True)
    return made.sign(signer, hashes.SHA256())


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(place: Path, name: str, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    _write(place / f"{name}.key", private, 0o600)
    _write(place / f"{name}.pem", public, 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
