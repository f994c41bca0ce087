"""债权: what may be declared, when, how it is classed, and how far a claim has come.

Not formalised: whether a related creditor's claim is improper, and whether a title is wrong;
both need a judge. Their consequences are here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.citation import cite
from yunting.rules.finding import Article, Finding, found, met
from yunting.rules.parameter import parameter

_ONE = timedelta(days=1)


class Status(StrEnum):
    """How far a declared claim has come."""

    DECLARED = "declared"
    LATE = "late"
    UNDER_REVIEW = "under_review"
    ADMITTED = "admitted"
    PARTLY_ADMITTED = "partly_admitted"
    NOT_ADMITTED = "not_admitted"
    DEFERRED = "deferred"
    LISTED = "listed"
    VERIFIED_NO_OBJECTION = "verified_no_objection"
    OBJECTED = "objected"
    EXPLAINED = "explained"
    ADJUSTED = "adjusted"
    SUIT_PENDING = "suit_pending"
    JUDGED = "judged"
    CONFIRMED = "confirmed"


_REVIEWED = frozenset(
    {Status.ADMITTED, Status.PARTLY_ADMITTED, Status.NOT_ADMITTED, Status.DEFERRED}
)
_ANSWERED = frozenset({Status.CONFIRMED, Status.SUIT_PENDING})
_NEXT = {
    Status.DECLARED: frozenset({Status.UNDER_REVIEW}),
    Status.LATE: frozenset({Status.UNDER_REVIEW}),
    Status.UNDER_REVIEW: _REVIEWED,
    **dict.fromkeys(_REVIEWED, frozenset({Status.LISTED})),
    Status.LISTED: frozenset({Status.VERIFIED_NO_OBJECTION, Status.OBJECTED}),
    Status.VERIFIED_NO_OBJECTION: frozenset({Status.CONFIRMED}),
    Status.OBJECTED: frozenset({Status.EXPLAINED, Status.ADJUSTED}),
    Status.EXPLAINED: _ANSWERED,
    Status.ADJUSTED: _ANSWERED,
    Status.SUIT_PENDING: frozenset({Status.JUDGED}),
    Status.JUDGED: frozenset[Status](),
    Status.CONFIRMED: frozenset[Status](),
}


class Uncertain(StrEnum):
    """A claim that is not yet certain and may be declared all the same."""

    CONDITIONAL = "conditional"
    TERM = "term"
    LITIGATED = "litigated"


class Particular(StrEnum):
    """What a declaration states; the first four by the Law, the others by our form."""

    AMOUNT = "债权数额"
    SECURED = "有无财产担保"
    JOINT = "是否连带债权"
    EVIDENCE = "有关证据"
    CREDITOR = "债权人的身份和类型"
    CONTACT = "联系方式和同意的电子送达地址"
    BANK_ACCOUNT = "收款账户"
    PRINCIPAL = "本金"
    INTEREST = "利息的计算方法和截止日"
    COSTS = "费用"
    SECURITY = "担保的种类、标的和顺位"
    BASIS = "债权的依据"
    TITLE = "生效法律文书"
    AGENT = "代理人和权限"


_BY_LAW = frozenset({Particular.AMOUNT, Particular.SECURED, Particular.JOINT, Particular.EVIDENCE})
_WHERE_ANY = frozenset({Particular.SECURITY, Particular.TITLE, Particular.AGENT})


class Nature(StrEnum):
    """What a claim is for, as far as its rank depends on it."""

    WAGES = "wages"
    SOCIAL_INSURANCE = "social_insurance"
    TAX = "tax"
    TAX_LATE_FEE = "tax_late_fee"
    CONTRACT = "contract"
    PERSONAL_INJURY = "personal_injury"
    FINE = "fine"
    PUNITIVE = "punitive"
    DEFERRED_PERFORMANCE_DOUBLE = "deferred_performance_double"
    IMPROPER_RELATED = "improper_related"


class Rank(StrEnum):
    """The class a claim is paid in."""

    EMPLOYEE = "employee"
    SOCIAL_TAX = "social_tax"
    ORDINARY = "ordinary"
    SUBORDINATED = "subordinated"
    NOT_ADMITTED = "not_admitted"


_LAST = (grounds.MINUTES, "第28条")
_RANKS: dict[Nature, tuple[Rank, Article]] = {
    Nature.WAGES: (Rank.EMPLOYEE, (grounds.LAW, "第一百一十三条第一款第（一）项")),
    Nature.SOCIAL_INSURANCE: (Rank.SOCIAL_TAX, (grounds.LAW, "第一百一十三条第一款第（二）项")),
    Nature.TAX: (Rank.SOCIAL_TAX, (grounds.LAW, "第一百一十三条第一款第（二）项")),
    Nature.TAX_LATE_FEE: (Rank.ORDINARY, (grounds.TAX_LATE_FEE, "批复")),
    Nature.CONTRACT: (Rank.ORDINARY, (grounds.LAW, "第一百一十三条第一款第（三）项")),
    Nature.PERSONAL_INJURY: (Rank.ORDINARY, (grounds.LAW, "第一百一十三条第一款第（三）项")),
    Nature.FINE: (Rank.SUBORDINATED, _LAST),
    Nature.PUNITIVE: (Rank.SUBORDINATED, _LAST),
    Nature.DEFERRED_PERFORMANCE_DOUBLE: (Rank.NOT_ADMITTED, (grounds.THIRD, "第三条")),
    Nature.IMPROPER_RELATED: (Rank.SUBORDINATED, (grounds.MINUTES, "第39条")),
}


class Precedence(StrEnum):
    """Which of two claims the Law does not rank comes first."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    JUDGE = "judge"


