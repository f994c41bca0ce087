"""The named periods of parties and of the court's acts: when each ends, and under which article.

How long each is, where it starts and whether it rolls stands in the parameter of its name. The
court's own trial limits, which are extended and excluded from, are in trial_limits.py.
"""

from datetime import date, datetime
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.amount import NotALength
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter
from yunting.rules.periods import Interval, Roll

_CPL = "civil_procedure_law"


class Period(StrEnum):
    """A period of the law; the value is the name of its parameter."""

    # Filing: FIL-07, FIL-14, FIL-15, FIL-16, FIL-18
    FILING_REVIEW = "registration_2015.civil"
    PRIVATE_PROSECUTION_REVIEW = "registration_2015.private_prosecution"
    THIRD_PARTY_REVOCATION_REVIEW = "registration_2015.third_party_revocation"
    ENFORCEMENT_OBJECTION_SUIT_REVIEW = "registration_2015.enforcement_objection_suit"
    COMPLAINT_AGAINST_STAFF = "registration_2015.complaint_against_staff"
    TO_TRIAL_DIVISION = "trial_limits_2000.to_trial_division"
    COPY_OF_COMPLAINT = "civil_procedure_law.copy_of_complaint"
    DEFENCE = "civil_procedure_law.defence"
    COPY_OF_DEFENCE = "civil_procedure_law.copy_of_defence"
    TELL_JUDGES = "civil_procedure_law.tell_judges"
    RECUSAL_DECISION = "civil_procedure_law.recusal_decision"
    RECUSAL_REVIEW = "civil_procedure_law.recusal_review"
    # The parties: section 7.2
    APPEAL_JUDGMENT = "civil_procedure_law.appeal_judgment"
    APPEAL_RULING = "civil_procedure_law.appeal_ruling"
    RETRIAL = "civil_procedure_law.retrial"
    THIRD_PARTY_REVOCATION = "civil_procedure_law.third_party_revocation"
    APPLY_ENFORCEMENT = "civil_procedure_law.apply_enforcement"
    SUE_AFTER_PRESERVATION = "civil_procedure_law.sue_after_preservation"
    CONFIRMATION = "civil_procedure_law.confirmation"
    # Announcement: whether its last day rolls is not established, so it does not
    ANNOUNCEMENT = "civil_procedure_law.announcement"
    # LIM-06, LIM-07, LIM-08
    CONFIRMATION_ACCEPT = "confirmation_2011.accept"
    PAYMENT_ORDER_ACCEPT = "civil_procedure_law.payment_order_accept"
    PAYMENT_ORDER_ISSUE = "civil_procedure_law.payment_order_issue"
    PAYMENT_ORDER_OBJECT = "civil_procedure_law.payment_order_object"
    PUBLIC_SUMMONS_ANNOUNCE = "civil_procedure_law.public_summons_announce"
    PUBLIC_SUMMONS_CLAIM = "civil_procedure_law.public_summons_claim"
    # LIM-10, LIM-11
    ENFORCEMENT_INACTION = "civil_procedure_law.enforcement_inaction"
    ENFORCEMENT_OBJECTION = "civil_procedure_law.enforcement_objection"
    ENFORCEMENT_RECONSIDERATION = "civil_procedure_law.enforcement_reconsideration"
    OUTSIDER_OBJECTION = "civil_procedure_law.outsider_objection"
    OUTSIDER_SUIT = "civil_procedure_law.outsider_suit"
    # LIM-13
    CHANGED_JURISDICTION = "trial_limits_2000.changed_jurisdiction"
    SECOND_FILING = "trial_limits_2000.second_filing"
    REMANDED_FILING = "trial_limits_2000.remanded_filing"
    # Acts of the court: section 7.2
    SEND_PRONOUNCED = "civil_procedure_law.send_pronounced"
    READ_TRANSCRIPT = "civil_procedure_law.read_transcript"
    APPEAL_COPY = "civil_procedure_law.appeal_copy"
    APPEAL_ANSWER = "civil_procedure_law.appeal_answer"
    APPEAL_FILE = "civil_procedure_law.appeal_file"
    ENTRUSTED_INVESTIGATION = "civil_procedure_law.entrusted_investigation"
    ENTRUSTED_SERVICE = "civil_procedure_interpretation.entrusted_service"
    ENFORCEMENT_NOTICE = "civil_procedure_interpretation.enforcement_notice"


