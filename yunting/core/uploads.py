"""Take what comes: in parts on a bad line or whole; inspect it, keep it as it came.

What comes is an `Upload` until an act takes it as a `File`: a form that is sent with a mistake in
it loses no file, and an upload can be gone on with from another device.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from django.db import transaction

from yunting.core import scan_check, store
from yunting.core import settings as limits
from yunting.core.actor import Actor
from yunting.core.inspection.inspect import inspect, require_size
from yunting.core.inspection.refusals import FileUnfit, PictureUnfit
from yunting.core.models import Account, Matter, Upload
from yunting.lib.errors import NotVisible, Refused

TOKEN_BYTES = 24
NAME_MOST = 200
MEASURES = ("pages", "width", "height", "seconds")


class UploadOutOfStep(Refused):
    """A part came that does not go on where the last one ended; `received` says where to go on."""

    code: ClassVar[str] = "upload-out-of-step"

    def __init__(self, received: int) -> None:
        super().__init__(
            f"已经收到 {received} 字节，请从这里接着传。", remedy="请重新选择同一个文件，接着上传。"
        )
        self.received = received


class UploadUnfinished(Refused):
    """Part of the file is still missing."""

    code: ClassVar[str] = "upload-unfinished"


class TooManyUploads(Refused):
    """The account has more unfinished uploads than the court keeps."""

    code: ClassVar[str] = "too-many-uploads"


def begin_upload(
    matter: Matter, *, name: str, size: int, fingerprint: str = "", by: Actor, at: datetime
) -> Upload:
    """Begin to take a file of `size` bytes, or go on with one that was begun.

    The same account, dispute, name, size and fingerprint is the same file.

    :raises FileEmpty: if it has no bytes
    :raises FileTooLarge: if it has more than the court takes
    :raises TooManyUploads: if too many wait to be finished
    """
    account = sender(by)
    require_size(size)
    name = plain_name(name)
    own = Upload.objects.filter(account=account)
    if fingerprint:
        begun = own.filter(
            matter=matter, name=name, size=size, fingerprint=fingerprint, sha256=""
        ).first()
        if begun is not None:
            return begun
    _require(Upload.objects.filter(account=account).count() < limits.OPEN_UPLOADS_MOST)
    return Upload.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        matter=matter,
        account=account,
        name=name,
        size=size,
        fingerprint=fingerprint,
        changed_at=at,
    )


def _require(has_room: bool) -> None:
    if not has_room:
        raise TooManyUploads(
            f"您有 {limits.OPEN_UPLOADS_MOST} 个文件还没有传完或者还没有用上。",
            remedy="请先用上或者删除它们，再上传新的。",
        )


def upload_of(account: Account, token: str) -> Upload:
    """Return an upload of this account.

    :raises NotVisible: if there is none
    """
    found = Upload.objects.filter(account=account, token=token).select_related("matter").first()
    if found is None:
        raise NotVisible
    return found


def uploads_of(account: Account, matter: Matter) -> list[Upload]:
    """Return what the account has begun to upload in a dispute and not used yet; one query."""
    return list(Upload.objects.filter(account=account, matter=matter).order_by("id"))


def take_chunk(upload: Upload, *, offset: int, content: bytes, at: datetime) -> Upload:
    """Take the part that begins at byte `offset`.

    :raises UploadOutOfStep: if that is not where the last part ended, or it goes beyond the size
    """
    with transaction.atomic():
        row = Upload.objects.select_for_update(no_key=True).get(pk=upload.pk)
        if row.is_whole:
            return row
        path = store.incoming(row.token)
        # After a power cut the disk may hold less than was acknowledged; it is asked for again.
        row.received = min(row.received, path.stat().st_size if path.exists() else 0)
        if offset != row.received or offset + len(content) > row.size:
            raise UploadOutOfStep(row.received)
        with path.open("r+b" if path.exists() else "xb") as file:
            file.seek(offset)
            file.write(content)
            file.truncate()
        row.received += len(content)
        row.changed_at = at
        row.save(update_fields=["received", "changed_at"])
    return row


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a form brings it, in one piece; `is_page` if it was taken as a photograph."""

    name: str
    chunks: Iterable[bytes]
    is_page: bool = False


def take_whole(
    matter: Matter, sent: Sent, *, as_it_is: bool = False, by: Actor, at: datetime
) -> Upload:
    """Take one file that comes in one piece; see `take_all`.

    :raises FileUnfit: one of its kinds, if it cannot be taken as it is
    :raises TooManyUploads: if too many wait to be finished
    """
    taken = take_all(matter, [sent], as_it_is=as_it_is, by=by, at=at)[0]
    if isinstance(taken, Refused):
        raise taken
    return taken


