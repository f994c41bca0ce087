"""Which procedure a civil case takes: small claims, summary or ordinary, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import Value, history, parameter

_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"
_SUMMARY = "summary_provisions"
_EXTENSIONS = "extensions_2018"


class Procedure(StrEnum):
    """The procedures of first instance."""

    SMALL_CLAIMS = "small_claims"
    SUMMARY = "summary"
    ORDINARY = "ordinary"

    @property
    def label(self) -> str:
        """Return what a person reads."""
        return _PROCEDURES[self]


_PROCEDURES = {
    Procedure.SMALL_CLAIMS: "小额诉讼程序",
    Procedure.SUMMARY: "简易程序",
    Procedure.ORDINARY: "普通程序",
}


class NotSummary(StrEnum):
    """What keeps a case out of summary procedure. PROC-02."""

    DEFENDANT_MISSING = "defendant_missing"
    REMANDED = "remanded"
    NUMEROUS_PARTIES = "numerous_parties"
    RETRIAL = "retrial"
    PUBLIC_INTEREST = "public_interest"
    THIRD_PARTY_REVOCATION = "third_party_revocation"
    OTHER = "other"


_NOT_SUMMARY = {
    NotSummary.DEFENDANT_MISSING: "起诉时被告下落不明",
    NotSummary.REMANDED: "发回重审",
    NotSummary.NUMEROUS_PARTIES: "当事人一方人数众多",
    NotSummary.RETRIAL: "适用审判监督程序",
    NotSummary.PUBLIC_INTEREST: "涉及国家利益、社会公共利益",
    NotSummary.THIRD_PARTY_REVOCATION: "第三人撤销之诉",
    NotSummary.OTHER: "其他不宜适用简易程序",
}


class NotSmallClaims(StrEnum):
    """What keeps a case out of small claims. PROC-05."""

    STATUS_OR_PROPERTY_CONFIRMATION = "status_or_property_confirmation"
    FOREIGN = "foreign"
    APPRAISAL = "appraisal"
    PARTY_MISSING = "party_missing"
    COUNTERCLAIM = "counterclaim"
    OTHER = "other"


_NOT_SMALL = {
    NotSmallClaims.STATUS_OR_PROPERTY_CONFIRMATION: ("人身关系、财产确权案件", "第（一）项"),
    NotSmallClaims.FOREIGN: ("涉外案件", "第（二）项"),
    NotSmallClaims.APPRAISAL: ("需要评估、鉴定或者对评估、鉴定结果有异议", "第（三）项"),
    NotSmallClaims.PARTY_MISSING: ("一方当事人下落不明", "第（四）项"),
    NotSmallClaims.COUNTERCLAIM: ("当事人提出反诉", "第（五）项"),
    NotSmallClaims.OTHER: ("其他不宜适用小额诉讼程序", "第（六）项"),
}


class NotAlone(StrEnum):
    """What needs a panel even where facts and rights are clear. PROC-07."""

    PUBLIC_INTEREST = "public_interest"
    MASS_DISPUTE = "mass_dispute"
    WIDE_CONCERN = "wide_concern"
    NEW_OR_COMPLEX = "new_or_complex"
    PANEL_BY_LAW = "panel_by_law"
    OTHER = "other"


class MediatedFirst(StrEnum):
    """Disputes a summary hearing must first try to mediate. PROC-10."""

    FAMILY_OR_INHERITANCE = "family_or_inheritance"
    LABOUR_SERVICE = "labour_service"
    TRAFFIC_OR_WORK_INJURY = "traffic_or_work_injury"
    HOMESTEAD_OR_NEIGHBOUR = "homestead_or_neighbour"
    PARTNERSHIP = "partnership"
    SMALL_AMOUNT = "small_amount"


class CannotConvert(Refused):
    """A case goes to a fuller procedure, and only before its limit expires."""

    code = "rules.procedures.cannot-convert"


@dataclass(frozen=True, slots=True)
class Wage:
    """The province's average annual wage of employed persons, in yuan, and when it came out."""

    year: int
    amount: Decimal
    published: date


@dataclass(frozen=True, slots=True)
class Suit:
    """What the choice of procedure depends on. `amount` in yuan, None if nothing is claimed.

    `clear`: facts and rights are clear and little is in dispute, which the judge assesses.
    """

    clear: bool
    money_only: bool
    amount: Decimal | None = None
    agreed_summary: bool = False
    agreed_small_claims: bool = False
    not_summary: frozenset[NotSummary] = frozenset()
    not_small_claims: frozenset[NotSmallClaims] = frozenset()


