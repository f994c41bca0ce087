"""A ZIP: a Word or Excel file without macros and foreign bodies, or refused."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from yunting.core import settings as limits
from yunting.core.inspection import refusals
from yunting.core.inspection.kinds import SHEET, WORD, Kind

_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_FOREIGN = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.I)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.I)
_MACROS = re.compile(r"vba|macrosheets|activex", re.I)
_INSIDE = re.compile(r"/embeddings/|\.(?:zip|rar|7z|exe|dll|js|vbs|ole)$", re.I)
_TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1
SMALL_PART_BYTES = 2_000_000


def kind_of(path: Path) -> Kind:
    """Return whether a ZIP is a Word or an Excel file fit to be taken.

    :raises FilePacked: if it is an archive of files
    :raises FileSwells: if it would grow beyond measure when unpacked
    :raises FileBroken: if it cannot be read
    :raises FileLocked: if it wants a password
    :raises FileActive: if it holds macros, embedded files or parts fetched from elsewhere
    :raises FileOfUnknownKind: if it is another Office file, or OFD
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return _looked_into(packed, path.stat().st_size)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise refusals.FileBroken(
            "这个文件打不开：不完整或者已经损坏。", remedy="请重新保存一份，再上传。"
        ) from error


def _looked_into(packed: zipfile.ZipFile, size: int) -> Kind:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    _require_measure(parts, size)
    kind = _kind(names)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refusals.FileLocked(
            "这个文件设了密码，法院打不开。", remedy="请去掉密码，另存一份再上传。"
        )
    types = _small(packed, _TYPES)
    if b"macroEnabled" in types or any(_MACROS.search(name) for name in names):
        raise refusals.FileActive(
            "这个文件里有宏，打开时会自己运行，法院不接收。",
            remedy="请用 WPS 或 Word 打开，另存为不带宏的 docx、xlsx，或者导出为 PDF，再上传。",
        )
    if any(_INSIDE.search(name) for name in names):
        raise refusals.FileActive("这个文件里嵌着别的文件，法院不接收。", remedy=refusals.AS_PDF)
    for name in sorted(n for n in names if n.endswith(".rels")):
        if any(_is_foreign(each) for each in _RELATION.findall(_small(packed, name))):
            raise refusals.FileActive(
                "这个文件打开时要到别处取内容，法院不接收。", remedy=refusals.AS_PDF
            )
    return kind


def _require_measure(parts: list[zipfile.ZipInfo], size: int) -> None:
    whole = sum(part.file_size for part in parts)
    if (
        len(parts) > limits.UNPACKED_ENTRIES_MOST
        or whole > limits.UNPACKED_BYTES_MOST
        or whole > size * limits.UNPACKED_TIMES_MOST
    ):
        raise refusals.FileSwells(
            f"这个文件解开以后有 {whole / 1_000_000:,.0f} MB，超出可以接收的范围。",
            remedy=refusals.AS_PDF,
        )


def _kind(names: set[str]) -> Kind:
    if _TYPES in names and "word/document.xml" in names:
        return WORD
    if _TYPES in names and "xl/workbook.xml" in names:
        return SHEET
    if _TYPES in names:
        raise refusals.FileOfUnknownKind(
            "这种 Office 文件法院无法检查和预览。", remedy=refusals.AS_PDF
        )
    if "OFD.xml" in names:
        raise refusals.FileOfUnknownKind(
            "暂时不能接收 OFD 文件。", remedy="请用 OFD 阅读器打开，导出为 PDF，再上传。"
        )
    raise refusals.FilePacked(
        "这是压缩包，法院看不到里面是什么。", remedy="请先解压，再逐个上传里面的文件。"
    )


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    """Read a part that is never large; what lies about its size is broken."""
    with packed.open(name) as part:
        return part.read(SMALL_PART_BYTES)


def _is_foreign(relation: bytes) -> bool:
    return bool(_FOREIGN.search(relation)) and not _LINK.search(relation)
