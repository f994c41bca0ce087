"""What the law says about one filing: the rules package asked with this filing's facts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from yunting.filing.settings import (
    REDIRECT_GROUNDS,
    REFUSAL_GROUNDS,
    RETURN_REASONS,
    Reason,
    reasons,
)
from yunting.rules.fees.acceptance import Kind, acceptance
from yunting.rules.finding import Finding

TYPE_CODE = "民初"
# What changes by itself when something else does: the computed total.
FOLLOWS = frozenset({"claims.total"})


def fee_of(amount: Decimal | None, *, on: date) -> Finding[Decimal]:
    """Return the acceptance fee with its arithmetic; a complaint without money costs a fixed sum.

    FEE-15; 诉讼费用交纳办法 第十三条. Yuan.
    """
    if amount is None or amount == 0:
        return acceptance(Kind.OTHER_NONPROPERTY, on=on)
    return acceptance(Kind.PROPERTY, amount, on=on)


def return_reasons() -> Mapping[str, Reason]:
    """Return why a filing may be returned, by code."""
    return reasons(RETURN_REASONS)


def refusal_grounds() -> Mapping[str, Reason]:
    """Return why a filing may be refused, by code."""
    return reasons(REFUSAL_GROUNDS)


def redirect_grounds() -> Mapping[str, Reason]:
    """Return why a filer may be sent elsewhere, by code."""
    return reasons(REDIRECT_GROUNDS)
