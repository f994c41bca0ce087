"""What changes a fee after it was asked: halving, a changed claim, another procedure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.amount import checked, to_fen
from yunting.rules.citation import Citation, cite
from yunting.rules.fees.acceptance import Kind, acceptance
from yunting.rules.fees.tables import fee, fixed, share_of
from yunting.rules.finding import Finding
from yunting.rules.parameter import parameter

_MEASURES = "fee_measures"
_INTERPRETATION = "civil_procedure_interpretation"
_ZERO = Decimal(0)


class Halving(StrEnum):
    """The grounds on which an acceptance fee is halved."""

    MEDIATED = "mediated"
    WITHDRAWN = "withdrawn"
    SUMMARY = "summary"
    COUNTERCLAIM = "counterclaim"
    THIRD_PARTY_CLAIM = "third_party_claim"


_ARTICLES = {
    Halving.MEDIATED: ("调解结案", "第十五条"),
    Halving.WITHDRAWN: ("撤诉", "第十五条"),
    Halving.SUMMARY: ("适用简易程序（含小额诉讼程序）", "第十六条"),
    Halving.COUNTERCLAIM: ("反诉合并审理", "第十八条"),
    Halving.THIRD_PARTY_CLAIM: ("第三人请求合并审理", "第十八条"),
}


class Heard(StrEnum):
    """How far the hearing had come when the claim was reduced."""

    BEFORE_INVESTIGATION_ENDED = "before_investigation_ended"
    AFTER_INVESTIGATION_ENDED = "after_investigation_ended"


class CannotTopUp(Refused):
    """A conversion tops a halved fee up; more than the full fee was never due."""

    code = "rules.fees.cannot-top-up"


@dataclass(frozen=True, slots=True)
class Change:
    """What is still to pay, or comes back, in yuan; one of the two is zero."""

    top_up: Decimal
    refund: Decimal


def halved(
    amount: Decimal, grounds: frozenset[Halving] | tuple[Halving, ...], *, on: date
) -> Finding[Decimal]:
    """Return an acceptance fee halved once if any ground applies. FEE-10 FEE-11 FEE-12 FEE-13.

    `amount` is the fee due, in yuan, already in whole fen; half of it is rounded half up.
    诉讼费用交纳办法 第十五条, 第十六条, 第十八条; 民诉法解释 第二百零六条 (once only).
    """
    due = fixed("应交案件受理费", checked(amount, field="fee"))
    given = [ground for ground in Halving if ground in grounds]
    if not given:
        return fee((due,), cite(_MEASURES, "第十三条", on=on), because=(("减半", "没有减半事由"),))
    share = parameter(f"{_MEASURES}.halving", on=on)
    articles = dict.fromkeys(_ARTICLES[ground][1] for ground in given)
    basis: tuple[Citation, ...] = tuple(cite(_MEASURES, article, on=on) for article in articles)
    because = tuple(("减半事由", _ARTICLES[ground][0]) for ground in given)
    if len(given) > 1:
        basis = (*basis, cite(_INTERPRETATION, "第二百零六条", on=on))
        because = (*because, ("几项事由", "只减半一次"))
    return fee((due, share_of("减半交纳", (due,), share)), *basis, because=because)


def after_change(
    old_claim: Decimal, new_claim: Decimal, *, heard: Heard, on: date
) -> Finding[Change]:
    """Return what a changed claim in a property case costs or gives back, in yuan. FEE-16.

    An increase is topped up on the new total. A decrease before the court's investigation ends
    is refunded; later the party bears it. 诉讼费用交纳办法 第二十一条, 第三十五条.
    """
    before = acceptance(Kind.PROPERTY, old_claim, on=on)
    after = acceptance(Kind.PROPERTY, new_claim, on=on)
    difference = after.value - before.value
    late = difference < 0 and heard is Heard.AFTER_INVESTIGATION_ENDED
    article = "第三十五条" if late else "第二十一条"
    refund = _ZERO if late else max(-difference, _ZERO)
    return Finding(
        value=Change(top_up=max(difference, _ZERO), refund=refund),
        basis=(cite(_MEASURES, article, on=on), *after.basis),
        because=(
            ("变更前应交", f"{before.value:,f}元"),
            ("变更后应交", f"{after.value:,f}元"),
            *((("减少部分", "法庭调查终结后减少的，由当事人负担"),) if late else ()),
        ),
    )


def conversion_top_up(full: Decimal, paid: Decimal, *, on: date) -> Finding[Decimal]:
    """Return what the plaintiff adds when summary becomes ordinary, in yuan. FEE-17.

    民诉法解释 第一百九十九条.
    :raises CannotTopUp: if more than the full fee was paid
    """
    if checked(paid, field="paid") > checked(full, field="fee"):
        raise CannotTopUp("已交金额多于全额案件受理费，请核对。", field="paid")
    return Finding(
        value=full - paid,
        basis=(cite(_INTERPRETATION, "第一百九十九条", on=on),),
        because=(("全额", f"{full:,f}元"), ("已交", f"{paid:,f}元")),
    )


def last_day_to_top_up(notice: date) -> Finding[date]:
    """Return the last day to top up after a conversion; after it: deemed withdrawn. FEE-17."""
    return periods.of(parameter(f"{_INTERPRETATION}.conversion_top_up", on=notice), notice)


def refund_of_unconverted(paid: Decimal, *, on: date) -> Finding[Decimal]:
    """Return what comes back when nothing was topped up and the suit is deemed withdrawn. FEE-17.

    A share of what was actually collected, in yuan.
    """
    share = parameter(f"{_INTERPRETATION}.conversion_refund", on=on)
    due = fixed("已收案件受理费", checked(paid, field="paid"))
    return fee((due, share_of("退还", (due,), share)), share.citation)


def in_yuan(amount: Decimal, rate: Decimal, *, on: date) -> Finding[Decimal]:
    """Return a foreign amount in yuan at the published rate of the day of acceptance. FEE-24.

    `rate` is yuan for one unit, as published for the day `on`. 第五十五条.
    """
    value = to_fen(checked(amount) * rate)
    return Finding(
        value=value,
        basis=(cite(_MEASURES, "第五十五条", on=on),),
        because=(("折算", f"{amount:,f} × {rate:f} ＝ {value:,f}元"),),
    )
