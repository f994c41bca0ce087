"""Take an amount of money or a length into a rule, or say plainly what is wrong with it."""

from decimal import ROUND_HALF_UP, Decimal

from yunting.lib.errors import Refused

FEN = Decimal("0.01")  # arithmetic: 1 分 is the smallest amount of money
_TOO_LARGE = Decimal("1e16")  # arithmetic: beyond it, exact sums need more than 28 digits


class NotAnAmount(Refused):
    """What was given cannot be an amount of money in this rule."""

    code = "rules.not-an-amount"


class NotALength(Refused):
    """What was given cannot be the length of a period."""

    code = "rules.not-a-length"


def checked(amount: Decimal, *, field: str = "amount") -> Decimal:
    """Return the amount unchanged.

    :raises NotAnAmount: if it is not finite, negative, too large or finer than one fen
    """
    if not amount.is_finite():
        raise NotAnAmount("金额应当是一个数。", field=field)
    if amount < 0:
        raise NotAnAmount("金额不能是负数。", field=field)
    if amount >= _TOO_LARGE:
        raise NotAnAmount("金额过大，请核对单位是否为元。", field=field)
    if amount != amount.quantize(FEN):
        raise NotAnAmount("金额最多到分，即小数点后两位。", field=field)
    return amount


def needed(amount: Decimal | None, *, field: str = "amount") -> Decimal:
    """Return an amount the rule cannot do without.

    :raises NotAnAmount: if there is none, or it is none
    """
    if amount is None:
        raise NotAnAmount("请填写金额。", field=field)
    return checked(amount, field=field)


def to_fen(amount: Decimal) -> Decimal:
    """Round half up to the fen, once, at the end of an arithmetic. FEE-25."""
    return amount.quantize(FEN, ROUND_HALF_UP)
