"""刑事案件各阶段的期限: base, extensions with their papers, suspensions and new starts."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import Value, parameter
from yunting.rules.periods import Interval

_LAW = "criminal_procedure_law"
_CIVIL = frozenset({"civil_procedure_law", "civil_code", "civil_law_general_provisions"})


class Stage(StrEnum):
    """A stage with a limit; the value is the name of its parameter."""

    ARREST_REQUEST = "criminal_procedure_law.arrest_request"
    ARREST_REQUEST_GANG = "criminal_procedure_law.arrest_request_gang"
    ARREST_DECISION = "criminal_procedure_law.arrest_decision"
    INVESTIGATION = "criminal_procedure_law.investigation"
    REVIEW = "criminal_procedure_law.review"
    REVIEW_FAST = "criminal_procedure_law.review_fast"
    REVIEW_FAST_LONG = "criminal_procedure_law.review_fast_long"
    SUPPLEMENT = "criminal_procedure_law.supplement"
    INDICTMENT_CHECK = "criminal_interpretation_2021.check"
    SUPPLY_MATERIAL = "criminal_interpretation_2021.supply"
    FIRST = "criminal_procedure_law.first"
    FIRST_LONGEST = "criminal_procedure_law.first_longest"
    COURT_SUPPLEMENT = "criminal_procedure_law.court_supplement"
    SUMMARY = "criminal_procedure_law.summary"
    SUMMARY_LONG = "criminal_procedure_law.summary_long"
    FAST = "criminal_procedure_law.fast"
    FAST_LONG = "criminal_procedure_law.fast_long"
    SERVE_JUDGMENT = "criminal_procedure_law.serve_judgment"
    APPEAL_JUDGMENT = "criminal_procedure_law.appeal_judgment"
    APPEAL_RULING = "criminal_procedure_law.appeal_ruling"
    SEND_UP = "criminal_procedure_law.send_up"
    SECOND = "criminal_procedure_law.second"
    READ_FILE = "criminal_procedure_law.read_file"
    HAND_OVER = "criminal_procedure_law.hand_over"
    RELEASE_PROPERTY = "criminal_procedure_law.release_property"
    CORRECTION_NOTIFY = "community_correction_law.notify"
    CORRECTION_DOCUMENTS = "community_correction_law.documents"
    CORRECTION_REPORT = "community_correction_law.report"


class Ground(StrEnum):
    """Why a limit is extended; the value is the name of the extension's parameter."""

    ARREST_REQUEST = "criminal_procedure_law.arrest_request_extension"
    SUPERIOR_PROCURATORATE = "criminal_procedure_law.investigation_superior"
    FOUR_KINDS = "criminal_procedure_law.investigation_four_kinds"
    TEN_YEARS = "criminal_procedure_law.investigation_ten_years"
    REVIEW = "criminal_procedure_law.review_extension"
    SUPERIOR_COURT = "criminal_procedure_law.first_superior"
    SECOND_INSTANCE = "criminal_procedure_law.second_extension"


_EXTENDS = {
    Ground.ARREST_REQUEST: (Stage.ARREST_REQUEST,),
    Ground.SUPERIOR_PROCURATORATE: (Stage.INVESTIGATION,),
    Ground.FOUR_KINDS: (Stage.INVESTIGATION,),
    Ground.TEN_YEARS: (Stage.INVESTIGATION,),
    Ground.REVIEW: (Stage.REVIEW,),
    Ground.SUPERIOR_COURT: (Stage.FIRST, Stage.FIRST_LONGEST),
    Ground.SECOND_INSTANCE: (Stage.SECOND,),
}
_NEEDS = {
    Ground.FOUR_KINDS: Ground.SUPERIOR_PROCURATORATE,
    Ground.TEN_YEARS: Ground.FOUR_KINDS,
}


