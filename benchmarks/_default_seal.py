"""The same paper as pyHanko's documentation would seal it, and as typst alone sets it."""

import io
import tempfile
from functools import cache
from pathlib import Path

from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yunting.core.press import keys, typeset
from yunting.core.press.making import Order
from yunting.core.press.seal import FIELD, SEAL_SIDE


def typst_alone(order: Order) -> int:
    """Set a paper and do nothing else."""
    return len(typeset.set_paper(order.template, order.content, at=order.at).pdf)


def by_default(order: Order) -> int:
    """Set a paper and seal it with pyHanko's own signer, stamp and time stamper."""
    paper = typeset.set_paper(order.template, order.content, at=order.at)
    writer = IncrementalPdfFileWriter(io.BytesIO(paper.pdf))
    half, at = SEAL_SIDE / 2, paper.seal_at
    box = (round(at.x - half), round(at.y - half), round(at.x + half), round(at.y + half))
    fields.append_signature_field(writer, fields.SigFieldSpec(FIELD, on_page=at.page - 1, box=box))
    out = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        _signer(),
        timestamper=_stamper(),
        stamp_style=StaticStampStyle.from_pdf_file(_drawing(order.court), border_width=0),
    ).sign_pdf(writer, output=out)
    return len(out.getvalue())


@cache
def _signer() -> signers.SimpleSigner:
    identity = keys.seal()
    store = SimpleCertificateStore()
    store.register_multiple(identity.chain)
    return signers.SimpleSigner(
        signing_cert=identity.certificate, signing_key=_private(identity), cert_registry=store
    )


@cache
def _stamper() -> DummyTimeStamper:
    identity = keys.stamp()
    return DummyTimeStamper(identity.certificate, _private(identity))


def _private(identity: keys.Identity) -> asn1_keys.PrivateKeyInfo:
    der = identity.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return asn1_keys.PrivateKeyInfo.load(der)


@cache
def _drawing(court: str) -> str:
    path = Path(tempfile.mkdtemp()) / "seal.pdf"
    path.write_bytes(typeset.drawing("core/papers/seal.typ", name=court, under=""))
    return str(path)
