"""执行转破产: when an enforcement case goes to the bankruptcy court, and what happens around it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked
from yunting.rules.bankruptcy import grounds
from yunting.rules.citation import cite
from yunting.rules.finding import Finding, found, met
from yunting.rules.jurisdiction import Level
from yunting.rules.parameter import parameter


class Answer(StrEnum):
    """What a party answered when asked whether it consents to the transfer."""

    CONSENTS_IN_WRITING = "consents_in_writing"
    REFUSES = "refuses"
    SILENT = "silent"


class Step(StrEnum):
    """A step of deciding on the transfer."""

    HANDLER = "承办人提出"
    PANEL = "合议庭评议同意"
    OWN_INTERMEDIATE_COURT = "报请所属中级人民法院审查"
    PRESIDENT = "院长签署移送决定"


class Term(StrEnum):
    """A period of the transfer; the value is the name of its parameter."""

    SERVE_DECISION = "enforcement_to_bankruptcy_2017.serve_decision"
    RULING = "civil_procedure_interpretation.transferred_ruling"
    SERVE_RULING = "enforcement_to_bankruptcy_2017.serve_ruling"
    HAND_OVER = "enforcement_to_bankruptcy_2017.hand_over"


class Goods(StrEnum):
    """Property under seizure, as far as its sale depends on it."""

    PERISHABLE = "perishable"
    SEASONAL = "seasonal"
    OTHER = "other"


class Outcome(StrEnum):
    """What the receiving court ruled."""

    ACCEPTED = "accepted"
    DECLARED_BANKRUPT = "declared_bankrupt"
    NOT_ACCEPTED = "not_accepted"


class Enforcement(StrEnum):
    """What becomes of the enforcement."""

    STAYED = "stayed"
    ENDED = "ended"
    RESUMED = "resumed"


_OUTCOMES = {
    Outcome.ACCEPTED: (Enforcement.STAYED, "查封的财产移交受理破产案件的法院或者管理人"),
    Outcome.DECLARED_BANKRUPT: (Enforcement.ENDED, "裁定终结执行"),
    Outcome.NOT_ACCEPTED: (Enforcement.RESUMED, "材料退回，恢复执行"),
}


class Paper(StrEnum):
    """What the enforcing court hands over."""

    DECISION = "移送决定书"
    CONSENT = "同意移送的书面意见"
    APPLICATION = "执行申请书和执行依据"
    SERVICE = "送达材料"
    PROPERTY = "财产调查和控制清单及期限"
    CREDITORS = "已知债权人和案件清单"
    REGISTRATION = "被执行人的登记材料"
    STATEMENTS = "被执行人的陈述"
    MONEY = "暂存的款项清单"


class NotTransferable(Refused):
    """A transfer on a ground that was already refused."""

    code = "rules.bankruptcy.not-transferable"


@dataclass(frozen=True, slots=True)
class Seizing:
    """An ordinary creditor in the enforcement: the place of its seizure, and its claim in yuan."""

    creditor: str
    place: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """What a creditor gets, in yuan."""

    creditor: str
    amount: Decimal


def may_transfer(
    *,
    enterprise: bool,
    answers: tuple[Answer, ...],
    cannot_pay_due_debts: bool,
    insolvent: bool,
    on: date,
) -> Finding[bool]:
    """Tell whether the case may be transferred: three conditions together. B-E2B-1.

    `answers` of the debtor and of every applicant; one written consent is enough. `insolvent`: the
    assets do not cover the debts, or the debtor is clearly unable to pay.
    执转破指导意见 第2条; 民诉法解释 第五百一十一条; 破产法规定（一） 第一条.
    """
    consented = Answer.CONSENTS_IN_WRITING in answers
    conditions = (
        ("被执行人为企业法人", enterprise),
        ("被执行人或者任何一个申请执行人书面同意", consented),
        ("不能清偿到期债务", cannot_pay_due_debts),
        ("资产不足以清偿全部债务或者明显缺乏清偿能力", insolvent),
    )
    articles = (
        (grounds.TRANSFER, "第2条"),
        (grounds.PROCEDURE_INTERPRETATION, "第五百一十一条"),
        (grounds.FIRST, "第一条"),
    )
    value = all(holds for _, holds in conditions)
    return found(value, *articles, on=on, because=met(*conditions))


def level(*, high_court_approved: bool, on: date) -> Finding[Level]:
    """Return the level of court at the debtor's domicile that receives it. B-E2B-2.

    The intermediate court, which may, with the high court's approval, hand it to a basic court
    able to hear it. 执转破指导意见 第3条.
    """
    value = Level.BASIC if high_court_approved else Level.INTERMEDIATE
    return found(value, (grounds.TRANSFER, "第3条"), on=on)


def is_consent(answer: Answer, *, on: date) -> Finding[bool]:
    """Tell whether an answer consents; silence is recorded as none. B-E2B-3."""
    articles = ((grounds.TRANSFER, "第4条"), (grounds.DESIGN, "征询的记录"))
    return found(answer is Answer.CONSENTS_IN_WRITING, *articles, on=on)


def steps(*, debtor_elsewhere: bool, on: date) -> Finding[tuple[Step, ...]]:
    """Return the steps to a transfer decision, in order. B-E2B-4; 执转破指导意见 第6条.

    For a debtor domiciled elsewhere, the enforcing court's own intermediate court reviews first.
    """
    taken = tuple(one for one in Step if debtor_elsewhere or one is not Step.OWN_INTERMEDIATE_COURT)
    return found(taken, (grounds.TRANSFER, "第6条"), on=on)


def last_day(term: Term, start: date) -> Finding[date]:
    """Return the last day of a period of the transfer. B-E2B-5 B-E2B-8 B-E2B-9.

    Objections to the transfer decision go to the receiving court; it opens a 破申 case.
    """
    return periods.of(parameter(term, on=start), start)


def may_sell(goods: Goods, *, on: date) -> Finding[bool]:
    """Tell whether seized goods may still be sold after the transfer decision. B-E2B-6.

    All known enforcing courts stay; only what perishes or loses its season is sold, and its money
    is kept. 执转破指导意见 第8条.
    """
    said = (("变价款", "不分配"),)
    value = goods is not Goods.OTHER
    return found(value, (grounds.TRANSFER, "第8条"), on=on, because=said)


def may_renew_seizure(*, accepted: bool, on: date) -> Finding[bool]:
    """Tell whether a seizure continues and may be renewed. B-E2B-7; 执转破指导意见 第9条."""
    return found(not accepted, (grounds.TRANSFER, "第9条"), on=on)


def after_ruling(outcome: Outcome, *, on: date) -> Finding[Enforcement]:
    """Return what becomes of the enforcement. B-E2B-9 B-E2B-10; 民诉法解释 第五百一十三条."""
    value, why = _OUTCOMES[outcome]
    article = (grounds.PROCEDURE_INTERPRETATION, "第五百一十三条")
    return found(value, article, on=on, because=(("执行", why),))


def check_transferable_again(*, ground: str, refused: frozenset[str], on: date) -> Finding[bool]:
    """Return True if the case may be transferred on this ground. B-E2B-10; 执转破指导意见 第19条.

    :raises NotTransferable: if the receiving court already refused it on that ground
    """
    basis = cite(grounds.TRANSFER, "第19条", on=on)
    if ground in refused:
        raise NotTransferable("不得以同一事由再次移送。", basis=str(basis), field="ground")
    return Finding(True, (basis,))


def in_order_of_seizure(
    proceeds: Decimal,
    *,
    costs: Decimal,
    priority: Decimal,
    creditors: tuple[Seizing, ...],
    on: date,
) -> Finding[tuple[Paid, ...]]:
    """Pay ordinary creditors when nobody consents to a transfer. B-E2B-11.

    After the costs and the claims with priority, in the order of their seizures, each in full
    before the next. 民诉法解释 第五百一十四条.
    """
    spent = checked(costs, field="costs") + checked(priority, field="priority")
    left = max(checked(proceeds, field="proceeds") - spent, Decimal(0))
    paid = []
    for one in sorted(creditors, key=lambda one: (one.place, one.creditor)):
        amount = min(left, checked(one.amount))
        paid.append(Paid(one.creditor, amount))
        left -= amount
    article = (grounds.PROCEDURE_INTERPRETATION, "第五百一十四条")
    return found(tuple(paid), article, on=on, because=(("剩余", f"{left:,f}元"),))


def may_participate(*, debtor_is_enterprise: bool, on: date) -> Finding[bool]:
    """Tell whether other creditors may participate in the distribution. B-E2B-11.

    Not where the debtor is an enterprise that could go bankrupt. 民诉法解释 第五百一十四条.
    """
    article = (grounds.PROCEDURE_INTERPRETATION, "第五百一十四条")
    return found(not debtor_is_enterprise, article, on=on)


def missing(given: frozenset[Paper], *, on: date) -> Finding[tuple[Paper, ...]]:
    """Return what is still to be handed over. B1.16-papers; 执转破指导意见 第10条."""
    lacking = tuple(one for one in Paper if one not in given)
    said = tuple(("尚缺", one.value) for one in lacking)
    return found(lacking, (grounds.TRANSFER, "第10条"), on=on, because=said)
