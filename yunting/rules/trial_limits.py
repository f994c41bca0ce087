"""审限: how long the court has, what stops that clock, and how it is extended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import Value, parameter
from yunting.rules.periods import Interval

_CPL = "civil_procedure_law"
_INTERPRETATION = "civil_procedure_interpretation"
_LIMITS = "trial_limits_2000"
_EXTENSIONS = "extensions_2018"


class Limit(StrEnum):
    """A court's own time limit; the value is the name of its parameter."""

    ORDINARY = "civil_procedure_law.ordinary"  # LIM-01
    SUMMARY = "civil_procedure_law.summary"  # LIM-02
    SMALL_CLAIMS = "civil_procedure_law.small_claims"  # LIM-03
    SECOND_JUDGMENT = "civil_procedure_law.second_judgment"  # LIM-04
    SECOND_RULING = "civil_procedure_law.second_ruling"  # LIM-04
    SPECIAL = "civil_procedure_law.special"  # LIM-05
    CONFIRMATION = "confirmation_2011.decide"  # LIM-06
    ENFORCEMENT = "trial_limits_2000.enforcement"  # LIM-09
    ENFORCEMENT_NON_LITIGATION = "trial_limits_2000.enforcement_non_litigation"  # LIM-09


class Extension(StrEnum):
    """Who extends a limit: the court's president, then the court above."""

    PRESIDENT = "president"
    SUPERIOR = "superior"


_LENGTHS = {
    (Limit.ORDINARY, Extension.PRESIDENT): f"{_CPL}.ordinary_president",
    (Limit.ORDINARY, Extension.SUPERIOR): f"{_LIMITS}.ordinary_superior",
    (Limit.SUMMARY, Extension.PRESIDENT): f"{_INTERPRETATION}.summary_president",
    (Limit.SMALL_CLAIMS, Extension.PRESIDENT): f"{_CPL}.small_claims_president",
    (Limit.CONFIRMATION, Extension.PRESIDENT): "confirmation_2011.extension",
    (Limit.ENFORCEMENT, Extension.PRESIDENT): f"{_LIMITS}.enforcement_president",
    (Limit.ENFORCEMENT_NON_LITIGATION, Extension.PRESIDENT): f"{_LIMITS}.enforcement_president",
}
_LEFT_TO_THE_PRESIDENT = frozenset({Limit.SECOND_JUDGMENT, Limit.SECOND_RULING, Limit.SPECIAL})


class Stop(StrEnum):
    """Something that keeps days out of a trial limit, or changes it. A7.4-events."""

    ANNOUNCEMENT = "announcement"
    APPRAISAL = "appraisal"
    AUDIT = "audit"
    JURISDICTION = "jurisdiction"
    ADJOURNED_FOR_EVIDENCE = "adjourned_for_evidence"
    SETTLEMENT_TALKS = "settlement_talks"
    EXTENDED_MEDIATION = "extended_mediation"
    SUSPENSION = "suspension"
    ENFORCEMENT_SETTLEMENT = "enforcement_settlement"
    ENFORCEMENT_DEFERRED = "enforcement_deferred"
    AUCTION = "auction"


_STOPS = {
    Stop.ANNOUNCEMENT: ("公告", _LIMITS, "第九条第（六）项"),
    Stop.APPRAISAL: ("鉴定", _LIMITS, "第九条第（六）项"),
    Stop.AUDIT: ("审计、评估、资产清理", _LIMITS, "第九条第（八）项"),
    Stop.JURISDICTION: ("管辖权异议、管辖权争议", _LIMITS, "第九条第（七）项"),
    Stop.ADJOURNED_FOR_EVIDENCE: ("补充证据、重新鉴定等延期", _LIMITS, "第九条第（五）项"),
    Stop.SETTLEMENT_TALKS: ("双方当事人和解", _INTERPRETATION, "第二百四十三条"),
    Stop.EXTENDED_MEDIATION: ("延长的调解期间", "online_mediation", "第二十四条"),
    Stop.SUSPENSION: ("中止诉讼", _LIMITS, "第九条第（九）项"),
    Stop.ENFORCEMENT_SETTLEMENT: ("执行和解、担保暂缓", _LIMITS, "第九条第（十）项"),
    Stop.ENFORCEMENT_DEFERRED: ("上级法院通知暂缓执行", _LIMITS, "第九条第（十一）项"),
    Stop.AUCTION: ("拍卖、变卖查封财产", _LIMITS, "第九条第（十二）项"),
}


class Closing(StrEnum):
    """How a case was closed, as far as its closing date depends on it."""

    PRONOUNCED = "pronounced"
    SERVED = "served"
    LEFT = "left"
    ANNOUNCED = "announced"
    POSTED = "posted"
    FORWARDED = "forwarded"


_CLOSED_ON = {
    Closing.PRONOUNCED: "宣判之日",
    Closing.SERVED: "送达最后一方之日",
    Closing.LEFT: "留置送达之日",
    Closing.ANNOUNCED: "公告刊登之日",
    Closing.POSTED: "交邮之日",
    Closing.FORWARDED: "转交送达签收之日",
}


