"""One numbered proceeding of a matter."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yunting.core.models.court import Court, Post
from yunting.core.models.matter import SEE_ALL_MATTERS, Matter, Participation, beside_the_judge
from yunting.core.models.person import Account


class CaseState(models.TextChoices):
    """Where a numbered proceeding stands, as far as the court does it today."""

    REGISTERED = "registered", "已立案"
    ASSIGNED = "assigned", "已分案"
    TRANSFERRED = "transferred", "已移送"
    WITHDRAWN = "withdrawn", "已按撤诉处理"


class CaseQuerySet(models.QuerySet["Case"]):
    """Filters on cases."""

    def visible_to(self, account: Account) -> CaseQuerySet:
        """Keep the cases the account's person takes part in, or its post answers for."""
        mine = Participation.objects.of(account).filter(
            Q(case=OuterRef("pk")) | Q(case__isnull=True)
        )
        post = Post.objects.filter(
            account=account,
            division__court=OuterRef("court"),
            role__in=SEE_ALL_MATTERS,
            until__isnull=True,
        )
        beside = beside_the_judge(account, matter="matter")
        return self.filter(Exists(mine) | Exists(post) | beside)


class Case(models.Model):
    """One numbered proceeding. The number's parts stand beside it so that it stays unique."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="cases")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    number = models.CharField(max_length=64, unique=True)
    type_code = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    cause = models.CharField(max_length=32)
    procedure = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=CaseState.choices, default=CaseState.REGISTERED)
    registered_at = models.DateTimeField()
    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "type_code", "year", "sequence"], name="case_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


class CaseNumberSeries(models.Model):
    """The last number given in one series (CN-02): court, type code, year."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "type_code", "year"], name="one_series_per_type_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.type_code}: {self.last}"
