"""关联企业: substantive consolidation as the exception, coordinated hearing as the rule.

Not formalised: whether legal personality is confused, separation too costly and payment unfair;
the court finds that after a hearing. 2018 minutes, which guide only.
"""

from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.bankruptcy import grounds
from yunting.rules.finding import Finding, found, met
from yunting.rules.parameter import parameter


class Together(StrEnum):
    """How the cases of affiliates are heard together."""

    CONSOLIDATED = "consolidated"
    COORDINATED = "coordinated"


class Seat(StrEnum):
    """Whose domicile the court is taken from."""

    CORE_COMPANY = "core_company"
    MAIN_PROPERTY = "main_property"
    COMMON_SUPERIOR = "common_superior"


class Effect(StrEnum):
    """What hearing affiliates together does."""

    INTRAGROUP_EXTINGUISHED = "intragroup_extinguished"
    ONE_ESTATE = "one_estate"
    ONE_ORDER = "one_order"
    UNIFIED_PLAN = "unified_plan"
    ALL_DEREGISTERED = "all_deregistered"
    ESTATES_SEPARATE = "estates_separate"
    INTRAGROUP_STAYS = "intragroup_stays"
    IMPROPER_SUBORDINATED = "improper_subordinated"


_COORDINATED = (
    Effect.ESTATES_SEPARATE,
    Effect.INTRAGROUP_STAYS,
    Effect.IMPROPER_SUBORDINATED,
)
_CONSOLIDATED = (
    Effect.INTRAGROUP_EXTINGUISHED,
    Effect.ONE_ESTATE,
    Effect.ONE_ORDER,
    Effect.UNIFIED_PLAN,
)


class Term(StrEnum):
    """A period of consolidation; the value is the name of its parameter."""

    RULING = "bankruptcy_minutes_2018.consolidation_ruling"
    REVIEW = "bankruptcy_minutes_2018.consolidation_review"


def hear_together(
    *, confused: bool, too_costly_to_separate: bool, unfair: bool, heard: bool, on: date
) -> Finding[Together]:
    """Return how affiliates are heard together. B1.18-consolidation.

    Consolidated only if the court found all three criteria after a hearing; else coordinated.
    破产审判会议纪要 第32条, 第33条.
    """
    conditions = (
        ("法人人格高度混同", confused),
        ("区分财产的成本过高", too_costly_to_separate),
        ("严重损害债权人公平清偿利益", unfair),
        ("已组织听证", heard),
    )
    every = all(holds for _, holds in conditions)
    value = Together.CONSOLIDATED if every else Together.COORDINATED
    articles = tuple((grounds.MINUTES, one) for one in ("第32条", "第33条"))
    return found(value, *articles, on=on, because=met(*conditions))


def seat(*, core_company_known: bool, disputed: bool, on: date) -> Finding[Seat]:
    """Return whose court has a consolidated case. B1.18-court; 破产审判会议纪要 第35条."""
    value = Seat.CORE_COMPANY if core_company_known else Seat.MAIN_PROPERTY
    if disputed:
        value = Seat.COMMON_SUPERIOR
    return found(value, (grounds.MINUTES, "第35条"), on=on)


def last_day(term: Term, start: date) -> Finding[date]:
    """Return the last day to rule on consolidation, or to ask the higher court. B1.18-periods."""
    return periods.of(parameter(term, on=start), start)


def effects(together: Together, *, liquidation: bool, on: date) -> Finding[tuple[Effect, ...]]:
    """Return what hearing affiliates together does. B1.18-effects B1.18-coordinated.

    破产审判会议纪要 第36条 to 第39条.
    """
    if together is Together.COORDINATED:
        articles = ((grounds.MINUTES, "第38条"), (grounds.MINUTES, "第39条"))
        return found(_COORDINATED, *articles, on=on)
    value = (*_CONSOLIDATED, Effect.ALL_DEREGISTERED) if liquidation else _CONSOLIDATED
    articles = ((grounds.MINUTES, "第36条"), (grounds.MINUTES, "第37条"))
    return found(value, *articles, on=on)


def heads(members_owing: int, together: Together, *, on: date) -> Finding[int]:
    """Return how many heads a creditor of several members has. B1.18-heads.

    One after consolidation; coordinated, one in each case.
    """
    one = together is Together.CONSOLIDATED and members_owing > 0
    return found(1 if one else members_owing, (grounds.DESIGN, "合并后一人头"), on=on)
