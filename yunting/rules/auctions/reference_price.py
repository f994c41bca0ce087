"""财产处置参考价: which way the price is found, what the reports come to, how long it serves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked, to_fen
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_REF = "reference_price_2018"


class Way(StrEnum):
    """How a reference price is found, in the order the law tries them."""

    NEGOTIATED = "negotiated"
    TARGETED_INQUIRY = "targeted_inquiry"
    ONLINE_INQUIRY = "online_inquiry"
    APPRAISAL = "appraisal"


class NoPrice(Refused):
    """What was given does not make a reference price."""

    code = "rules.auctions.no-price"


class NotExtendable(Refused):
    """The report cannot have more time."""

    code = "rules.auctions.report-not-extendable"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides on the way: `failed` have been tried, `asked` is what both parties want."""

    failed: frozenset[Way] = frozenset()
    asked: Way | None = None
    has_public_price: bool = False
    needs_survey: bool = False
    platforms_can_price: bool = False
    law_demands_appraisal: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What one platform reported, in yuan, and whether anybody objected to it."""

    platform: str
    price: Decimal
    objected: bool = False


_ARTICLES = {
    Way.NEGOTIATED: "第四条",
    Way.TARGETED_INQUIRY: "第五条",
    Way.ONLINE_INQUIRY: "第七条",
    Way.APPRAISAL: "第十四条",
}


def way(facts: Circumstances, *, on: date) -> Finding[Way]:
    """Return the way to try now. A-REF-2; 确定参考价规定 第二条, 第四条至第七条, 第十四条.

    Agreement comes first; both parties together may skip it, and both may ask for an appraisal.
    """
    found = _way(facts)
    basis = (cite(_REF, "第二条", on=on), cite(_REF, _ARTICLES[found], on=on))
    tried = "、".join(sorted(facts.failed)) or "无"
    return Finding(found, basis, (("已试而不成", tried),))


def _way(facts: Circumstances) -> Way:
    if facts.law_demands_appraisal or facts.asked is Way.APPRAISAL:
        return Way.APPRAISAL
    open_ones = [one for one in Way if one not in facts.failed and _is_open(one, facts)]
    if facts.asked in open_ones:
        return facts.asked
    return open_ones[0] if open_ones else Way.APPRAISAL


def _is_open(one: Way, facts: Circumstances) -> bool:
    return {
        Way.NEGOTIATED: True,
        Way.TARGETED_INQUIRY: facts.has_public_price,
        Way.ONLINE_INQUIRY: facts.platforms_can_price and not facts.needs_survey,
        Way.APPRAISAL: True,
    }[one]


def negotiated(prices: tuple[Decimal, ...], *, harms_others: bool, on: date) -> Finding[Decimal]:
    """Return the price both parties gave, in yuan. A-REF-3; 确定参考价规定 第四条.

    :raises NoPrice: if they did not give the same, or the price harms others
    """
    named = {checked(price) for price in prices}
    if len(named) != 1 or len(prices) == 1:
        raise NoPrice("双方提交的价格不一致，议价不成。", remedy="改用其他方式。", field="prices")
    if harms_others:
        raise NoPrice("议价损害他人合法权益，不能作为参考价。", field="harms_others")
    return Finding(named.pop(), (cite(_REF, "第四条", on=on),), (("双方", "提交的价格一致"),))


def online(reports: tuple[Report, ...], *, on: date) -> Finding[Decimal]:
    """Return the mean of the reports nobody objected to, in yuan, rounded half up to the fen.

    A-REF-4; 确定参考价规定 第十三条.
    :raises NoPrice: if no platform reported, or every report is objected to
    """
    standing = [checked(report.price) for report in reports if not report.objected]
    if not reports:
        raise NoPrice("没有平台出具报告。", remedy="改用委托评估。", field="reports")
    if not standing:
        raise NoPrice("全部报告均有异议。", remedy="先处理异议，再确定参考价。", field="reports")
    said = (
        ("收到的报告", f"{len(reports)}份"),
        ("没有异议的", f"{len(standing)}份，取算术平均数"),
    )
    value = to_fen(sum(standing, Decimal(0)) / len(standing))
    return Finding(value, (cite(_REF, "第十三条", on=on),), said)


def online_report_due(sent: date, *, reported: int, extended: bool) -> Finding[date]:
    """Return the last day for the platforms to report. A-REF-4; 第十一条, 第十二条.

    `reported` platforms have done so; only when none has may the court extend, once.
    :raises NotExtendable: if a report is there already
    """
    first = periods.of(parameter(f"{_REF}.report", on=sent), sent)
    if not extended:
        return first
    if reported:
        raise NotExtendable("已有平台出具报告，不再延期。", field="reported")
    return periods.of(parameter(f"{_REF}.report_extension", on=sent), first.value)


def appraisal_due(given: date, *, extensions: int) -> Finding[date]:
    """Return the last day for an appraisal after so many extensions. A-REF-5; 第十八条, 第十九条.

    After it the next agency in the drawn order is asked.
    :raises NotExtendable: if it was extended more often than the law allows
    """
    most = parameter(f"{_REF}.appraisal_extensions_most", on=given)
    if not 0 <= extensions <= most.whole:
        raise NotExtendable(f"评估报告最多延期{most.whole}次。", field="extensions")
    found = periods.of(parameter(f"{_REF}.appraisal", on=given), given)
    for _ in range(extensions):
        found = periods.of(parameter(f"{_REF}.appraisal_extension", on=given), found.value)
    return found


def agencies(*, on: date) -> Finding[int]:
    """Return how many agencies are drawn or agreed, in an order. A-REF-5; 第十六条."""
    number = parameter(f"{_REF}.agencies", on=on)
    said = ("评估机构", f"{number.whole}家，协商或者摇号确定并排序")
    return Finding(number.whole, (number.citation,), (said,))


class Objection(StrEnum):
    """What somebody has against a report."""

    BASIC_INFORMATION = "basic_information"
    SCOPE = "scope"
    NO_QUALIFICATION = "no_qualification"
    PROCEDURE = "procedure"
    METHOD_OR_RESULT = "method_or_result"


class Path(StrEnum):
    """What the court does with an objection to a report."""

    ENFORCEMENT_OBJECTION = "enforcement_objection"
    EXPLANATION_THEN_REVIEW = "explanation_then_review"
    SUPERVISION = "supervision"


def objection_path(result_of: Way, objection: Objection, *, on: date) -> Finding[Path]:
    """Return how an objection is dealt with. A-REF-7 A-REF-8; 第二十二条至第二十五条.

    None lies against a negotiated or a targeted price: fraud and the like go to supervision
    before the first notice.
    """
    if result_of in {Way.NEGOTIATED, Way.TARGETED_INQUIRY}:
        basis = (cite(_REF, "第二十四条", on=on), cite(_REF, "第二十五条", on=on))
        return Finding(Path.SUPERVISION, basis, (("议价、定向询价结果", "不得提出异议"),))
    if objection is Objection.METHOD_OR_RESULT:
        said = ("程序", "机构先作说明，仍不服的交由行业协会专业技术评审")
        return Finding(Path.EXPLANATION_THEN_REVIEW, (cite(_REF, "第二十三条", on=on),), (said,))
    basis = (cite(_REF, "第二十二条", on=on), cite("civil_procedure_law", "第二百三十六条", on=on))
    return Finding(Path.ENFORCEMENT_OBJECTION, basis, (("程序", "参照执行行为异议审查"),))


def valid_until(fixed: date, *, stated: date | None = None) -> Finding[date]:
    """Return the last day of a reference price: one year, or a shorter term stated. A-REF-9.

    确定参考价规定 第二十七条. It does not roll.
    """
    most = periods.of(parameter(f"{_REF}.validity", on=fixed), fixed)
    if stated is None or stated >= most.value:
        return most
    return Finding(stated, most.basis, (*most.because, ("报告载明", f"{stated:%Y-%m-%d}")))


def serves(until: date, *, first_notice: date, sale: date) -> Finding[bool]:
    """Tell whether a reference price still serves for a sale. A-REF-9; 第二十七条.

    The first notice must be published while it is valid (`until` included), and the sale held
    within six months after.
    """
    grace = periods.of(parameter(f"{_REF}.after_validity", on=first_notice), until)
    value = first_notice <= until and sale <= grace.value
    said = (("有效期至", f"{until:%Y-%m-%d}"), ("最迟拍卖", f"{grace.value:%Y-%m-%d}"))
    return Finding(value, grace.basis, said)


def inquiry_fee(
    reports: tuple[Report, ...], sale: Decimal, *, on: date
) -> Finding[tuple[str, ...]]:
    """Return the platforms the fee goes to, in equal parts: the closest to the sale price.

    A-REF-11; 确定参考价规定 第三十一条.
    :raises NoPrice: if no platform reported
    """
    if not reports:
        raise NoPrice("没有平台出具报告。", field="reports")
    price = checked(sale, field="sale")
    closest = min(abs(checked(report.price) - price) for report in reports)
    found = tuple(one.platform for one in reports if abs(one.price - price) == closest)
    said = ("与成交价相差最小", f"{closest:,f}元；并列的平分")
    return Finding(found, (cite(_REF, "第三十一条", on=on),), (said,))


def appraisal_fee_base(
    appraised: Decimal, sold_for: Decimal | None, *, on: date
) -> Finding[Decimal | None]:
    """Return the amount the appraisal fee is taken of, in yuan. A-REF-11; 第三十二条.

    The lower of appraisal and sale price; None when unsold, when only reasonable cost is paid.
    """
    basis = (cite(_REF, "第三十二条", on=on), cite(_REF, "第三十三条", on=on))
    said = ("费用", "由申请执行人垫付，被执行人负担")
    if sold_for is None:
        return Finding(None, basis, (("未成交", "只支付合理的实际支出"), said))
    low = min(checked(appraised, field="appraised"), checked(sold_for, field="sold_for"))
    return Finding(low, basis, (("取低", "评估价与成交价中较低的"), said))
