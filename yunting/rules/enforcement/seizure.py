"""查封、扣押、冻结: for how long, when it is renewed, who disposes, and when it is lifted."""

from datetime import date, timedelta
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_INTERPRETATION = "civil_procedure_interpretation"
_SEIZURE = "seizure_2004"
_FIRST = "first_seizure_2016"


class Kind(StrEnum):
    """What is seized, as far as its term depends on it; the value is the parameter's name."""

    DEPOSIT = "civil_procedure_interpretation.freeze_deposit"
    MOVABLE = "civil_procedure_interpretation.seize_movable"
    IMMOVABLE_OR_OTHER = "civil_procedure_interpretation.seize_immovable"


class Lapsed(Refused):
    """A seizure that has ended is not renewed, but made anew."""

    code = "rules.enforcement.seizure-lapsed"


def longest(kind: Kind, start: date) -> Finding[date]:
    """Return the latest day the law lets a seizure run to: the same day years later. E-SEZ-1.

    民诉法解释 第四百八十五条. It does not roll (B0.3-no-roll) and is no number of days.
    """
    return periods.of(parameter(kind, on=start), start)


def last_day(kind: Kind, start: date) -> Finding[date]:
    """Return the day to write as the end of a seizure: one before the latest. E-SEZ-1 E-SEZ-3."""
    most = longest(kind, start)
    early = parameter("design.safe_end", on=start)
    value = most.value - timedelta(early.whole)
    said = (("最长至", f"{most.value:%Y-%m-%d}"), ("登记至", f"{value:%Y-%m-%d}"))
    return Finding(value, (most.basis[0], early.citation), said)


def check_term(kind: Kind, start: date, end: date) -> Finding[bool]:
    """Tell whether a seizure may be ordered to that day. E-SEZ-1."""
    most = longest(kind, start)
    said = (("届满", f"{end:%Y-%m-%d}"), ("最长至", f"{most.value:%Y-%m-%d}"))
    return Finding(start <= end <= most.value, most.basis, said)


def renew(kind: Kind, *, ends: date, applied: date) -> Finding[date]:
    """Return the end of a renewed seizure, as long again at most from its old end. E-SEZ-1.

    :raises Lapsed: if it has ended by then. E-SEZ-2; 查封扣押冻结规定 第二十七条
    """
    if applied > ends:
        raise Lapsed("查封已经期满失效，须重新办理查封。", field="applied")
    found = last_day(kind, ends)
    basis = (*found.basis, cite(_SEIZURE, "第二十七条", on=applied))
    return Finding(found.value, basis, found.because)


def is_in_effect(day: date, *, ends: date, disposed: date | None = None) -> Finding[bool]:
    """Tell whether a seizure holds on that day: to its end, or to a sale. E-SEZ-2; 第二十七条."""
    value = day <= ends and (disposed is None or day < disposed)
    said = (("届满", f"{ends:%Y-%m-%d}"), ("期满未续", "效力自行消灭"))
    return Finding(value, (cite(_SEIZURE, "第二十七条", on=day),), said)


def alarms(ends: date, *, on: date) -> Finding[tuple[date, ...]]:
    """Return the days on which somebody is told that a seizure runs out. E-SEZ-4.

    One waiting in a queue has to be renewed as well.
    """
    before = parameter("design.renewal_alarms", on=on)
    value = tuple(ends - timedelta(int(days)) for days in before.words)
    return Finding(value, (before.citation,), (("届满", f"{ends:%Y-%m-%d}"),))


def drafted_on(ends: date, *, on: date) -> Finding[date]:
    """Return the day the renewal is drafted by itself. E-SEZ-4."""
    before = parameter("design.renewal_draft", on=on)
    said = ("届满前", f"{before.whole}日")
    return Finding(ends - timedelta(before.whole), (before.citation,), (said,))


