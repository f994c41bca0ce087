"""What the law says about one filing: the rules package asked with this filing's facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from yunting.filing.models import Filing
from yunting.filing.settings import (
    OBJECTION_GROUNDS,
    REDIRECT_GROUNDS,
    REFUSAL_GROUNDS,
    RETURN_REASONS,
    Reason,
    reasons,
)
from yunting.rules import case_numbers, causes, jurisdiction
from yunting.rules.causes import Cause
from yunting.rules.citation import cite
from yunting.rules.fees.acceptance import Kind, acceptance
from yunting.rules.fees.changes import Halving, halved
from yunting.rules.finding import Finding
from yunting.rules.procedures import Procedure, Suit, select

TYPE_CODE = "民初"
SMALL_CLAIMS = Procedure.SMALL_CLAIMS.value
HALVED = frozenset({Procedure.SUMMARY.value, SMALL_CLAIMS})


def fee_of(amount: Decimal | None, *, on: date, procedure: str = "") -> Finding[Decimal]:
    """Return the acceptance fee with its arithmetic; a complaint without money costs a fixed sum.

    In summary procedure and small claims it is halved; while nobody has chosen the `procedure` it
    is the whole. FEE-11, FEE-15; 诉讼费用交纳办法 第十三条, 第十六条. Yuan.
    """
    kind = Kind.OTHER_NONPROPERTY if not amount else Kind.PROPERTY
    full = acceptance(kind, amount or None, on=on)
    if procedure not in HALVED:
        return full
    half = halved(full.value, (Halving.SUMMARY,), on=on)
    return replace(half, steps=(*full.steps, *half.steps[1:]), basis=(*full.basis, *half.basis))


def fee_of_objection(*, on: date) -> Finding[Decimal]:
    """Return what an objection to jurisdiction costs that does not hold, in yuan.

    诉讼费用交纳办法 第十三条第六项.
    """
    return acceptance(Kind.JURISDICTION_OBJECTION, on=on)


def number(court: str, *, sequence: int, on: date) -> str:
    """Return the case number for a place in its series. CN-01, CN-02."""
    return str(case_numbers.number(court, TYPE_CODE, received=on, last=sequence - 1).value)


def procedure_for(filing: Filing, *, is_simple: bool, on: date) -> Finding[Procedure]:
    """Return the procedure of first instance and why. PROC-01 to PROC-06.

    `is_simple` is the reviewer's word on 民事诉讼法 第一百六十条. The wage that small claims hang
    on is the court's to set; until then such a case takes summary procedure, provisionally.
    """
    suit = Suit(clear=is_simple, money_only=filing.is_money_only, amount=filing.amount)
    return select(suit, wages=(), on=on)


def label_of_procedure(key: str) -> str:
    """Return the name of a procedure as people read it."""
    return Procedure(key).label


def cause_of(code: str, *, on: date) -> Cause:
    """Return a cause of action by its code, `2025:88`.

    :raises NoSuchCause: if the list of that day has none such
    """
    return causes.by_code(code, on=on).value


def maritime_court_of(code: str, *, on: date) -> Finding[str | None]:
    """Return the maritime court a cause belongs to, None if to this court. JUR-11."""
    return jurisdiction.maritime_court(cause_of(code, on=on), on=on)


def maritime_forum(*, on: date) -> Finding[str]:
    """Return the name of the court that maritime disputes of this place belong to. JUR-11."""
    edition = causes.edition(on=on)
    basis = (cite("maritime_procedure_law", "第四条", on=on), edition.citation)
    return Finding(edition.maritime_court.name, basis)


def return_reasons() -> Mapping[str, Reason]:
    """Return why a filing may be returned, by code."""
    return reasons(RETURN_REASONS)


def refusal_grounds() -> Mapping[str, Reason]:
    """Return why a filing may be refused, by code."""
    return reasons(REFUSAL_GROUNDS)


def redirect_grounds() -> Mapping[str, Reason]:
    """Return why a filer may be sent elsewhere, by code."""
    return reasons(REDIRECT_GROUNDS)


def objection_grounds() -> Mapping[str, Reason]:
    """Return why another court may be competent, by code."""
    return reasons(OBJECTION_GROUNDS)
