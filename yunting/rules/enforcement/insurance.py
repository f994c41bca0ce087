"""保单现金价值: whose it is, who may redeem it, and how much is deducted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.rules.amount import checked
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_ZHEJIANG = "zhejiang_insurance_2015"
_LAW = "insurance_law"


def is_property_of_holder(*, holder_is_debtor: bool, on: date) -> Finding[bool]:
    """Tell whether the cash value may be enforced: it is the policyholder's. E-INS-1 E-INS-2."""
    basis = (cite("insurance_cases", "现金价值", on=on), cite(_ZHEJIANG, "查控", on=on))
    said = ("投保人", "是被执行人" if holder_is_debtor else "不是被执行人")
    return Finding(holder_is_debtor, basis, (said,))


class Interest(StrEnum):
    """A right under a life policy."""

    CASH_VALUE = "现金价值"
    DIVIDENDS = "红利"
    SURVIVAL_BENEFIT_DUE = "到期生存金"
    ACCOUNT_VALUE = "账户价值"
    FUTURE_BENEFIT = "尚未发生的保险金"


def may_be_frozen(interest: Interest, *, on: date) -> Finding[bool]:
    """Tell whether a right under a policy may be queried, frozen and deducted. E-INS-2."""
    value = interest is not Interest.FUTURE_BENEFIT
    return Finding(value, (cite(_ZHEJIANG, "查控", on=on),), (("财产利益", interest),))


@dataclass(frozen=True, slots=True)
class Policy:
    """What the screen of proportion asks about a policy."""

    protection_type: bool = False
    small_value: bool = False
    minor_insured: bool = False
    annuity_for_living: bool = False


def asks_judge(policy: Policy, *, on: date) -> Finding[bool]:
    """Tell whether a judge is asked first, and other assets preferred. E-INS-5."""
    kinds = {
        "保障型": policy.protection_type,
        "小额": policy.small_value,
        "未成年人": policy.minor_insured,
        "养老": policy.annuity_for_living,
    }
    named = [kind for kind, so in kinds.items() if so]
    said = ("须先问法官", "、".join(named) or "否")
    return Finding(bool(named), (cite("design", "保单适度审查", on=on),), (said,))


class Step(StrEnum):
    """Where the enforcement of a policy stands next."""

    FREEZE = "freeze"
    NOTIFY = "notify"
    WAIT = "wait"
    HAND_OVER = "hand_over"
    DEDUCT = "deduct"


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened with a policy so far."""

    frozen: bool = False
    notified: bool = False
    redeemed: bool = False
    period_ended: bool = False


def next_step(course: Course, *, on: date) -> Finding[Step]:
    """Return the next step: freeze, notify, wait for redemption, else deduct. E-INS-3 E-INS-4.

    保险法 第十五条, 第四十七条: the insurer returns the cash value once the contract is ended.
    """
    basis = (
        cite("design", "保单赎买期", on=on),
        cite(_LAW, "第十五条", on=on),
        cite(_LAW, "第四十七条", on=on),
    )
    if not course.frozen:
        return Finding(Step.FREEZE, basis, (("冻结", "不得退保、变更投保人和受益人、保单贷款"),))
    if not course.notified:
        return Finding(Step.NOTIFY, basis, (("通知", "投保人、被保险人、受益人"),))
    if course.redeemed:
        return Finding(Step.HAND_OVER, basis, (("赎买", "交付现金价值后承受保单"),))
    value = Step.DEDUCT if course.period_ended else Step.WAIT
    return Finding(value, basis, (("赎买期", "届满" if course.period_ended else "尚未届满"),))


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is deducted, and what goes back to the policyholder, in yuan."""

    deducted: Decimal
    surplus: Decimal


def deduct(cash_value: Decimal, *, owed: Decimal, costs: Decimal, on: date) -> Finding[Deduction]:
    """Return what is deducted on the day, never more than debt and costs. E-INS-6.

    民事诉讼法 第二百五十三条; the surplus is the policyholder's.
    """
    worth = checked(cash_value, field="cash_value")
    most = checked(owed, field="owed") + checked(costs, field="costs")
    taken = min(worth, most)
    said = (("现金价值", f"{worth:,f}元"), ("债务和费用", f"{most:,f}元"))
    basis = (cite("civil_procedure_law", "第二百五十三条", on=on),)
    return Finding(Deduction(taken, worth - taken), basis, said)
