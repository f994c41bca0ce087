"""How much of a person's number or address is shown to those who need not see all of it."""

import re

_COUNTY = re.compile(
    r"(?:[^省市区县州盟旗\s]{2,8}(?:省|自治区|特别行政区))?"
    r"(?:[^省市区县州盟旗\s]{2,8}(?:市|自治州|地区|盟))?"
    r"(?:[^省市区县州盟旗\s]{1,8}(?:自治县|县|区|市|旗))?"
)


def identity_number(number: str) -> str:
    """Return 330902********1234."""
    return _middle(number, head=6, tail=4)


def phone_number(number: str) -> str:
    """Return 138****1234; of a landline only the last four digits are hidden: 0580-202****."""
    if "-" in number:
        return number[:-4] + "****"
    return _middle(number, head=3, tail=4)


def bank_account(number: str) -> str:
    """Return 6222 **** **** 1234, whatever the length."""
    digits = re.sub(r"\s", "", number)
    return "****" if len(digits) < 12 else f"{digits[:4]} **** **** {digits[-4:]}"


def email(address: str) -> str:
    """Return a***@x.cn."""
    user, at, host = address.partition("@")
    return f"{user[:1]}***{at}{host}"


def plate(number: str) -> str:
    """Return the plate 浙L***12."""
    return _middle(number, head=2, tail=2)


def address(text: str) -> str:
    """Return an address down to the county: 浙江省舟山市定海区***."""
    found = _COUNTY.match(text)
    return f"{found[0] if found else ''}***"


def _middle(text: str, *, head: int, tail: int) -> str:
    """Hide the middle; hide everything when there is hardly a middle."""
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[-tail:] if hidden >= 3 else "*" * len(text)
