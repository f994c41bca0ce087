"""通过的标准: how many heads and how much of the claims a resolution needs, and how it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_PER_CENT = -2  # arithmetic: a per cent is a hundredth


class Resolution(StrEnum):
    """What kind of matter is put to the vote; the value is how a request names it."""

    ORDINARY = "ordinary"
    SETTLEMENT = "settlement"
    REORGANISATION_GROUP = "reorganisation_group"


_NAMES = {
    Resolution.ORDINARY: (f"{grounds.LAW}.heads_over", f"{grounds.LAW}.resolution_amount"),
    Resolution.SETTLEMENT: (
        f"{grounds.LAW}.settlement_heads_over",
        f"{grounds.LAW}.settlement_amount",
    ),
    Resolution.REORGANISATION_GROUP: (
        f"{grounds.LAW}.group_heads_over",
        f"{grounds.LAW}.group_amount",
    ),
}


class NotAVote(Refused):
    """Numbers no vote can have: more agree than are present, or a number given twice."""

    code = "rules.bankruptcy.not-a-vote"


@dataclass(frozen=True, slots=True)
class Need:
    """What a resolution needs: heads over this share, an amount of at least that one."""

    heads_over: Fraction
    amount_least: Fraction
    basis: tuple[Citation, ...]


def need(kind: Resolution, *, on: date) -> Need:
    """Return what a resolution of this kind needs. B1.7-ordinary B1.7-settlement B1.7-group."""
    heads, amount = (parameter(name, on=on) for name in _NAMES[kind])
    return Need(heads.share, amount.share, tuple(dict.fromkeys((heads.citation, amount.citation))))


def enough_heads(agree: Fraction, need: Need) -> bool:
    """Tell whether this share of those present is enough: more than half, so half is not."""
    return agree > need.heads_over


def enough_amount(agree: Fraction, need: Need) -> bool:
    """Tell whether this share of the total is enough: exactly the least share is."""
    return agree >= need.amount_least


def share(part: int | Decimal, whole: int | Decimal) -> Fraction:
    """Return a part of a whole exactly; of nothing, nothing. B-CNT-13 B-CNT-14."""
    return Fraction(part) / Fraction(whole) if whole else Fraction(0)


def shown_heads(agree: Fraction, need: Need, *, on: date) -> str:
    """Return the share of heads as a page shows it. B-CNT-13."""
    passed = enough_heads(agree, need)
    return _shown(agree, passed, lambda read: enough_heads(read, need) is passed, on=on)


def shown_amount(agree: Fraction, need: Need, *, on: date) -> str:
    """Return the share of the amount as a page shows it. B-CNT-13."""
    passed = enough_amount(agree, need)
    return _shown(agree, passed, lambda read: enough_amount(read, need) is passed, on=on)


def _shown(
    ratio: Fraction, passed: bool, reads_right: Callable[[Fraction], bool], *, on: date
) -> str:
    # Two places are not always enough: 100,001 of 200,001 heads pass and would read 50.00 %.
    places = parameter("design.ratio_places", on=on).whole
    rounding = ROUND_HALF_UP if passed else ROUND_DOWN
    while True:
        read = _rounded(ratio, places - _PER_CENT, rounding)
        if reads_right(Fraction(read)):
            return f"{read.scaleb(-_PER_CENT):.{places}f}%"
        places += 1


def per_cent(ratio: Fraction, places: int) -> str:
    """Return a ratio that passes or fails nothing as per cent, rounded half up."""
    return f"{_rounded(ratio, places - _PER_CENT, ROUND_HALF_UP).scaleb(-_PER_CENT):.{places}f}%"


def _rounded(ratio: Fraction, places: int, rounding: str) -> Decimal:
    whole, rest = divmod(ratio.numerator * 10**places, ratio.denominator)  # arithmetic: decimals
    up = rounding == ROUND_HALF_UP and rest + rest >= ratio.denominator
    return Decimal(whole + up).scaleb(-places)


def resolution(
    kind: Resolution,
    *,
    voting_present: int,
    total_amount: Decimal,
    agree_heads: int | None = None,
    agree_heads_pct: Decimal | None = None,
    agree_amount: Decimal | None = None,
    agree_amount_pct: Decimal | None = None,
    on: date,
) -> Finding[bool]:
    """Tell whether a resolution is carried by heads and by amount.

    B1.7-ordinary B1.7-settlement B1.7-group B-CNT-7 B-CNT-13 B-CNT-14. `voting_present`: heads
    present with a vote on this matter, abstainers too. `total_amount`: all the claims that count,
    present or not, in yuan. Heads and amount are each given as a number or per cent, never both.
    Nobody present, or a total of nothing, carries nothing.
    企业破产法 第六十四条第一款, 第八十四条第二款, 第九十七条.
    :raises NotAVote: for numbers that no vote can have
    """
    needed = need(kind, on=on)
    if voting_present < 0:
        raise NotAVote("出席人数不能是负数。", field="voting_present")
    total = checked(total_amount, field="total_amount")
    heads = _part("heads", agree_heads, agree_heads_pct, voting_present)
    amount = _part("amount", agree_amount, agree_amount_pct, total)
    carried = enough_heads(heads, needed) and enough_amount(amount, needed)
    nobody = () if voting_present and total else (("不通过", "无人出席或者债权总额为零"),)
    said = (
        ("同意的人数", f"{shown_heads(heads, needed, on=on)}，须超过 {needed.heads_over}"),
        ("同意的债权额", f"{shown_amount(amount, needed, on=on)}，须达到 {needed.amount_least}"),
        *nobody,
    )
    display = cite(grounds.DESIGN, "比例的显示", on=on)
    nothing = cite(grounds.DESIGN, "无人出席或者总额为零", on=on)
    return Finding(carried, (*needed.basis, display, nothing), said)


def _part(
    what: str, number: int | Decimal | None, per_cent: Decimal | None, whole: int | Decimal
) -> Fraction:
    if (number is None) is (per_cent is None):
        raise NotAVote("人数或者比例、金额或者比例，各填一项。", field=f"agree_{what}")
    if per_cent is not None:
        if not per_cent.is_finite() or not 0 <= per_cent.scaleb(_PER_CENT) <= 1:
            raise NotAVote("比例应当在0和100之间。", field=f"agree_{what}_pct")
        return Fraction(per_cent.scaleb(_PER_CENT)) if whole else Fraction(0)
    if isinstance(number, Decimal):
        checked(number, field=f"agree_{what}")
    if number is None or not 0 <= number <= whole:
        raise NotAVote("同意的不能是负数，也不能超过全部。", field=f"agree_{what}")
    return share(number, whole)
