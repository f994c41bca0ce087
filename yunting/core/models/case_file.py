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


class CaseFileRun(models.Model):
    """One reader's order to have the file built, and kept current for a while.

    `asked_at` is when they last asked; `begun_at` is empty while it waits for the worker,
    `ended_at` until it is done. `done` of `of` items are bound. `error` says that a try failed.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "matter"], name="one_building_for_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}: {self.done}/{self.of}"
