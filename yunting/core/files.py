"""Take files: in parts on a bad line, whole, inspected, kept as they came; then check and show.

What comes is an `Upload` until an act takes it as a `File`: a form that is sent with a mistake in
it loses no file, and an upload can be gone on with from another device.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from yunting.core import deriving, file_moves, jobs, scan_check, scanning, store
from yunting.core import settings as limits
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.file_facts import FilePassed, FileReceived, FileRefused
from yunting.core.inspection.inspect import Inspected, inspect, require_size
from yunting.core.inspection.refusals import FileUnfit, PictureUnfit
from yunting.core.models import Account, Case, File, FileState, Matter, ScanState, Upload
from yunting.core.procedure import perform
from yunting.lib import clock
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


class FileNotReady(Refused):
    """The file has not been checked yet, or did not pass."""

    code: ClassVar[str] = "file-not-ready"


def begin_upload(
    matter: Matter, *, name: str, size: int, fingerprint: str = "", by: Actor, at: datetime
) -> Upload:
    """Begin to take a file of `size` bytes, or go on with one that was begun.

    The same account, dispute, name, size and fingerprint is the same file.

    :raises FileEmpty: if it has no bytes
    :raises FileTooLarge: if it has more than the court takes
    :raises TooManyUploads: if too many wait to be finished
    """
    account = _somebody(by)
    require_size(size)
    name = plain_name(name)
    own = Upload.objects.filter(account=account)
    if fingerprint:
        begun = own.filter(
            matter=matter, name=name, size=size, fingerprint=fingerprint, sha256=""
        ).first()
        if begun is not None:
            return begun
    _require_room(account)
    return Upload.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        matter=matter,
        account=account,
        name=name,
        size=size,
        fingerprint=fingerprint,
        changed_at=at,
    )


def _require_room(account: Account) -> None:
    if Upload.objects.filter(account=account).count() >= limits.OPEN_UPLOADS_MOST:
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


def take_whole(
    matter: Matter,
    *,
    name: str,
    chunks: Iterable[bytes],
    is_page: bool = False,
    as_it_is: bool = False,
    by: Actor,
    at: datetime,
) -> Upload:
    """Take a file that comes in one piece, as a page without scripts sends it; complete it at once.

    A poor photograph of a page is kept and not complete: `complete` then says why. Two queries.

    :raises FileUnfit: one of its kinds, if it cannot be taken as it is
    :raises TooManyUploads: if too many wait to be finished
    """
    account = _somebody(by)
    _require_room(account)
    upload = Upload(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        matter=matter,
        account=account,
        name=plain_name(name),
        changed_at=at,
    )
    path = store.incoming(upload.token)
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
        upload.size = upload.received = path.stat().st_size
        with suppress(PictureUnfit):
            _keep(upload, path, is_page=is_page, corners="", as_it_is=as_it_is)
        upload.save(force_insert=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return upload


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
            _keep(row, path, is_page=is_page, corners=corners, as_it_is=as_it_is)
            row.save()
    except PictureUnfit:
        raise
    except FileUnfit:
        discard(upload)
        raise
    return row


def _keep(row: Upload, path: Path, *, is_page: bool, corners: str, as_it_is: bool) -> None:
    """Look into what has come, keep its content, note what it is."""
    found = inspect(path)
    if is_page:
        row.corners = corners
        row.quality = scan_check.quality_of(path, found, corners, as_it_is=as_it_is)
    row.sha256 = store.adopt(path).sha256
    _note(row, found)


def _unfinished(row: Upload) -> UploadUnfinished:
    return UploadUnfinished(
        f"“{row.name}”还没有传完：{percent(row)}%。", remedy="请接着上传，传完再提交。"
    )


def _note(row: Upload, found: Inspected) -> None:
    row.kind, row.media_type = found.kind.kind, found.kind.media_type
    for name in MEASURES:
        setattr(row, name, getattr(found, name))


def percent(upload: Upload) -> int:
    """Return how much of an upload has come, in hundredths rounded down."""
    return 100 * upload.received // upload.size


def discard(upload: Upload) -> None:
    """Forget an upload and what has come of it."""
    store.incoming(upload.token).unlink(missing_ok=True)
    Upload.objects.filter(pk=upload.pk).delete()


def finish_upload(
    upload: Upload,
    *,
    audience: Audience,
    side: str | None = None,
    case: Case | None = None,
    is_sent: bool = True,
    by: Actor,
    at: datetime,
) -> File:
    """Take a complete upload as a file of its dispute, in the act's transaction; queue its check.

    `side` is the actor's own unless said. Without `is_sent` it is not handed in yet: only its
    owner sees it.

    :raises UploadUnfinished: if it is not complete
    :raises NotYours: if the actor takes no part in the dispute
    """
    if not upload.is_whole:
        raise _unfinished(upload)
    # The key of the request stands for the act this is part of.
    with perform(file_moves.RECEIVE, None, by=by.holding(None), at=at) as step:
        file = step.subject = File.objects.create(
            matter=upload.matter,
            case=case,
            submitted_by=_somebody(by),
            on_behalf_of=by.on_behalf_of,
            audience=audience,
            side=side or by.side,
            sent_at=at if is_sent else None,
            at=at,
            **_measures(upload),
        )
        step.fact = FileReceived(file.pk, file.name, file.sha256, file.size, file.media_type)
        Upload.objects.filter(pk=upload.pk).delete()
        jobs.enqueue(check_file, file=file.pk)
    return file


def _measures(upload: Upload) -> dict[str, object]:
    names = ("name", "media_type", "kind", "sha256", "size", *MEASURES, "corners", "quality")
    return {name: getattr(upload, name) for name in names}


def hand_in(files: Sequence[File], *, at: datetime) -> None:
    """Let the court see files that were their owner's alone; in the act's transaction."""
    File.objects.filter(pk__in=[f.pk for f in files], sent_at__isnull=True).update(sent_at=at)


def open_to(files: Sequence[File], audience: Audience, *, case: Case) -> None:
    """Let others see files that were handed in, and name the case; in the act's transaction."""
    File.objects.filter(pk__in=[f.pk for f in files]).update(audience=audience, case=case)


