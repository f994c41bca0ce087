"""When fees are paid, by whom at first, and what comes back."""

from datetime import date
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_MEASURES = "fee_measures"
_INTERPRETATION = "civil_procedure_interpretation"


class Payer(StrEnum):
    """Who pays before the court has decided who bears the fee."""

    PLAINTIFF = "plaintiff"
    THIRD_PARTY = "third_party"
    APPELLANT = "appellant"
    COUNTERCLAIMANT = "counterclaimant"
    APPLICANT = "applicant"
    NOBODY = "nobody"


class Fee(StrEnum):
    """What is to be paid for, as far as prepayment depends on it."""

    FIRST_INSTANCE = "first_instance"
    LABOUR_PAY = "labour_pay"
    THIRD_PARTY_CLAIM = "third_party_claim"
    COUNTERCLAIM = "counterclaim"
    APPEAL = "appeal"
    APPLICATION = "application"
    ENFORCEMENT = "enforcement"
    BANKRUPTCY = "bankruptcy"


_PAYERS = {
    Fee.FIRST_INSTANCE: (Payer.PLAINTIFF, "原告预交"),
    Fee.LABOUR_PAY: (Payer.NOBODY, "追索劳动报酬的案件可以不预交"),
    Fee.THIRD_PARTY_CLAIM: (Payer.THIRD_PARTY, "有独立请求权的第三人预交"),
    Fee.COUNTERCLAIM: (Payer.COUNTERCLAIMANT, "提起反诉的当事人预交"),
    Fee.APPEAL: (Payer.APPELLANT, "上诉人预交"),
    Fee.APPLICATION: (Payer.APPLICANT, "申请人预交"),
    Fee.ENFORCEMENT: (Payer.NOBODY, "申请执行费不预交，执行后交纳"),
    Fee.BANKRUPTCY: (Payer.NOBODY, "破产申请费不预交，清算后交纳"),
}


class Fate(StrEnum):
    """What happened to a case whose fee was prepaid."""

    TRANSFERRED_TO_COURT = "transferred_to_court"
    TRANSFERRED_AS_CRIME = "transferred_as_crime"
    CRIME_BUT_CIVIL_GOES_ON = "crime_but_civil_goes_on"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TERMINATED = "terminated"
    REMANDED = "remanded"
    REFUSED_OR_DISMISSED = "refused_or_dismissed"


class Refund(StrEnum):
    """What becomes of the prepaid fee."""

    REFUND = "refund"
    KEEP = "keep"
    GOES_WITH_FILE = "goes_with_file"


_FATES = {
    Fate.TRANSFERRED_TO_COURT: (Refund.GOES_WITH_FILE, "第二十四条", "随案移交受移送的法院"),
    Fate.TRANSFERRED_AS_CRIME: (Refund.REFUND, "第二十五条", "全案移送刑事的，退还"),
    Fate.CRIME_BUT_CIVIL_GOES_ON: (Refund.KEEP, "第二十五条", "民事部分继续审理的，不退"),
    Fate.SUSPENDED: (Refund.KEEP, "第二十六条", "中止诉讼的，不退"),
    Fate.RESUMED: (Refund.KEEP, "第二十六条", "恢复审理的，不再交纳"),
    Fate.TERMINATED: (Refund.KEEP, "第二十八条", "终结诉讼的，不退"),
    Fate.REMANDED: (Refund.REFUND, "第二十七条", "发回重审的，退还第二审案件受理费"),
    Fate.REFUSED_OR_DISMISSED: (
        Refund.REFUND,
        "第二十七条",
        "不予受理或者驳回起诉的，退还第一审案件受理费",
    ),
}


def payer(what: Fee, *, on: date) -> Finding[Payer]:
    """Return who prepays; nobody for enforcement, bankruptcy and labour pay. FEE-18.

    诉讼费用交纳办法 第二十条.
    """
    who, why = _PAYERS[what]
    return Finding(who, (cite(_MEASURES, "第二十条", on=on),), (("预交", why),))


def last_day_to_pay(noticed: date) -> Finding[date]:
    """Return the last day to prepay after the fee notice, or after the counter-claim. FEE-18.

    诉讼费用交纳办法 第二十二条: from the day after.
    """
    return periods.of(parameter(f"{_MEASURES}.prepayment", on=noticed), noticed)


def last_day_to_pay_appeal(noticed: date) -> Finding[date]:
    """Return the last day to pay once the court asked for an unpaid appeal fee. FEE-19."""
    return periods.of(parameter(f"{_MEASURES}.appeal_notice", on=noticed), noticed)


def appeal_fees(sides: tuple[int, ...], *, on: date) -> Finding[int]:
    """Return how many appeal fees are due. FEE-19.

    `sides` names for each appellant the group that appeals together; a group pays one fee.
    诉讼费用交纳办法 第二十二条; 民诉法解释 第二百零二条.
    """
    count = len(frozenset(sides))
    return Finding(
        count,
        (cite(_INTERPRETATION, "第二百零二条", on=on),),
        (("上诉人", f"{len(sides)}人，分{count}方"),),
    )


def fate_of_prepaid(fate: Fate, *, on: date) -> Finding[Refund]:
    """Return what becomes of a prepaid fee when a case leaves its way. FEE-20, FEE-21."""
    becomes, article, why = _FATES[fate]
    return Finding(becomes, (cite(_MEASURES, article, on=on),), (("处理", why),))


def last_day_to_refund(effective: date) -> Finding[date]:
    """Return the last day for the court to refund after the judgment took effect. FEE-22.

    诉讼费用交纳办法 第五十三条; with an itemised list to the parties at closure.
    """
    return periods.of(parameter(f"{_MEASURES}.refund", on=effective), effective)


def is_winner_refunded(*, winner_agrees_otherwise: bool, on: date) -> Finding[bool]:
    """Tell whether the court refunds the winner and collects from the loser. FEE-23.

    民诉法解释 第二百零七条: unless the winner volunteers or agrees to be paid by the loser.
    """
    why = "胜诉方自愿承担或者同意由败诉方直接支付" if winner_agrees_otherwise else "应予退还"
    basis = (cite(_INTERPRETATION, "第二百零七条", on=on),)
    return Finding(not winner_agrees_otherwise, basis, (("胜诉方预交", why),))