class NotExtendable(Refused):
    """The law knows no such extension of this limit."""

    code = "rules.limits.not-extendable"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A stop that kept days out of a limit: from `start` to the day before `resume`."""

    stop: Stop
    start: date
    resume: date


def trial_limit(
    limit: Limit,
    filed: date,
    *,
    extensions: tuple[Extension, ...] = (),
    granted_days: int = 0,
    stops: tuple[Stopped, ...] = (),
) -> Finding[date]:
    """Return the last day the court has. LIM-01 LIM-02 LIM-03 LIM-04 LIM-05 LIM-06 LIM-09
    E-FIL-11.

    `filed` is the filing; after an announcement in a special procedure, the day it ended.
    `granted_days` only where the law leaves the length of an extension to the president.
    A case converted to ordinary procedure takes the ordinary limit from its first filing.

    :raises NotExtendable: if the law knows no such extension
    """
    lengths = tuple(
        _extension(limit, extension, filed) for extension in Extension if extension in extensions
    )
    if Extension.SUPERIOR in extensions and Extension.PRESIDENT not in extensions:
        raise _not_extendable("先由本院院长批准延长，再报请上级法院。")
    if granted_days and limit not in _LEFT_TO_THE_PRESIDENT:
        raise _not_extendable("延长的长度由法律规定，不能另行确定天数。")
    found = periods.court_limit(
        filed,
        parameter(limit, on=filed),
        extensions=lengths,
        granted_days=granted_days,
        excluded=tuple(interval_of(stopped) for stopped in stops),
    )
    why = dict.fromkeys(excludes(stopped.stop, on=filed).basis[0] for stopped in stops)
    return Finding(found.value, (*found.basis, *why), found.because, found.provisional)


def _extension(limit: Limit, extension: Extension, filed: date) -> Value:
    name = _LENGTHS.get((limit, extension))
    if name is None:
        raise _not_extendable("法律没有规定对这一期限的此种延长。")
    return parameter(name, on=filed)


def _not_extendable(message: str) -> NotExtendable:
    return NotExtendable(message, remedy="请核对程序和批准的机关。", field="extensions")


def excludes(stop: Stop, *, on: date) -> Finding[bool]:
    """Tell that a stop keeps its days out of the limit, and under which article. A7.4-events."""
    why, instrument, article = _STOPS[stop]
    return Finding(True, (cite(instrument, article, on=on),), (("不计入审限", why),))


def interval_of(stopped: Stopped) -> Interval:
    """Return the days a stop keeps out of the limit. A7.4-events.

    An adjournment for new evidence keeps out one month at most: 审理期限规定 第九条第（五）项.
    """
    if stopped.stop is not Stop.ADJOURNED_FOR_EVIDENCE:
        return Interval(stopped.start, stopped.resume)
    most = parameter(f"{_LIMITS}.adjournment_most", on=stopped.start)
    return Interval(
        stopped.start, min(stopped.resume, periods.add_months(stopped.start, most.whole))
    )


def limit_of_retrial(instance: Limit, *, on: date) -> Finding[Limit]:
    """Return the limit of a retrial: that of the instance whose procedure it follows. LIM-12."""
    said = ("再审案件", "适用第一审或者第二审程序的审理期限")
    return Finding(instance, (cite(_LIMITS, "第四条", on=on),), (said,))


def closed_on(closing: Closing, days: tuple[date, ...], *, on: date) -> Finding[date]:
    """Return the day a case counts as closed: the last of the days it reached a party.

    A7.4-closing. 审理期限规定 第十条; for an announcement, the day it was published.

    :raises NotExtendable: if no day is given
    """
    if not days:
        raise _not_extendable("还没有结案的事实。")
    last = max(days)
    said = (("结案", f"{_CLOSED_ON[closing]} {last:%Y-%m-%d}"),)
    return Finding(last, (cite(_LIMITS, "第十条", on=on),), said)


def last_day_to_ask_extension(limit_ends: date, *, on: date) -> Finding[date]:
    """Return the last day to ask for an extension of the limit. A7.4-extension.

    延长审限和延期开庭规定 第一条; an older rule of ten days is superseded.
    """
    return _before(limit_ends, parameter(f"{_EXTENSIONS}.apply", on=on))


def last_day_to_decide_extension(limit_ends: date, *, on: date) -> Finding[date]:
    """Return the last day for the president, or the court above, to decide. A7.4-extension."""
    return _before(limit_ends, parameter(f"{_EXTENSIONS}.decide", on=on))


def _before(limit_ends: date, days: Value) -> Finding[date]:
    said = ("届满前至少", f"{days.whole}日（届满 {limit_ends:%Y-%m-%d}）")
    return Finding(limit_ends - timedelta(days.whole), (days.citation,), (said,))


def is_extension_request_late(asked: date, limit_ends: date) -> Finding[bool]:
    """Tell whether an extension was asked for too late, which is flagged. A7.4-extension."""
    last = last_day_to_ask_extension(limit_ends, on=asked)
    said = (("申请", f"{asked:%Y-%m-%d}"), ("最迟", f"{last.value:%Y-%m-%d}"))
    return Finding(asked > last.value, last.basis, said)


def reminders(limit_ends: date, *, on: date) -> Iterator[date]:
    """Yield the days before the end on which the judge is reminded. A7.4-extension.

    审理期限规定 第二十一条 wants reminders; their days are this system's choice.
    """
    for days in parameter("design.reminders", on=on).words:
        yield limit_ends - timedelta(int(days))