def check(file: File, *, at: datetime) -> File:
    """Ask the scanner about a file that has arrived; let it be shown, or not. Again does nothing.

    :raises ScannerSilent: if there is no verdict; the file goes on waiting
    """
    if file.state != FileState.RECEIVED:
        return file
    verdict = scanning.scan(store.blocks(file.sha256))
    if verdict.state == ScanState.FOUND:
        return refuse(file, f"检查出病毒 {verdict.name}", scan=verdict.state, at=at)
    return _pass(file, verdict, at)


def _pass(file: File, verdict: scanning.Verdict, at: datetime) -> File:
    with perform(file_moves.PASS, file, by=Actor.court(), at=at) as step:
        step.subject.scan = verdict.state
        step.subject.save(update_fields=["scan"])
        step.fact = FilePassed(file.pk, verdict.state.label)
        jobs.enqueue(deriving.derive_copies, file=file.pk)
    return step.subject


def refuse(file: File, finding: str, *, scan: ScanState, at: datetime) -> File:
    """Show a file to nobody, for a reason; the original stays where it is."""
    with perform(file_moves.REFUSE, file, by=Actor.court(), at=at) as step:
        step.subject.scan, step.subject.finding = scan, finding[:200]
        step.subject.save(update_fields=["scan", "finding"])
        step.fact = FileRefused(file.pk, file.name, finding)
    return step.subject


@jobs.job("core.check-file")
def check_file(file: int) -> None:
    """Ask the scanner about one file; the queue asks again while it is silent."""
    check(File.objects.select_related("matter", "case").get(pk=file), at=clock.now())


def require_ready(file: File) -> None:
    """Refuse what was not checked or did not pass.

    :raises FileNotReady: with the reason
    """
    if file.state == FileState.RECEIVED:
        raise FileNotReady("文件刚刚收到，正在检查。", remedy="请过一会儿再打开。")
    if file.state == FileState.REFUSED:
        raise FileNotReady(
            f"文件检查未通过：{file.finding}。为了大家的安全，法院不提供下载。",
            remedy="请提交人换一台没有病毒的设备，重新制作一份再上传。",
        )


def sweep(*, at: datetime, machine_at: datetime) -> tuple[int, int]:
    """Forget uploads nobody went on with, and content no row names; return how many of each."""
    old = Upload.objects.filter(changed_at__lt=at - timedelta(days=limits.UPLOAD_KEPT_DAYS))
    forgotten, _ = old.delete()
    before = machine_at - timedelta(days=limits.ORPHAN_KEPT_DAYS)
    swept = store.sweep_incoming(
        before=before, is_expected=lambda token: Upload.objects.filter(token=token).exists()
    )
    return forgotten, swept + store.sweep(before=before, is_named=is_named)


def is_named(sha256: str) -> bool:
    """Tell whether any row of the court names a content: any field `sha256` or `…_sha256`."""
    return any(m._default_manager.filter(**{f: sha256}).exists() for m, f in naming())


def naming() -> Iterator[tuple[type[Model], str]]:
    """Yield every model and field that names content of the store; none has to be declared."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name == "sha256" or field.name.endswith("_sha256"):
                yield model, field.name


@jobs.hourly("core.sweep-files")
def sweep_files(timestamp: int) -> None:
    """Forget what nobody went on with."""
    sweep(at=clock.now(), machine_at=clock.machine_now())


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, never empty or too long."""
    bare = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())
    stem, suffix = Path(bare.strip()).stem, Path(bare.strip()).suffix[:20]
    return f"{stem[: NAME_MOST - len(suffix)]}{suffix}" or "未命名"


def _somebody(by: Actor) -> Account:
    if not isinstance(by.account, Account):
        raise TypeError("a file is brought by somebody")
    return by.account