def takes_effect(
    *, ruling: bool, assistance_notice: bool, needs_assistance: bool, served: bool, on: date
) -> Finding[bool]:
    """Tell whether a seizure is in force: ruling and notice served. E-SEZ-5; 第一条."""
    value = served and ruling and (assistance_notice or not needs_assistance)
    said = (
        ("送达", "是" if served else "否"),
        ("协助执行通知书", "有" if assistance_notice else "无"),
    )
    return Finding(value, (cite(_SEIZURE, "第一条", on=on),), said)


def prevails(*, registered: bool, other_registered: bool, on: date) -> Finding[bool]:
    """Tell whether a seizure of registered property stands against another. E-SEZ-6; 第七条."""
    said = (
        ("已登记", "是" if registered else "否"),
        ("对方已登记", "是" if other_registered else "否"),
    )
    return Finding(registered or not other_registered, (cite(_SEIZURE, "第七条", on=on),), said)


def may_ask_transfer(
    *, first_seized: date, day: date, ranks_earlier: bool, notice_published: bool
) -> Finding[bool]:
    """Tell whether a court with a better claim may ask the first court to hand over. E-SEZ-9.

    首先查封批复 第一条: more than so many days since the first seizure, and no auction notice.
    """
    idle = parameter(f"{_FIRST}.idle", on=day)
    passed = (day - first_seized).days
    value = ranks_earlier and not notice_published and passed > idle.whole
    said = (("首先查封后", f"{passed}日"), ("超过", f"{idle.whole}日"))
    return Finding(value, (idle.citation,), said)


def must_notify_co_owners(*, co_owned: bool, on: date) -> Finding[bool]:
    """Tell whether co-owners are told: their thing may be seized all the same. E-SEZ-10."""
    said = ("共有财产", "可以查封，并通知共有人" if co_owned else "不是")
    return Finding(co_owned, (cite(_SEIZURE, "第十二条", on=on),), (said,))


RECORD_SAYS = ("起止时间", "财产的所在地、种类和数量", "保管人", "其他事项", "执行人员和在场人签名")


def missing_from_record(given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what a record of seizure must still say. E-SEZ-11; 第十八条, 民诉法 第二百五十六条."""
    left = tuple(one for one in RECORD_SAYS if one not in given)
    basis = (
        cite(_SEIZURE, "第十八条", on=on),
        cite("civil_procedure_law", "第二百五十六条", on=on),
    )
    return Finding(left, basis, (("尚缺", "、".join(left) or "无"),))


class Release(StrEnum):
    """Why a seizure is lifted; the value is the item."""

    THIRD_PARTY_OWNS = "第（一）项"
    WITHDRAWN_OR_WAIVED = "第（二）项"
    UNSOLD = "第（三）项"
    PAID = "第（四）项"
    SECURITY = "第（五）项"
    OTHER = "第（六）项"


def is_lifted(reason: Release, *, applicant_consents: bool = False, on: date) -> Finding[bool]:
    """Tell whether the court lifts a seizure by ruling. E-SEZ-12; 查封扣押冻结规定 第二十八条.

    Security lifts it only with the applicant's consent.
    """
    value = reason is not Release.SECURITY or applicant_consents
    said = ("申请执行人同意", "是" if applicant_consents else "否")
    return Finding(value, (cite(_SEIZURE, f"第二十八条{reason}", on=on),), (said,))


ASSISTANCE_SAYS = (
    "编号",
    "协助单位",
    "案号和执行依据",
    "法律依据",
    "协助事项",
    "标的及其标识",
    "金额和起止日期",
    "拒不协助的后果",
    "两名执行人员及联系方式",
    "裁定书",
    "电子印章",
    "回执",
)


def missing_from_assistance_notice(given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what an assistance notice must still say. B3.4-assistance-notice."""
    left = tuple(one for one in ASSISTANCE_SAYS if one not in given)
    basis = (
        cite(_SEIZURE, "第一条", on=on),
        cite("network_query_2013", "第三条", on=on),
        cite("civil_procedure_law", "第一百一十七条", on=on),
    )
    return Finding(left, basis, (("尚缺", "、".join(left) or "无"),))