class NotExtendable(Refused):
    """The law knows no such extension here, or it has no paper."""

    code = "rules.criminal.not-extendable"


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension: why, by which paper, and how many days where the law leaves them open."""

    ground: Ground
    document: str
    days: int | None = None


def ends(
    stage: Stage,
    start: date,
    *,
    extensions: tuple[Extension, ...] = (),
    excluded: tuple[Interval, ...] = (),
) -> Finding[date]:
    """Return the last day of a stage. B4.3-custody B4.3-review B4.3-trial B4.3-appeal
    B4.3-execution.

    The start day is not counted; custody and the court's own limits do not roll. Extensions come
    in their order, each with a paper. Expert time and stays are `excluded` (第一百四十九条,
    第二百零六条).

    :raises NotExtendable: if the law knows no such extension, or no paper orders it
    """
    value = parameter(stage, on=start)
    found = periods.of(value, start)
    last, cited = found.value, [value.citation]
    if stage is Stage.SUMMARY_LONG:
        half = parameter(f"{_LAW}.summary_long_half", on=start)
        last += timedelta(half.whole)
    _check(stage, extensions)
    for extension in extensions:
        length = parameter(extension.ground, on=start)
        last = _longer(last, length, extension)
        cited.append(length.citation)
    last = periods.lengthened(last, excluded)
    basis = (*cited, cite(_LAW, "第一百零五条", on=start), *_not_civil(found.basis, cited))
    said = (("起算", f"{start:%Y-%m-%d}（当日不计）"), ("届满", f"{last:%Y-%m-%d}"))
    return Finding(last, tuple(dict.fromkeys(basis)), said, found.provisional)


def _not_civil(basis: tuple[Citation, ...], cited: list[Citation]) -> tuple[Citation, ...]:
    return tuple(one for one in basis if one.instrument not in _CIVIL and one not in cited)


def _check(stage: Stage, extensions: tuple[Extension, ...]) -> None:
    given: list[Ground] = []
    for extension in extensions:
        needed = _NEEDS.get(extension.ground)
        if stage not in _EXTENDS[extension.ground] or extension.ground in given:
            raise NotExtendable("法律没有规定对这一期限的此种延长。", field="extensions")
        if needed is not None and needed not in given:
            raise NotExtendable("此种延长应当在前一次延长之后。", field="extensions")
        if not extension.document:
            raise NotExtendable("没有批准文书的延长不予记载。", field="extensions")
        given.append(extension.ground)


def _longer(last: date, length: Value, extension: Extension) -> date:
    if length.unit == "months":
        return periods.add_months(last, length.whole)
    days = length.whole if extension.days is None else extension.days
    if not 1 <= days <= length.whole:
        raise NotExtendable(f"延长应当在1至{length.whole}日之内。", field="extensions")
    return last + timedelta(days)


class Restart(StrEnum):
    """What makes a limit start anew."""

    NEW_SERIOUS_OFFENCE = "new_serious_offence"
    IDENTITY_ESTABLISHED = "identity_established"
    RESUBMITTED = "resubmitted"
    COURT_SUPPLEMENT_DONE = "court_supplement_done"
    JURISDICTION_CHANGED = "jurisdiction_changed"


_RESTARTS = {
    Restart.NEW_SERIOUS_OFFENCE: (Stage.INVESTIGATION, "第一百六十条"),
    Restart.IDENTITY_ESTABLISHED: (Stage.INVESTIGATION, "第一百六十条"),
    Restart.RESUBMITTED: (Stage.REVIEW, "第一百七十五条"),
    Restart.COURT_SUPPLEMENT_DONE: (Stage.FIRST, "第二百零八条"),
    Restart.JURISDICTION_CHANGED: (Stage.REVIEW, "第一百七十二条"),
}


def restarted(restart: Restart, day: date) -> Finding[date]:
    """Return the last day of the stage that starts anew on that day. B4.3-restart."""
    stage, number = _RESTARTS[restart]
    found = ends(stage, day)
    basis = (cite(_LAW, number, on=day), *found.basis)
    return Finding(found.value, basis, found.because, found.provisional)


class Before(StrEnum):
    """What must have been done so long before the hearing."""

    INDICTMENT_COPY = "criminal_procedure_law.indictment_copy"
    HEARING_NOTICE = "criminal_procedure_law.hearing_notice"


def is_early_enough(what: Before, done: date, hearing: date) -> Finding[bool]:
    """Tell whether something reached the accused early enough. B4.3-notices; 第一百八十七条."""
    least = parameter(what, on=done)
    between = (hearing - done).days
    said = (("相隔", f"{between}日"), ("至少", f"{least.whole}日"))
    return Finding(between >= least.whole, (least.citation,), said)


class AfterSupplement(StrEnum):
    """What the procuratorate may do with a case that is still short of evidence."""

    RETURN_AGAIN = "return_again"
    NO_PROSECUTION = "no_prosecution"


def after_supplement(returned: int, *, on: date) -> Finding[AfterSupplement]:
    """Return what follows when evidence is still short after so many returns. B4.3-supplement.

    刑事诉讼法 第一百七十五条: at most twice, then no prosecution.
    """
    most = parameter(f"{_LAW}.supplement_most", on=on)
    short = returned < most.whole
    value = AfterSupplement.RETURN_AGAIN if short else AfterSupplement.NO_PROSECUTION
    said = (("已退回", f"{returned}次"), ("最多", f"{most.whole}次"))
    return Finding(value, (most.citation,), said)
