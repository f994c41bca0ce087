"""Whether a sealed paper holds for a stranger: pyHanko and poppler's pdfsig each judge the file."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

GOOD = "Signature is Valid"
WHOLE = "Total document signed"
INTO_A_STREAM = 40


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two independent programs say of one file."""

    pyhanko: bool
    poppler: bool
    said: str

    @property
    def is_good(self) -> bool:
        """Tell whether both accept it."""
        return self.pyhanko and self.poppler

    @property
    def is_refused(self) -> bool:
        """Tell whether neither accepts it."""
        return not self.pyhanko and not self.poppler


def judge(pdf: bytes, authority: Path | None) -> Verdict:
    """Judge the one seal of a file, by the court's authority where it is known."""
    holds, why = _pyhanko(pdf, authority)
    accepted, said = _poppler(pdf)
    return Verdict(holds, accepted, f"pyHanko: {why}; pdfsig: {said}")


def with_one_bit_changed(pdf: bytes) -> bytes:
    """Return the file with one bit of what the seal covers turned over."""
    at = pdf.index(b"stream") + INTO_A_STREAM
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def _pyhanko(pdf: bytes, authority: Path | None) -> tuple[bool, str]:
    roots = [] if authority is None else [_certificate(authority)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        seals = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(seals) != 1:
            return False, f"{len(seals)} seals"
        status = validate_pdf_signature(seals[0], context, ts_validation_context=context)
    except (SignatureValidationError, PdfError, ValueError) as error:
        return False, str(error)
    whole = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    holds = status.bottom_line if roots else status.intact and status.valid
    return bool(holds and whole), status.summary()


def _certificate(path: Path) -> x509.Certificate:
    _, _, der = pem.unarmor(path.read_bytes())
    return x509.Certificate.load(der)


def _poppler(pdf: bytes) -> tuple[bool, str]:
    tool = shutil.which("pdfsig")
    if tool is None:
        return False, "pdfsig of poppler-utils is not installed"
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = [tool, "-nocert", file.name]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    said = told.stdout + told.stderr
    return GOOD in said and WHOLE in said, " ".join(said.split())[-200:]
