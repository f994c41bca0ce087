"""Copies that are pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from yunting.core import settings as limits
from yunting.core.copying.desk import JPEG, Made

QUALITY = 80


def drawn(
    folder: Path, purpose: str, page: int, image: Image.Image, *, quality: int = QUALITY
) -> Made:
    """Write a picture as a copy."""
    name = f"{purpose}-{page}.jpg"
    image.save(folder / name, "JPEG", quality=quality, dpi=(150, 150))
    return purpose, page, name, JPEG


def small(folder: Path, image: Image.Image) -> Made:
    """Write a small picture for a list."""
    shown = image.copy()
    shown.thumbnail((limits.THUMBNAIL_WIDTH, 4 * limits.THUMBNAIL_WIDTH))
    return drawn(folder, "thumbnail", 0, shown)
