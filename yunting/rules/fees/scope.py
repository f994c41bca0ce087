"""Which fees there are, which cases cost none, and what a court must not collect."""

from datetime import date
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_MEASURES = "fee_measures"


class Cost(StrEnum):
    """A cost that arises in a case."""

    ACCEPTANCE = "acceptance"
    APPLICATION = "application"
    WITNESS = "witness"
    APPRAISAL = "appraisal"
    ANNOUNCEMENT = "announcement"
    INSPECTION = "inspection"
    TRANSLATION = "translation"
    ASSESSMENT = "assessment"
    AUCTION = "auction"
    STORAGE = "storage"
    TRANSPORT = "transport"
    COPYING = "copying"


class Paid(StrEnum):
    """To whom a cost goes."""

    COURT = "court"
    COLLECTED_BY_COURT = "collected_by_court"
    INSTITUTION = "institution"
    AT_COST = "at_cost"


_PAID = {
    Cost.ACCEPTANCE: (Paid.COURT, "第六条"),
    Cost.APPLICATION: (Paid.COURT, "第六条"),
    Cost.WITNESS: (Paid.COLLECTED_BY_COURT, "第十一条"),
    Cost.COPYING: (Paid.AT_COST, "第十一条"),
}


class Matter(StrEnum):
    """What is before the court, as far as an acceptance fee depends on it."""

    ORDINARY = "ordinary"
    SPECIAL_PROCEDURE = "special_procedure"
    JUDICIAL_CONFIRMATION = "judicial_confirmation"
    PRE_MEDIATION = "pre_mediation"
    RULING_REFUSING_OR_DISMISSING = "ruling_refusing_or_dismissing"
    APPEAL_AGAINST_RULING = "appeal_against_ruling"
    ADMINISTRATIVE_COMPENSATION = "administrative_compensation"


_FREE = {
    Matter.SPECIAL_PROCEDURE: ("fee_measures", "第八条第（一）项"),
    Matter.JUDICIAL_CONFIRMATION: ("confirmation_2011", "第十一条"),
    Matter.PRE_MEDIATION: ("fee_measures", "第八条"),
    Matter.RULING_REFUSING_OR_DISMISSING: ("fee_measures", "第八条第（二）项"),
    Matter.APPEAL_AGAINST_RULING: ("fee_measures", "第八条第（三）项"),
    Matter.ADMINISTRATIVE_COMPENSATION: ("fee_measures", "第八条第（四）项"),
}


class Application(StrEnum):
    """The applications for which a fee is due. FEE-04."""

    ENFORCEMENT = "enforcement"
    PRESERVATION = "preservation"
    PAYMENT_ORDER = "payment_order"
    PUBLIC_SUMMONS = "public_summons"
    ARBITRATION = "arbitration"
    BANKRUPTCY = "bankruptcy"
    MARITIME = "maritime"
    FOREIGN_JUDGMENT = "foreign_judgment"


def paid_to(cost: Cost, *, on: date) -> Finding[Paid]:
    """Return to whom a cost goes. FEE-01, FEE-05.

    Appraisal, announcement and the like are paid straight to the institution; the court must
    not collect them. 诉讼费用交纳办法 第六条, 第十一条, 第十二条.
    """
    to, article = _PAID.get(cost, (Paid.INSTITUTION, "第十二条"))
    why = "直接支付给有关机构，法院不得代收" if to is Paid.INSTITUTION else "向法院交纳"
    return Finding(to, (cite(_MEASURES, article, on=on),), (("交纳", why),))


def is_acceptance_fee_due(matter: Matter, *, on: date) -> Finding[bool]:
    """Tell whether a matter costs an acceptance fee at all. FEE-02, FEE-06, JC-10.

    诉讼费用交纳办法 第八条; 人民调解协议司法确认程序规定 第十一条.
    """
    free = _FREE.get(matter)
    if free is None:
        return Finding(True, (cite(_MEASURES, "第六条", on=on),))
    return Finding(False, (cite(*free, on=on),), (("案件受理费", "不交纳"),))


def is_retrial_fee_due(
    *, new_evidence_overturns: bool, granted_without_appeal: bool, on: date
) -> Finding[bool]:
    """Tell whether a retrial costs a fee. FEE-03; 诉讼费用交纳办法 第九条.

    `granted_without_appeal`: the party did not appeal, then asked for retrial and got it.
    """
    due = new_evidence_overturns or granted_without_appeal
    why = "属于应当交纳的例外" if due else "不交纳"
    return Finding(due, (cite(_MEASURES, "第九条", on=on),), (("再审案件", why),))


def is_application_fee_due(application: Application | None, *, on: date) -> Finding[bool]:
    """Tell whether an application costs a fee; None is one the Measures do not list. FEE-04.

    诉讼费用交纳办法 第十条.
    """
    return Finding(application is not None, (cite(_MEASURES, "第十条", on=on),))
