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
        mine = Participation.objects.of(account, matter="pk", what="core.Matter")
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


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Through which parts in a dispute somebody may look at a row: the one way to ask."""

    def of(
        self, account: Account, *, what: str = "", matter: str = "matter", ref: str = "pk"
    ) -> ParticipationQuerySet:
        """Return, for `Exists` over rows, the account's parts through which it may look at each.

        Left out are parts on a side from which the row, or its whole matter, is withheld. `what`
        is `app.Model` of the rows, or the name of a field that holds it; `ref` the field of its
        key; `matter` the field of its dispute.
        """
        live = self.filter(
            matter=models.OuterRef(matter), person=account.person_id, until__isnull=True
        )
        return live.exclude(models.Exists(_withheld(what, ref)))

    def not_shut_out(self) -> ParticipationQuerySet:
        """Keep the parts on sides from which their whole dispute is not withheld."""
        whole = Withheld.objects.filter(
            what="core.Matter", ref=models.OuterRef("matter_id"), eyes=models.OuterRef("side")
        )
        return self.exclude(models.Exists(whole))

    def shut_out(
        self, account: Account, *, what: str, matter: str = "matter", ref: str = "pk"
    ) -> ParticipationQuerySet:
        """Return, for `Exists` over rows, the account's parts from which each is withheld."""
        live = self.filter(
            matter=models.OuterRef(matter), person=account.person_id, until__isnull=True
        )
        return live.filter(models.Exists(_withheld(what, ref)))


def _withheld(what: str, ref: str) -> models.QuerySet[Withheld]:
    """Return what is withheld from the side of a participation, within a subquery of rows."""
    kind = models.Value(what) if "." in what else models.OuterRef(models.OuterRef(what))
    row = models.Q(what=kind, ref=models.OuterRef(models.OuterRef(ref))) if what else models.Q()
    whole = models.Q(what="core.Matter", ref=models.OuterRef("matter_id"))
    return Withheld.objects.filter(whole | row if what else whole, eyes=models.OuterRef("side"))


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
    objects = ParticipationQuerySet.as_manager()

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


PUBLIC_EYES = "public"


class Withheld(models.Model):
    """What is kept from whose eyes now: the public's, or those of a side. Never from the court's.

    `what` and `ref` name a matter, a paper or a file. The row says nothing of why: it comes and
    goes with what it follows from, a restriction or a misfiling, and those stay for ever.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    what = models.CharField(max_length=64)
    ref = models.BigIntegerField()
    eyes = models.CharField(max_length=16)
    restriction = models.ForeignKey("core.Restriction", models.PROTECT, null=True, related_name="+")
    misfiling = models.ForeignKey("core.Misfiling", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "ref", "eyes", "restriction", "misfiling"],
                name="withheld_once_for_each_reason",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(restriction__isnull=True) ^ models.Q(misfiling__isnull=True),
                name="withheld_for_one_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.ref} from {self.eyes}"
