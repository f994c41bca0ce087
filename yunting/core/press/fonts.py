"""Which fonts papers are set in, and which signs none of them has.

Noto from a package is always there. A court sets `YUNTING_PAPER_FONTS` to the folder of the
official fonts it holds a licence for; Fandol and LXGW WenKai of the distribution come next.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

ALWAYS = Path(pylopdf_fonts_zh_cn.__file__).parent
DISTRIBUTION = (
    Path("/usr/share/texmf/fonts/opentype/fandol"),
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    Path("/usr/share/fonts/truetype/lxgw-wenkai"),
)
SONG = ("FZXiaoBiaoSong-B05S", "FandolSong", "Noto Serif SC")
FANG = ("FangSong_GB2312", "FangSong", "FandolFang R", "FandolFang", "Noto Serif SC")
KAI = ("KaiTi_GB2312", "KaiTi", "FandolKai", "LXGW WenKai", "Noto Serif SC")
HEI = ("SimHei", "FandolHei", "Noto Sans SC")
LAST = ("Noto Serif SC", "Noto Sans SC")
GETA = "〓"
_LEFT_ALONE = frozenset("\n\t\r")


@cache
def loaded() -> typst.Fonts:
    """Return the fonts of this process; read once."""
    folders = [str(folder) for folder in _folders()]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders]
    )


@cache
def families() -> dict[str, list[str]]:
    """Return for each use the families that are there, the official ones first."""
    there = set(loaded().families())
    uses = {"song": SONG, "fang": FANG, "kai": KAI, "hei": HEI}
    return {
        use: list(dict.fromkeys(name for name in (*names, *LAST) if name in there))
        for use, names in uses.items()
    }


def readable(text: str) -> str:
    """Return the text with every sign that no font has named by its number: 〓（U+20BB7）."""
    if text.isascii() and text.isprintable():
        return text
    known = _signs()
    return "".join(_shown(char, known) for char in text)


def _shown(char: str, known: frozenset[int]) -> str:
    if char in _LEFT_ALONE or ord(char) in known:
        return char
    return f"{GETA}（U+{ord(char):04X}）" if char.isprintable() else ""


@cache
def _signs() -> frozenset[int]:
    """Return every sign that some family in use has."""
    used = {name for names in families().values() for name in names}
    found: set[int] = set()
    for font in loaded().fonts():
        if font.family in used and font.path:
            found |= _signs_of(Path(font.path), font.index)
    return frozenset(found)


def _signs_of(path: Path, index: int) -> set[int]:
    if path.suffix.lower() in {".ttc", ".otc"}:
        with TTCollection(path, lazy=True) as collection:
            return set(collection.fonts[index].getBestCmap())
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def _folders() -> list[Path]:
    own = [Path(settings.PAPER_FONTS)] if settings.PAPER_FONTS else []
    return [folder for folder in (*own, *DISTRIBUTION, ALWAYS) if folder.is_dir()]
