"""What follows within money: relief from a fee that is paid or closed is no longer decided on."""

from __future__ import annotations

from yunting.core.actor import Actor
from yunting.core.events import When
from yunting.core.models import Event
from yunting.money.events import FeeNoticeClosed, FeePaid
from yunting.money.models import FeeNotice
from yunting.money.services import relief


def drop_relief(event: Event) -> None:
    """Decide no more on an application that has lost its object."""
    reason = "案件受理费已经交纳" if event.kind == FeePaid.kind else "不再收取案件受理费"
    for notice in FeeNotice.objects.filter(case=event.case):
        relief.drop(notice, reason=reason, by=Actor.court(), at=event.at)


HANDOFFS = (
    (FeePaid, When.AFTER, drop_relief),
    (FeeNoticeClosed, When.AFTER, drop_relief),
)
