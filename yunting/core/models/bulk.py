"""One act on many things: what became of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yunting.core.models.person import Account


class BulkResult(models.TextChoices):
    """What became of one of many."""

    WAITING = "waiting", "等待办理"
    DONE = "done", "已办理"
    REFUSED = "refused", "没有办成"
    FAILED = "failed", "系统出错"


class BulkQuerySet(models.QuerySet["Bulk"]):
    """Filters on runs."""

    def visible_to(self, account: Account) -> BulkQuerySet:
        """Keep the account's own."""
        return self.filter(account=account)


class Bulk(models.Model):
    """One act somebody ordered for many things; `key` is that of the form it came from."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    act = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    objects = BulkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"], condition=~Q(key=""), name="one_bulk_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.account_id}"


class BulkItem(models.Model):
    """One of them: `ref` is the row, `argument` what the act needs besides."""

    bulk = models.ForeignKey(Bulk, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    ref = models.BigIntegerField()
    label = models.CharField(max_length=200)
    argument = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=16, choices=BulkResult.choices, default=BulkResult.WAITING)
    message = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulk", "position"], name="one_bulk_item_a_place")
        ]
        indexes = [
            models.Index(
                fields=["bulk", "position"],
                condition=Q(result=BulkResult.WAITING),
                name="bulk_item_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_result_display()}"
