"""What of money waits for somebody in a dispute: for the case page and its next-step cards."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from yunting.core.models import Account, Matter
from yunting.money.models import FeeNotice, FeeState


def fees(matter: Matter, account: Account) -> QuerySet[FeeNotice]:
    """Return the newest fee of a dispute that the account may see, to be fetched together."""
    return FeeNotice.objects.visible_to(account).filter(matter=matter).order_by("-id")[:1]


def to_pay(found: Sequence[FeeNotice]) -> list[FeeNotice]:
    """Return those somebody must pay; no query."""
    return [one for one in found if one.state == FeeState.DUE]
