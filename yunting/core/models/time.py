"""The court's clock and the court's heart: one row each."""

from datetime import timedelta

from django.db import models

from yunting.core.models.person import Account


class CourtTime(models.Model):
    """How far court time is ahead of machine time. The database refuses to let it go back.

    `set_at` is machine time. Only a row that counts one more reset may have a smaller offset.
    """

    offset = models.DurationField(default=timedelta())
    resets = models.PositiveIntegerField(default=0)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_court_time")]

    def __str__(self) -> str:
        return f"machine time + {self.offset}"


class Heartbeat(models.Model):
    """When the court was last seen working, in machine time; `is_resting` if it was shut."""

    at = models.DateTimeField()
    is_resting = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_heartbeat")]

    def __str__(self) -> str:
        return f"last beat {self.at}"
