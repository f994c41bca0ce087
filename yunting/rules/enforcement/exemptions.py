"""What is left to the debtor: things, a dwelling, an income, and money that is not the debtor's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_SEIZURE = "seizure_2004"
_OBJECTION = "objection_2015"
_RULES = "enforcement_rules_1998"


class Thing(StrEnum):
    """What somebody wants to seize."""

    NECESSARY_HOUSEHOLD = "necessary_household"
    LIVING_EXPENSES = "living_expenses"
    COMPULSORY_EDUCATION = "compulsory_education"
    UNPUBLISHED_WORK = "unpublished_work"
    AIDS_FOR_DISABILITY = "aids_for_disability"
    MEDALS = "medals"
    TREATY_EXEMPT = "treaty_exempt"
    OTHER = "other"


_EXEMPT = {
    Thing.NECESSARY_HOUSEHOLD: "第三条第（一）项",
    Thing.LIVING_EXPENSES: "第三条第（二）项",
    Thing.COMPULSORY_EDUCATION: "第三条第（三）项",
    Thing.UNPUBLISHED_WORK: "第三条第（四）项",
    Thing.AIDS_FOR_DISABILITY: "第三条第（五）项",
    Thing.MEDALS: "第三条第（六）项",
    Thing.TREATY_EXEMPT: "第三条第（七）项",
}


def is_exempt(thing: Thing, *, on: date) -> Finding[bool]:
    """Tell whether a thing must not be seized. E-EXE-1; 查封扣押冻结规定 第三条."""
    number = _EXEMPT.get(thing, "第三条")
    said = ("不得查封", "是" if thing in _EXEMPT else "没有列明，由法官认定")
    return Finding(thing in _EXEMPT, (cite(_SEIZURE, number, on=on),), (said,))


@dataclass(frozen=True, slots=True)
class Dwelling:
    """What is known of a dwelling the debtor and dependants live in."""

    necessary: bool
    beyond_necessity: bool = False
    supporter_has_another: bool = False
    others_moved_away: bool = False
    offers_low_rent_housing: bool = False
    rent_deducted: bool = False


def may_be_sold(dwelling: Dwelling, *, on: date) -> Finding[bool]:
    """Tell whether a dwelling may be sold; seized it may always be. E-EXE-2.

    查封扣押冻结规定 第四条, 第五条; 执行异议复议规定 第二十条: that it is the only home is no
    defence in three cases.
    """
    no_defence = (
        dwelling.supporter_has_another
        or dwelling.others_moved_away
        or dwelling.offers_low_rent_housing
        or dwelling.rent_deducted
    )
    value = not dwelling.necessary or dwelling.beyond_necessity or no_defence
    basis = (
        cite(_SEIZURE, "第四条", on=on),
        cite(_SEIZURE, "第五条", on=on),
        cite(_OBJECTION, "第二十条", on=on),
    )
    return Finding(value, basis, (("生活所必需", "是" if dwelling.necessary else "否"),))


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most, both included, in yuan."""

    least: Decimal
    most: Decimal


def rent_kept(yearly_rent: Decimal, *, on: date) -> Finding[Range]:
    """Return the range of the rent kept for the debtor, in yuan. E-EXE-2; 第二十条.

    Five to eight years of the local average rent, set by the court.
    """
    least = parameter(f"{_OBJECTION}.rent_years_least", on=on)
    most = parameter(f"{_OBJECTION}.rent_years_most", on=on)
    rent = checked(yearly_rent, field="yearly_rent")
    said = ("年限", f"{least.whole}年至{most.whole}年")
    return Finding(Range(rent * least.whole, rent * most.whole), (least.citation,), (said,))


def income_taken(income: Decimal, living_costs: Decimal, *, on: date) -> Finding[Decimal]:
    """Return what may be taken of an income, in yuan. E-EXE-3; 民事诉讼法 第二百五十四条.

    What debtor and dependants need to live is kept.
    """
    value = max(
        Decimal(0), checked(income, field="income") - checked(living_costs, field="living_costs")
    )
    said = (("收入", f"{income:,f}元"), ("保留生活必需费用", f"{living_costs:,f}元"))
    return Finding(value, (cite("civil_procedure_law", "第二百五十四条", on=on),), said)


class Account(StrEnum):
    """What kind of money stands in an account."""

    ORDINARY = "ordinary"
    BANK_RESERVE = "bank_reserve"
    SOCIAL_INSURANCE = "social_insurance"
    UNION_FUNDS = "union_funds"
    MIGRANT_WAGES = "migrant_wages"
    MILITARY_SPECIAL = "military_special"


def may_be_frozen(account: Account, *, for_those_wages: bool = False, on: date) -> Finding[bool]:
    """Tell whether an account may be frozen. E-EXE-4; 执行工作规定 第二十七条.

    A wage account of migrant workers only for those wages. The other kinds rest on separate
    documents the books did not see.
    """
    wages = account is Account.MIGRANT_WAGES
    value = for_those_wages if wages else account is Account.ORDINARY
    said = ("账户性质", account)
    return Finding(value, (cite(_RULES, "第二十七条", on=on),), (said,))


class Answer(StrEnum):
    """What a third party who owes the debtor did with the notice."""

    PAID = "paid"
    OBJECTED = "objected"
    SILENT = "silent"


class Next(StrEnum):
    """What the court does about a debt owed to the debtor."""

    WAIT = "wait"
    DONE = "done"
    STOP = "stop"
    RULING = "ruling"


def third_party_debt(answer: Answer, *, period_ended: bool, on: date) -> Finding[Next]:
    """Return what follows a notice to a third party who owes the debtor. E-EXE-5.

    执行工作规定 第四十七条至第四十九条: an objection stops it, and the court does not examine it.
    """
    if answer is Answer.OBJECTED:
        basis = (cite(_RULES, "第四十七条", on=on), cite(_RULES, "第四十八条", on=on))
        return Finding(Next.STOP, basis, (("异议", "不予审查，不得强制执行"),))
    if answer is Answer.PAID:
        return Finding(Next.DONE, (cite(_RULES, "第五十三条", on=on),), (("履行", "已履行"),))
    value = Next.RULING if period_ended else Next.WAIT
    said = ("期限", "届满，裁定强制执行" if period_ended else "尚未届满")
    return Finding(value, (cite(_RULES, "第四十九条", on=on),), (said,))
