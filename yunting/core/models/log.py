"""The tamper-evident log as rows: leaves, their places, the tree over them and its signed heads."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from yunting.core.models.event import Event


class LeafKind(models.TextChoices):
    """Which table a leaf speaks for; `ref` is the row's key there."""

    FACT = "fact", "事实"


class Leaf(models.Model):
    """The hash of one row's canonical bytes, written in the transaction that writes the row."""

    kind = models.CharField(max_length=16, choices=LeafKind.choices)
    ref = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="one_leaf_per_row"),
            models.CheckConstraint(condition=Exact(Length("hash"), 32), name="leaf_hash_is_sha256"),
        ]

    def __str__(self) -> str:
        return f"leaf of {self.kind} {self.ref}"


class PendingLeaf(models.Model):
    """A leaf that has no place yet; the sequencer deletes the row when it gives one.

    A table of its own, because "the leaves after the last one placed" would miss an act that began
    early and committed late.
    """

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"pending {self.leaf_id}"


class LogEntry(models.Model):
    """The place of a leaf in the log: 0, 1, 2 … without gaps."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="entry")
    index = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"entry {self.index}"


class TreeNode(models.Model):
    """The hash of one complete subtree: 2**level leaves, the index-th of its level."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"node {self.level}/{self.index}"


class LogKey(models.Model):
    """A public key that signs tree heads, with the fact by which the court published it.

    A key that replaces another is endorsed: the older one, `endorsed_by`, signed its fingerprint.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    modulus = models.TextField()
    exponent = models.BigIntegerField()
    endorsed_by = models.CharField(max_length=64, blank=True)
    endorsement = models.TextField(blank=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.fingerprint


class TreeHead(models.Model):
    """What the court signs: at this instant the log had this size and this root."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    key = models.ForeignKey(LogKey, models.PROTECT, related_name="heads", db_index=False)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"head at {self.size}"
