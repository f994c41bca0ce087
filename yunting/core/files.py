"""Files of a dispute: taken from uploads in an act, checked, then shown to whom they are for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from yunting.core import deriving, file_moves, jobs, scanning, store
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.file_facts import FilePassed, FileReceived, FileRefused
from yunting.core.models import Case, File, FileState, ScanState, Upload
from yunting.core.procedure import bear, perform
from yunting.core.uploads import MEASURES, require_whole, sender
from yunting.lib import clock
from yunting.lib.errors import Refused


class FileNotReady(Refused):
    """The file has not been checked yet, or did not pass."""

    code: ClassVar[str] = "file-not-ready"


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
    """Take one complete upload as a file of its dispute; see `finish_uploads`.

    :raises UploadUnfinished: if it is not complete
    :raises NotYours: if the actor takes no part in the dispute
    """
    return finish_uploads(
        [upload], audience=audience, side=side, case=case, is_sent=is_sent, by=by, at=at
    )[0]


def finish_uploads(
    uploads: Sequence[Upload],
    *,
    audience: Audience,
    side: str | None = None,
    case: Case | None = None,
    is_sent: bool = True,
    by: Actor,
    at: datetime,
) -> list[File]:
    """Take complete uploads of one dispute as its files, in the act's transaction; queue checks.

    `side` is the actor's own unless said. Without `is_sent` they are not handed in yet: only their
    owner sees them. As many queries as for one.

    :raises UploadUnfinished: if one is not complete
    :raises NotYours: if the actor takes no part in the dispute
    """
    for upload in uploads:
        require_whole(upload)
    # The key of the request stands for the act this is part of.
    with bear(file_moves.RECEIVE, by=by.holding(None), at=at) as born:
        files = File.objects.bulk_create(
            File(
                matter=upload.matter,
                case=case,
                submitted_by=sender(by),
                on_behalf_of=by.on_behalf_of,
                audience=audience,
                side=side or by.side,
                sent_at=at if is_sent else None,
                at=at,
                **_measures(upload),
            )
            for upload in uploads
        )
        born += [(f, FileReceived(f.pk, f.name, f.sha256, f.size, f.media_type)) for f in files]
        Upload.objects.filter(pk__in=[u.pk for u in uploads]).delete()
        jobs.enqueue_all(check_file, [{"file": f.pk} for f in files])
    return files


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
