"""A photographed page: how well it can be read, and the page cut out of it and made straight.

No framework in here: the worker runs it in a process of its own. `yunting/ui/static/ui/camera.js`
measures the same way on the phone, to say it before anything is sent; what counts is this.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter

from yunting.core import settings as limits
from yunting.core.inspection import picture

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
WHOLE: Corners = ((0, 0), (1, 0), (1, 1), (0, 1))
# ISO 216 A4 in inches.
A4_SHORT, A4_LONG = 210 / 25.4, 297 / 25.4
MEASURED_AT = 1_600
# So large a part of the page has edges at least as strong as its sharpness says.
SHARPEST_PART = 0.005
_EDGES = ImageFilter.Kernel((3, 3), [0, 1, 0, 1, -4, 1, 0, 1, 0], scale=1, offset=128)
_MIDDLE = 128


@dataclass(frozen=True, slots=True)
class Measured:
    """How a page was photographed: dots per inch if it is A4, sharpness and brightness to 255."""

    dpi: int
    sharpness: int
    brightness: int


class Misplaced(ValueError):
    """The four corners are not those of a page."""


def corners_of(text: str) -> Corners:
    """Return corners as parts of width and height from `x,y x,y x,y x,y` in thousandths.

    Empty is the whole picture.

    :raises Misplaced: if they are not four points of the picture in order around a page
    """
    if not text:
        return WHOLE
    try:
        points = [tuple(int(n) / 1000 for n in pair.split(",")) for pair in text.split(" ")]
        a, b, c, d = [(x, y) for x, y in points]
    except ValueError as error:
        raise Misplaced(text) from error
    if not all(0 <= n <= 1 for point in (a, b, c, d) for n in point):
        raise Misplaced(text)
    if any(_turn(*three) <= 0.001 for three in ((a, b, c), (b, c, d), (c, d, a), (d, a, b))):
        raise Misplaced(text)
    return a, b, c, d


def _turn(a: Point, b: Point, c: Point) -> float:
    """Return twice the area of a triangle, positive when clockwise on the screen."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def sides_of(corners: Corners, width: int, height: int) -> tuple[float, float]:
    """Return how wide and high the page is in pixels: the mean of opposite edges."""
    a, b, c, d = [(x * width, y * height) for x, y in corners]
    return (math.dist(a, b) + math.dist(d, c)) / 2, (math.dist(a, d) + math.dist(b, c)) / 2


def measure(path: Path, corners: Corners, width: int, height: int) -> Measured:
    """Return how well a page can be read; `width` and `height` are the picture's, upright."""
    short, long = sorted(sides_of(corners, width, height))
    page = picture.opened(path, at_least=MEASURED_AT).convert("L")
    box = _around(corners, page.width, page.height)
    page = page.crop(box)
    page.thumbnail((MEASURED_AT, MEASURED_AT))
    return Measured(
        dpi=int(min(short / A4_SHORT, long / A4_LONG)),
        sharpness=_sharpness(page),
        brightness=_brightness(page),
    )


def _around(corners: Corners, width: int, height: int) -> tuple[int, int, int, int]:
    xs, ys = [x * width for x, _ in corners], [y * height for _, y in corners]
    return int(min(xs)), int(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))


def _sharpness(page: Image.Image) -> int:
    counts = [0] * (_MIDDLE + 1)
    for value, count in enumerate(page.filter(_EDGES).histogram()):
        counts[abs(value - _MIDDLE)] += count
    left = SHARPEST_PART * sum(counts)
    for strength in range(_MIDDLE, -1, -1):
        left -= counts[strength]
        if left <= 0:
            return 2 * strength
    return 0


def _brightness(page: Image.Image) -> int:
    counts = page.histogram()
    return sum(value * count for value, count in enumerate(counts)) // max(1, sum(counts))


def straightened(path: Path, corners: Corners, width: int, height: int) -> Image.Image:
    """Return the page alone, seen from straight above, as many pixels as it had."""
    wide, high = (max(1, round(side)) for side in sides_of(corners, width, height))
    photo = picture.opened(path, at_least=max(width, height))
    across = [(x * photo.width, y * photo.height) for x, y in corners]
    target = [(0.0, 0.0), (float(wide), 0.0), (float(wide), float(high)), (0.0, float(high))]
    numbers = _perspective(target, across)
    return photo.transform(
        (wide, high), Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC
    )


def _perspective(source: list[Point], target: list[Point]) -> list[float]:
    """Return the eight numbers of the projection that takes four points to four others."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Return the solution of linear equations, by Gauss and Jordan with pivots."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for other in range(size):
            if other != column and (factor := rows[other][column]):
                pairs = zip(rows[other], rows[column], strict=True)
                rows[other] = [a - factor * b for a, b in pairs]
    return [row[-1] for row in rows]


def complaints(measured: Measured) -> list[str]:
    """Return what is wrong with a photographed page, in words; nothing if it will do."""
    found = []
    if measured.brightness < limits.SCAN_BRIGHTNESS_LEAST:
        found.append("太暗，请到亮处或者开灯再拍")
    if measured.sharpness < limits.SCAN_SHARPNESS_LEAST:
        found.append("模糊，请拿稳手机、对准文字再拍")
    if measured.dpi < limits.SCAN_DPI_LEAST:
        found.append(
            f"清晰度约 {measured.dpi} dpi，A4 纸要有 {limits.SCAN_DPI_LEAST} dpi，"
            "请靠近一些、让纸占满画面再拍"
        )
    return found
