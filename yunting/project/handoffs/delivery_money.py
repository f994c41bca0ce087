"""What service starts in money: the days to pay run from the service of what says to pay.

That is the fee notice, and after an application for relief the decision on it. Of several
plaintiffs each has the whole period, so it runs from the last one who was served.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from yunting.core.actor import Actor
from yunting.core.events import When, only_if
from yunting.core.models import Document, Event
from yunting.delivery.events.service import ServiceEffective, ServiceRebutted, ServiceRedated
from yunting.delivery.models import Service, ServiceState
from yunting.filing import documents as papers
from yunting.lib import clock
from yunting.money.events import ReliefWithdrawn
from yunting.money.models import FeeNotice, JudicialRelief, ReliefState
from yunting.money.selectors import relief
from yunting.money.services import fees

SAYS_TO_PAY = {papers.FEE.name, *relief.DECISIONS}
DECIDED = (ReliefState.GRANTED, ReliefState.REFUSED)


@only_if(lambda fact: getattr(fact, "document_kind", papers.FEE.name) in SAYS_TO_PAY)
def begin_to_count(event: Event) -> None:
    """Let the days run from the last service there is, or none where there is none any more."""
    notice = FeeNotice.objects.filter(case=event.case).first()
    if notice is None or event.case is None:
        return
    asked = relief.relief_on(notice)
    if relief.has_its_own_days(asked):
        return
    begins_on = _begins_on(event, asked)
    by, at = Actor.court(), event.at
    if begins_on is not None:
        fees.begin_period(notice, served_on=begins_on, by=by, at=at)
    else:
        fees.end_period(notice, reason="交费通知书没有送达", by=by, at=at)


def _begins_on(event: Event, asked: JudicialRelief | None) -> date | None:
    """Return the day from which the side knows that it has to pay; None if it does not know yet."""
    rows = Service.objects.filter(case=event.case)
    noticed = _last_effective(rows.filter(document__kind=papers.FEE.name))
    if asked is not None and asked.state in DECIDED:
        decision: Document | None = relief.paper_on(asked)
        decided = decision and _last_effective(rows.filter(document=decision))
        return max(decided, noticed or decided) if decided else None
    if noticed and asked is not None and asked.ended_at is not None:
        return max(noticed, clock.day_of(asked.ended_at))
    return noticed


def _last_effective(rows: QuerySet[Service]) -> date | None:
    in_force = rows.filter(effective_on__isnull=False).exclude(state=ServiceState.SUPERSEDED)
    return in_force.order_by("-effective_on").values_list("effective_on", flat=True).first()


HANDOFFS = tuple(
    (fact, When.AFTER, begin_to_count)
    for fact in (ServiceEffective, ServiceRedated, ServiceRebutted, ReliefWithdrawn)
)
