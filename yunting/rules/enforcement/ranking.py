"""Who is paid out of what was realised, in which order, to the fen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.rules.amount import checked
from yunting.rules.apportion import by_weight
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding

_RULES = "enforcement_rules_1998"
_INTERPRETATION = "civil_procedure_interpretation"


class Debtor(StrEnum):
    """Who the debtor is."""

    NATURAL_PERSON = "natural_person"
    OTHER_ORGANISATION = "other_organisation"
    LEGAL_PERSON = "legal_person"


class Order(StrEnum):
    """How creditors without a priority stand to one another."""

    PRO_RATA = "pro_rata"
    BY_MEASURES = "by_measures"


@dataclass(frozen=True, slots=True)
class Prior:
    """A claim with priority on the object, in yuan; rank 1 comes first."""

    creditor: str
    amount: Decimal
    rank: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with a title, in yuan, in the order of its enforcement measures."""

    creditor: str
    amount: Decimal
    doubled: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Before:
    """What is taken before any creditor, in yuan."""

    costs: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    housing: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Paid:
    """What one receives, in yuan, and as what."""

    payee: str
    what: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """Who receives what; `surplus` is the debtor's."""

    paid: tuple[Paid, ...]
    surplus: Decimal


def order_of(debtor: Debtor, *, one_title: bool, enough: bool, on: date) -> Finding[Order]:
    """Return how claims without a priority are paid. B3.10-order.

    One title: pro rata (执行工作规定 第五十五条第三款). Several against a legal person: by order of
    measures (第五十五条第一款; 民诉法解释 第五百一十四条). Others who cannot pay all: pro rata.
    """
    if one_title:
        return Finding(
            Order.PRO_RATA, (cite(_RULES, "第五十五条第三款", on=on),), (("执行依据", "一份"),)
        )
    if debtor is Debtor.LEGAL_PERSON or enough:
        basis = (
            cite(_RULES, "第五十五条第一款", on=on),
            cite(_INTERPRETATION, "第五百一十四条", on=on),
        )
        return Finding(Order.BY_MEASURES, basis, (("清偿", "按采取执行措施的先后"),))
    basis = (
        cite(_INTERPRETATION, "第五百零六条", on=on),
        cite(_INTERPRETATION, "第五百零八条", on=on),
    )
    return Finding(Order.PRO_RATA, basis, (("参与分配", "按债权比例"),))


def may_participate(
    debtor: Debtor, *, has_title: bool, applied: date, execution_ended: date | None
) -> Finding[bool]:
    """Tell whether a creditor takes part in a distribution. B3.10-participation.

    民诉法解释 第五百零六条, 第五百零七条: with a title, before the property's execution ends; not
    against a legal person.
    """
    in_time = execution_ended is None or applied < execution_ended
    value = debtor is not Debtor.LEGAL_PERSON and has_title and in_time
    basis = (
        cite(_INTERPRETATION, "第五百零六条", on=applied),
        cite(_INTERPRETATION, "第五百零七条", on=applied),
    )
    said = (("执行依据", "有" if has_title else "没有"), ("申请", f"{applied:%Y-%m-%d}"))
    return Finding(value, basis, said)


def distribute(
    proceeds: Decimal,
    *,
    before: Before,
    prior: tuple[Prior, ...],
    claims: tuple[Claim, ...],
    debtor: Debtor,
    one_title: bool,
    on: date,
) -> Finding[Scheme]:
    """Return who receives what of the proceeds, in yuan; all parts make the proceeds.

    B3.10-costs B3.10-priority B3.10-order B3.10-doubled B3.10-surplus. `claims` stand in the
    order of measures; the doubled parts come after the debts of all titles.
    """
    left = checked(proceeds, field="proceeds")
    paid: list[Paid] = []
    for payee, what, amount in (
        ("法院", "变价费用", before.costs),
        ("法院", "执行申请费", before.fee),
        ("被执行人", "居住保障", before.housing),
    ):
        part = min(left, checked(amount, field="before"))
        left -= part
        paid += [Paid(payee, what, part)] if part else []
    left = _pay_prior(left, prior, paid)
    need = sum((checked(one.amount, field="claims") for one in claims), Decimal(0))
    order = order_of(debtor, one_title=one_title, enough=left >= need, on=on)
    for what, amounts in (
        ("债权", tuple(one.amount for one in claims)),
        ("加倍部分", tuple(checked(one.doubled, field="claims") for one in claims)),
    ):
        parts = shares(left, amounts, order=order.value)
        left -= sum(parts, Decimal(0))
        paid += [
            Paid(one.creditor, what, part)
            for one, part in zip(claims, parts, strict=True)
            if what == "债权" or part
        ]
    said = tuple((f"{one.payee} {one.what}", f"{one.amount:,f}元") for one in paid)
    basis = (*_always(on), *order.basis)
    return Finding(Scheme(tuple(paid), left), basis, (*order.because, *said))


