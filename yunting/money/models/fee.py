"""The fee of a case that is to be prepaid: asked for once, paid whole, or deemed withdrawn."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from yunting.core.models import Account, Case, Document, Matter, Participation, Side
from yunting.core.roles import OUTSIDE_THE_COURT
from yunting.lib import money
from yunting.money.models.ledger import LedgerAccount

_Row = TypeVar("_Row", bound=models.Model)


class FeeState(models.TextChoices):
    """Where a fee that was asked for stands."""

    DUE = "due", "待交纳"
    PAID = "paid", "已交纳"
    LAPSED = "lapsed", "逾期没有交纳"
    CLOSED = "closed", "不再收取"


class OfOneSideQuerySet(models.QuerySet[_Row]):
    """Filters on what one side of a dispute owes, and asks for about it."""

    def visible_to(self, account: Account) -> OfOneSideQuerySet[_Row]:
        """Keep those of the account's own side, and for the court those of disputes it sees."""
        parts = Participation.objects.of(account, what="money.FeeNotice")
        own = Q(Exists(parts.filter(role__in=OUTSIDE_THE_COURT, side=OuterRef("side"))))
        if not account.is_court_staff:
            return self.filter(own)
        party = parts.filter(role__in=OUTSIDE_THE_COURT)
        of_the_court = Q(~Exists(party), matter__in=Matter.objects.visible_to(account))
        return self.filter(own | of_the_court)


class FeeNoticeQuerySet(OfOneSideQuerySet["FeeNotice"]):
    """Filters on fees."""


class FeeNotice(models.Model):
    """What a side prepays for its case, with its arithmetic; `fen` is the amount.

    `reference` is what a payer writes on a transfer; `link` is where the bank takes the payment,
    empty until somebody asked for it.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="fee_notices")
    case = models.OneToOneField(Case, models.PROTECT, related_name="fee_notice")
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="fee_notices")
    side = models.CharField(max_length=16, choices=Side.choices)
    fen = models.BigIntegerField()
    lines = models.TextField()
    basis = models.CharField(max_length=200)
    reference = models.CharField(max_length=20, unique=True)
    link = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=16, choices=FeeState.choices)
    noticed_at = models.DateTimeField()
    paid_on = models.DateField(null=True)
    receipt = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")
    audience = "side"
    objects = FeeNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="fee_is_something"),
            models.CheckConstraint(
                condition=~Q(state=FeeState.PAID) | Q(paid_on__isnull=False),
                name="fee_paid_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 案件受理费"

    def get_absolute_url(self) -> str:
        """Return the address of its page: the same for both sides of the counter."""
        return reverse("money:fee", args=[self.pk])

    @property
    def amount(self) -> Decimal:
        """Return what is owed, in yuan."""
        return money.yuan(self.fen)

    @property
    def steps(self) -> tuple[str, ...]:
        """Return how it was computed, line by line."""
        return tuple(self.lines.splitlines())
