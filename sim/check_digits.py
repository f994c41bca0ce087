"""Check digits of identity numbers (GB 11643) and credit codes (GB 32100)."""

from datetime import date

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS = tuple(3**place % 31 for place in range(17))


def is_identity_number(number: str) -> bool:
    """Tell whether 18 characters are a well-formed identity number: born on a day, digit right."""
    if len(number) != 18 or not number.isascii() or not number[:17].isdigit():
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    return number[17] == ID_CHECKS[total % 11]


def is_credit_code(code: str) -> bool:
    """Tell whether 18 characters are a well-formed unified social credit code."""
    if len(code) != 18 or any(letter not in CODE_LETTERS for letter in code):
        return False
    total = sum(
        CODE_LETTERS.index(letter) * weight
        for letter, weight in zip(code, CODE_WEIGHTS, strict=False)
    )
    return code[17] == CODE_LETTERS[-total % 31]
