"""The dispute with its public code, and who takes part in it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from yunting.core.models.court import Court, Post
from yunting.core.models.person import Account, Person
from yunting.core.roles import Role

SEE_ALL_MATTERS = (Role.FILING_CLERK, Role.FILING_CHIEF, Role.PRESIDENT)


def beside_the_judge(account: Account, *, matter: str) -> models.Exists:
    """Keep matters with a judge of a division in which the account is clerk.

    `matter` is the field of the outer row that names the matter.
    """
    divisions = Post.objects.filter(account=account, role=Role.CLERK, until__isnull=True)
    return models.Exists(
        Participation.objects.filter(
            matter=models.OuterRef(matter),
            role=Role.JUDGE,
            until__isnull=True,
            person__account__posts__role=Role.JUDGE,
            person__account__posts__until__isnull=True,
            person__account__posts__division__in=divisions.values("division"),
        )
    )


class MatterQuerySet(models.QuerySet["Matter"]):
    """Filters on matters."""

    def visible_to(self, account: Account) -> MatterQuerySet:
        """Keep those the account's person takes part in, and, once sent, those its post covers."""
        mine = Participation.objects.filter(
            matter=models.OuterRef("pk"), person=account.person_id, until__isnull=True
        )
        if not account.is_court_staff:
            return self.filter(models.Exists(mine))
        post = Post.objects.filter(
            account=account,
            division__court=models.OuterRef("court"),
            role__in=SEE_ALL_MATTERS,
            until__isnull=True,
        )
        return self.filter(
            models.Exists(mine)
            | beside_the_judge(account, matter="pk")
            | models.Q(sent_at__isnull=False) & models.Exists(post)
        )


class Matter(models.Model):
    """One dispute, from the first draft to the last payment, under one public code.

    `sent_at` is when somebody first brought it before the court; until then it is theirs alone.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, unique=True)
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    objects = MatterQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Return the address of the case page: the same for every role."""
        return reverse("web:matter", args=[self.code])


class Side(models.TextChoices):
    """Whose side somebody stands on; the court stands on none."""

    CLAIMING = "claiming", "起诉方"
    ANSWERING = "answering", "应诉方"
    THIRD = "third", "第三人"
    NONE = "none", "法院"


class Participation(models.Model):
    """A person's role in a matter or one of its cases. An agent `represents` a participation."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="participations")
    case = models.ForeignKey(
        "core.Case", models.PROTECT, null=True, blank=True, related_name="participations"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=32, choices=Role.choices)
    side = models.CharField(max_length=16, choices=Side.choices)
    represents = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="represented_by"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "case", "person", "role", "represents"],
                condition=models.Q(until__isnull=True),
                name="participation_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["person", "matter"], name="participation_by_person")]

    def __str__(self) -> str:
        return f"{self.person} as {self.get_role_display()}"