class DoublyAdmitted(Refused):
    """One debt admitted for more than its amount."""

    code = "rules.bankruptcy.doubly-admitted"


@dataclass(frozen=True, slots=True)
class Accrual:
    """Interest or a late charge that accrued on a day, in yuan."""

    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Admission:
    """An amount admitted for a debt, whoever declared it: the creditor or a guarantor."""

    debt: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Traits:
    """What decides between two claims the Law does not rank."""

    personal_injury: bool = False
    public: bool = False
    punitive: bool = False


def next_statuses(status: Status, *, on: date) -> Finding[tuple[Status, ...]]:
    """Return where a claim can go from here. B1.5-status.

    A provisional amount, fixed for voting only, changes no status. 企业破产法 第五十八条.
    """
    reached = tuple(one for one in Status if one in _NEXT[status])
    return found(reached, (grounds.DESIGN, "债权的状态"), (grounds.LAW, "第五十八条"), on=on)


def may_participate(*, arose: date, accepted: date) -> Finding[bool]:
    """Tell whether who holds a claim takes part: it existed at acceptance. B-CLM-1; 第四十四条."""
    return found(arose <= accepted, (grounds.LAW, "第四十四条"), on=accepted)


def due_day(due: date, *, accepted: date) -> Finding[date]:
    """Return when a claim is due: at acceptance at the latest. B-CLM-1; 第四十六条第一款."""
    return found(min(due, accepted), (grounds.LAW, "第四十六条第一款"), on=accepted)


def last_interest_day(accepted: date) -> Finding[date]:
    """Return the last day that bears interest. B-CLM-1; 企业破产法 第四十六条第二款.

    Whether the day of acceptance bears any is a setting of the court: the day before, unless set.
    """
    before = parameter("design.interest_stops_before", on=accepted)
    value = accepted - before.whole * _ONE
    basis = (cite(grounds.LAW, "第四十六条第二款", on=accepted), before.citation)
    return Finding(value, basis, (("停止计息", f"裁定受理之日 {accepted:%Y-%m-%d}"),))


def admitted_accruals(accruals: tuple[Accrual, ...], *, accepted: date) -> Finding[Decimal]:
    """Return what of interest and late charges is admitted: none after acceptance. B-CLM-8.

    破产法规定（三） 第三条; the doubled part for deferred performance stops as well.
    """
    last = last_interest_day(accepted)
    value = sum((checked(one.amount) for one in accruals if one.day <= last.value), Decimal(0))
    basis = (cite(grounds.THIRD, "第三条", on=accepted), *last.basis)
    return Finding(value, basis, (("计至", f"{last.value:%Y-%m-%d}"),))


