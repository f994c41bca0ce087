"""Read fees: one's own, and what came for one that counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, Q, QuerySet, When

from yunting.core.models import Account, Deadline
from yunting.money import deadlines
from yunting.money.models import FeeNotice, FeeState, Payment, PaymentState


def fees_of(account: Account) -> QuerySet[FeeNotice]:
    """Return the fees of the account's own sides, what is to be paid first; one query."""
    rows = FeeNotice.objects.visible_to(account).select_related("case", "matter__court", "receipt")
    is_due = Q(state=FeeState.DUE)
    return rows.order_by(Case(When(is_due, then=0), default=1), "-id")


def period_of(notice: FeeNotice) -> Deadline | None:
    """Return the days to pay that run, or ran last; one query."""
    rows = Deadline.objects.of(notice).filter(kind=deadlines.PREPAYMENT.name)
    return rows.order_by("-run").first()


def last_days_of(notices: Sequence[FeeNotice]) -> dict[int, date]:
    """Return the last day of each fee whose days run, by its key; one query."""
    rows = Deadline.objects.open().filter(
        kind=deadlines.PREPAYMENT.name,
        subject_kind=FeeNotice._meta.label,
        subject_id__in=[one.pk for one in notices],
    )
    return dict(rows.values_list("subject_id", "ends_on"))


def not_counted(notice: FeeNotice) -> QuerySet[Payment]:
    """Return what came for a fee and counts for nothing, newest first; one query."""
    return notice.payments.exclude(state=PaymentState.MATCHED).order_by("-id")


def is_open(notice: FeeNotice) -> bool:
    """Tell whether the fee can be paid now."""
    return notice.state == FeeState.DUE