_Said = tuple[tuple[str, str], ...]


def wage_in_force(wages: tuple[Wage, ...], *, on: date) -> Finding[Wage | None]:
    """Return the last wage published by that day, None if the court has set none. PROC-04.

    Until a new figure is out, the last one counts: 民诉法解释 第二百七十二条. No figure is part of
    the law books: the setting that holds it is named by the parameter.
    """
    published = [wage for wage in wages if wage.published <= on]
    basis = (cite(_INTERPRETATION, "第二百七十二条", on=on),)
    if not published:
        return Finding(None, basis, (_wage_not_set(),), provisional=True)
    latest = max(published, key=lambda wage: wage.published)
    said = (f"{latest.year}年就业人员年平均工资", f"{latest.amount:,f}元")
    return Finding(latest, basis, (said,))


def _wage_not_set() -> tuple[str, str]:
    known = history("court_settings.average_wage")
    return (known.description, f"未能确认，请在法院设置“{known.setting}”中填写（可信度 ML）")


def select(suit: Suit, *, wages: tuple[Wage, ...], on: date) -> Finding[Procedure]:
    """Return the procedure of a civil case at filing. PROC-01 PROC-02 PROC-03 PROC-05.

    Without a wage the answer is summary where small claims might apply, and provisional.
    """
    if suit.not_summary or not (suit.clear or suit.agreed_summary):
        return _ordinary(suit, on=on)
    if not suit.clear or not suit.money_only or suit.amount is None or suit.not_small_claims:
        return _summary(suit, on=on)
    wage = wage_in_force(wages, on=on)
    if wage.value is None:
        found = _summary(suit, on=on)
        return Finding(
            found.value, (*found.basis, *wage.basis), (*found.because, *wage.because), True
        )
    return _by_amount(suit, suit.amount, wage.value, wage, on=on)


def _ordinary(suit: Suit, *, on: date) -> Finding[Procedure]:
    if not suit.not_summary:
        said: _Said = (("案情", "事实、权利义务关系未达到清楚明确，双方也未约定适用简易程序"),)
        return Finding(Procedure.ORDINARY, (cite(_CPL, "第一百六十条", on=on),), said)
    said = tuple(
        ("不适用简易程序", _NOT_SUMMARY[why]) for why in NotSummary if why in suit.not_summary
    )
    basis = (cite(_SUMMARY, "第一条", on=on), cite(_INTERPRETATION, "第二百五十七条", on=on))
    return Finding(Procedure.ORDINARY, basis, said)


def _summary(suit: Suit, *, on: date) -> Finding[Procedure]:
    said: list[tuple[str, str]] = [
        ("案情", "事实清楚、权利义务关系明确、争议不大" if suit.clear else "双方约定适用简易程序")
    ]
    basis: list[Citation] = [cite(_CPL, "第一百六十条", on=on)]
    if suit.clear and not suit.money_only:
        said.append(("不适用小额诉讼", "不是简单金钱给付案件"))
    for why in NotSmallClaims:
        if why in suit.not_small_claims:
            label, item = _NOT_SMALL[why]
            said.append(("不适用小额诉讼", label))
            basis.append(cite(_CPL, f"第一百六十六条{item}", on=on))
    return Finding(Procedure.SUMMARY, tuple(basis), tuple(said))


def _by_amount(
    suit: Suit, amount: Decimal, wage: Wage, told: Finding[Wage | None], *, on: date
) -> Finding[Procedure]:
    checked(amount)
    mandatory = parameter(f"{_CPL}.small_claims_mandatory", on=on)
    agreed = parameter(f"{_CPL}.small_claims_agreed", on=on)
    said = (("标的额", f"{amount:,f}元"), *told.because)
    if _within(amount, mandatory, wage):
        line = ("应当适用小额诉讼", f"不超过年平均工资的{_shown(mandatory)}")
        return Finding(Procedure.SMALL_CLAIMS, (mandatory.citation, *told.basis), (*said, line))
    if suit.agreed_small_claims and _within(amount, agreed, wage):
        line = ("约定适用小额诉讼", f"不超过年平均工资的{_shown(agreed)}，双方约定")
        return Finding(Procedure.SMALL_CLAIMS, (agreed.citation, *told.basis), (*said, line))
    found = _summary(suit, on=on)
    line = ("不适用小额诉讼", f"超过年平均工资的{_shown(mandatory)}，没有可以适用的约定")
    basis = (*found.basis, mandatory.citation, *told.basis)
    return Finding(Procedure.SUMMARY, basis, (*found.because, *said, line))


