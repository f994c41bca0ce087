"""Cases whose plaintiff cannot pay the fee: asks for relief, and what is decided."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from yunting.money.models import JudicialRelief, ReliefKind
from yunting.money.services.relief import Decision
from yunting.project.training.lives import decided
from yunting.project.training.proved import Proved
from yunting.project.training.timeline import Life
from yunting.rules.fees.relief import Ground

TYPHOON = "2025年台风毁了养殖的网箱，投保的部分还没有赔到，家里没有其他收入。"
SLOW = "货款都压在几家买受人手里，账上的钱只够发工资。"
POOR = "提交的证明属实，现在一次交纳确有困难。"


def _asks(s: Proved, into: list[JudicialRelief], ground: Ground, why: str) -> Life:
    """Accepted; half an hour later the plaintiff asks."""
    yield from decided(s)
    yield s.later(30)
    into.append(s.ask_relief(ground, why))


def waived(s: Proved) -> Life:
    """Nothing is to be paid."""
    asked: list[JudicialRelief] = []
    yield from _asks(s, asked, Ground.OTHER_EXEMPT, TYPHOON)
    yield s.workday(1, 8)
    s.decide_relief(asked[0], Decision(ReliefKind.EXEMPT, POOR))


def put_off(s: Proved) -> Life:
    """The fee may be paid in summer."""
    asked: list[JudicialRelief] = []
    yield from _asks(s, asked, Ground.OTHER_DEFER, SLOW)
    yield s.workday(1, 8)
    s.decide_relief(asked[0], Decision(ReliefKind.DEFER, POOR, until=date(2026, 6, 30)))


def not_relieved(s: Proved) -> Life:
    """Refused with reasons; paid the next day."""
    asked: list[JudicialRelief] = []
    yield from _asks(s, asked, Ground.OTHER_REDUCE, SLOW)
    yield s.workday(1, 8)
    s.decide_relief(asked[0], Decision(None, "账户流水显示有足够的余额交纳。"))
    yield s.workday(1, 8)
    s.pay_fee()


def thought_better(s: Proved) -> Life:
    """Taken back, and paid."""
    asked: list[JudicialRelief] = []
    yield from _asks(s, asked, Ground.OTHER_DEFER, SLOW)
    yield s.workday(1, 8)
    s.withdraw_relief(asked[0])
    yield s.later(30)
    s.pay_fee()


def paid_all_the_same(s: Proved) -> Life:
    """Somebody lends the money before it is decided."""
    yield from _asks(s, [], Ground.OTHER_DEFER, SLOW)
    yield s.workday(1, 8)
    s.pay_fee()


def reduced(s: Proved) -> Life:
    """A third is taken off; what is left is paid."""
    asked: list[JudicialRelief] = []
    yield from _asks(s, asked, Ground.DISASTER, TYPHOON)
    yield s.workday(1, 8)
    s.decide_relief(asked[0], Decision(ReliefKind.REDUCE, POOR, share=Fraction(1, 3)))
    yield s.workday(1, 8)
    s.pay_fee()
