"""What came to the wrong file: struck, replaced or moved, and still there with the reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yunting.core.models.matter import Matter, Side
from yunting.core.models.person import Account
from yunting.core.models.restriction import OfTheCourtQuerySet


class Ground(models.TextChoices):
    """What was wrong about an item."""

    UNRELATED = "unrelated", "与案件无关"
    MISTAKEN = "mistaken", "误交"
    REPLACED = "replaced", "已被替换"
    MOVED = "moved", "应在其他案件"


class MisfilingState(models.TextChoices):
    """Whether an item stands struck."""

    STRUCK = "struck", "已划除"
    RESTORED = "restored", "已恢复"


class Misfiling(models.Model):
    """One item (a paper or a file) that was struck. The item itself is untouched.

    `title`, `audience` and `side` are the item's: who may know of it may know that it was struck.
    `is_hidden` says that the parties no longer see it. `now_at` is the file that took its place:
    the better one when it was replaced, the same content in its right dispute when it was moved.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="misfilings")
    what = models.CharField(max_length=64)
    ref = models.BigIntegerField()
    title = models.CharField(max_length=250)
    audience = models.CharField(max_length=16)
    side = models.CharField(max_length=16, choices=Side.choices, default=Side.NONE)
    ground = models.CharField(max_length=16, choices=Ground.choices)
    reason = models.CharField(max_length=1000)
    is_hidden = models.BooleanField()
    now_at = models.ForeignKey("core.File", models.PROTECT, null=True, related_name="came_from")
    state = models.CharField(max_length=16, choices=MisfilingState.choices)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)
    objects = OfTheCourtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "ref"],
                condition=Q(state=MisfilingState.STRUCK),
                name="struck_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="struck_for_a_reason"),
            models.CheckConstraint(
                condition=Q(ground__in=[Ground.REPLACED, Ground.MOVED], now_at__isnull=False)
                | Q(ground__in=[Ground.UNRELATED, Ground.MISTAKEN], now_at__isnull=True),
                name="struck_item_names_what_took_its_place",
            ),
            models.CheckConstraint(
                condition=~Q(ground=Ground.MOVED) | Q(is_hidden=True), name="moved_away_is_hidden"
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="misfiling_of_matter")]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_ground_display()}"
