"""The instruments of bankruptcy by their keys in `sources/`, and how a rule cites them."""

from datetime import date
from typing import TypeVar

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

T = TypeVar("T")

LAW = "enterprise_bankruptcy_law"
FIRST = "bankruptcy_interpretation_1"
SECOND = "bankruptcy_interpretation_2"
THIRD = "bankruptcy_interpretation_3"
PROVISIONS = "bankruptcy_2002"
MINUTES = "bankruptcy_minutes_2018"
OPINION = "efficient_hearing_2020"
REMUNERATION = "administrator_remuneration_2007"
TRANSFER = "enforcement_to_bankruptcy_2017"
TAX_LATE_FEE = "tax_late_fee_2012"
CASE_TYPES = "bankruptcy_case_types_2016"
LISTED = "listed_reorganisation_2012"
PROCEDURE_INTERPRETATION = "civil_procedure_interpretation"
ONLINE = "online_litigation"
DESIGN = "design"

Article = tuple[str, str]
Reason = tuple[str, str]


def found(
    value: T,
    *articles: Article,
    on: date,
    because: tuple[Reason, ...] = (),
    provisional: bool = False,
) -> Finding[T]:
    """Return a finding that rests on these articles, as they were numbered on that day."""
    basis = tuple(cite(instrument, number, on=on) for instrument, number in articles)
    return Finding(value, basis, because, provisional)


def met(*conditions: tuple[str, bool]) -> tuple[Reason, ...]:
    """Return each condition of a rule and whether it is met, as reasons."""
    return tuple((what, "符合" if holds else "不符合") for what, holds in conditions)
