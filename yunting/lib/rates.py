"""Rates as people type them: 0.05%, 万分之五, 3‰. Always per cent, always `Decimal`."""

import re
from decimal import Decimal
from typing import ClassVar

from yunting.lib import numerals
from yunting.lib.text import Misread, fold, quoted

_SCALES = {"%": 0, "‰": -1, "‱": -2, "百分之": 0, "千分之": -1, "万分之": -2}
_NUMBER = re.compile(r"(百分之|千分之|万分之)?([0-9]{1,6}(?:\.[0-9]{1,6})?)([%‰‱])?")
_SPELT = re.compile(r"(百分之|千分之|万分之)([零〇一二两三四五六七八九十百]+)")


class NotARate(Misread):
    """What was typed is not a rate."""

    code: ClassVar[str] = "not-a-rate"


def parse(text: str) -> Decimal:
    """Return the per cent of a rate; a bare number is per cent already.

    :raises NotARate: if it is empty, negative or unreadable
    """
    typed = re.sub(r"\s", "", fold(text[:100]))
    if not typed:
        raise NotARate("还没有填写比率。", remedy="请写成 0.05% 或 万分之五 这样。")
    if found := _SPELT.fullmatch(typed):
        return _scaled(Decimal(numerals.number_of(found[2])), found[1])
    found = _NUMBER.fullmatch(typed)
    if found is None or (found[1] and found[3]):
        raise NotARate(f"看不懂{quoted(text)}是多少。", remedy="请写成 0.05% 或 万分之五 这样。")
    return _scaled(Decimal(found[2]), found[1] or found[3] or "%")


def plain(rate: Decimal) -> str:
    """Return a rate as it is stored: the per cent without needless zeros."""
    return f"{rate.normalize():f}"


def show(rate: Decimal) -> str:
    """Return a rate as a page shows it: 0.05%."""
    return f"{plain(rate)}%"


def _scaled(number: Decimal, sign: str) -> Decimal:
    return number.scaleb(_SCALES[sign])
