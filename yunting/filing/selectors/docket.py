"""A judge's own cases, and how old each is. M6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yunting.core.models import Account, Case, Post
from yunting.core.roles import Role
from yunting.filing.models import Assignment
from yunting.lib import clock


@dataclass(frozen=True, slots=True)
class Age:
    """A band of ages: from so many days after registration to so many, both inclusive."""

    key: str
    label: str
    low: int
    high: int | None


# Ages are told, nobody is ranked by them: [D], not law.
AGES = (
    Age("30", "三十日以内", 0, 30),
    Age("90", "三十一至九十日", 31, 90),
    Age("180", "九十一至一百八十日", 91, 180),
    Age("older", "一百八十日以上", 181, None),
)


def held_by(judge: Account) -> Exists:
    """Return the condition for the cases a judge has now."""
    given = Assignment.objects.filter(case=OuterRef("pk"), judge=judge, until__isnull=True)
    return Exists(given)


def is_judge(account: Account) -> bool:
    """Tell whether the account holds a judge's post; one query."""
    return Post.objects.filter(account=account, role=Role.JUDGE, until__isnull=True).exists()


def aged(key: str, *, on: date) -> Q:
    """Return the condition for the cases of a band on a day; for an unknown band, none."""
    band = next((age for age in AGES if age.key == key), None)
    if band is None:
        return Q(pk__in=())
    asked = Q(registered_at__lt=_midnight(on - timedelta(days=band.low - 1)))
    if band.high is not None:
        asked &= Q(registered_at__gte=_midnight(on - timedelta(days=band.high)))
    return asked


def by_age(rows: QuerySet[Case], *, on: date) -> list[tuple[Age, int]]:
    """Count cases by how long ago they were registered; one query."""
    counts = rows.aggregate(
        **{f"n{age.key}": Count("pk", filter=aged(age.key, on=on)) for age in AGES}
    )
    return [(age, counts[f"n{age.key}"]) for age in AGES]


def days_since(case: Case, *, on: date) -> int:
    """Return how many days ago the case was registered."""
    return (on - clock.day_of(case.registered_at)).days


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.ZONE)
