"""What money tells filing: nobody paid, or it was paid after all."""

from __future__ import annotations

from yunting.core.actor import Actor
from yunting.core.events import When, fact_of
from yunting.core.models import Event
from yunting.filing.services import withdrawal
from yunting.money.events import FeeLapsed, FeePaid, FeePeriodBegun, FeePeriodEnded


def draw_up_the_ruling(event: Event) -> None:
    """Put the ruling before the judge: 裁定按撤诉处理. 民诉法解释 第二百一十三条."""
    fact = fact_of(event)
    if isinstance(fact, FeeLapsed) and event.case is not None:
        withdrawal.prepare(
            event.case, amount=fact.amount, due_on=fact.due_on, by=Actor.court(), at=event.at
        )


def drop_the_ruling(event: Event) -> None:
    """Give up the ruling nobody has signed: the fee was paid in time, or its days run anew."""
    if event.case is not None:
        reason = "案件受理费已经在期限内交纳" if event.kind == FeePaid.kind else "交费期限重新计算"
        withdrawal.drop(event.case, reason=reason, by=Actor.court(), at=event.at)


HANDOFFS = (
    (FeeLapsed, When.AFTER, draw_up_the_ruling),
    (FeePaid, When.AFTER, drop_the_ruling),
    (FeePeriodBegun, When.AFTER, drop_the_ruling),
    (FeePeriodEnded, When.AFTER, drop_the_ruling),
)
