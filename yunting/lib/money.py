"""Amounts in yuan as people type them, always as `Decimal`, and as a page shows them."""

import re
from decimal import Decimal
from typing import ClassVar

from yunting.lib import numerals
from yunting.lib.text import Misread, fold, quoted

LARGEST = Decimal("9999999999999.99")

_MULTIPLES = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_NUMBER = re.compile(r"(?P<whole>[0-9][0-9, ]*|)(?:\.(?P<part>[0-9]*))?(?P<unit>[十百千万亿]*)")
_EXPONENT = re.compile(r"[0-9.][eE][+-]?[0-9]")
_CHINESE = frozenset("零〇一二两三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖拾佰仟角分")
_LONGEST = 60


class NotAnAmount(Misread):
    """What was typed is not an amount of money a person could ask for."""

    code: ClassVar[str] = "not-an-amount"


def parse(text: str) -> Decimal:
    """Return the amount in yuan, with two decimals, that somebody typed.

    Reads 286431.5, ２８６，４３１．５０, ¥1,234.00元, 1.2万, 3亿元, 壹万贰仟叁佰元整.
    :raises NotAnAmount: if it is empty, negative, finer than a fen, too large or unreadable
    """
    typed = fold(text)
    _refuse_outright(typed, text)
    if _CHINESE & set(typed) or typed[0] in "十百千万亿":
        return _bounded(_in_chinese(typed))
    plain = _without_currency(typed)
    found = _NUMBER.fullmatch(plain)
    if found is None or not (found["whole"] or found["part"]):
        raise _unreadable(text)
    return _arabic(found["whole"], found["part"] or "", found["unit"], typed=text)


def show(amount: Decimal) -> str:
    """Return an amount as a page shows it: ¥87,656,400.00."""
    return f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}"


def plain(amount: Decimal) -> str:
    """Return an amount as it is stored and sent: 87656400.00."""
    return f"{amount:.2f}"


def spoken(amount: Decimal) -> str:
    """Return an amount with its capitals beside it: ¥12,300.00（壹万贰仟叁佰元整）."""
    return f"{show(amount)}（{numerals.capitals(amount)}）"


def aloud(amount: Decimal) -> str:
    """Return an amount as a voice says it: 壹万贰仟叁佰元整; what has no numeral, in digits."""
    try:
        return f"{'负' if amount < 0 else ''}{numerals.capitals(abs(amount))}"
    except ValueError:
        return f"{amount:.2f}元"


def fen(amount: Decimal) -> int:
    """Return an amount of yuan in fen, as ledgers count.

    :raises ValueError: if it is finer than one fen
    """
    exact = amount.scaleb(2)
    if exact != exact.to_integral_value():
        raise ValueError(f"{amount} is finer than one fen")
    return int(exact)


def yuan(fen: int) -> Decimal:
    """Return an amount of fen in yuan, with two decimals."""
    return Decimal(fen).scaleb(-2)


def _refuse_outright(typed: str, text: str) -> None:
    if not typed:
        raise NotAnAmount("还没有填写金额。", remedy="请填写数字，例如 12300.50。")
    if len(typed) > _LONGEST:
        raise NotAnAmount(
            f"金额最多写{_LONGEST}个字符，您写了{len(typed):,}个。",
            remedy="请只写数字，例如 12300.50。",
        )
    if typed[0] in "-−–—负負" or typed.startswith(("¥-", "¥−")):
        raise NotAnAmount("金额不能是负数。", remedy="请去掉前面的负号。", position=1)
    if found := _EXPONENT.search(typed):
        raise NotAnAmount(
            f"{quoted(text)}用了科学记数法，容易看错。",
            remedy="请写出全部数字，例如 120000。",
            position=found.start() + 2,
        )


def _in_chinese(typed: str) -> Decimal:
    try:
        return numerals.amount_of(typed.removeprefix("¥"))
    except numerals.NotANumeral as error:
        raise NotAnAmount(error.message, remedy=error.remedy) from error


def _without_currency(typed: str) -> str:
    for sign in ("人民币", "RMB", "CNY", "¥"):
        typed = typed.removeprefix(sign).strip()
    for sign in ("整", "正", "元", "圆", "块"):
        typed = typed.removesuffix(sign).strip()
    return typed


def _arabic(whole: str, part: str, unit: str, *, typed: str) -> Decimal:
    if unit and unit not in _MULTIPLES:
        raise _unreadable(typed)
    digits = whole.strip()
    if not digits.isdecimal() and digits and not _GROUPED.fullmatch(digits):
        raise NotAnAmount(
            f"{quoted(typed)}里逗号的位置不对，可能多写或少写了数字。",
            remedy="逗号要每三位一个，例如 12,345.00；也可以不写逗号。",
        )
    shift = _MULTIPLES.get(unit, 0)
    digits = digits.replace(",", "").replace(" ", "") or "0"
    finest = part.rstrip("0") if unit else part
    if len(finest) > shift + 2:
        raise NotAnAmount(
            f"金额最多写到分，就是小数点后两位，您写的{quoted(typed)}比分还细。",
            remedy="请四舍五入到分。",
        )
    return _bounded(Decimal(f"{digits}.{part or '0'}").scaleb(shift))


def _bounded(amount: Decimal) -> Decimal:
    if amount > LARGEST:
        raise NotAnAmount(
            f"金额太大，最多是 {show(LARGEST)}。", remedy="请看看是不是多写了几个零。"
        )
    return amount.quantize(Decimal("0.01"))


def _unreadable(text: str) -> NotAnAmount:
    return NotAnAmount(
        f"看不懂{quoted(text)}是多少钱。",
        remedy="请写成 12300.50、1.2万 或 壹万贰仟叁佰元整 这样。",
    )
