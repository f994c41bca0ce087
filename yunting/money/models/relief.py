"""司法救助: one application about one fee, in writing, with proof, and what a judge decided."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yunting.core.models import Account, Case, File, Matter, Person, Side
from yunting.lib import money
from yunting.money.models.fee import FeeNotice, OfOneSideQuerySet


class ReliefKind(models.TextChoices):
    """What is asked for, or was granted; the law's three, the farthest first."""

    EXEMPT = "exempt", "免交"
    REDUCE = "reduce", "减交"
    DEFER = "defer", "缓交"


class ReliefState(models.TextChoices):
    """Where an application stands."""

    ASKED = "asked", "等待决定"
    GRANTED = "granted", "准许"
    REFUSED = "refused", "不准许"
    WITHDRAWN = "withdrawn", "已撤回"
    DROPPED = "dropped", "不再办理"


class JudicialReliefQuerySet(OfOneSideQuerySet["JudicialRelief"]):
    """Filters on applications."""


class JudicialRelief(models.Model):
    """An application about a fee: `wanted` and why, and after it was decided `granted` and why.

    One fee, one application. `due_fen` is what was still to be paid after it, `until` the last day
    of what was put off. `reference` is the number the papers name it by.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reliefs")
    case = models.ForeignKey(Case, models.PROTECT, related_name="reliefs")
    notice = models.OneToOneField(FeeNotice, models.PROTECT, related_name="relief")
    side = models.CharField(max_length=16, choices=Side.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    wanted = models.CharField(max_length=16, choices=ReliefKind.choices)
    ground = models.CharField(max_length=40)
    reason = models.TextField()
    signed_by = models.CharField(max_length=200)
    files = models.ManyToManyField(File, related_name="+")
    state = models.CharField(max_length=16, choices=ReliefState.choices)
    at = models.DateTimeField()
    granted = models.CharField(max_length=16, choices=ReliefKind.choices, blank=True)
    due_fen = models.BigIntegerField(null=True)
    until = models.DateField(null=True)
    reasons = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    audience = "side"
    objects = JudicialReliefQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(ReliefState.GRANTED, ReliefState.REFUSED))
                | Q(ended_at__isnull=False) & ~Q(reasons=""),
                name="relief_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReliefState.GRANTED)
                | ~Q(granted="") & Q(due_fen__isnull=False, due_fen__gte=0),
                name="relief_granted_says_what_is_due",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReliefState.GRANTED)
                | Q(granted=ReliefKind.DEFER, until__isnull=False)
                | ~Q(granted=ReliefKind.DEFER) & Q(until__isnull=True),
                name="relief_put_off_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_wanted_display()}案件受理费的申请"

    def get_absolute_url(self) -> str:
        """Return the address of its page: the same for both sides of the counter."""
        return reverse("money:relief", args=[self.pk])

    @property
    def due(self) -> Decimal | None:
        """Return what was still to be paid after the decision, in yuan."""
        return None if self.due_fen is None else money.yuan(self.due_fen)
