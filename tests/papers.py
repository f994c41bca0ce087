"""Papers in tests: a court with a seal, a paper in each state, and what a stranger's tool says."""

import io
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from tests.cast import AT
from yunting.core import document_press, documents
from yunting.core.models import Document
from yunting.core.press import keys
from yunting.core.press.making import Here, Made, Order
from yunting.lib import clock

COURT = "浙江省舟山市定海区人民法院"


@pytest.fixture(scope="session")
def seal_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose seal is made once for all tests: it takes seconds."""
    home = tmp_path_factory.mktemp("court")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.HOME", home)
        keys.ensure(COURT)
    return home


@pytest.fixture
def press(seal_home: Path, settings: Settings, tmp_path: Path) -> None:
    """Give the court its seal, and a store that is empty."""
    settings.HOME = seal_home
    settings.FILES = tmp_path / "files"


class Aside:
    """Makes papers in a thread of its own: signing runs a loop, and a browser's may run here."""

    def make(self, orders: Sequence[Order]) -> list[Made]:
        """Make them."""
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(Here().make, orders).result()


def pressed(at: datetime = AT) -> None:
    """Let the press do all there is to do."""
    document_press.press_all(at=at, machine_at=clock.machine_now(), press=Aside())


def sealed(document: Document) -> Document:
    """Return the paper once the press has sealed it."""
    pressed()
    document.refresh_from_db()
    return document


def file_of(document: Document) -> bytes:
    """Return the sealed file of a paper."""
    with documents.content_of(document) as file:
        return file.read()


def judged(pdf: bytes) -> PdfSignatureStatus:
    """Return what pyHanko says of the one seal on a file, trusting the court's authority alone."""
    context = ValidationContext(trust_roots=list(keys.roots()), allow_fetching=False)
    (seal,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    judge = partial(validate_pdf_signature, seal, context, ts_validation_context=context)
    # Judging runs a loop too, see `Aside`.
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(judge).result()


def poppler_says(pdf: bytes, folder: Path) -> str:
    """Return what poppler's pdfsig prints of a file."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    tool = shutil.which("pdfsig")
    assert tool, "poppler-utils is not installed"
    command = [tool, "-nocert", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return said.stdout
