"""What it comes to, by month and step: counts of rows, nobody's name, no order of merit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from yunting.core.models import Court
from yunting.feedback.models import Score, Step, Voice, VoiceKind, VoiceState
from yunting.lib import clock


@dataclass(frozen=True, slots=True)
class Figure:
    """What was said of one step in one month; `month` is its first day."""

    month: date
    step: Step
    thanks: int
    complaints: int
    ratings: int
    satisfied: int
    waiting: int
    in_time: int
    late: int

    @property
    def to_answer(self) -> int:
        """Return how many had to be answered."""
        return self.waiting + self.in_time + self.late


def figures_of(court: Court, *, since: date) -> list[Figure]:
    """Return what people said from the month of that day on, newest first; one query.

    Late is what was not answered in time, whether or not it was answered since.
    """
    begin = datetime.combine(since.replace(day=1), time(), tzinfo=clock.ZONE)
    rows = Voice.objects.filter(matter__court=court, said_at__gte=begin)
    month = TruncMonth("said_at", tzinfo=clock.ZONE)
    steps = {step.value: number for number, step in enumerate(Step)}
    counted = rows.annotate(month=month).values("month", "step").annotate(**_COUNTS)
    found = [
        Figure(**{**one, "month": one["month"].date(), "step": Step(one["step"])})
        for one in counted
    ]
    return sorted(found, key=lambda one: (-one.month.toordinal(), steps[one.step]))


_IN_TIME = Q(raised_at__isnull=True)
_COUNTS = {
    "thanks": Count("pk", filter=Q(kind=VoiceKind.THANKS)),
    "complaints": Count("pk", filter=Q(kind=VoiceKind.COMPLAINT)),
    "ratings": Count("pk", filter=Q(kind=VoiceKind.RATING)),
    "satisfied": Count("pk", filter=Q(kind=VoiceKind.RATING, score__gte=Score.GOOD)),
    "waiting": Count("pk", filter=Q(state=VoiceState.WAITING)),
    "in_time": Count("pk", filter=_IN_TIME & Q(state=VoiceState.ANSWERED)),
    "late": Count("pk", filter=~_IN_TIME),
}
