"""Files for programs: sent in parts, gone on with anywhere, inspected; looked at, fetched."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from yunting.core import files, uploads
from yunting.core import settings as limits
from yunting.core.access import account_of, get_for
from yunting.core.models import File, Matter, Upload
from yunting.lib import clock
from yunting.lib.text import Misread
from yunting.ui import serving
from yunting.web.api.paging import Code, as_file

router = Router(tags=["文件"])
BYTES = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string"}}},
    }
}
MOST = 2**53
Token = Annotated[str, StringConstraints(max_length=43, pattern=r"^[A-Za-z0-9_-]+$")]
Text = Annotated[str, StringConstraints(max_length=400, pattern=r"^[^\x00]*$")]


class PartTooLarge(Misread):
    """A part has more bytes than the court takes at a time."""

    code = "part-too-large"


class UploadIn(Schema):
    """A file about to come; `fingerprint` tells the same file chosen again elsewhere."""

    name: Annotated[Text, Field(min_length=1)]
    size: int = Field(ge=0, le=MOST)
    fingerprint: Annotated[str, StringConstraints(max_length=64, pattern=r"^[0-9a-f]*$")] = ""


class UploadOut(Schema):
    """An upload: `received` of `size` bytes are there; `chunk` is how many fit in a part."""

    token: str
    name: str
    size: int
    received: int
    chunk: int
    is_whole: bool
    kind: str
    pages: int | None
    quality: str


class CompleteIn(Schema):
    """How to look at what has come in full. `corners` in thousandths: `x,y x,y x,y x,y`."""

    is_page: bool = False
    corners: Annotated[Text, Field(max_length=80)] = ""
    as_it_is: bool = False


class FileOut(Schema):
    """One file; `sha256` is of the original, which is fetched at `original`."""

    id: int
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    pages: int | None
    seconds: int | None
    state: str
    scan: str
    finding: str
    quality: str
    at: datetime
    original: str
    page: str


@router.post(
    "/matters/{code}/uploads",
    response={201: UploadOut},
    summary="开始上传一个文件，或者接着上次的传",
    url_name="begin_upload",
)
def begin_upload(request: HttpRequest, code: Code, body: UploadIn) -> Any:
    """Begin an upload in a dispute, or find the one that was begun."""
    matter, actor = get_for(request, Matter, code=code)
    upload = uploads.begin_upload(
        matter,
        name=body.name,
        size=body.size,
        fingerprint=body.fingerprint,
        by=actor,
        at=clock.now(),
    )
    return Status(201, _upload(upload))


@router.get("/uploads/{token}", response=UploadOut, summary="一个文件传到哪里了")
def upload(request: HttpRequest, token: Token) -> dict[str, Any]:
    """Return how much of an upload has come."""
    return _upload(uploads.upload_of(account_of(request), token))


@router.put(
    "/uploads/{token}",
    response=UploadOut,
    summary="传一段内容，从 offset 开始",
    openapi_extra=BYTES,
)
def part(
    request: HttpRequest, token: Token, offset: Annotated[int, Query(ge=0, le=MOST)]
) -> dict[str, Any]:
    """Take one part of a file."""
    found = uploads.upload_of(account_of(request), token)
    # Read, not kept by the request: a megabyte each would wait for the next collection.
    content = request.read(limits.CHUNK_BYTES + 1)
    if len(content) > limits.CHUNK_BYTES:
        raise PartTooLarge(
            f"一段最多 {limits.CHUNK_BYTES} 字节。", remedy="请按 chunk 的大小分段。"
        )
    return _upload(uploads.take_chunk(found, offset=offset, content=content, at=clock.now()))


@router.post("/uploads/{token}/complete", response=UploadOut, summary="传完了，请检查")
def complete(request: HttpRequest, token: Token, body: CompleteIn) -> dict[str, Any]:
    """Inspect what has come in full, and keep it."""
    found = uploads.upload_of(account_of(request), token)
    return _upload(
        uploads.complete(found, is_page=body.is_page, corners=body.corners, as_it_is=body.as_it_is)
    )


@router.delete("/uploads/{token}", response={204: None}, summary="不传了")
def discard(request: HttpRequest, token: Token) -> Any:
    """Forget an upload."""
    uploads.discard(uploads.upload_of(account_of(request), token))
    return Status(204, None)


@router.get("/files/{int:pk}", response=FileOut, summary="一个文件的情况")
def file(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return what a file is and where it stands."""
    found, _ = get_for(request, File, pk=pk)
    return serving.described(found)


@router.get(
    "/files/{int:pk}/original",
    summary="原件",
    openapi_extra=as_file("application/octet-stream"),
)
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the original, byte for byte; parts by Range."""
    found, _ = get_for(request, File, pk=pk)
    files.require_ready(found)
    return serving.original(request, found)


def _upload(row: Upload) -> dict[str, Any]:
    names = ("token", "name", "size", "received", "is_whole", "kind", "pages", "quality")
    return {**{name: getattr(row, name) for name in names}, "chunk": limits.CHUNK_BYTES}