def _within(amount: Decimal, share: Value, wage: Wage) -> bool:
    return Fraction(amount) <= share.share * Fraction(wage.amount)


def _shown(share: Value) -> str:
    return f"{share.share.numerator}/{share.share.denominator}"


def must_be_summary(
    amount: Decimal, *, clear: bool, excluded: bool, wages: tuple[Wage, ...], on: date
) -> Finding[bool | None]:
    """Tell whether a simple case of this amount must take summary procedure. PROC-06.

    None where the court has set no wage. 延长审限和延期开庭规定 第四条: the border included.
    """
    wage = wage_in_force(wages, on=on)
    most = parameter(f"{_EXTENSIONS}.summary_wages", on=on)
    basis = (most.citation, *wage.basis)
    if wage.value is None:
        return Finding(None, basis, wage.because, provisional=True)
    must = clear and not excluded and _within(checked(amount), most, wage.value)
    return Finding(must, basis, (("标的额", f"{amount:,f}元"), *wage.because))


def may_sit_alone(
    procedure: Procedure, *, clear: bool, grounds: frozenset[NotAlone], on: date
) -> Finding[bool]:
    """Tell whether one judge may try the case. PROC-07; 民事诉讼法 第四十条, 第四十二条.

    Always in summary and small claims; in ordinary procedure of a basic court only where basic
    facts and rights are clear and none of the grounds holds. An objection is ruled on.
    """
    if procedure is not Procedure.ORDINARY:
        return Finding(True, (cite(_CPL, "第一百六十条", on=on),))
    basis = (cite(_CPL, "第四十条第二款", on=on), cite(_CPL, "第四十二条", on=on))
    return Finding(clear and not grounds, basis)


def convert(
    before: Procedure, after: Procedure, *, limit_ends: date, on: date
) -> Finding[Procedure]:
    """Return the procedure a case is converted to, by ruling. PROC-08.

    Small claims to either other, summary to ordinary; on the last day of the limit at the
    latest; the new limit counts from the first filing. 民事诉讼法 第一百六十九条, 第一百七十条.

    :raises CannotConvert: if it goes the other way or the limit has expired
    """
    order = tuple(Procedure)
    if order.index(after) <= order.index(before):
        raise CannotConvert("只能转为更完整的程序。", field="procedure")
    if on > limit_ends:
        raise CannotConvert(
            "审理期限已经届满，不能再转换程序。",
            basis=str(cite("trial_limits_2000", "第八条", on=on)),
        )
    article = "第一百六十九条" if before is Procedure.SMALL_CLAIMS else "第一百七十条"
    basis = (cite(_CPL, article, on=on), cite("trial_limits_2000", "第八条", on=on))
    return Finding(after, basis, (("审限", "自立案之日起连续计算"),))


def may_serve_by_announcement(procedure: Procedure, *, on: date) -> Finding[bool]:
    """Tell whether a paper may be served by announcement: ordinary cases only. PROC-09."""
    return Finding(procedure is Procedure.ORDINARY, (cite(_EXTENSIONS, "第四条", on=on),))


def must_mediate_first(kind: MediatedFirst | None, *, on: date) -> Finding[bool]:
    """Tell whether a summary hearing starts with mediation. PROC-10; None is any other kind."""
    return Finding(kind is not None, (cite(_SUMMARY, "第十四条", on=on),))


def may_adjourn(procedure: Procedure, *, before: int, on: date) -> Finding[bool]:
    """Tell whether a hearing may be adjourned after so many adjournments. PROC-11."""
    name = "ordinary" if procedure is Procedure.ORDINARY else "summary"
    most = parameter(f"{_EXTENSIONS}.adjournments_{name}", on=on)
    said = (("已延期", f"{before}次"), ("不得超过", f"{most.whole}次"))
    return Finding(before < most.whole, (most.citation,), said)


def next_hearing_by(adjourned: date) -> Finding[date]:
    """Return the last day for the hearing after an adjourned one. PROC-11; 第五条."""
    return periods.of(parameter(f"{_EXTENSIONS}.next_hearing", on=adjourned), adjourned)


def needs_president(*, other_ground: bool, on: date) -> Finding[bool]:
    """Tell whether the president approves an adjournment: on the catch-all ground. PROC-11."""
    return Finding(other_ground, (cite(_EXTENSIONS, "第六条", on=on),))
