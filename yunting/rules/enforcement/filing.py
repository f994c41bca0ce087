"""Whether an application for enforcement is filed, and what goes out first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter
from yunting.rules.periods import Interval

_RULES = "enforcement_rules_1998"
_CPL = "civil_procedure_law"
_SEARCH = "investigation_2017"
_MONTHS = 12  # arithmetic: months in a year


class NoStart(Refused):
    """Nothing is known from which the time to apply could run."""

    code = "rules.enforcement.no-start"


@dataclass(frozen=True, slots=True)
class Performance:
    """When the title is to be performed: the last days of its periods, or its effect if none."""

    last_days: tuple[date, ...] = ()
    effective: date | None = None


def runs_from(performance: Performance) -> Finding[date]:
    """Return the day the time to apply runs from: the last instalment's. E-FIL-1.

    民事诉讼法 第二百五十条.
    :raises NoStart: if neither a period nor the effect is known
    """
    start = max(performance.last_days, default=performance.effective)
    if start is None:
        raise NoStart("请填写履行期间的最后一日，或者法律文书生效之日。", field="performance")
    why = "履行期间的最后一日" if performance.last_days else "法律文书生效之日"
    return Finding(start, (cite(_CPL, "第二百五十条", on=start),), ((why, f"{start:%Y-%m-%d}"),))


def last_day_to_apply(
    performance: Performance,
    *,
    interrupted: date | None = None,
    suspended: tuple[Interval, ...] = (),
) -> Finding[date]:
    """Return the last day to apply for enforcement. E-FIL-1; 民事诉讼法 第二百五十条.

    An interruption starts the time anew; days of a suspension are added. It is the debtor's
    plea: an application after it is filed all the same.
    """
    start = max(runs_from(performance).value, interrupted or date.min)
    value = parameter(f"{_CPL}.apply_enforcement", on=start)
    found = periods.of(value, start)
    moved = periods.lengthened(found.value, suspended)
    if moved == found.value:
        return found
    said = ("中止", f"顺延至 {moved:%Y-%m-%d}")
    return Finding(moved, found.basis, (*found.because, said), found.provisional)


class Condition(StrEnum):
    """What an application must meet."""

    EFFECTIVE = "法律文书已经生效"
    HOLDER = "申请人是权利人或者继受人"
    CLEAR = "给付内容、执行标的和被执行人明确"
    UNPERFORMED = "义务人没有在期限内履行"
    COMPETENT = "属于本院管辖"


def missing_conditions(met: frozenset[Condition], *, on: date) -> Finding[tuple[Condition, ...]]:
    """Return what is missing before an application is filed. E-FIL-2; 执行工作规定 第十六条."""
    left = tuple(one for one in Condition if one not in met)
    said = ("尚缺", "、".join(left) or "无")
    return Finding(left, (cite(_RULES, "第十六条", on=on),), (said,))


class Paper(StrEnum):
    """What is handed in with an application."""

    APPLICATION = "申请执行书"
    TITLE = "生效法律文书副本"
    IDENTITY = "申请人身份证明"
    SUCCESSION = "继受的证明"
    AUTHORITY = "委托代理手续"


def missing_papers(
    given: frozenset[Paper], *, is_successor: bool, by_agent: bool, on: date
) -> Finding[tuple[Paper, ...]]:
    """Return the papers still to be handed in. E-FIL-3; 执行工作规定 第十八条, 第二十条."""
    needed = {Paper.APPLICATION, Paper.TITLE, Paper.IDENTITY}
    if is_successor:
        needed.add(Paper.SUCCESSION)
    if by_agent:
        needed.add(Paper.AUTHORITY)
    left = tuple(one for one in Paper if one in needed and one not in given)
    return Finding(left, (cite(_RULES, "第十八条", on=on),), (("尚缺", "、".join(left) or "无"),))


class Act(StrEnum):
    """An act of an agent in enforcement."""

    ORDINARY = "ordinary"
    WAIVE = "waive"
    SETTLE = "settle"
    RECEIVE_MONEY = "receive_money"


def needs_special_authority(act: Act, *, on: date) -> Finding[bool]:
    """Tell whether an agent needs special authority. E-FIL-3; 执行工作规定 第二十条."""
    value = act is not Act.ORDINARY
    said = ("特别授权", "放弃、变更权利，和解，代收执行款")
    return Finding(value, (cite(_RULES, "第二十条", on=on),), (said,))


class Court(StrEnum):
    """A court an application may go to."""

    FIRST_INSTANCE = "first_instance"
    WHERE_PROPERTY_LIES = "where_property_lies"
    ELSEWHERE = "elsewhere"


def is_competent(court: Court, *, same_level: bool = True, on: date) -> Finding[bool]:
    """Tell whether a court may enforce a judgment. E-FIL-4; 民事诉讼法 第二百三十五条."""
    value = court is Court.FIRST_INSTANCE or (court is Court.WHERE_PROPERTY_LIES and same_level)
    said = ("管辖", "第一审法院，或者与其同级的财产所在地法院")
    return Finding(value, (cite(_CPL, "第二百三十五条", on=on),), (said,))


def may_act_at_once(*, on: date) -> Finding[bool]:
    """Tell that measures may be taken with the notice, at once. E-FIL-5; 第二百五十一条."""
    said = ("强制执行措施", "发出执行通知，并可以立即采取")
    return Finding(True, (cite(_CPL, "第二百五十一条", on=on),), (said,))


NOTICE_SAYS = ("履行期限", "迟延履行责任", "失信风险", "案款账号", "报告财产令")


def missing_from_notice(
    given: frozenset[str], *, money: bool, on: date
) -> Finding[tuple[str, ...]]:
    """Return what an enforcement notice must still say. E-FIL-6 E-FIL-7.

    民事诉讼法 第二百六十四条; 财产调查规定 第三条: in money cases the order to report goes with it.
    """
    needed = NOTICE_SAYS if money else NOTICE_SAYS[:-1]
    left = tuple(one for one in needed if one not in given)
    basis = (cite(_CPL, "第二百六十四条", on=on), cite(_SEARCH, "第三条", on=on))
    return Finding(left, basis, (("尚缺", "、".join(left) or "无"),))


ORDER_SAYS = ("报告期限", "报告范围和期间", "补充报告义务", "不报告的责任")


def missing_from_report_order(given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what an order to report property must still say. E-FIL-7; 财产调查规定 第四条."""
    left = tuple(one for one in ORDER_SAYS if one not in given)
    return Finding(left, (cite(_SEARCH, "第四条", on=on),), (("尚缺", "、".join(left) or "无"),))


