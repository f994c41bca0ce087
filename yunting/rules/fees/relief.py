"""司法救助: deferring, reducing and waiving fees (诉讼费用交纳办法 第四十四条至第五十一条)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules.amount import checked, to_fen
from yunting.rules.citation import Citation, cite
from yunting.rules.fees.tables import fee, fixed
from yunting.rules.finding import Finding, Step
from yunting.rules.parameter import parameter

_MEASURES = "fee_measures"


class Relief(StrEnum):
    """The three kinds of relief, the farthest first."""

    EXEMPT = "exempt"
    REDUCE = "reduce"
    DEFER = "defer"


class Ground(StrEnum):
    """The grounds of relief the Measures list."""

    DISABLED_WITHOUT_INCOME = "disabled_without_income"
    SUPPORT_CLAIM = "support_claim"
    MINIMUM_ALLOWANCE = "minimum_allowance"
    GOOD_SAMARITAN = "good_samaritan"
    OTHER_EXEMPT = "other_exempt"
    DISASTER = "disaster"
    PREFERENTIAL_TREATMENT = "preferential_treatment"
    WELFARE_INSTITUTION = "welfare_institution"
    OTHER_REDUCE = "other_reduce"
    SOCIAL_INSURANCE_CLAIM = "social_insurance_claim"
    INJURY_VICTIM = "injury_victim"
    LEGAL_AID = "legal_aid"
    OTHER_DEFER = "other_defer"


_GROUNDS = {
    Ground.DISABLED_WITHOUT_INCOME: (Relief.EXEMPT, "无固定生活来源的残疾人"),
    Ground.SUPPORT_CLAIM: (Relief.EXEMPT, "追索赡养费、扶养费、抚育费、抚恤金"),
    Ground.MINIMUM_ALLOWANCE: (Relief.EXEMPT, "最低生活保障、特困、失业保险金领取人，无其他收入"),
    Ground.GOOD_SAMARITAN: (Relief.EXEMPT, "因见义勇为或者保护公共利益受损害"),
    Ground.OTHER_EXEMPT: (Relief.EXEMPT, "确实需要免交的其他情形"),
    Ground.DISASTER: (Relief.REDUCE, "因自然灾害等不可抗力造成生活困难"),
    Ground.PREFERENTIAL_TREATMENT: (Relief.REDUCE, "属于国家规定的优抚、安置对象"),
    Ground.WELFARE_INSTITUTION: (Relief.REDUCE, "社会福利机构和救助管理站"),
    Ground.OTHER_REDUCE: (Relief.REDUCE, "确实需要减交的其他情形"),
    Ground.SOCIAL_INSURANCE_CLAIM: (Relief.DEFER, "追索社会保险金、经济补偿金"),
    Ground.INJURY_VICTIM: (Relief.DEFER, "海上、交通、医疗、工伤、产品质量等人身伤害的受害人"),
    Ground.LEGAL_AID: (Relief.DEFER, "正在接受有关部门法律援助"),
    Ground.OTHER_DEFER: (Relief.DEFER, "确实需要缓交的其他情形"),
}
_ARTICLES = {Relief.EXEMPT: "第四十五条", Relief.REDUCE: "第四十六条", Relief.DEFER: "第四十七条"}


def grounds() -> tuple[tuple[Ground, Relief, str], ...]:
    """Return every ground with the relief it leads to, in words. FEE-41 FEE-42 FEE-43."""
    return tuple((ground, kind, why) for ground, (kind, why) in _GROUNDS.items())


class NoExemption(Refused):
    """Only a natural person can be exempted from fees."""

    code = "rules.fees.no-exemption"


class TooLittleRelief(Refused):
    """A reduction granted is at least the prescribed share."""

    code = "rules.fees.too-little-relief"


class ReliefIncomplete(Refused):
    """An application for relief is in writing, with proof."""

    code = "rules.fees.relief-incomplete"


def relief(ground: Ground, *, natural_person: bool, on: date) -> Finding[Relief]:
    """Return the relief a ground leads to. FEE-40 FEE-41 FEE-42 FEE-43.

    Whether the facts of the ground hold, and the "other" cases, a judge decides.

    :raises NoExemption: if the ground exempts and the applicant is not a natural person
    """
    kind, why = _GROUNDS[ground]
    if kind is Relief.EXEMPT and not natural_person:
        raise NoExemption(
            "免交诉讼费用只适用于自然人。",
            basis=str(cite(_MEASURES, "第四十四条第二款", on=on)),
            remedy="可以申请减交或者缓交。",
            field="applicant",
        )
    basis: tuple[Citation, ...] = (
        cite(_MEASURES, _ARTICLES[kind], on=on),
        cite(_MEASURES, "第四十四条", on=on),
    )
    said: tuple[tuple[str, str], ...] = (("事由", why),)
    if kind is Relief.DEFER:
        basis = (*basis, cite(_MEASURES, "第四十九条", on=on))
        said = (*said, ("决定时间", "缓交在决定立案之前作出决定"))
    return Finding(kind, basis, said)


def reduced(amount: Decimal, by: Fraction, *, on: date) -> Finding[Decimal]:
    """Return a fee reduced by the share the court grants, in yuan. FEE-42; 第四十六条.

    :raises TooLittleRelief: if the share is under the least the Measures allow, or over all
    """
    least = parameter(f"{_MEASURES}.least_reduction", on=on)
    if not least.share <= by <= 1:
        raise TooLittleRelief(
            f"减交比例不得低于{least.share.numerator}/{least.share.denominator}，也不能超过全部。",
            basis=str(least.citation),
            field="by",
        )
    kept = 1 - by
    due = fixed("应交", checked(amount, field="fee"))
    rest = to_fen(amount * kept.numerator / kept.denominator)
    return fee((due, Step("减交后", amount, kept, rest, replaces=True)), least.citation)


def check_application(*, written: bool, proof: bool, on: date) -> Finding[bool]:
    """Take an application for relief at filing or appeal. FEE-44; 第四十八条.

    :raises ReliefIncomplete: if it is not in writing or has no proof
    """
    basis = cite(_MEASURES, "第四十八条", on=on)
    if not (written and proof):
        raise ReliefIncomplete(
            "申请司法救助应当提交书面申请和足以证明经济困难的材料。",
            basis=str(basis),
            field="proof" if written else "written",
        )
    return Finding(True, (basis,), (("不予批准的", "应当书面说明理由"),))


def opponent_pays(*, relieved_party_won: bool, on: date) -> Finding[bool]:
    """Tell whether the opponent of a relieved party pays the fee. FEE-45; 第五十条, 第五十一条.

    If the opponent won, the court may reduce or exempt by means; the document says so.
    """
    why = "对方败诉，由对方交纳" if relieved_party_won else "对方胜诉，可视申请人经济状况决定"
    basis = (cite(_MEASURES, "第五十条", on=on), cite(_MEASURES, "第五十一条", on=on))
    return Finding(relieved_party_won, basis, (("救助后的负担", why),))
