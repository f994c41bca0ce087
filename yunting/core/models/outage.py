"""Times at which the court could not be reached, and the certificate of each."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from yunting.core.models.deadline import Deadline
from yunting.core.models.event import Event


class OutageCause(models.TextChoices):
    """How an outage became known."""

    DETECTED = "detected", "系统检测"
    DECLARED = "declared", "法院登记"


class Outage(models.Model):
    """An interval of machine time in which the court did not answer; `offset` leads to court time.

    `code` is public: whoever has it may read `certificate`.
    """

    code = models.CharField(max_length=20, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    offset = models.DurationField()
    cause = models.CharField(max_length=16, choices=OutageCause.choices)
    reason = models.CharField(max_length=400)
    shifted = models.PositiveIntegerField(default=0)
    certificate = models.TextField()
    certified_by = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="outage_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["ended_at"], name="outage_by_end")]

    def __str__(self) -> str:
        return self.code

    @property
    def court_began_at(self) -> datetime:
        """Return when it began by the court's clock."""
        return self.began_at + self.offset

    @property
    def court_ended_at(self) -> datetime:
        """Return when it ended by the court's clock."""
        return self.ended_at + self.offset


class OutageShift(models.Model):
    """One period that an outage put off, from one last day to another. The table only grows."""

    outage = models.ForeignKey(Outage, models.PROTECT, related_name="shifts")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="outage_shifts")
    was = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outage", "deadline"], name="deadline_put_off_once_by_an_outage"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("was")), name="outage_shift_is_to_a_later_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outage}: {self.was:%Y-%m-%d} → {self.ends_on:%Y-%m-%d}"
