"""终结本次执行程序: what must have been done first, and what goes on afterwards."""

from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter
from yunting.rules.source import source

_END = "end_of_round_2016"
_INTERPRETATION = "civil_procedure_interpretation"
_MONTHS = 12  # arithmetic: months in a year


class Step(StrEnum):
    """Something that must be on file before a round is ended; the value is what the file says."""

    NOTICE = "已发出执行通知"
    REPORT_ORDER = "已责令报告财产"
    REPORT_CHECKED = "已核查报告"
    REPORT_SANCTIONED = "已处罚违反报告的行为"
    RESTRICTION = "已限制消费"
    LISTED = "已将符合条件的纳入失信名单"
    LEADS = "已核实财产线索"
    NETWORK_QUERY = "已通过网络查控存款、车辆、不动产、证券"
    FIELD_INQUIRY = "已现场调查其他财产"
    SEARCH = "已按需要搜查"
    AUDIT_OR_REWARD = "已按申请审计或者悬赏"
    NOTHING_OR_UNSELLABLE = "未发现财产，或者发现的财产不能处置"
    DEBTOR_SOUGHT = "已查找下落不明的被执行人"
    OBSTRUCTION_PUNISHED = "已处罚妨害执行的行为"
    APPLICANT_HEARD = "已告知申请执行人并听取意见"
    APPROVED = "申请执行人签字，或者合议庭评议并经院长批准"


class Missing(StrEnum):
    """What no file can show."""

    TOO_EARLY = "立案未满三个月"


_ARTICLES = {
    Step.NOTICE: "第一条第（一）项",
    Step.REPORT_ORDER: "第一条第（一）项",
    Step.REPORT_CHECKED: "第二条",
    Step.REPORT_SANCTIONED: "第二条",
    Step.RESTRICTION: "第一条第（二）项",
    Step.LISTED: "第一条第（二）项",
    Step.LEADS: "第三条",
    Step.NETWORK_QUERY: "第三条",
    Step.FIELD_INQUIRY: "第三条",
    Step.SEARCH: "第三条",
    Step.AUDIT_OR_REWARD: "第三条",
    Step.NOTHING_OR_UNSELLABLE: "第一条第（三）项",
    Step.DEBTOR_SOUGHT: "第一条第（五）项",
    Step.OBSTRUCTION_PUNISHED: "第一条第（五）项",
    Step.APPLICANT_HEARD: "第五条",
}


def can_end_round(
    done: frozenset[Step], *, not_needed: frozenset[Step] = frozenset(), filed: date, on: date
) -> Finding[tuple[str, ...]]:
    """Return what is missing; the ruling is not drafted while anything is.

    E-ZB-1 E-ZB-2 E-ZB-3 E-ZB-5 E-ZB-10; 终本规定 第一条至第五条, 民诉法解释 第五百一十七条.
    `not_needed` are steps the case gave no occasion for, each with its reason on file. More than
    three months must have passed: the day they end is too early.
    """
    least = parameter(f"{_END}.least", on=on)
    early = on <= periods.add_months(filed, least.whole)
    left = tuple(step for step in Step if step not in done and step not in not_needed)
    value = (*left, *((Missing.TOO_EARLY,) if early else ()))
    numbers = dict.fromkeys(_ARTICLES[step] for step in left if step in _ARTICLES)
    basis = (
        least.citation,
        *(cite(_END, number, on=on) for number in numbers),
        cite(_INTERPRETATION, "第五百一十七条", on=on),
        cite("design", "终本缺项", on=on),
    )
    if on >= _guidance_since():
        basis = (*basis, cite("end_of_round_2024", "穷尽", on=on))
    return Finding(value, basis, (("缺项", "、".join(value) or "无"),))


def _guidance_since() -> date:
    return source("end_of_round_2024").versions[0].since


class Unsellable(StrEnum):
    """Why something found cannot be turned into money."""

    UNSOLD_NOT_TAKEN = "流拍且不接受抵债"
    NOT_TRANSFERABLE = "依法不能转让"
    NOT_IN_FACT = "事实上不能处置"
    NO_SURPLUS = "处置没有剩余"
    NONE = "可以处置"


def cannot_be_disposed(reason: Unsellable, *, on: date) -> Finding[bool]:
    """Tell whether a thing counts as one that cannot be disposed of. E-ZB-4; 第四条."""
    value = reason in {
        Unsellable.UNSOLD_NOT_TAKEN, Unsellable.NOT_TRANSFERABLE, Unsellable.NOT_IN_FACT
    }  # fmt: skip
    return Finding(value, (cite(_END, "第四条", on=on),), (("财产", reason),))


RULING_SAYS = (
    "申请执行的请求",
    "执行过程",
    "采取的措施",
    "财产调查情况",
    "已履行和未履行的债务",
    "终本的理由",
    "申请恢复执行的权利",
)


def missing_from_ruling(given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what the ruling must still say before it is published. E-ZB-6; 终本规定 第六条."""
    left = tuple(one for one in RULING_SAYS if one not in given)
    return Finding(left, (cite(_END, "第六条", on=on),), (("尚缺", "、".join(left) or "无"),))


class Duty(StrEnum):
    """What goes on after a round has ended."""

    DEBT = "债务继续履行"
    RESTRICTION_AND_LIST = "限制消费和失信名单继续"
    RENEW_ON_REQUEST = "按申请续行查封"
    SUPPLEMENT_REPORT = "补充报告财产"


def goes_on(duty: Duty, *, on: date) -> Finding[bool]:
    """Tell that a duty goes on after the round. E-ZB-7; 第七条, 财产调查规定 第十一条第二款."""
    law = ("investigation_2017", "第十一条第二款")
    instrument, number = law if duty is Duty.SUPPLEMENT_REPORT else (_END, "第七条")
    return Finding(True, (cite(instrument, number, on=on),), (("终本之后", duty),))


def query_days(ended: date) -> Finding[tuple[date, ...]]:
    """Return the days the debtor is queried again: every six months, for five years. E-ZB-8.

    终本规定 第九条. A run that comes late stands in the record as an exception.
    """
    years = parameter(f"{_END}.requery_years", on=ended)
    every = parameter(f"{_END}.requery_months", on=ended)
    last = years.whole * _MONTHS
    value = tuple(
        periods.add_months(ended, months) for months in range(every.whole, last + 1, every.whole)
    )
    said = (("年限", f"{years.whole}年"), ("间隔", f"{every.whole}个月"))
    return Finding(value, (every.citation, cite("design", "终本缺项", on=ended)), said)


def is_query_late(due: date, done: date | None, *, on: date) -> Finding[bool]:
    """Tell whether a query came late, or is overdue today. E-ZB-8."""
    value = (done or on) > due
    said = (("应查", f"{due:%Y-%m-%d}"), ("已查", f"{done:%Y-%m-%d}" if done else "尚未"))
    return Finding(value, (cite(_END, "第九条", on=on),), said)


def may_resume(*, applied: bool, property_verified: bool, on: date) -> Finding[bool]:
    """Tell whether enforcement is resumed as 执恢: at any time, free of the two years. E-ZB-9.

    终本规定 第九条; 民诉法解释 第五百一十七条. The court does so of itself too.
    """
    basis = (cite(_END, "第九条", on=on), cite(_INTERPRETATION, "第五百一十七条", on=on))
    said = (
        ("申请", "有" if applied else "依职权"),
        ("财产", "查实" if property_verified else "未查实"),
    )
    return Finding(property_verified, basis, said)
