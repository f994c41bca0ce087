"""What service starts in money: the days to pay run from the service of the fee notice.

Of several plaintiffs each has the whole period, so it runs from the last one who was served.
"""

from __future__ import annotations

from datetime import date

from yunting.core.actor import Actor
from yunting.core.events import When, only_if
from yunting.core.models import Event
from yunting.delivery.events.service import ServiceEffective, ServiceRebutted, ServiceRedated
from yunting.delivery.models import Service, ServiceState
from yunting.filing import documents as papers
from yunting.money.models import FeeNotice
from yunting.money.services import fees


@only_if(lambda fact: getattr(fact, "document_kind", papers.FEE.name) == papers.FEE.name)
def begin_to_count(event: Event) -> None:
    """Let the days run from the last service there is, or none where there is none any more."""
    notice = FeeNotice.objects.filter(case=event.case).first()
    if notice is None or event.case is None:
        return
    served_on = _last_served(event)
    by, at = Actor.court(), event.at
    if served_on is not None:
        fees.begin_period(notice, served_on=served_on, by=by, at=at)
    else:
        fees.end_period(notice, reason="交费通知书没有送达", by=by, at=at)


def _last_served(event: Event) -> date | None:
    rows = Service.objects.filter(
        case=event.case, document__kind=papers.FEE.name, effective_on__isnull=False
    )
    in_force = rows.exclude(state=ServiceState.SUPERSEDED).order_by("-effective_on")
    return in_force.values_list("effective_on", flat=True).first()


HANDOFFS = tuple(
    (fact, When.AFTER, begin_to_count)
    for fact in (ServiceEffective, ServiceRedated, ServiceRebutted)
)
