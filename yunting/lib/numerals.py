"""Chinese numerals: amounts in capitals (壹万贰仟元整) and back, articles (第六十四条), days."""

import re
from datetime import date
from decimal import Decimal
from typing import ClassVar

from yunting.lib.text import Misread, fold, quoted

_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_COMMON = "零一二三四五六七八九"
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_COMMON_UNITS = ("", "十", "百", "千")
_READ = str.maketrans(
    "〇两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圆萬億正", "零二一二二三三四五六六七八九十百千元万亿整"
)
_SECTION = re.compile(
    "(?:(?P<k>[一二三四五六七八九])千)?(?P<z1>零)?(?:(?P<h>[一二三四五六七八九])百)?(?P<z2>零)?"
    "(?:(?P<t>[一二三四五六七八九])?(?P<ten>十))?(?P<z3>零)?(?P<o>[一二三四五六七八九])?"
)
_FRACTION = re.compile(
    "零?(?:(?P<jiao>[零一二三四五六七八九])角)?零?(?:(?P<fen>[零一二三四五六七八九])分)?整?"
)
_NUMERAL_SIGNS = frozenset("零一二三四五六七八九十百千万亿")
_LIMIT = 10**13


class NotANumeral(Misread):
    """A text is not a Chinese numeral, or can be read in two ways."""

    code: ClassVar[str] = "not-a-numeral"


def capitals(amount: Decimal) -> str:
    """Return an amount in yuan in capitals: 壹万贰仟叁佰元整, 伍元零贰分.

    :raises ValueError: if it is negative, has fractions of a fen, or ten trillion and more
    """
    if not 0 <= amount < _LIMIT or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"no amount in capitals: {amount}")
    yuan, fen = divmod(int(amount * 100), 100)
    if fen == 0:
        return _spell(yuan, _CAPITAL, _CAPITAL_UNITS) + "元整"
    tenths, hundredths = divmod(fen, 10)
    whole = _spell(yuan, _CAPITAL, _CAPITAL_UNITS) + "元" if yuan else ""
    dimes = f"{_CAPITAL[tenths]}角" if tenths else "零" if yuan else ""
    return whole + dimes + (f"{_CAPITAL[hundredths]}分" if hundredths else "")


def amount_of(text: str) -> Decimal:
    """Return the yuan of an amount written in Chinese, in capitals or common numerals.

    :raises NotANumeral: if it is not one; 一万二 is refused because it may be 12,000 or 10,002
    """
    plain = fold(text).translate(_READ).removeprefix("人民币").replace(" ", "")
    head, mark, tail = plain.partition("元")
    if not mark and ("角" in plain or "分" in plain):
        head, tail = "", plain
    fraction = _FRACTION.fullmatch(tail)
    if fraction is None or not (head or tail.strip("整零")):
        raise _unreadable(text)
    yuan = number_of(head.removesuffix("整")) if head else 0
    jiao, fen = (_digit(fraction[part]) for part in ("jiao", "fen"))
    return Decimal(yuan) + Decimal(jiao * 10 + fen) / 100


def count(number: int) -> str:
    """Return a whole number in common numerals, as in 第六十四条: 十, 六十四, 一百一十.

    :raises ValueError: if it is negative or ten trillion and more
    """
    if not 0 <= number < _LIMIT:
        raise ValueError(f"no numeral: {number}")
    spelt = _spell(number, _COMMON, _COMMON_UNITS)
    return spelt.removeprefix("一") if spelt.startswith("一十") else spelt


def day(on: date) -> str:
    """Return a day as it stands under a court's paper: 二〇二六年十一月三十日."""
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(on.year))
    return f"{year}年{count(on.month)}月{count(on.day)}日"


def number_of(text: str) -> int:
    """Return the whole number of a Chinese numeral, in capitals or common.

    :raises NotANumeral: if it is not one
    """
    plain = fold(text).translate(_READ)
    if not plain or not set(plain) <= _NUMERAL_SIGNS:
        raise _unreadable(text)
    head, mark, tail = plain.rpartition("亿")
    if not mark:
        return _under_hundred_million(plain, whole=text)
    high = _under_hundred_million(head, whole=text)
    if not high or "亿" in head:
        raise _unreadable(text)
    return high * 10**8 + (_under_hundred_million(tail, whole=text, follows=True) if tail else 0)


def _under_hundred_million(text: str, *, whole: str, follows: bool = False) -> int:
    head, mark, tail = text.rpartition("万")
    if not mark:
        return _section(text, whole=whole, follows=follows)
    high = _section(head, whole=whole, follows=follows)
    if not high:
        raise _unreadable(whole)
    return high * 10**4 + (_section(tail, whole=whole, follows=True) if tail else 0)


def _section(text: str, *, whole: str, follows: bool) -> int:
    """Read up to four digits. `follows`: a larger unit stands before it."""
    found = _SECTION.fullmatch(text)
    if found is None or not text or (text.endswith("零") and (follows or text != "零")):
        raise _unreadable(whole)
    before = text[:-1]
    if found["o"] and (follows or before) and not before.endswith(("十", "零")):
        raise NotANumeral(
            f"{quoted(whole)}有两种读法。", remedy="请在末尾写明单位，例如“一万二千”或“一万零二”。"
        )
    tens = _digit(found["t"]) if found["t"] else int(bool(found["ten"]))
    return _digit(found["k"]) * 1000 + _digit(found["h"]) * 100 + tens * 10 + _digit(found["o"])


def _digit(char: str | None) -> int:
    return _COMMON.index(char) if char else 0


def _spell(number: int, digits: str, units: tuple[str, ...]) -> str:
    """Spell a whole number; a gap is marked by one 零 before the part that follows it."""
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = digits[0] if low < size // 10 else ""
            rest = gap + _spell(low, digits, units) if low else ""
            return _spell(high, digits, units) + sign + rest
    spelt, gap_open = "", False
    for place in (3, 2, 1, 0):
        value = number // 10**place % 10
        if value:
            spelt += (digits[0] if gap_open and spelt else "") + digits[value] + units[place]
        gap_open = value == 0
    return spelt or digits[0]


def _unreadable(text: str) -> NotANumeral:
    return NotANumeral(
        f"看不懂{quoted(text)}这个中文数字。",
        remedy="请照“壹万贰仟叁佰元整”的样子写，或写阿拉伯数字。",
    )
