"""Who bears the fees in the end, and how the decision on them is reviewed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked
from yunting.rules.apportion import by_weight
from yunting.rules.citation import cite
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_MEASURES = "fee_measures"


class Outcome(StrEnum):
    """How a matter ended, as far as the fee depends on it."""

    LOST = "lost"
    PARTLY_WON = "partly_won"
    SEVERAL_LOST = "several_lost"
    JOINTLY_LIABLE = "jointly_liable"
    MEDIATED = "mediated"
    DIVORCE = "divorce"
    WITHDRAWN = "withdrawn"
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    PAYMENT_ORDER_UNOPPOSED = "payment_order_unopposed"
    PAYMENT_ORDER_OPPOSED = "payment_order_opposed"
    PUBLIC_SUMMONS = "public_summons"
    PRESERVATION = "preservation"
    ENFORCED = "enforced"
    ENFORCEMENT_SETTLED = "enforcement_settled"
    LATE_EVIDENCE = "late_evidence"


class Bearer(StrEnum):
    """Who bears the fee."""

    LOSER = "loser"
    COURT_SPLITS = "court_splits"
    BY_INTEREST = "by_interest"
    JOINTLY = "jointly"
    AGREED_ELSE_COURT = "agreed_else_court"
    PLAINTIFF = "plaintiff"
    APPELLANT = "appellant"
    DEBTOR = "debtor"
    APPLICANT = "applicant"
    LATE_PARTY = "late_party"


_INTERPRETATION = "civil_procedure_interpretation"
_BORNE: dict[Outcome, tuple[Bearer, str, str, str]] = {
    Outcome.LOST: (Bearer.LOSER, _MEASURES, "第二十九条第一款", "败诉方负担，胜诉方自愿的除外"),
    Outcome.PARTLY_WON: (Bearer.COURT_SPLITS, _MEASURES, "第二十九条第二款", "由法院决定各自数额"),
    Outcome.SEVERAL_LOST: (
        Bearer.BY_INTEREST,
        _MEASURES,
        "第二十九条第三款",
        "共同败诉的，按利害关系决定",
    ),
    Outcome.JOINTLY_LIABLE: (
        Bearer.JOINTLY,
        _INTERPRETATION,
        "第二百零三条",
        "承担连带责任的，共同负担",
    ),
    Outcome.MEDIATED: (
        Bearer.AGREED_ELSE_COURT,
        _MEASURES,
        "第三十一条",
        "双方协商，协商不成的由法院决定",
    ),
    Outcome.DIVORCE: (
        Bearer.AGREED_ELSE_COURT,
        _MEASURES,
        "第三十三条",
        "双方协商，协商不成的由法院决定",
    ),
    Outcome.WITHDRAWN: (Bearer.PLAINTIFF, _MEASURES, "第三十四条", "原告负担"),
    Outcome.APPEAL_WITHDRAWN: (Bearer.APPELLANT, _MEASURES, "第三十四条", "上诉人负担"),
    Outcome.PAYMENT_ORDER_UNOPPOSED: (Bearer.DEBTOR, _MEASURES, "第三十六条", "债务人负担"),
    Outcome.PAYMENT_ORDER_OPPOSED: (
        Bearer.APPLICANT,
        _MEASURES,
        "第三十六条",
        "申请人负担，另行起诉时可以列入请求",
    ),
    Outcome.PUBLIC_SUMMONS: (Bearer.APPLICANT, _MEASURES, "第三十七条", "申请人负担"),
    Outcome.PRESERVATION: (
        Bearer.APPLICANT,
        _MEASURES,
        "第三十八条",
        "申请人负担，可以列入诉讼请求",
    ),
    Outcome.ENFORCED: (Bearer.DEBTOR, _MEASURES, "第三十八条", "被执行人负担"),
    Outcome.ENFORCEMENT_SETTLED: (
        Bearer.AGREED_ELSE_COURT,
        _MEASURES,
        "第三十八条",
        "双方协商，协商不成的由法院决定",
    ),
    Outcome.LATE_EVIDENCE: (
        Bearer.LATE_PARTY,
        _MEASURES,
        "第四十条",
        "逾期举证致费用增加的，由该当事人负担",
    ),
}


class Remedy(StrEnum):
    """What a party can do about the decision on fees."""

    REVIEW_BY_PRESIDENT = "review_by_president"
    CORRECTION = "correction"


class NoShares(Refused):
    """A fee cannot be split by shares that do not make a whole."""

    code = "rules.fees.no-shares"


@dataclass(frozen=True, slots=True)
class Part:
    """What one party bears, in yuan."""

    party: str
    amount: Decimal


def bearer(outcome: Outcome, *, on: date) -> Finding[Bearer]:
    """Return who bears the fee. FEE-30 FEE-31 FEE-32 FEE-33; 诉讼费用交纳办法 第二十九条至第四十条.

    Where the court decides, the shares are a judge's judgment; `split` only does the sums.
    """
    who, instrument, article, why = _BORNE[outcome]
    return Finding(who, (cite(instrument, article, on=on),), (("负担", why),))


def split(
    amount: Decimal, shares: tuple[tuple[str, Fraction], ...], *, on: date
) -> Finding[tuple[Part, ...]]:
    """Split a fee by the shares the court decided, to the fen; the parts make the whole. FEE-30.

    The fen left over by rounding down go one each to the largest remainders.

    :raises NoShares: if the shares are not between nothing and the whole, or do not make it
    """
    if any(share < 0 for _, share in shares) or sum(share for _, share in shares) != 1:
        raise NoShares("各方负担的份额合计应当等于全部。", field="shares")
    sums = by_weight(checked(amount), tuple(share for _, share in shares))
    parts = tuple(Part(name, part) for (name, _), part in zip(shares, sums, strict=True))
    basis = (cite(_MEASURES, "第二十九条第二款", on=on),)
    return Finding(parts, basis, tuple((part.party, f"{part.amount:,f}元") for part in parts))


def remedy(*, arithmetic_is_wrong: bool, on: date) -> Finding[Remedy]:
    """Return what a party can do about the fees alone: no appeal, a review instead. FEE-34.

    诉讼费用交纳办法 第四十三条.
    """
    kind = Remedy.CORRECTION if arithmetic_is_wrong else Remedy.REVIEW_BY_PRESIDENT
    said = ("诉讼费用", "不得单独上诉；可以请求院长复核，计算错误的可以请求更正")
    return Finding(kind, (cite(_MEASURES, "第四十三条", on=on),), (said,))


def last_day_to_review(received: date) -> Finding[date]:
    """Return the last day for the president to decide a review of the fees. FEE-34."""
    return periods.of(parameter(f"{_MEASURES}.review", on=received), received)
