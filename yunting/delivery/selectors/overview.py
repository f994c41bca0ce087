"""All services a colleague answers for, what is stuck first; and the letters to print."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from yunting.core.models import Account, Deadline
from yunting.delivery.models import Attempt, Service, ServiceState
from yunting.delivery.models.address import Channel

_NOW = (ServiceState.TO_CONFIRM, ServiceState.CONTESTED, ServiceState.STUCK)
_RANK = Case(
    When(state__in=_NOW, then=Value(0)),
    When(state=ServiceState.PREPARED, then=Value(1)),
    When(state=ServiceState.UNDER_WAY, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


def overview(account: Account) -> QuerySet[Any]:
    """Return every service the account answers for, with rank, last way and running clock.

    Adds `rank`, `last_method`, `last_failure` and `waits_until`; one query when read.
    """
    clock = Deadline.objects.open().filter(
        subject_kind=Service._meta.label, subject_id=OuterRef("pk"), kind__startswith="delivery."
    )
    last = Attempt.objects.filter(service=OuterRef("pk")).order_by("-id")
    return (
        Service.objects.visible_to(account)
        .select_related("document", "to", "case", "matter")
        .annotate(
            rank=_RANK,
            last_method=Subquery(last.values("method")[:1]),
            last_failure=Subquery(last.values("failure")[:1]),
            waits_until=Subquery(clock.order_by("lapses_at").values("ends_on")[:1]),
        )
    )


def posted(account: Account) -> QuerySet[Attempt]:
    """Return every letter the account answers for, oldest first; one query."""
    rows = Attempt.objects.filter(
        method=Channel.POST,
        service__in=Service.objects.visible_to(account).open_to_its_side(),
    )
    return rows.select_related(
        "service__document", "service__matter__court", "service__to", "service__case"
    ).order_by("id")


def letters(account: Account) -> QuerySet[Attempt]:
    """Return the letters that wait to be printed and posted, oldest first; one query."""
    return posted(account).filter(
        printed_at__isnull=True, failed_at__isnull=True, arrived_at__isnull=True
    )


def printed(account: Account) -> QuerySet[Attempt]:
    """Return the letters that were printed and are under way, the latest first; one query."""
    under_way = Q(failed_at__isnull=True, arrived_at__isnull=True, printed_at__isnull=False)
    return posted(account).filter(under_way).order_by("-printed_at", "-id")


def method_name(value: str | None) -> str:
    """Return what a way is called; empty for none."""
    return str(Channel(value).label) if value else ""