def may_declare(uncertain: Uncertain, *, on: date) -> Finding[bool]:
    """Tell whether a claim not yet certain may be declared: it may. B-CLM-2; 第四十七条."""
    said = (("未确定的债权", uncertain.value),)
    return found(True, (grounds.LAW, "第四十七条"), on=on, because=said)


def must_declare(nature: Nature, *, on: date) -> Finding[bool]:
    """Tell whether the creditor has to declare the claim. B-CLM-3; 企业破产法 第四十八条.

    Wages, and what else belongs to the employees, the administrator lists and publishes; an
    employee may ask for a correction and then sue.
    """
    listed = nature is Nature.WAGES
    article = "第四十八条第二款" if listed else "第四十八条第一款"
    return found(not listed, (grounds.LAW, article), on=on)


def missing(
    given: frozenset[Particular], *, applies: frozenset[Particular], on: date
) -> Finding[tuple[Particular, ...]]:
    """Return what a declaration still has to state. B-CLM-4; 企业破产法 第四十九条.

    `applies`: which of security, title and agent there are at all; the rest is always needed.
    """
    needed = [one for one in Particular if one not in _WHERE_ANY or one in applies]
    lacking = tuple(one for one in needed if one not in given)
    said = tuple(("尚缺", one.value) for one in lacking)
    articles: tuple[Article, ...] = ((grounds.LAW, "第四十九条"),)
    if any(one not in _BY_LAW for one in lacking):
        articles = (*articles, (grounds.DESIGN, "申报的必填项"))
    return found(lacking, *articles, on=on, because=said)


def heads_of_joint_claim(holders: tuple[str, ...], *, on: date) -> Finding[int]:
    """Return how many heads a claim held jointly has: one. B-CLM-5; 企业破产法 第五十条.

    One of them may declare for all, or all together.
    """
    articles = ((grounds.LAW, "第五十条"), (grounds.DESIGN, "连带债权一人头"))
    said = (("连带债权人", "、".join(sorted(holders))),)
    return found(min(len(holders), 1), *articles, on=on, because=said)


def guarantor_claim(
    *, paid: Decimal, future: Decimal, creditor_declared_in_full: bool, on: date
) -> Finding[Decimal]:
    """Return what a guarantor may claim back. B-CLM-6; 企业破产法 第五十一条.

    What it has paid; what it may still have to pay only if the creditor did not declare in full.
    """
    paid, future = checked(paid, field="paid"), checked(future, field="future")
    value = paid if creditor_declared_in_full else paid + future
    said = (("债权人已申报全部债权", "是" if creditor_declared_in_full else "否"),)
    return found(value, (grounds.LAW, "第五十一条"), on=on, because=said)


def check_admitted_once(
    admissions: tuple[Admission, ...], debts: tuple[Admission, ...], *, on: date
) -> Finding[bool]:
    """Return True if no debt is admitted for more than its amount. B-CLM-6.

    `debts`: each debt with its whole amount. 企业破产法 第五十一条.
    :raises DoublyAdmitted: if one is, naming it
    """
    admitted: dict[str, Decimal] = defaultdict(Decimal)
    for one in admissions:
        admitted[one.debt] += checked(one.amount)
    whole = {one.debt: checked(one.amount) for one in debts}
    basis = cite(grounds.LAW, "第五十一条", on=on)
    for debt, amount in admitted.items():
        if amount > whole.get(debt, Decimal(0)):
            raise DoublyAdmitted(
                f"同一债务“{debt}”确认的数额超过了债务本身。",
                basis=str(basis),
                remedy="请核对债权人和保证人的申报，只确认一次。",
                field="admissions",
            )
    return Finding(True, (basis,))


