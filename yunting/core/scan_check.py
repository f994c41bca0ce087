"""Check the photograph of a page before it is taken; the answer here counts."""

from __future__ import annotations

from pathlib import Path

from yunting.core import page_photo
from yunting.core.inspection.inspect import Inspected
from yunting.core.inspection.refusals import FileOfUnknownKind, PictureUnfit
from yunting.core.models import FileKind


def quality_of(path: Path, found: Inspected, corners: str, *, as_it_is: bool) -> str:
    """Return what is wrong with a page that is kept as it is; empty if nothing is.

    :raises FileOfUnknownKind: if it is no picture
    :raises PictureUnfit: if the page cannot be read well, or its corners are no page's
    """
    if found.kind.kind != FileKind.PICTURE or found.width is None or found.height is None:
        raise FileOfUnknownKind(
            "这里要的是照片，选的文件不是图片。", remedy="其他文件请从“选择文件”上传。"
        )
    try:
        place = page_photo.corners_of(corners)
    except page_photo.Misplaced as error:
        raise PictureUnfit(
            "四个角没有围成一页纸。", remedy="请把四个角分别放到纸的四角，或者重新拍。"
        ) from error
    wrong = page_photo.complaints(page_photo.measure(path, place, found.width, found.height))
    if wrong and not as_it_is:
        raise PictureUnfit(
            f"照片不够清楚：{'；'.join(wrong)}。",
            remedy="请重新拍。只有这一张，或者原件不是 A4 纸的，可以选“就用这一张”。",
        )
    return "；".join(wrong)
