"""失信被执行人名单: who may be listed, for how long, and when the name comes off."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_LIST = "dishonest_2017"


class Ground(StrEnum):
    """Why a debtor may be listed; the value is the item."""

    ABLE_BUT_REFUSES = "第（一）项"
    OBSTRUCTS = "第（二）项"
    EVADES = "第（三）项"
    BREAKS_REPORT_RULES = "第（四）项"
    BREAKS_RESTRICTION = "第（五）项"
    REFUSES_SETTLEMENT = "第（六）项"


class NoFixedTerm(Refused):
    """A debtor listed for this ground stays until one of the events that remove the name."""

    code = "rules.enforcement.no-fixed-term"


@dataclass(frozen=True, slots=True)
class Debtor:
    """What keeps a debtor off the list."""

    minor: bool = False
    sufficient_security: bool = False
    assets_cover_debt: bool = False
    not_yet_liable: bool = False


def may_be_listed(
    grounds: frozenset[Ground], debtor: Debtor, *, judge_decided: bool, on: date
) -> Finding[bool]:
    """Tell whether a debtor may be listed. E-DIS-1 E-DIS-3 E-CON-4.

    失信名单规定 第一条, 第三条, 第四条. Never by itself: a judge decides for each person.
    """
    spared = (
        debtor.minor
        or debtor.sufficient_security
        or debtor.assets_cover_debt
        or debtor.not_yet_liable
    )
    value = bool(grounds) and not spared and judge_decided
    basis = (
        cite(_LIST, "第一条", on=on),
        cite(_LIST, "第三条", on=on),
        cite(_LIST, "第四条", on=on),
        cite("design", "两份名单分立", on=on),
    )
    said = (("情形", "、".join(sorted(grounds)) or "无"), ("不得纳入", "是" if spared else "否"))
    return Finding(value, basis, said)


def term(
    grounds: frozenset[Ground], published: date, *, aggravated_years: int = 0
) -> Finding[date]:
    """Return the last day of a listing. E-DIS-2; 失信名单规定 第二条.

    Two years; one to three more for violence, serious or several acts, as the judge decides.
    :raises NoFixedTerm: if the debtor is able and refuses, or the years are not in the range
    """
    if grounds == {Ground.ABLE_BUT_REFUSES} or not grounds:
        raise NoFixedTerm("有能力而拒不履行的没有固定期限，到删除的事由出现为止。", field="grounds")
    length = parameter(f"{_LIST}.term", on=published)
    found = periods.of(length, published)
    if not aggravated_years:
        return found
    least = parameter(f"{_LIST}.longer_least", on=published)
    most = parameter(f"{_LIST}.longer_most", on=published)
    if not least.whole <= aggravated_years <= most.whole:
        raise NoFixedTerm(
            f"延长应当在{least.whole}年至{most.whole}年之内。", field="aggravated_years"
        )
    years = length.whole + aggravated_years
    ended = periods.end(published, years, unit=periods.Unit.YEAR, roll=periods.Roll.NONE)
    return Finding(ended.value, (length.citation, *ended.basis), ended.because)


class Removal(StrEnum):
    """Why a name comes off the list."""

    PAID = "已经履行完毕"
    SETTLEMENT_PERFORMED = "和解协议履行完毕"
    APPLICANT_ASKS = "申请执行人申请并经法院同意"
    NOTHING_FOUND = "终本后两次以上查控未发现财产且没有线索"
    RETRIAL_STAY = "因再审中止执行"
    NOT_ENFORCED = "裁定不予执行"
    TERMINATED = "裁定终结执行"
    EXPIRED = "纳入期限届满"
    CORRECTED = "主动履行或者纠正失信行为"


def removed_by(reason: Removal, happened: date) -> Finding[date]:
    """Return the last day to take a name off the list. E-DIS-5 E-DIS-2; 失信名单规定 第十条."""
    found = periods.of(parameter(f"{_LIST}.remove", on=happened), happened)
    return Finding(found.value, found.basis, (("事由", reason), *found.because), found.provisional)


PUBLISHED = (
    "姓名或者名称",
    "证件号码（遮盖中间各位）",
    "法定代表人",
    "性别",
    "年龄",
    "义务和履行情况",
    "失信行为",
    "执行依据",
    "案号",
    "立案时间",
    "执行法院",
)


def may_be_published(field: str, *, on: date) -> Finding[bool]:
    """Tell whether a datum of a listed person is published. E-DIS-6; 失信名单规定 第六条."""
    basis = (cite(_LIST, "第六条", on=on), cite("design", "失信公布遮盖", on=on))
    return Finding(field in PUBLISHED, basis, (("公布的内容", "、".join(PUBLISHED)),))


@dataclass(frozen=True, slots=True)
class Grace:
    """The first and the last day on which a period of grace may end."""

    earliest: date
    latest: date


def grace(notice_ended: date) -> Finding[Grace]:
    """Return when a period of grace before a listing may end. E-CON-5; 善意文明执行意见."""
    least = periods.of(parameter("goodwill_2019.grace_least", on=notice_ended), notice_ended)
    most = periods.of(parameter("goodwill_2019.grace_most", on=notice_ended), notice_ended)
    said = ("宽限期", f"{least.value:%Y-%m-%d} 至 {most.value:%Y-%m-%d}")
    return Finding(Grace(least.value, most.value), most.basis, (said,))