def take_all(
    matter: Matter, sent: Sequence[Sent], *, as_it_is: bool = False, by: Actor, at: datetime
) -> list[Upload | Refused]:
    """Take files that come in one piece, as a page without scripts sends them; complete them.

    Returns for each its upload, or why it was not taken. A poor photograph of a page is kept and
    not complete: `complete` then says why. Two queries and few waits for the disk, however many.
    """
    account = sender(by)
    room = limits.OPEN_UPLOADS_MOST - Upload.objects.filter(account=account).count()
    taken: list[Upload | Refused] = []
    written: list[tuple[Upload, Path]] = []
    try:
        for each in sent:
            upload = Upload(
                token=secrets.token_urlsafe(TOKEN_BYTES),
                matter=matter,
                account=account,
                name=plain_name(each.name),
                changed_at=at,
            )
            path = store.incoming(upload.token)
            try:
                _require(room > len(written))
                written.append((upload, path))
                _write(upload, path, each, as_it_is=as_it_is)
            except Refused as refusal:
                path.unlink(missing_ok=True)
                written = [(u, p) for u, p in written if u is not upload]
                taken.append(refusal)
            else:
                taken.append(upload)
        whole = [(u, p) for u, p in written if u.kind]
        for (upload, _), kept in zip(whole, store.adopt_all([p for _, p in whole]), strict=True):
            upload.sha256 = kept.sha256
        Upload.objects.bulk_create(u for u, _ in written)
    except BaseException:
        for _, path in written:
            path.unlink(missing_ok=True)
        raise
    return taken


def _write(upload: Upload, path: Path, sent: Sent, *, as_it_is: bool) -> None:
    """Write what is sent and look into it; a poor photograph of a page stays without a kind."""
    with path.open("xb") as file:
        for chunk in sent.chunks:
            file.write(chunk)
        upload.size = upload.received = file.tell()
    with suppress(PictureUnfit):
        _look_into(upload, path, is_page=sent.is_page, corners="", as_it_is=as_it_is)


def complete(
    upload: Upload, *, is_page: bool = False, corners: str = "", as_it_is: bool = False
) -> Upload:
    """Inspect an upload that has come in full and keep its content; again changes nothing.

    Called before the act, never inside its transaction. `is_page` checks a picture as the
    photograph of a page; `as_it_is` keeps a poor one all the same, with what is wrong on its row.
    What cannot be taken is forgotten at once, but for a poor photograph.

    :raises UploadUnfinished: if part of it is missing
    :raises PictureUnfit: if a page cannot be read well on it
    :raises FileUnfit: another of its kinds, if it cannot be taken as it is
    """
    if upload.is_whole:
        return upload
    try:
        with transaction.atomic():
            row = Upload.objects.select_for_update(no_key=True).get(pk=upload.pk)
            path = store.incoming(row.token)
            if row.is_whole:
                return row
            if row.received != row.size or not path.exists():
                raise _unfinished(row)
            _look_into(row, path, is_page=is_page, corners=corners, as_it_is=as_it_is)
            row.sha256 = store.adopt(path).sha256
            row.save()
    except PictureUnfit:
        raise
    except FileUnfit:
        discard(upload)
        raise
    return row


def _look_into(row: Upload, path: Path, *, is_page: bool, corners: str, as_it_is: bool) -> None:
    """Note what has come: what it is, its measures, what is wrong with it as a page."""
    found = inspect(path)
    if is_page:
        row.quality = scan_check.quality_of(path, found, corners, as_it_is=as_it_is)
        row.corners = corners
    row.kind, row.media_type = found.kind.kind, found.kind.media_type
    for name in MEASURES:
        setattr(row, name, getattr(found, name))


def require_whole(upload: Upload) -> None:
    """Refuse an upload that has not come in full.

    :raises UploadUnfinished: with how much has come
    """
    if not upload.is_whole:
        raise _unfinished(upload)


def _unfinished(row: Upload) -> UploadUnfinished:
    return UploadUnfinished(
        f"“{row.name}”还没有传完：{percent(row)}%。", remedy="请接着上传，传完再提交。"
    )


def percent(upload: Upload) -> int:
    """Return how much of an upload has come, in hundredths rounded down."""
    return 100 * upload.received // upload.size


def discard(upload: Upload) -> None:
    """Forget an upload and what has come of it."""
    store.incoming(upload.token).unlink(missing_ok=True)
    Upload.objects.filter(pk=upload.pk).delete()


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, never empty or too long."""
    bare = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())
    stem, suffix = Path(bare.strip()).stem, Path(bare.strip()).suffix[:20]
    return f"{stem[: NAME_MOST - len(suffix)]}{suffix}" or "未命名"


def sender(by: Actor) -> Account:
    """Return whose account brings a file."""
    if not isinstance(by.account, Account):
        raise TypeError("a file is brought by somebody")
    return by.account
