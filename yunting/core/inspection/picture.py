"""A picture: whole, and not larger than anybody can look at."""

from __future__ import annotations

import warnings
from pathlib import Path

import pi_heif
from PIL import Image, ImageOps

from yunting.core import settings as limits
from yunting.core.inspection import refusals

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# A picture is decoded in the process that answers only where that costs little memory.
CHECKED_AT = 1_000
DECODED_AT_ONCE_PIXELS = 13_000_000
pi_heif.register_heif_opener()
# Our own limits take the place of Pillow's, which warns at one size and refuses at another.
Image.MAX_IMAGE_PIXELS = None
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height in pixels as the picture is to be seen, once it is found fit.

    :raises PictureTooBig: if it has more pixels than the court takes
    :raises FileBroken: if it cannot be read to its end
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as picture:
                width, height = picture.size
                _require_measure(width, height)
                turned = _is_turned(picture)
                _read_through(picture)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise refusals.FileBroken(
            "这张图片打不开：文件不完整或者已经损坏。", remedy="请重新拍摄或者重新保存，再上传。"
        ) from error
    return (height, width) if turned else (width, height)


def _is_turned(picture: Image.Image) -> bool:
    # Cameras write no PNG, and finding out would decode the whole of it.
    return picture.format != "PNG" and picture.getexif().get(_ORIENTATION) in _TURNED


def _require_measure(width: int, height: int) -> None:
    if width * height > limits.PICTURE_PIXELS_MOST or max(width, height) > limits.PICTURE_SIDE_MOST:
        raise refusals.PictureTooBig(
            f"这张图片有 {width:,}×{height:,} 个像素，太大，打不开。",
            remedy="请缩小到长边 10,000 像素以内，再上传。",
        )


def _read_through(picture: Image.Image) -> None:
    """Find a picture that was cut off, with little memory; a large one is read by the worker."""
    if picture.format == "PNG":
        picture.verify()
    elif picture.format == "JPEG":
        picture.draft("RGB", (CHECKED_AT, CHECKED_AT))
        picture.load()
    elif picture.width * picture.height <= DECODED_AT_ONCE_PIXELS:
        picture.load()


def opened(path: Path, *, at_least: int) -> Image.Image:
    """Return a picture upright, in colour, decoded no larger than is needed for that width."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = Image.open(path, formats=FORMATS)
        if picture.format == "JPEG":
            picture.draft("RGB", (at_least, at_least))
        return _on_white(picture if picture.format == "PNG" else ImageOps.exif_transpose(picture))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return picture.convert("RGB")
