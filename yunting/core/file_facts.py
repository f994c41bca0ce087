"""What can happen to a file. Its own side may read of it; the court's people once it is in."""

from dataclasses import dataclass
from typing import ClassVar

from yunting.core.audience import Audience
from yunting.core.facts import Fact


@dataclass(frozen=True, slots=True)
class FileReceived(Fact):
    """A file has come, whole; its hash is on the record from now on."""

    file: int
    name: str
    sha256: str
    size: int
    media_type: str
    kind: ClassVar[str] = "core.file-received"
    sentence: ClassVar[str] = "{actor}上传文件“{name}”，已原样保存"
    personal: ClassVar[tuple[str, ...]] = ("name",)
    audience: ClassVar[Audience] = Audience.SIDE


@dataclass(frozen=True, slots=True)
class FilePassed(Fact):
    """A file was checked and can be looked at."""

    file: int
    scan: str
    kind: ClassVar[str] = "core.file-passed"
    sentence: ClassVar[str] = "文件检查完毕（{scan}）"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class FileRefused(Fact):
    """The check found something; the file is kept as it came and shown to nobody."""

    file: int
    name: str
    finding: str
    kind: ClassVar[str] = "core.file-refused"
    sentence: ClassVar[str] = "文件“{name}”检查未通过：{finding}"
    personal: ClassVar[tuple[str, ...]] = ("name",)
    audience: ClassVar[Audience] = Audience.SIDE