def status_when_declared(
    declared: date, *, claim_period_ended: date, final_distribution: date | None
) -> Finding[Status | None]:
    """Return the status of a declaration by its day; None if it is too late. B-CLM-7.

    Late is possible until the final distribution. Past distributions are not made anew, and the
    late creditor bears the cost of reviewing. 企业破产法 第五十六条.
    """
    if declared <= claim_period_ended:
        return found(Status.DECLARED, (grounds.LAW, "第四十八条第一款"), on=declared)
    over = final_distribution is not None and declared >= final_distribution
    said = (("审查和确认的费用", "由补充申报人承担"), ("此前已进行的分配", "不再补充分配"))
    return found(
        None if over else Status.LATE, (grounds.LAW, "第五十六条"), on=declared, because=said
    )


def may_vote_on(*, listed: date, put: date) -> Finding[bool]:
    """Tell whether a late creditor votes on a matter put on a day. B-CLM-7.

    Only if its claim was listed, or provisionally fixed, before or on that day.
    """
    articles = ((grounds.DESIGN, "补充申报的表决"), (grounds.LAW, "第五十六条"))
    return found(listed <= put, *articles, on=put)


def rank_of(
    nature: Nature, *, injury_ranks_with_employees: bool = False, on: date
) -> Finding[Rank]:
    """Return the class a claim is paid in. B-CLM-8 B-CLM-9 B-CLM-10 B-CLM-11.

    `injury_ranks_with_employees`: the court may let claims for personal injury, their punitive
    part aside, rank with the employees'. 破产审判会议纪要 第28条.
    """
    if nature is Nature.PERSONAL_INJURY and injury_ranks_with_employees:
        return found(Rank.EMPLOYEE, _LAST, on=on, because=(("法院决定", "参照职工债权清偿"),))
    rank, article = _RANKS[nature]
    return found(rank, article, on=on)


def precedence(one: Traits, other: Traits, *, on: date) -> Finding[Precedence]:
    """Return which of two claims the Law does not rank is paid first. B-CLM-10.

    Personal injury before property, private before public, compensatory before punitive; where
    these contradict each other, a judge decides. 破产审判会议纪要 第28条.
    """
    for_one = (
        one.personal_injury > other.personal_injury,
        one.public < other.public,
        one.punitive < other.punitive,
    )
    for_other = (
        other.personal_injury > one.personal_injury,
        other.public < one.public,
        other.punitive < one.punitive,
    )
    value = _PRECEDENCE[any(for_one), any(for_other)]
    return found(value, _LAST, on=on)


_PRECEDENCE = {
    (True, False): Precedence.FIRST,
    (False, True): Precedence.SECOND,
    (False, False): Precedence.EQUAL,
    (True, True): Precedence.JUDGE,
}


def must_admit_title(*, in_effect: bool, on: date) -> Finding[bool]:
    """Tell whether the administrator must admit what a judgment or award fixed. B-CLM-12.

    One that thinks the title wrong asks for a retrial. 破产法规定（三） 第七条.
    """
    said = (("认为有错误的", "管理人依法申请再审或者撤销"),)
    return found(in_effect, (grounds.THIRD, "第七条"), on=on, because=said)


def may_sue_over_table(*, states_reasons: bool, answered: bool, on: date) -> Finding[bool]:
    """Tell whether an objector may sue over the claims table. B-CLM-13; 破产法规定（三） 第八条.

    Only after an objection with reasons that the administrator explained, adjusted on or refused
    to; the time for it is `deadlines.Term.CLAIMS_SUIT`.
    """
    said = met(("说明了理由和依据", states_reasons), ("管理人已解释或者调整", answered))
    return found(states_reasons and answered, (grounds.THIRD, "第八条"), on=on, because=said)


def may_inspect(*, interested: bool, secret: bool, undertook: bool, on: date) -> Finding[bool]:
    """Tell whether somebody may inspect the claims table and its papers. B-CLM-14.

    Interested parties may; where there is a trade secret, after undertaking to keep it.
    企业破产法 第五十七条第二款; 破产法规定（三） 第十条.
    """
    said = met(("利害关系人", interested), ("承诺保密或者不涉及秘密", undertook or not secret))
    articles = ((grounds.LAW, "第五十七条第二款"), (grounds.THIRD, "第十条"))
    return found(interested and (undertook or not secret), *articles, on=on, because=said)
