"""The named periods of enforcement: when each ends, and under which article."""

from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter


class Period(StrEnum):
    """A period that starts with an event; the value is the name of its parameter."""

    # First steps: E-FIL-1, E-FIL-2, E-FIL-5, E-FIL-8, E-FIL-10
    APPLY = "civil_procedure_law.apply_enforcement"
    FILE = "enforcement_rules_1998.file"
    ASSIGN = "process_limits_2006.assign"
    NOTICE = "civil_procedure_interpretation.enforcement_notice"
    INTERNAL_NOTICE = "process_limits_2006.internal_notice"
    SUPPLEMENT = "investigation_2017.supplement"
    LEAD = "investigation_2017.lead"
    LEAD_URGENT = "investigation_2017.lead_urgent"
    AUDIT = "investigation_2017.audit"
    REWARD = "investigation_2017.reward"
    # Network query: E-NET-5
    REPLY_TO_INSTITUTION = "network_query_2013.reply"
    # Seizure: E-SEZ-9, E-EXE-5
    REPLY_TO_PRIORITY_COURT = "first_seizure_2016.reply"
    THIRD_PARTY_DEBT = "enforcement_rules_1998.third_party_debt"
    # Insurance: E-INS-3, E-INS-4
    RETURN_CASH_VALUE = "insurance_law.return_cash_value"
    REDEMPTION = "design.redemption"
    # The dishonest list: E-DIS-4, E-DIS-5
    LIST_DECISION = "dishonest_2017.decide"
    LIST_REMOVAL = "dishonest_2017.remove"
    CORRECTION_DECISION = "dishonest_2017.correction"
    CORRECTION = "dishonest_2017.correct"
    RECONSIDERATION = "dishonest_2017.reconsider_apply"
    RECONSIDERATION_DECISION = "dishonest_2017.reconsider_decide"
    # Distribution and funds: B3.10-scheme, B3.10-funds
    SCHEME_OBJECTION = "civil_procedure_interpretation.scheme_objection"
    SCHEME_ANSWER = "civil_procedure_interpretation.scheme_answer"
    SCHEME_SUIT = "civil_procedure_interpretation.scheme_suit"
    PAY_OUT = "funds_2017.pay_out"
    UNIDENTIFIED_RECEIPTS = "design.unidentified_receipts"


def last_day(period: Period, start: date) -> Finding[date]:
    """Return the last day of a named period that starts on that day, which is not counted.

    E-FIL-1 E-FIL-2 E-FIL-5 E-FIL-8 E-FIL-10 E-NET-5 E-SEZ-9 E-EXE-5 E-INS-3 E-INS-4 E-DIS-4
    E-DIS-5 B3.10-scheme B3.10-funds.
    """
    return periods.of(parameter(period, on=start), start)
