"""Time stamps (RFC 3161) on seals: the court's own in training, a public authority's otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto import cms, core, keys, tsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from django.conf import settings
from pyhanko.sign import general
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from yunting.core.press.keys import Identity, folder, stamp

SECONDS = 10
T = TypeVar("T")


def kept(value: T) -> T:
    """Return an ASN.1 value as its bytes: what is built from it does not encode it again.

    Without this every seal encodes the same certificates some thousand times.
    """
    made: Any = value
    loaded: T = type(made).load(made.dump())
    return loaded


def signing_certificate(identity: Identity) -> cms.CMSAttribute:
    """Return the attribute that names the signer's certificate."""
    named = general.as_signing_certificate_v2(identity.certificate)
    return kept(general.simple_cms_attribute("signing_certificate_v2", named))


class KeptAttribute(CMSAttributeProvider, SignedAttributeProviderSpec):
    """Gives the one attribute of a PAdES seal that is the same each time."""

    def __init__(self, identity: Identity) -> None:
        """Make it once."""
        self._attribute = signing_certificate(identity)

    def signed_attr_providers(
        self, data_digest: bytes, digest_algorithm: str
    ) -> Iterable[CMSAttributeProvider]:
        """Return itself."""
        return (self,)

    async def get_attribute(self, dry_run: bool = False) -> cms.CMSAttribute:
        """Return the attribute."""
        return self._attribute


def stamper() -> TimeStamper:
    """Return who stamps the time; one for the process."""
    return _stamper(settings.TIME_STAMP_URL, folder())


@cache
def _stamper(url: str, home: Path) -> TimeStamper:
    return HTTPTimeStamper(url, timeout=SECONDS) if url else OwnStamper(stamp())


class OwnStamper(DummyTimeStamper):
    """An authority inside the court, with its key parsed once: for training only."""

    def __init__(self, identity: Identity) -> None:
        """Take the key; the machine's clock gives the time."""
        self._key = identity.key
        der = identity.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        private = keys.PrivateKeyInfo.load(der)
        super().__init__(identity.certificate, private)
        self._certificates = kept(
            cms.CertificateSet(
                cms.CertificateChoices(name="certificate", value=one)
                for one in (identity.certificate, *identity.chain)
            )
        )
        self._own = signing_certificate(identity)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer a request on the spot."""
        return kept(self.request_tsa_response(req))

    def _build_signed_data(
        self, tst_info_data: bytes, md_algorithm: str, signature: bytes, signed_attrs: Any
    ) -> dict[str, Any]:
        made = super()._build_signed_data(tst_info_data, md_algorithm, signature, signed_attrs)
        return {**made, "certificates": self._certificates}

    def _sign_tst_info(
        self, tst_info_data: bytes, md_algorithm: str, dt: datetime
    ) -> tuple[bytes, cms.CMSAttributes]:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(tst_info_data)
        signed = cms.CMSAttributes(
            [
                general.simple_cms_attribute("content_type", "tst_info"),
                general.simple_cms_attribute(
                    "signing_time", cms.Time({"utc_time": core.UTCTime(dt)})
                ),
                self._own,
                general.simple_cms_attribute("message_digest", digest.finalize()),
            ]
        )
        return self._key.sign(signed.dump(), PKCS1v15(), hashes.SHA256()), signed
