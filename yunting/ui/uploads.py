"""Files of a form: sent in one piece without scripts, or in parts before the form is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.urls import reverse

from yunting.core import settings as limits
from yunting.core import uploads
from yunting.core.access import account_of
from yunting.core.actor import Actor
from yunting.core.inspection.inspect import require_size
from yunting.core.inspection.refusals import PictureUnfit
from yunting.core.models import Matter, Upload
from yunting.core.uploads import Sent
from yunting.lib.errors import NotVisible, Refused

TOKENS, AS_IT_IS, FORGET = "upload", "as_it_is", "forget"
# Room for the other fields of a form beside one file of the greatest size.
FORM_BYTES = 1_000_000
_TOO_LARGE = "upload_too_large"


class Measured(TemporaryFileUploadHandler):
    """Writes files to disk as they come, and none of a request that is too large."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  (the name Django gives it)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note how large the request says it is."""
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Stop before the first file of a request that is too large; the rest is not kept."""
        if self.announced > limits.FILE_BYTES_MOST + FORM_BYTES:
            setattr(self.request, _TOO_LARGE, self.announced)
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)


class _Input(forms.FileInput):
    allow_multiple_selected = True
    input_type = "file"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if files else []


class FilesField(forms.Field):
    """Any number of files."""

    widget = _Input


@dataclass
class Brought:
    """What a form brought: whole uploads, those that wait for a word, and why some did not come."""

    uploads: list[Upload] = field(default_factory=list)
    waiting: list[Upload] = field(default_factory=list)
    refusals: list[Refused] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether everything that was sent can be used."""
        return not self.refusals


def brought(request: HttpRequest, matter: Matter, *, by: Actor, at: datetime) -> Brought:
    """Take the files of a posted form, and those that came in parts before it.

    What can be taken is kept even if another file is refused: the form shows it again.
    """
    found = Brought()
    if too_large := getattr(request, _TOO_LARGE, 0):
        _refusing(found, require_size, too_large)
    for token in dict.fromkeys(request.POST.getlist(TOKENS)):
        _take_up(request, found, token)
    sent = [
        Sent(each.name or "", each.chunks(limits.CHUNK_BYTES), is_page=name == "photo")
        for name in ("file", "photo")
        for each in request.FILES.getlist(name)
    ]
    as_it_is = AS_IT_IS in request.POST
    taken = uploads.take_all(matter, sent, as_it_is=as_it_is, by=by, at=at) if sent else []
    for each, one in zip(taken, sent, strict=True):
        if isinstance(each, Refused):
            found.refusals.append(each)
        else:
            _complete(found, each, is_page=one.is_page, as_it_is=as_it_is)
    return found


def _take_up(request: HttpRequest, found: Brought, token: str) -> None:
    try:
        upload = uploads.upload_of(account_of(request), token)
    except NotVisible:  # used by the first of two copies of this form, or forgotten meanwhile
        return
    _complete(found, upload, is_page=True, as_it_is=AS_IT_IS in request.POST)


def _complete(found: Brought, upload: Upload, *, is_page: bool, as_it_is: bool) -> None:
    try:
        found.uploads.append(uploads.complete(upload, is_page=is_page, as_it_is=as_it_is))
    except PictureUnfit as refusal:
        found.waiting.append(upload)
        found.refusals.append(refusal)
    except Refused as refusal:
        found.refusals.append(refusal)


def _refusing(found: Brought, check: Any, *args: Any) -> None:
    try:
        check(*args)
    except Refused as refusal:
        found.refusals.append(refusal)


@dataclass(frozen=True, slots=True)
class Box:
    """What the upload component shows.

    `held` came with this form, `earlier` is whole and was not used, `waiting` needs a word,
    `unfinished` is half sent; parts are sent to `begin`.
    """

    begin: str
    held: Sequence[Upload] = ()
    earlier: Sequence[Upload] = ()
    waiting: Sequence[Upload] = ()
    unfinished: Sequence[Upload] = ()

    @property
    def chunk(self) -> int:
        """Return how many bytes a part has."""
        return limits.CHUNK_BYTES

    @property
    def most(self) -> int:
        """Return how many bytes a file may have."""
        return limits.FILE_BYTES_MOST

    @property
    def scan(self) -> tuple[int, int, int]:
        """Return what a photographed page must reach: dots per inch, sharpness, brightness."""
        return (
            limits.SCAN_DPI_LEAST,
            limits.SCAN_SHARPNESS_LEAST,
            limits.SCAN_BRIGHTNESS_LEAST,
        )

    @property
    def most_words(self) -> str:
        """Return the same in words."""
        return f"{limits.FILE_BYTES_MOST // 1_000_000} MB"


def box(request: HttpRequest, matter: Matter, found: Brought | None = None) -> Box:
    """Return what the component shows of this account's uploads in a dispute; one query."""
    shown = {u.pk for u in [*found.uploads, *found.waiting]} if found else set()
    others = [u for u in uploads.uploads_of(account_of(request), matter) if u.pk not in shown]
    return Box(
        begin=reverse("api-1:begin_upload", args=[matter.code]),
        held=found.uploads if found else (),
        earlier=[u for u in others if u.is_whole],
        waiting=found.waiting if found else (),
        unfinished=[u for u in others if not u.is_whole and u.received < u.size],
    )


def forgotten(request: HttpRequest) -> bool:
    """Forget the upload a button named; tell whether one did."""
    token = request.POST.get(FORGET, "")
    if not token:
        return False
    uploads.discard(uploads.upload_of(account_of(request), token))
    return True
