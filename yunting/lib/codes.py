"""Short public codes a person can read out, such as Y7K2-9QMD: no look-alikes, one check character.

The alphabet leaves out what looks or sounds like another sign. It has 23 signs, a prime number, so
the weighted check finds every single wrong sign and every swap of two.
"""

import hmac
from collections.abc import Callable
from typing import ClassVar

from yunting.lib.text import Misread, fold

ALPHABET = "23456789ACDEFHJKMQRTWXY"
GROUP = 4
MOST_GROUPS = 5

_LOOK_ALIKES = str.maketrans("ZSBG", "2586")
_SEPARATORS = frozenset(" -－—–_·")


class BadCode(Misread):
    """A code was not read or copied correctly."""

    code: ClassVar[str] = "bad-code"


def make(below: Callable[[int], int], *, groups: int = 2) -> str:
    """Return a new code of so many groups of four; the last sign is the check.

    `below(n)` gives a random number from 0 up to but not including n: `secrets.randbelow` for a
    real code, a seeded generator's `randrange` where the same codes must come again.
    """
    if not 1 <= groups <= MOST_GROUPS:
        raise ValueError(f"a code has 1 to {MOST_GROUPS} groups, not {groups}")
    signs = "".join(ALPHABET[below(len(ALPHABET))] for _ in range(groups * GROUP - 1))
    return _grouped(signs + check_sign(signs))


def parse(text: str) -> str:
    """Return the code somebody typed as it was issued: capitals, groups, look-alikes mended.

    :raises BadCode: if a sign is not of the alphabet, the length is wrong or the check fails
    """
    signs = ""
    for position, char in enumerate(fold(text[:200]).upper(), start=1):
        if char in _SEPARATORS:
            continue
        sign = char.translate(_LOOK_ALIKES)
        if sign not in ALPHABET:
            raise BadCode(
                f"第{position}个字符“{char}”不会出现在编码里。",
                remedy="请对照原件再看一遍。",
                position=position,
            )
        signs += sign
    if not signs or len(signs) % GROUP or len(signs) > GROUP * MOST_GROUPS:
        raise BadCode(
            f"编码每组{GROUP}个字符，您一共写了{len(signs)}个。", remedy="请看看是否漏写或多写。"
        )
    if signs[-1] != check_sign(signs[:-1]):
        raise BadCode("编码对不上，有一个字符抄错了。", remedy="请对照原件逐个核对。")
    return _grouped(signs)


def check_sign(signs: str) -> str:
    """Return the check character that belongs behind the signs of a code."""
    weighted = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=2))
    return ALPHABET[-weighted % len(ALPHABET)]


def with_luhn(digits: str) -> str:
    """Return the digits of an account with the check digit behind them (ISO/IEC 7812-1)."""
    doubled = (int(d) * (2 - place % 2) for place, d in enumerate(reversed(digits)))
    total = sum(number // 10 + number % 10 for number in doubled)
    return f"{digits}{-total % 10}"


def same(typed: str, issued: str) -> bool:
    """Tell whether two codes are equal, in a time that does not tell how much of them is."""
    return hmac.compare_digest(typed.encode(), issued.encode())


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