REPORTED = (
    "收入、存款、现金、理财产品和有价证券",
    "土地使用权、房屋等不动产",
    "交通工具、机器设备和产品",
    "债权、股权、基金、信托和知识产权",
    "其他应当报告的财产",
    "权利负担",
    "由他人占有或者登记在他人名下的财产",
)


def report_covers(received: date) -> Finding[tuple[tuple[str, ...], date]]:
    """Return what a report covers, and from which day changes count. E-FIL-8.

    财产调查规定 第五条, 第六条: from one year before the notice was received.
    """
    back = parameter(f"{_SEARCH}.looks_back", on=received)
    since = periods.add_months(received, -back.whole * _MONTHS)
    basis = (cite(_SEARCH, "第五条", on=received), back.citation)
    return Finding((REPORTED, since), basis, (("变动", f"自 {since:%Y-%m-%d} 起"),))


class Breach(StrEnum):
    """What a debtor did with the order to report."""

    NONE = "none"
    REFUSED = "refused"
    FALSE = "false"
    LATE_WITHOUT_REASON = "late_without_reason"


def sanctions(breach: Breach, *, on: date) -> Finding[tuple[str, ...]]:
    """Return what may follow a breach of the duty to report. E-FIL-9; 第九条, 第十条."""
    basis = (cite(_SEARCH, "第九条", on=on), cite(_SEARCH, "第十条", on=on))
    value = () if breach is Breach.NONE else ("罚款", "拘留", "纳入失信被执行人名单")
    return Finding(value, basis, (("报告财产", breach),))
