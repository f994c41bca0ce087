"""调解的期限: to choose, assign, confirm and notify, and the mediation itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_ONLINE = "online_mediation"


class NotExtendable(Refused):
    """Only the mediation itself is extended by agreement."""

    code = "rules.mediation.not-extendable"


class Term(StrEnum):
    """The periods of mediation; the value is the name of the parameter."""

    BEFORE_FILING = "online_mediation.before_filing"
    AFTER_FILING_ORDINARY = "online_mediation.after_filing_ordinary"
    AFTER_FILING_SUMMARY = "online_mediation.after_filing_summary"
    CHOOSE = "online_mediation.choose"
    ASSIGN = "online_mediation.assign"
    CONFIRM = "online_mediation.confirm"
    NOTIFY = "online_mediation.notify"


_MEDIATING = frozenset({Term.BEFORE_FILING, Term.AFTER_FILING_ORDINARY, Term.AFTER_FILING_SUMMARY})


@dataclass(frozen=True, slots=True)
class Excluded:
    """How a mediation after filing counts for the trial limit: days of it that are left out."""

    last_day: date
    excluded_days: int


def last_day(term: Term, start: date, *, agreed_extension: int = 0) -> Finding[date]:
    """Return the last day of a period of mediation. OM-10 OM-12 OM-15 OM-24 TIME-07.

    Counted in working days to choose, assign, confirm and notify; in days to mediate, from the
    day the mediator accepts on the platform. Only mediation itself is extended, by all parties.
    :raises NotExtendable: if it is a period of another kind
    """
    ends = periods.of(parameter(term, on=start), start)
    if not agreed_extension:
        return ends
    if term not in _MEDIATING:
        raise NotExtendable("这一期限不能由当事人约定延长。", field="agreed_extension")
    last = ends.value + timedelta(agreed_extension)
    said = (("各方同意延长", f"{agreed_extension}日"),)
    return Finding(last, ends.basis, (*ends.because, *said), ends.provisional)


def excluded(term: Term, accepted: date, ended: date) -> Finding[Excluded]:
    """Return how many days of a mediation after filing the trial limit leaves out. OM-24.

    Only those after the period itself; 在线调解规则 第二十四条.
    :raises NotExtendable: if it is a period of another kind
    """
    if term not in _MEDIATING:
        raise NotExtendable("这不是调解的期限。", field="term")
    ends = last_day(term, accepted)
    counted = term is not Term.BEFORE_FILING
    days = max((ended - ends.value).days, 0) if counted else 0
    said = (("不计入审限", f"{days}日"),)
    return Finding(Excluded(ends.value, days), ends.basis, (*ends.because, *said))


def without_appraisal(accepted: date, *, appraisal_days: int) -> Finding[date]:
    """Return the last day of mediation before filing when there was an appraisal. OM-26.

    Its days are not counted. 在线调解规则 第二十六条.
    """
    ends = last_day(Term.BEFORE_FILING, accepted)
    value = ends.value + timedelta(appraisal_days)
    said = (("鉴定不计入", f"{appraisal_days}日"),)
    basis = (*ends.basis, cite(_ONLINE, "第二十六条", on=accepted))
    return Finding(value, basis, (*ends.because, *said), ends.provisional)
