"""管理人报酬: the most a court may set, never an amount that is due.

Not formalised: how much below the cap is right; the court weighs the work done.
"""

from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import FEN, checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.fees.tables import along
from yunting.rules.finding import Finding, Step, found, total
from yunting.rules.parameter import Value, parameter

_NAME = grounds.REMUNERATION


class Term(StrEnum):
    """A period around the remuneration; the value is the name of its parameter."""

    SCHEME_NOTICE = "administrator_remuneration_2007.scheme_notice"
    OBJECTION_REPLY = "administrator_remuneration_2007.objection_reply"
    PAYMENT_DECISION = "administrator_remuneration_2007.payment_decision"


class OutOfRange(Refused):
    """A local limit further from the national one than a high court may set."""

    code = "rules.bankruptcy.out-of-range"


def cap(distributed: Decimal, *, local: Fraction = Fraction(0), on: date) -> Finding[Decimal]:
    """Return the most the administrator may be paid, in yuan. B1.14-cap B1.14-local.

    `distributed`: the value finally distributed, without collateral that paid its own creditor.
    `local`: what the high court set its limits higher (or lower) by, e.g. 1/10. Rounded down to
    the fen. 管理人报酬规定 第二条.
    :raises OutOfRange: if `local` is beyond the range of a high court
    """
    table = parameter(f"{_NAME}.cap", on=on)
    steps = along(table, checked(distributed, field="distributed"))
    steps = (*steps, *_adjusted(steps, local, on=on))
    return _capped(steps, table)


def collateral_cap(
    realised: Decimal, *, local: Fraction = Fraction(0), on: date
) -> Finding[Decimal]:
    """Return the most for work on collateral without an agreement, in yuan. B1.14-collateral.

    A share of the limits for its value. 管理人报酬规定 第十三条.
    """
    table = parameter(f"{_NAME}.cap", on=on)
    share = parameter(f"{_NAME}.collateral_share", on=on)
    steps = along(table, checked(realised, field="realised"))
    steps = (*steps, *_adjusted(steps, local, on=on))
    whole = total(steps)
    part = whole * share.share.numerator / share.share.denominator
    steps = (*steps, Step("担保物按限额的份额", whole, share.share, part, replaces=True))
    return _capped(steps, share, table)


def _adjusted(steps: tuple[Step, ...], local: Fraction, *, on: date) -> tuple[Step, ...]:
    most = parameter(f"{_NAME}.local_range", on=on)
    if abs(local) > most.share:
        raise OutOfRange(
            "当地的报酬限额超出了可以浮动的幅度。",
            basis=str(most.citation),
            remedy=f"浮动不超过 {most.share}。",
            field="local",
        )
    if not local:
        return ()
    so_far = total(steps)
    part = so_far * (1 + local).numerator / (1 + local).denominator
    return (Step("当地的限额", so_far, 1 + local, part, replaces=True),)


def _capped(steps: tuple[Step, ...], *values: Value) -> Finding[Decimal]:
    exact = total(steps)
    whole = exact.quantize(FEN, ROUND_DOWN)
    if whole != exact:
        steps = (*steps, Step("取到分，不进位", None, None, whole, replaces=True))
    said = (("限额", "法院在限额以下确定，不是应付的数额"),)
    return Finding(whole, tuple(value.citation for value in values), said, steps=steps)


def last_day(term: Term, start: date) -> Finding[date]:
    """Return the last day of a period around the remuneration. B1.14-periods."""
    return periods.of(parameter(term, on=start), start)


def may_object(*, meeting_resolved: bool, on: date) -> Finding[bool]:
    """Tell whether an objection to the remuneration is one: a meeting resolved it. B1.14-objection.

    The scheme is reported at the first meeting. 管理人报酬规定 第十七条.
    """
    articles = ((_NAME, "第十七条"), (_NAME, "第六条"))
    return found(meeting_resolved, *articles, on=on)
