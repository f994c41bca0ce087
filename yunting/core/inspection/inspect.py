"""Look at a file before it is taken: one function for every kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tinytag import TinyTag, TinyTagException

from yunting.core import settings as limits
from yunting.core.inspection import kinds, office, pdf, picture, refusals
from yunting.core.inspection.kinds import Kind
from yunting.core.models import FileKind


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file is; measures its kind does not have are None. `seconds` are rounded up."""

    kind: Kind
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: int | None = None


def require_size(size: int) -> None:
    """Refuse what is empty or larger than the court takes, in bytes, the limit included.

    :raises FileEmpty: if it has no bytes
    :raises FileTooLarge: if it has too many
    """
    if size <= 0:
        raise refusals.FileEmpty(
            "这个文件是空的，没有内容。", remedy="请在手机或电脑上打开看看，选对文件再上传。"
        )
    if size > limits.FILE_BYTES_MOST:
        most = limits.FILE_BYTES_MOST // 1_000_000
        raise refusals.FileTooLarge(
            f"这个文件有 {size / 1_000_000:,.0f} MB，一份文件最多 {most} MB。",
            remedy="请拆成几份分别上传；录像太大的，请把光盘或者U盘交到诉讼服务中心。",
        )


def inspect(path: Path) -> Inspected:
    """Return what a file is by its content.

    :raises FileUnfit: one of those in `refusals`, if it cannot be taken as it is
    """
    require_size(path.stat().st_size)
    kind = kinds.kind_of(path) or office.kind_of(path)
    match kind.kind:
        case FileKind.PDF:
            return Inspected(kind, pages=pdf.pages_of(path))
        case FileKind.PICTURE:
            width, height = picture.size_of(path)
            return Inspected(kind, pages=1, width=width, height=height)
        case FileKind.SOUND | FileKind.FILM:
            return Inspected(kind, seconds=_seconds(path))
        case FileKind.TEXT:
            _require_text(path)
    return Inspected(kind)


def _seconds(path: Path) -> int:
    try:
        tag = TinyTag.get(path, tags=False)
    except (TinyTagException, OSError, ValueError, IndexError) as error:
        raise _unplayable() from error
    if not tag.duration or tag.duration <= 0:
        raise _unplayable()
    return int(-(-tag.duration // 1))


def _unplayable() -> refusals.FileBroken:
    return refusals.FileBroken(
        "这段录音或录像放不出来：文件不完整或者已经损坏。",
        remedy="请在原来的设备上试放；能放的，重新保存一份再上传。",
    )


def _require_text(path: Path) -> None:
    if path.stat().st_size > limits.TEXT_BYTES_MOST:
        raise refusals.FileTooLarge(
            f"纯文本最多 {limits.TEXT_BYTES_MOST // 1_000_000} MB。", remedy=refusals.AS_PDF
        )
    if kinds.decoded(path.read_bytes()) is None:
        raise refusals.FileOfUnknownKind("法院不认识这种文件。", remedy=refusals.ACCEPTED)
