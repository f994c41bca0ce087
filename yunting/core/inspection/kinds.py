"""What the first bytes say a file is. Only what is listed here comes in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from yunting.core.inspection import refusals
from yunting.core.models import FileKind

HEAD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file with its media type and the ending that fits it."""

    kind: FileKind
    media_type: str
    ending: str


PDF = Kind(FileKind.PDF, "application/pdf", ".pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = Kind(FileKind.WORD, f"{_OFFICE}.wordprocessingml.document", ".docx")
SHEET = Kind(FileKind.SHEET, f"{_OFFICE}.spreadsheetml.sheet", ".xlsx")
JPEG = Kind(FileKind.PICTURE, "image/jpeg", ".jpg")
PNG = Kind(FileKind.PICTURE, "image/png", ".png")
WEBP = Kind(FileKind.PICTURE, "image/webp", ".webp")
HEIC = Kind(FileKind.PICTURE, "image/heic", ".heic")
WAV = Kind(FileKind.SOUND, "audio/wav", ".wav")
MP3 = Kind(FileKind.SOUND, "audio/mpeg", ".mp3")
M4A = Kind(FileKind.SOUND, "audio/mp4", ".m4a")
OGG = Kind(FileKind.SOUND, "audio/ogg", ".ogg")
MP4 = Kind(FileKind.FILM, "video/mp4", ".mp4")
MOV = Kind(FileKind.FILM, "video/quicktime", ".mov")
TEXT = Kind(FileKind.TEXT, "text/plain", ".txt")
KINDS = (PDF, WORD, SHEET, JPEG, PNG, WEBP, HEIC, WAV, MP3, M4A, OGG, MP4, MOV, TEXT)
ENDINGS = {k.media_type: k.ending for k in KINDS}
SAME_ENDING = {".jpeg": ".jpg", ".jpe": ".jpg", ".heif": ".heic", ".mpga": ".mp3", ".oga": ".ogg"}

_PLAIN: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"ID3", MP3),
    (b"OggS", OGG),
)
_RUNNABLE = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!")
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|script|svg|\?xml|!--|[a-z]+[\s>])", re.I)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}


def kind_of(path: Path) -> Kind | None:
    """Return the kind the first bytes show; None when it is a ZIP that must be looked into.

    :raises FileRunnable: if it is a program
    :raises FilePacked: if it is an archive other than ZIP
    :raises FileActive: if it is a web page or a drawing that can hold scripts
    :raises FileOfUnknownKind: if it is none of those the court takes
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return None
    if b"%PDF-" in head[:1024]:
        return PDF
    found = next((kind for start, kind in _PLAIN if head.startswith(start)), None)
    found = found or _in_a_container(head)
    if found is None:
        _refuse_what_is_known(head)
        found = _text(path, head)
    return found


def _in_a_container(head: bytes) -> Kind | None:
    if head[:4] == b"RIFF":
        return {b"WAVE": WAV, b"WEBP": WEBP}.get(head[8:12])
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _HEIC_BRANDS:
            return HEIC
        if brand[:3] == b"M4A":
            return M4A
        if brand in {b"avif", b"avis", b"crx "}:
            return None
        return MOV if brand == b"qt  " else MP4
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return MP3 if is_frame else None


def _refuse_what_is_known(head: bytes) -> None:
    if head.startswith(_RUNNABLE):
        raise refusals.FileRunnable(
            "这是可以运行的程序，不是材料，法院不接收。", remedy=refusals.ACCEPTED
        )
    if head.startswith(_PACKED):
        raise refusals.FilePacked(
            "这是压缩包，法院看不到里面是什么。", remedy="请先解压，再逐个上传里面的文件。"
        )
    if head.startswith(_OLD_OFFICE):
        raise refusals.FileOfUnknownKind(
            "这是旧格式的 Word 或 Excel 文件（doc、xls），里面可能有宏，法院无法检查。",
            remedy="请用 WPS 或 Word 打开，另存为 docx、xlsx 或者 PDF，再上传。",
        )


def _text(path: Path, head: bytes) -> Kind:
    text = decoded(head)
    if text is None:
        raise refusals.FileOfUnknownKind("法院不认识这种文件。", remedy=refusals.ACCEPTED)
    if _MARKUP.match(text):
        raise refusals.FileActive(
            "这是网页或者 SVG 图形，里面可以带脚本，法院不接收。", remedy=refusals.PRINTED
        )
    return TEXT


def decoded(raw: bytes) -> str | None:
    """Return bytes as the text they are, UTF-8 or GB 18030; None if they are no text.

    The last character may be cut off.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        for short in range(4):
            try:
                text = raw[: len(raw) - short].decode(encoding)
            except UnicodeDecodeError:
                continue
            if not any(c < " " and c not in "\t\r\n\f" for c in text):
                return text
    return None


def named_fitly(name: str, media_type: str) -> str:
    """Return a file's name with the ending its content calls for, whatever it was named."""
    ending = ENDINGS.get(media_type, "")
    suffix = Path(name).suffix.lower()
    return name if SAME_ENDING.get(suffix, suffix) == ending else f"{name}{ending}"
