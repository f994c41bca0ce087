"""Numbers that name a person or a firm in China, and which character of them is wrong.

GB 11643 resident identity number, GB 32100 unified social credit code, telephone numbers.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yunting.lib.text import Misread, fold, quoted

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_RESIDENT_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
_RESIDENT_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
_OLDEST_YEARS = 130
_CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_MEANT = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}
_SEPARATORS = re.compile(r"[\s\-－—–]")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_LANDLINE = re.compile("(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_SERVICE_LINE = re.compile("[48]00[0-9]{7}")


class BadIdentityNumber(Misread):
    """A resident identity number cannot be right."""

    code: ClassVar[str] = "bad-identity-number"


class BadCreditCode(Misread):
    """A unified social credit code cannot be right."""

    code: ClassVar[str] = "bad-credit-code"


class BadPhoneNumber(Misread):
    """A telephone number of mainland China cannot be right."""

    code: ClassVar[str] = "bad-phone-number"


@dataclass(frozen=True, slots=True)
class ResidentIdentity:
    """What a resident identity number says of its holder."""

    number: str
    birth_date: date
    is_male: bool


def resident_identity(text: str, *, on: date) -> ResidentIdentity:
    """Read a resident identity number: 18 characters, MOD 11-2, region and birth date possible.

    :raises BadIdentityNumber: if it cannot be right; `position` is the character to look at
    """
    number = _compact(text)
    _refuse_number_shape(number)
    if number[:2] not in _PROVINCES:
        raise BadIdentityNumber(
            f"第1到2位“{number[:2]}”不是任何省份的代码。", remedy="请核对前两位。", position=1
        )
    birth = _birth_date(number, on=on)
    expected = resident_check(number[:17])
    if number[17] != expected:
        raise BadIdentityNumber(
            f"第18位对不上：按前17位推算应是{expected}，您填的是{number[17]}。",
            remedy="请先核对第18位，再核对前17位有没有抄错。",
            position=18,
        )
    return ResidentIdentity(number, birth, is_male=int(number[16]) % 2 == 1)


def resident_check(digits: str) -> str:
    """Return the last character that belongs to the first 17 digits (GB 11643, MOD 11-2)."""
    weighted = zip(digits, _RESIDENT_WEIGHTS, strict=True)
    return _RESIDENT_CHECKS[sum(int(digit) * weight for digit, weight in weighted) % 11]


def credit_code(text: str) -> str:
    """Return a unified social credit code in its one written form: 18 characters, MOD 31.

    :raises BadCreditCode: if it cannot be right; `position` is the character to look at
    """
    code = _compact(text)
    for position, char in enumerate(code[:40], start=1):
        if char not in CREDIT_ALPHABET:
            meant = f"，可能是{_MEANT[char]}" if char in _MEANT else ""
            raise BadCreditCode(
                f"第{position}位“{char}”不会出现在统一社会信用代码里{meant}。",
                remedy="请对照营业执照改正。",
                position=position,
            )
    if len(code) != 18:
        raise BadCreditCode(
            _length("统一社会信用代码", code), remedy="请对照营业执照核对。", position=_end(code)
        )
    expected = credit_check(code[:17])
    if code[17] != expected:
        raise _mismatch(code, expected)
    return code


def credit_check(code: str) -> str:
    """Return the last character that belongs to the first 17 of a credit code (GB 32100)."""
    weighted = zip(code, _CREDIT_WEIGHTS, strict=True)
    total = sum(CREDIT_ALPHABET.index(char) * weight for char, weight in weighted)
    return CREDIT_ALPHABET[-total % 31]


def organisation_check(code: str) -> str:
    """Return the ninth character of an organisation code (GB 11714), the 17th of a credit code."""
    values = ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(char) for char in code)
    total = sum(value * w for value, w in zip(values, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def mobile_number(text: str) -> str:
    """Return a mainland mobile number as 11 digits, without +86, spaces and dashes.

    :raises BadPhoneNumber: if it is not one
    """
    number = _phone_digits(text)
    if _MOBILE.fullmatch(number):
        return number
    if number.isdecimal() and number.startswith("1") and len(number) != 11:
        raise BadPhoneNumber(
            f"手机号应是11位，您写了{len(number)}位。", remedy="请看看是否漏写或多写。"
        )
    raise BadPhoneNumber(
        f"{quoted(text)}不是手机号。", remedy="请填写11位手机号，例如 13800000000。"
    )


def phone_number(text: str) -> str:
    """Return a mobile number, a 400 line, or a landline with its area code: 0580-2026000.

    :raises BadPhoneNumber: if it is neither
    """
    number = _phone_digits(text)
    if number.startswith("1"):
        return mobile_number(number)
    if _SERVICE_LINE.fullmatch(number):
        return number
    if found := _LANDLINE.fullmatch(number):
        return f"{found[1]}-{found[2]}"
    if number.isdecimal() and not number.startswith("0"):
        raise BadPhoneNumber("固定电话前面要写区号。", remedy="请写成 0580-2026000 这样。")
    raise BadPhoneNumber(
        f"{quoted(text)}不是电话号码。", remedy="请填写11位手机号，或带区号的固定电话。"
    )


def _refuse_number_shape(number: str) -> None:
    for position, char in enumerate(number[:40], start=1):
        if char not in "0123456789" and not (char == "X" and position == 18):
            raise BadIdentityNumber(
                f"第{position}位“{char}”不是数字。",
                remedy="身份证号前17位都是数字，只有最后一位可以是X。",
                position=position,
            )
    if len(number) == 15:
        raise BadIdentityNumber("这是15位的旧号码。", remedy="请填写第二代身份证上的18位号码。")
    if len(number) != 18:
        raise BadIdentityNumber(
            _length("身份证号", number), remedy="请对照身份证核对。", position=_end(number)
        )


def _birth_date(number: str, *, on: date) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    where, position = "", 0
    if not on.year - _OLDEST_YEARS <= year <= on.year:
        where, position = f"第7到10位“{number[6:10]}”是出生年份，不可能是这一年。", 7
    elif not 1 <= month <= 12:
        where, position = f"第11到12位“{number[10:12]}”是出生月份，没有这个月。", 11
    elif not 1 <= day <= calendar.monthrange(year, month)[1]:
        where, position = f"第13到14位“{number[12:14]}”是出生日，{year}年{month}月没有这一天。", 13
    elif date(year, month, day) > on:
        where, position = "第7到14位是出生日期，写成了还没有到的日子。", 7
    if where:
        raise BadIdentityNumber(where, remedy="请对照身份证核对。", position=position)
    return date(year, month, day)


def _mismatch(code: str, expected: str) -> BadCreditCode:
    """Say where a credit code with a wrong check is likely wrong: its inner check narrows it."""
    if organisation_check(code[8:16]) == code[16]:
        message = f"第18位对不上：按前17位推算应是{expected}，您填的是{code[17]}。"
        return BadCreditCode(message, remedy="请先核对第18位，再核对第1到8位。", position=18)
    return BadCreditCode(
        f"第9到17位里有一位抄错了（“{code[8:17]}”）。",
        remedy="请对照营业执照逐位核对。",
        position=9,
    )


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", fold(text[:200])).upper()


def _phone_digits(text: str) -> str:
    number = re.sub(r"[\s\-－—–()]", "", fold(text[:100]))
    return re.sub("^(?:[+]|00)86", "", number)


def _length(what: str, number: str) -> str:
    return f"{what}应是18位，您写了{len(number)}位。"


def _end(number: str) -> int:
    return min(len(number) + 1, 19)
