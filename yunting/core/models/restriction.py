"""What was sealed (封存): from the public or from a side, why, by which order, until when."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yunting.core.models.court import Post
from yunting.core.models.matter import (
    SEE_ALL_MATTERS,
    Matter,
    Participation,
    Side,
    beside_the_judge,
)
from yunting.core.models.person import Account
from yunting.core.roles import OUTSIDE_THE_COURT

_Row = TypeVar("_Row", bound=models.Model)


class Level(models.TextChoices):
    """From whom something is kept; what is kept from a side is kept from the public too."""

    PUBLIC = "public", "不向公众公开"
    SIDE = "side", "不向一方公开"


class RestrictionState(models.TextChoices):
    """Whether a sealing holds."""

    IN_FORCE = "in-force", "封存中"
    LIFTED = "lifted", "已解封"


class OfTheCourtQuerySet(models.QuerySet[_Row]):
    """Rows about a dispute that are the court's own business."""

    def visible_to(self, account: Account) -> OfTheCourtQuerySet[_Row]:
        """Keep those of disputes the account works on or its post answers for; none for parties."""
        if not account.is_court_staff:
            return self.none()
        working = Participation.objects.of(account).exclude(role__in=OUTSIDE_THE_COURT)
        post = Post.objects.filter(
            account=account,
            division__court=OuterRef("matter__court"),
            role__in=SEE_ALL_MATTERS,
            until__isnull=True,
        )
        beside = beside_the_judge(account, matter="matter")
        return self.filter(Exists(working) | Exists(post) | beside)


class Restriction(models.Model):
    """One sealing of a whole matter, a paper or a file, from its order to its lifting.

    `what` is `app.Model`. `title` is what it was called, `audience` and `side` who could know of it
    anyhow. `order` names the decision of the court and its article. Nothing is removed by it:
    eyes are kept from it while it is in force.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="restrictions")
    what = models.CharField(max_length=64)
    ref = models.BigIntegerField()
    title = models.CharField(max_length=250)
    level = models.CharField(max_length=16, choices=Level.choices)
    from_side = models.CharField(max_length=16, choices=Side.choices, default=Side.NONE)
    audience = models.CharField(max_length=16)
    side = models.CharField(max_length=16, choices=Side.choices, default=Side.NONE)
    reason = models.CharField(max_length=1000)
    order = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=RestrictionState.choices)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    objects = OfTheCourtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "ref", "level", "from_side"],
                condition=Q(state=RestrictionState.IN_FORCE),
                name="sealed_once_at_a_level",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PUBLIC, from_side=Side.NONE)
                | Q(level=Level.SIDE) & ~Q(from_side=Side.NONE),
                name="sealed_from_a_side_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(order=""), name="sealed_for_a_reason_by_an_order"
            ),
            models.CheckConstraint(
                condition=Q(state=RestrictionState.IN_FORCE) | Q(lifted_at__isnull=False),
                name="sealed_until_lifted",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="restriction_of_matter")]

    def __str__(self) -> str:
        return f"{self.title} {self.from_whom}"

    @property
    def from_whom(self) -> str:
        """Return from whom it is kept, in words."""
        if self.level == Level.PUBLIC:
            return str(Level.PUBLIC.label)
        return f"不向{self.get_from_side_display()}公开"
