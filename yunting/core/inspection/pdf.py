"""A PDF: whole, open, not endless, and nothing in it that acts by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from yunting.core import settings as limits
from yunting.core.inspection import refusals

# Read off every dictionary first as text, which is fast; what is found is then looked at as data.
_HINT = re.compile(
    rb"/(?:JavaScript|JS|Launch|EF|EmbeddedFiles?|RichMedia\w*|Rendition|Movie|Sound|Screen|3D"
    rb"|SubmitForm|ImportData|GoToE|XFA|FileAttachment)(?![\w.+-])"
)
_KEYS = {
    "/JS": "脚本",
    "/JavaScript": "脚本",
    "/EF": "嵌在里面的其他文件",
    "/EmbeddedFiles": "嵌在里面的其他文件",
    "/XFA": "动态表单",
}
_ACTIONS = {
    "/JavaScript": "脚本",
    "/Launch": "启动其他程序的动作",
    "/SubmitForm": "向外发送内容的动作",
    "/ImportData": "读入外部数据的动作",
    "/GoToE": "打开内嵌文件的动作",
    "/Rendition": "嵌入的多媒体",
    "/RichMediaExecute": "嵌入的多媒体",
    "/Movie": "嵌入的多媒体",
    "/Sound": "嵌入的多媒体",
}
_ANNOTATIONS = {
    "/FileAttachment": "嵌在里面的其他文件",
    "/RichMedia": "嵌入的多媒体",
    "/Screen": "嵌入的多媒体",
    "/Movie": "嵌入的多媒体",
    "/Sound": "嵌入的多媒体",
    "/3D": "嵌入的多媒体",
}
_END_BYTES = 2_048
MOST_DEPTH = 50


def pages_of(path: Path) -> int:
    """Return how many pages a PDF has, once it is found fit.

    :raises FileBroken: if it cannot be opened or has been cut off
    :raises FileLocked: if it wants a password
    :raises FileTooLong: if it has more pages than the court takes
    :raises FileActive: if something in it runs, opens or sends
    """
    with _opened(path) as document:
        pages = len(document.pages)
        if pages == 0:
            raise _broken()
        if pages > limits.PDF_PAGES_MOST:
            raise refusals.FileTooLong(
                f"这份 PDF 有 {pages:,} 页，一份文件最多 {limits.PDF_PAGES_MOST:,} 页。",
                remedy="请拆成几份，分别上传，并在名称里写明先后，例如“账册（一）”。",
            )
        found = sorted(set(_active(document)))
    if found:
        raise refusals.FileActive(
            f"这份 PDF 里有{'、'.join(found)}，打开时会自己动作，法院不接收。",
            remedy=refusals.PRINTED,
        )
    return pages


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        try:
            return _tried(path, mend=False)
        except pikepdf.PdfError:
            # Many scanners write a wrong table; where the end is there nothing was lost.
            if not _has_its_end(path):
                raise
            return _tried(path, mend=True)
    except pikepdf.PasswordError as error:
        raise refusals.FileLocked(
            "这份 PDF 设了密码，法院打不开。",
            remedy="请用密码打开，选“打印”，打印机选“另存为 PDF”，再上传新的文件。",
        ) from error
    except pikepdf.PdfError as error:
        raise _broken() from error


def _tried(path: Path, *, mend: bool) -> pikepdf.Pdf:
    document = pikepdf.open(
        path, attempt_recovery=mend, suppress_warnings=True, access_mode=pikepdf.AccessMode.mmap
    )
    if document.is_encrypted and not document.user_password_matched:
        document.close()
        raise pikepdf.PasswordError
    return document


def _has_its_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        return b"%%EOF" in file.read()


def _broken() -> refusals.FileBroken:
    return refusals.FileBroken(
        "这份 PDF 打不开：文件不完整或者已经损坏。",
        remedy="请在原来的设备上打开看看；能打开的，重新导出一份再上传，不能打开的，请重新扫描。",
    )


def _active(document: pikepdf.Pdf) -> Iterator[str]:
    for one in document.objects:
        if isinstance(one, pikepdf.Stream):
            if one.get("/Type") == pikepdf.Name.EmbeddedFile:
                yield _KEYS["/EF"]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Array) and _HINT.search(
            one.unparse(resolved=True)
        ):
            yield from _acting(one, 0)


def _acting(one: Any, depth: int) -> Iterator[str]:
    if depth > MOST_DEPTH:
        raise _broken()
    if isinstance(one, pikepdf.Dictionary):
        for table, key in ((_ACTIONS, "/S"), (_ANNOTATIONS, "/Subtype")):
            value = one.get(key)
            if isinstance(value, pikepdf.Name) and str(value) in table:
                yield table[str(value)]
        for key, value in one.items():
            if key in _KEYS:
                yield _KEYS[key]
            yield from _below(value, depth)
    else:
        for value in one:
            yield from _below(value, depth)


def _below(value: Any, depth: int) -> Iterator[str]:
    # What is referred to is an object of its own and comes by itself.
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        yield from _acting(value, depth + 1)
