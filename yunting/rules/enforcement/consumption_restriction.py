"""限制消费: when it is ordered, on whom, what it forbids, and when it is lifted."""

from datetime import date
from enum import StrEnum

from yunting.rules.citation import cite
from yunting.rules.finding import Finding

_LIMIT = "consumption_2015"


class Order(StrEnum):
    """Whether the court orders the restriction."""

    NO = "no"
    MAY = "may"
    MUST = "must"


def order(*, notice_period_ended: bool, performed: bool, listed: bool, on: date) -> Finding[Order]:
    """Return whether the restriction may or must be ordered. E-CON-1 E-CON-4; 第一条.

    A listed person's must; the two stay separate records with separate ends.
    """
    if performed:
        value = Order.NO
    elif listed:
        value = Order.MUST
    else:
        value = Order.MAY if notice_period_ended else Order.NO
    basis = (cite(_LIMIT, "第一条", on=on), cite("design", "两份名单分立", on=on))
    said = (
        ("通知期满", "是" if notice_period_ended else "否"),
        ("失信名单", "已纳入" if listed else "未"),
    )
    return Finding(value, basis, said)


class Spending(StrEnum):
    """A spending somebody plans; the value of a forbidden one is its item."""

    PLANE_SOFT_SLEEPER_SHIP = "第（一）项"
    STAR_HOTEL_NIGHT_CLUB_GOLF = "第（二）项"
    REAL_ESTATE_OR_LUXURY_WORKS = "第（三）项"
    HIGH_GRADE_OFFICE = "第（四）项"
    NON_BUSINESS_VEHICLE = "第（五）项"
    TRAVEL = "第（六）项"
    PRIVATE_SCHOOL = "第（七）项"
    HIGH_PREMIUM_INSURANCE = "第（八）项"
    G_TRAIN_OR_FIRST_CLASS = "第（九）项"
    NECESSARY = "necessary"


class Person(StrEnum):
    """Who spends."""

    DEBTOR = "debtor"
    LEGAL_REPRESENTATIVE = "legal_representative"
    PRINCIPAL = "principal"
    DIRECTLY_RESPONSIBLE = "directly_responsible"
    ACTUAL_CONTROLLER = "actual_controller"
    OTHER = "other"


def is_forbidden(
    spending: Spending, person: Person, *, own_money_allowed: bool = False, on: date
) -> Finding[bool]:
    """Tell whether a spending is forbidden while the restriction stands. E-CON-2; 第三条.

    For a unit its four kinds of people too, unless the court allowed private spending with
    their own money.
    """
    number = "第三条" if spending is Spending.NECESSARY else f"第三条第一款{spending}"
    bound = person is not Person.OTHER and (person is Person.DEBTOR or not own_money_allowed)
    value = spending is not Spending.NECESSARY and bound
    said = (("消费", spending), ("人员", person))
    return Finding(value, (cite(_LIMIT, number, on=on),), said)


class Relief(StrEnum):
    """What the debtor brings forward."""

    PERFORMED = "performed"
    SECURITY = "security"
    APPLICANT_AGREES = "applicant_agrees"
    BUSINESS_NEED = "business_need"
    NONE = "none"


class Answer(StrEnum):
    """What the court does with it."""

    LIFT = "lift"
    PERMIT_ONCE = "permit_once"
    KEEP = "keep"


def relief(ground: Relief, *, on: date) -> Finding[Answer]:
    """Return whether the restriction is lifted, or one spending permitted. E-CON-3; 第八、九条."""
    if ground is Relief.BUSINESS_NEED:
        basis = (cite(_LIMIT, "第八条", on=on),)
        return Finding(Answer.PERMIT_ONCE, basis, (("经营必需", "经申请可以准许"),))
    value = Answer.KEEP if ground is Relief.NONE else Answer.LIFT
    return Finding(value, (cite(_LIMIT, "第九条", on=on),), (("事由", ground),))


def may_sell_itself(*, court_allows: bool, controlled_price: bool, on: date) -> Finding[bool]:
    """Tell whether a debtor may sell its own property under the court's eye. E-CON-5."""
    said = (
        ("法院准许", "是" if court_allows else "否"),
        ("控制价款", "是" if controlled_price else "否"),
    )
    basis = (cite("goodwill_2019", "自行变卖", on=on),)
    return Finding(court_allows and controlled_price, basis, said)
