"""Read what was said: by whoever said it, and by whoever answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from yunting.core.models import Account, Deadline, Matter
from yunting.feedback import deadlines
from yunting.feedback.models import Voice, VoiceState

MOST = 200


def said_by(account: Account, *, matter: Matter | None = None) -> QuerySet[Voice]:
    """Return what the account has said, the newest first; one query."""
    rows = Voice.objects.filter(said_by=account)
    rows = rows.filter(matter=matter) if matter else rows
    return rows.select_related("matter", "case", "assigned_to__person").order_by("-id")


def to_answer(account: Account) -> QuerySet[Voice]:
    """Return what the colleague was named to answer, and did; one query when read."""
    rows = Voice.objects.filter(assigned_to=account)
    return rows.select_related("matter", "case", "said_by__person")


def last_days_of(voices: Sequence[Voice]) -> dict[int, date]:
    """Return by when each that waits is answered, by its key; one query."""
    rows = Deadline.objects.open().filter(
        kind=deadlines.ANSWERING.name,
        subject_kind=Voice._meta.label,
        subject_id__in=[one.pk for one in voices],
    )
    return dict(rows.values_list("subject_id", "ends_on"))


def period_of(voice: Voice) -> Deadline | None:
    """Return the days to answer it; one query."""
    return Deadline.objects.of(voice).filter(kind=deadlines.ANSWERING.name).first()


def waits(voice: Voice) -> bool:
    """Tell whether it has still to be answered."""
    return voice.state in {VoiceState.WAITING, VoiceState.OVERDUE}