def _pay_prior(left: Decimal, prior: tuple[Prior, ...], paid: list[Paid]) -> Decimal:
    for rank in sorted({one.rank for one in prior}):
        ranked = [one for one in prior if one.rank == rank]
        amounts = tuple(checked(one.amount, field="prior") for one in ranked)
        parts = shares(left, amounts, order=Order.PRO_RATA)
        paid += [
            Paid(one.creditor, "优先债权", part) for one, part in zip(ranked, parts, strict=True)
        ]
        left -= sum(parts, Decimal(0))
    return left


def _always(on: date) -> tuple[Citation, ...]:
    return (
        cite(_RULES, "第三十四条", on=on),
        cite(_RULES, "第五十五条第二款", on=on),
        cite("objection_2015", "第二十条", on=on),
        cite("deferred_interest_2014", "第四条", on=on),
        cite("design", "分配取到分", on=on),
        cite("design", "执行费基数", on=on),
    )


def shares(pot: Decimal, amounts: tuple[Decimal, ...], *, order: Order) -> tuple[Decimal, ...]:
    """Return what each claim receives of a pot, in yuan, never more than it is."""
    if pot >= sum(amounts, Decimal(0)):
        return amounts
    if order is Order.PRO_RATA:
        return by_weight(pot, amounts)
    parts = []
    for amount in amounts:
        part = min(pot, amount)
        pot -= part
        parts.append(part)
    return tuple(parts)


class Priority(StrEnum):
    """A priority on the object, in the order the books give."""

    CONSTRUCTION_PRICE = "construction_price"
    TAX_BEFORE_MORTGAGE = "tax_before_mortgage"
    SECURITY_IN_RANK = "security_in_rank"


_PRIORITIES = {
    Priority.CONSTRUCTION_PRICE: ("civil_code", "第八百零七条", "先于抵押权"),
    Priority.TAX_BEFORE_MORTGAGE: (
        "tax_collection_law",
        "第四十五条",
        "欠税发生在抵押之前的先于抵押权",
    ),
    Priority.SECURITY_IN_RANK: (_RULES, "第五十五条第二款", "按各担保物权成立的先后"),
}


def precedes_mortgage(priority: Priority, *, on: date) -> Finding[bool]:
    """Tell whether a claim comes before a mortgage. B3.10-priority.

    民法典 第八百零七条; 税收征收管理法 第四十五条; 执行工作规定 第五十五条第二款.
    """
    instrument, number, why = _PRIORITIES[priority]
    value = priority is not Priority.SECURITY_IN_RANK
    return Finding(value, (cite(instrument, number, on=on),), (("顺序", why),))


class SchemeStep(StrEnum):
    """What follows a scheme of distribution."""

    PAY = "pay"
    PAY_UNDISPUTED = "pay_undisputed"
    CORRECT = "correct"
    WAIT_FOR_SUIT = "wait_for_suit"
    DEPOSIT_DISPUTED = "deposit_disputed"


def after_scheme(
    *, objected: bool, opposed: bool, sued: bool | None, on: date
) -> Finding[SchemeStep]:
    """Return what follows a scheme. B3.10-scheme; 民诉法解释 第五百零九条, 第五百一十条.

    No objection: pay. Unopposed: corrected. Opposed: the objector sues (None: not yet) or the
    scheme stands; while sued over, the disputed part is kept.
    """
    basis = (
        cite(_INTERPRETATION, "第五百零九条", on=on),
        cite(_INTERPRETATION, "第五百一十条", on=on),
    )
    if not objected:
        return Finding(SchemeStep.PAY, basis, (("异议", "没有"),))
    if not opposed:
        return Finding(SchemeStep.CORRECT, basis, (("反对意见", "没有"),))
    said = (("异议之诉", {None: "期限未满", True: "已提起", False: "未提起，按原方案"}[sued]),)
    steps = {
        None: SchemeStep.WAIT_FOR_SUIT,
        True: SchemeStep.DEPOSIT_DISPUTED,
        False: SchemeStep.PAY,
    }
    return Finding(steps[sued], basis, said)


class Payee(StrEnum):
    """To whom money is to go."""

    APPLICANT = "applicant"
    AGENT_WITH_SPECIAL_AUTHORITY = "agent_with_special_authority"
    AGENT = "agent"


def may_be_paid(payee: Payee, *, on: date) -> Finding[bool]:
    """Tell whether money may be paid out to somebody. B3.10-funds; 执行工作规定 第二十条."""
    basis = (cite(_RULES, "第二十条", on=on), cite("funds_2017", "第四条", on=on))
    said = ("收款", "一案一账号；代收须有特别授权")
    return Finding(payee is not Payee.AGENT, basis, (said,))


def may_be_delayed(
    *, reason: bool, bureau_head: bool, vice_president: bool, on: date
) -> Finding[bool]:
    """Tell whether a pay-out may be delayed: a listed reason and both approvals. B3.10-funds."""
    said = (("法定事由", "有" if reason else "没有"), ("批准", "局长和分管副院长"))
    value = reason and bureau_head and vice_president
    return Finding(value, (cite("funds_2017", "第十条", on=on),), said)