class Urgent(StrEnum):
    """A period counted in hours; the value is the name of its parameter."""

    PRESERVATION = "civil_procedure_law.urgent_preservation"
    PRE_SUIT_PRESERVATION = "civil_procedure_law.pre_suit_preservation"


class Served(StrEnum):
    """What was served, as far as the appeal period depends on it."""

    JUDGMENT = "judgment"
    RULING = "ruling"


class EvidencePeriod(StrEnum):
    """Bounds of an evidence period; the value is the name of its parameter."""

    ORDINARY = "evidence_2019.ordinary_least"
    SECOND_INSTANCE = "evidence_2019.second_least"
    SUMMARY = "evidence_2019.summary_most"
    SMALL_CLAIMS = "evidence_2019.small_claims_most"


_AT_LEAST = frozenset({EvidencePeriod.ORDINARY, EvidencePeriod.SECOND_INSTANCE})


def last_day(period: Period, start: date) -> Finding[date]:
    """Return the last day of a named period that starts on that day.

    FIL-07 FIL-14 FIL-15 FIL-16 FIL-18 LIM-06 LIM-07 LIM-08 LIM-10 LIM-11 LIM-13
    A7.2-party-periods A7.2-court-acts. The start day is not counted.
    """
    return periods.of(parameter(period, on=start), start)


def decide_by(urgent: Urgent, received: datetime) -> Finding[datetime]:
    """Return the instant an urgent preservation must be decided by. A7.2-court-acts.

    民事诉讼法 第一百零三条, 第一百零四条.
    """
    hours = parameter(urgent, on=received.date())
    return Finding(
        value=periods.end_of_hours(received, hours.whole),
        basis=(hours.citation,),
        because=(("期间", f"{hours.whole}小时，开始的时不计"),),
    )


def appeal_ends(what: Served, served: tuple[date, ...]) -> Finding[tuple[date, ...]]:
    """Return each party's own last day to appeal, in the order given. A7.2-party-periods.

    民事诉讼法 第一百七十一条; 民诉法解释 第二百四十四条 (each from its own service).
    :raises NotALength: if nobody has been served
    """
    if not served:
        raise NotALength("还没有当事人被送达，上诉期未开始。", field="served")
    period = Period.APPEAL_JUDGMENT if what is Served.JUDGMENT else Period.APPEAL_RULING
    found = [last_day(period, day) for day in served]
    each = cite("civil_procedure_interpretation", "第二百四十四条", on=max(served))
    return Finding(
        value=tuple(one.value for one in found),
        basis=(*found[0].basis, each),
        because=tuple(reason for one in found for reason in one.because),
        provisional=any(one.provisional for one in found),
    )


def effective_from(what: Served, served: tuple[date, ...]) -> Finding[date]:
    """Return the first day a decision nobody appeals is in effect. A7.2-party-periods.

    The day after the last party's period has ended.
    """
    found = appeal_ends(what, served)
    value = max(found.value) + (date.resolution)
    said = ("生效", f"最后一方上诉期届满的次日 {value:%Y-%m-%d}")
    return Finding(value, found.basis, (*found.because, said), found.provisional)


def is_evidence_period_allowed(period: EvidencePeriod, days: int, *, on: date) -> Finding[bool]:
    """Tell whether an evidence period may be set to so many days. A7.2-evidence.

    民事诉讼证据规定 第五十一条: a least for ordinary and second instance, a most for the others;
    both bounds included.
    """
    bound = parameter(period, on=on)
    least = period in _AT_LEAST
    allowed = days >= bound.whole if least else days <= bound.whole
    words = "不得少于" if least else "不得超过"
    said = (("举证期限", f"{days}日"), (words, f"{bound.whole}日"))
    return Finding(allowed, (bound.citation,), said)


def evidence_end(start: date, days: int, *, suspended: tuple[Interval, ...] = ()) -> Finding[date]:
    """Return the last day of an evidence period of so many days. A7.2-evidence.

    `suspended`: from a jurisdiction objection to the day the ruling dismissing it takes effect.
    After announcement service, `start` is the day the announcement period ended.
    民事诉讼证据规定 第五十五条.
    """
    found = periods.end_with_suspension(start, days, suspended=suspended, roll=Roll.FORWARD)
    basis = (cite("evidence_2019", "第五十五条", on=start), *found.basis)
    return Finding(found.value, basis, found.because, found.provisional)
