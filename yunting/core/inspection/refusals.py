"""Why a file is not taken: what was wrong, and how to mend it."""

from typing import ClassVar

from yunting.lib.errors import Refused

BASIS = "法释〔2021〕12号 第十一条"
ACCEPTED = "可以上传 PDF、Word（docx）、Excel（xlsx）、图片、录音、录像和纯文本。"
AS_PDF = "请用 WPS 或 Word 打开，选“导出为 PDF”，再上传 PDF。"
PRINTED = "请用浏览器或 WPS 打开，选“打印”，打印机选“另存为 PDF”，再上传新的文件。"


class FileUnfit(Refused):
    """A file that cannot be taken as it is; base of all that say why."""

    code: ClassVar[str] = "file-unfit"

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message, basis=BASIS, remedy=remedy, field="file")


class FileEmpty(FileUnfit):
    """Zero bytes."""

    code: ClassVar[str] = "file-empty"


class FileTooLarge(FileUnfit):
    """More bytes than the court takes in one file."""

    code: ClassVar[str] = "file-too-large"


class FileOfUnknownKind(FileUnfit):
    """Not one of the kinds the court takes, whatever its name says."""

    code: ClassVar[str] = "file-of-unknown-kind"


class FileRunnable(FileUnfit):
    """A program, whatever its name says."""

    code: ClassVar[str] = "file-runnable"


class FileBroken(FileUnfit):
    """Cannot be opened: cut off or damaged."""

    code: ClassVar[str] = "file-broken"


class FileLocked(FileUnfit):
    """Opens with a password only."""

    code: ClassVar[str] = "file-locked"


class FileTooLong(FileUnfit):
    """More pages than the court takes in one file."""

    code: ClassVar[str] = "file-too-long"


class PictureTooBig(FileUnfit):
    """More pixels than anybody can look at."""

    code: ClassVar[str] = "picture-too-big"


class FilePacked(FileUnfit):
    """An archive; what is in it must come one by one."""

    code: ClassVar[str] = "file-packed"


class FileSwells(FileUnfit):
    """Would grow beyond measure when unpacked."""

    code: ClassVar[str] = "file-swells"


class FileActive(FileUnfit):
    """Holds something that runs, opens or sends when it is opened."""

    code: ClassVar[str] = "file-active"


class PictureUnfit(FileUnfit):
    """A photograph of a page that cannot be read well enough."""

    code: ClassVar[str] = "picture-unfit"
