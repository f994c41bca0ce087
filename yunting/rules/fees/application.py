"""申请费: what it costs to apply for something (诉讼费用交纳办法 第十四条; FEE-04)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.rules.amount import checked
from yunting.rules.fees.tables import along, capped, fee, fixed, share_of
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_MEASURES = "fee_measures"


class Flat(StrEnum):
    """Applications that cost one fixed amount."""

    PUBLIC_SUMMONS = "public_summons"
    ARBITRATION = "arbitration"
    MARITIME_CLAIM_REGISTRATION = "maritime_claim_registration"
    MARITIME_GENERAL_AVERAGE = "maritime_general_average"


class Ranged(StrEnum):
    """Applications for which the Measures give a range and no local amount is established."""

    ENFORCEMENT_NO_AMOUNT = "enforcement_no_amount"
    MARITIME_LIMITATION_FUND = "maritime_limitation_fund"
    MARITIME_INJUNCTION = "maritime_injunction"
    MARITIME_LIEN = "maritime_lien"


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most a court may ask, both included, in yuan."""

    least: Decimal
    most: Decimal


def enforcement(amount: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the fee for enforcing an amount, in yuan. FEE-04 B3.9-fee; 第十四条第（一）项."""
    table = parameter(f"{_MEASURES}.enforcement", on=on)
    return fee(along(table, checked(amount)), table.citation)


def preservation(amount: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the fee for preserving property actually worth this, in yuan. FEE-04.

    Zero stands for a preservation of no amount. 第十四条第（二）项, with its cap.
    """
    table = parameter(f"{_MEASURES}.preservation", on=on)
    cap = parameter(f"{_MEASURES}.preservation_cap", on=on)
    return fee(capped(along(table, checked(amount)), cap), table.citation)


def payment_order(amount: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the fee for a payment order, in yuan. FEE-04; 第十四条第（三）项."""
    table = parameter(f"{_MEASURES}.property", on=on)
    share = parameter(f"{_MEASURES}.payment_order_share", on=on)
    steps = along(table, checked(amount))
    steps = (*steps, share_of("按财产案件受理费的份额，取到分", steps, share))
    return fee(steps, share.citation, table.citation)


def bankruptcy(amount: Decimal, *, on: date) -> Finding[Decimal]:
    """Return the fee of a bankruptcy case by the estate's value, in yuan. FEE-04 B1.15-fee.

    第十四条第（六）项: a share of the property table, with a cap.
    """
    table = parameter(f"{_MEASURES}.property", on=on)
    share = parameter(f"{_MEASURES}.bankruptcy_share", on=on)
    cap = parameter(f"{_MEASURES}.bankruptcy_cap", on=on)
    steps = along(table, checked(amount))
    steps = capped((*steps, share_of("按财产案件受理费的份额，取到分", steps, share)), cap)
    return fee(steps, share.citation, table.citation)


def flat(application: Flat, *, on: date) -> Finding[Decimal]:
    """Return the fee of an application that costs one fixed amount, in yuan. FEE-04."""
    value = parameter(f"{_MEASURES}.{application}", on=on)
    return fee((fixed("每件", value.decimal),), value.citation)


def ranged(application: Ranged, *, on: date) -> Finding[Range]:
    """Return the range within which the court sets the fee, in yuan. FEE-04.

    Zhejiang's own amounts for these are not established, so the answer stays a range.
    """
    least = parameter(f"{_MEASURES}.{application}_least", on=on)
    most = parameter(f"{_MEASURES}.{application}_most", on=on)
    said = ("幅度", f"{least.decimal:,f}元至{most.decimal:,f}元，由法院在幅度内确定")
    return Finding(Range(least.decimal, most.decimal), (least.citation,), (said,))
