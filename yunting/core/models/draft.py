"""What somebody is still writing: every saved value is kept, with who and when."""

from __future__ import annotations

from django.db import models

from yunting.core.models.matter import Matter
from yunting.core.models.person import Account


class Draft(models.Model):
    """One form being filled for a matter. `number` counts its saves."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=64)
    number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "form"], name="one_draft_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.form} of {self.matter_id}"


class DraftValue(models.Model):
    """A value saved under a path at save `number`; the newest row of a path is current."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="values")
    path = models.CharField(max_length=120)
    value = models.TextField(blank=True)
    number = models.PositiveIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "path", "number"], name="one_value_per_save")
        ]

    def __str__(self) -> str:
        return f"{self.path} #{self.number}"
