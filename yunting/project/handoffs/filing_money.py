"""What filing tells money: a case was accepted, it left, or it ended."""

from __future__ import annotations

from yunting.core.actor import Actor
from yunting.core.events import When
from yunting.core.models import Event
from yunting.filing.events import (
    CaseDeemedWithdrawn,
    CaseTransferred,
    FilingAccepted,
    FilingRegisteredByRule,
)
from yunting.filing.selectors import contexts
from yunting.money.models import FeeNotice
from yunting.money.procedure import CLOSE
from yunting.money.services import fees

OPEN = sorted(CLOSE.source)


def ask_for_the_fee(event: Event) -> None:
    """Ask for the fee the notice to the plaintiffs names, with the same arithmetic."""
    if event.case is None:
        return
    said = contexts.fee(event.case)
    fees.notify(
        event.case,
        amount=said.amount,
        lines=said.lines,
        basis=said.basis,
        by=Actor.court(),
        at=event.at,
    )


def let_it_go_with_the_file(event: Event) -> None:
    """Ask no longer for what was not paid before the case left. FEE-20."""
    for notice in FeeNotice.objects.filter(case=event.case, state__in=OPEN):
        fees.close(notice, reason="案件已移送其他法院", by=Actor.court(), at=event.at)


def end_with_the_case(event: Event) -> None:
    """Ask no longer: for want of payment the case is deemed withdrawn.

    Paid at the last moment, this refuses, and with it the signing of the ruling.
    """
    for notice in FeeNotice.objects.filter(case=event.case):
        fees.close(notice, reason="案件已按撤诉处理", by=Actor.court(), at=event.at)


HANDOFFS = (
    (FilingAccepted, When.AFTER, ask_for_the_fee),
    (FilingRegisteredByRule, When.AFTER, ask_for_the_fee),
    (CaseTransferred, When.TOGETHER, let_it_go_with_the_file),
    (CaseDeemedWithdrawn, When.TOGETHER, end_with_the_case),
)
