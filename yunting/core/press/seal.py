"""Seal a paper: PAdES-B-T with the red seal over the date, certified so that any change shows.

The seal is the last thing done to the file. Its field stands in the file's tags with words for who
cannot see it.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yunting.core.press import stamps, typeset
from yunting.core.press.keys import Identity, place
from yunting.core.press.keys import seal as seal_identity
from yunting.core.press.typeset import Paper

FIELD = "CourtSeal"
SEAL_SIDE = 42 / 25.4 * 72
UNDER = ""
# Room for signature, chain and time stamp: without it pyHanko signs twice to measure.
BYTES_RESERVED = 16_384


class KeptKeySigner(signers.SimpleSigner):
    """A signer that parses its key once: pyHanko's own does so for every signature."""

    def __init__(self, identity: Identity) -> None:
        """Take the key and the certificates."""
        self._kept = identity.key
        der = identity.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        store = SimpleCertificateStore()
        store.register_multiple(identity.chain)
        super().__init__(
            signing_cert=identity.certificate,
            signing_key=asn1_keys.PrivateKeyInfo.load(der),
            cert_registry=store,
            embed_roots=True,
        )
        self.signed_attr_prov_spec = stamps.KeptAttribute(identity)

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Sign with the key at hand."""
        if dry_run:
            return bytes(self._kept.key_size // 8)
        return self._kept.sign(data, PKCS1v15(), hashes.SHA256())


def seal(paper: Paper, *, court: str, title: str) -> tuple[bytes, int]:
    """Return the sealed file and its pages; about 20 ms with RSA-3072."""
    writer = IncrementalPdfFileWriter(io.BytesIO(paper.pdf))
    half = SEAL_SIDE / 2
    at = paper.seal_at
    box = (round(at.x - half), round(at.y - half), round(at.x + half), round(at.y + half))
    spec = fields.SigFieldSpec(
        FIELD, on_page=at.page - 1, box=box, readable_field_name=f"{court}电子印章"
    )
    fields.append_signature_field(writer, spec)
    _tag(writer, at.page - 1, words=f"{court}电子印章，盖在日期上")
    out = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            reason=f"出具{title}",
            name=court,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        _signer(place()),
        timestamper=stamps.stamper(),
        stamp_style=StaticStampStyle(
            background=SealDrawing(_drawing(court)),
            background_layout=SimpleBoxLayoutRule(
                AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
            ),
            border_width=0,
            background_opacity=1.0,
        ),
    ).sign_pdf(writer, output=out, bytes_reserved=BYTES_RESERVED)
    return out.getvalue(), int(writer.root["/Pages"]["/Count"])


def fingerprint() -> str:
    """Return the id of the seal in use."""
    return seal_identity().fingerprint


@cache
def _signer(_place: Path) -> KeptKeySigner:
    return KeptKeySigner(seal_identity())


@cache
def _drawing(court: str) -> PdfFileReader:
    drawing = typeset.drawing("core/papers/seal.typ", name=court, under=UNDER)
    return PdfFileReader(io.BytesIO(drawing))


class SealDrawing(PdfContent):
    """The drawing of the seal, parsed once: pyHanko's own reads its file for every seal."""

    def __init__(self, drawing: PdfFileReader) -> None:
        """Take the parsed drawing; one of these for each file, which owns its resources."""
        self._read = drawing
        super().__init__(box=BoxConstraints(width=SEAL_SIDE, height=SEAL_SIDE))

    def render(self) -> bytes:
        """Copy the drawing into the file and name it."""
        self.resources.xobject[pdf_name("/Seal")] = self._writer.import_page_as_xobject(self._read)
        self.resources.ext_g_state[pdf_name("/Ink")] = generic.DictionaryObject(
            {pdf_name("/BM"): pdf_name("/Multiply")}
        )
        return b"/Ink gs /Seal Do"

    @property
    def _writer(self) -> BasePdfFileWriter:
        return self._ensure_writer


def _tag(writer: IncrementalPdfFileWriter, page: int, *, words: str) -> None:
    """Put the seal's field into the structure of the file, where a screen reader finds it."""
    form = writer.root["/AcroForm"]
    reference = form["/Fields"].raw_get(0)
    widget = reference.get_object()
    tree = writer.root["/StructTreeRoot"]
    key = int(tree.get("/ParentTreeNextKey", 0))
    element = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): _document(tree),
                pdf_name("/Alt"): generic.pdf_string(words),
                pdf_name("/K"): generic.DictionaryObject(
                    {
                        pdf_name("/Type"): pdf_name("/OBJR"),
                        pdf_name("/Obj"): reference,
                        pdf_name("/Pg"): writer.find_page_for_modification(page)[0],
                    }
                ),
            }
        )
    )
    widget[pdf_name("/StructParent")] = generic.NumberObject(key)
    widget[pdf_name("/Contents")] = generic.pdf_string(words)
    writer.update_container(widget)
    parent = _document(tree).get_object()
    parent["/K"].append(element)
    writer.update_container(parent["/K"])
    writer.update_container(parent)
    numbers = tree["/ParentTree"]["/Nums"]
    numbers.append(generic.NumberObject(key))
    numbers.append(element)
    writer.update_container(numbers)
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    writer.update_container(tree)


def _document(tree: generic.DictionaryObject) -> generic.IndirectObject:
    """Return the element of the whole document: the only one at the top."""
    top: generic.IndirectObject = tree["/K"].raw_get(0)
    return top
