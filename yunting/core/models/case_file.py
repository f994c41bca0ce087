"""The file of a dispute as one PDF, as it was built for whoever may see the same of it."""

from __future__ import annotations

from django.db import models

from yunting.core.models.matter import Matter
from yunting.core.models.person import Account


class CaseFile(models.Model):
    """One building of a dispute's file, with everything it was made of.

    `inputs_hash` is the hash of what went into it. Nobody is ever given a built file as such:
    one reads that whose inputs are what one may see at this moment, so a sealing shuts the ones
    built before it. `items` names what is in it, `app.Model:key` in a line;
    `account` is who asked for it.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="case_files")
    inputs_hash = models.CharField(max_length=64)
    items = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    built_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "inputs_hash"], name="case_file_built_once")
        ]
        indexes = [models.Index(fields=["sha256"], name="case_file_by_hash")]

    def __str__(self) -> str:
        return f"{self.matter_id}: {self.pages}"
