"""The dispute with its public code, and who takes part in it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from yunting.core.models.court import Court
from yunting.core.models.person import Account, Person
from yunting.core.models.written import Written
from yunting.core.roles import Role

SEE_ALL_MATTERS = (Role.FILING_CLERK, Role.FILING_CHIEF, Role.PRESIDENT)


# Who is on a side from which the whole dispute is sealed has no part in it while that lasts.
_TAKES_PART = """EXISTS (
    SELECT FROM core_participation p
     WHERE p.matter_id = {0} AND p.person_id = %s AND p.until IS NULL AND NOT EXISTS (
           SELECT FROM core_withheld w
            WHERE w.what = 'core.Matter' AND w.ref = p.matter_id AND w.eyes = p.side))"""
_BESIDE_THE_JUDGE = """EXISTS (
    SELECT FROM core_participation p
      JOIN core_account a ON a.person_id = p.person_id
      JOIN core_post judge
        ON judge.account_id = a.id AND judge.role = p.role AND judge.until IS NULL
      JOIN core_post clerk ON clerk.division_id = judge.division_id AND clerk.until IS NULL
     WHERE p.matter_id = {0} AND p.role = %s AND p.until IS NULL
       AND clerk.account_id = %s AND clerk.role = %s)"""
_COVERED_BY_A_POST = """{1} IS NOT NULL AND EXISTS (
    SELECT FROM core_post o JOIN core_division d ON d.id = o.division_id
     WHERE d.court_id = {2} AND o.account_id = %s AND o.role = ANY(%s) AND o.until IS NULL)"""
_WITHHELD = """EXISTS (
    SELECT FROM core_withheld w
     WHERE w.eyes = {0} AND (w.what = 'core.Matter' AND w.ref = {1}%s))"""


_OF_A_COLLEAGUE = f"{_TAKES_PART} OR {_BESIDE_THE_JUDGE} OR ({_COVERED_BY_A_POST})"


def beside_the_judge(account: Account, *, matter: str) -> Written:
    """Keep matters with a judge of a division in which the account is clerk.

    `matter` is the field of the row that names the matter.
    """
    return Written(_BESIDE_THE_JUDGE, models.F(matter), values=_clerk(account))


def _clerk(account: Account) -> tuple[Any, ...]:
    return str(Role.JUDGE), account.pk, str(Role.CLERK)


class MatterQuerySet(models.QuerySet["Matter"]):
    """Filters on matters."""

    def visible_to(self, account: Account) -> MatterQuerySet:
        """Keep those the account's person takes part in, and, once sent, those its post covers."""
        if not account.is_court_staff:
            return self.filter(Written(_TAKES_PART, models.F("pk"), values=(account.person_id,)))
        columns = (models.F("pk"), models.F("sent_at"), models.F("court"))
        covering = (account.pk, [str(role) for role in SEE_ALL_MATTERS])
        values = (account.person_id, *_clerk(account), *covering)
        return self.filter(Written(_OF_A_COLLEAGUE, *columns, values=values))


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
        return live.exclude(_withheld(what, ref))

    def not_shut_out(self) -> ParticipationQuerySet:
        """Keep the parts on sides from which their whole dispute is not withheld."""
        return self.exclude(_withheld("", ""))

    def shut_out(
        self, account: Account, *, what: str, matter: str = "matter", ref: str = "pk"
    ) -> ParticipationQuerySet:
        """Return, for `Exists` over rows, the account's parts from which each is withheld."""
        live = self.filter(
            matter=models.OuterRef(matter), person=account.person_id, until__isnull=True
        )
        return live.filter(_withheld(what, ref))


def _withheld(what: str, ref: str) -> Written:
    """Return what is withheld from the side of a participation, within a subquery of rows.

    The whole dispute, or the row itself: `what` and `ref` as `of` takes them, empty for none.
    """
    part = (models.F("side"), models.F("matter_id"))
    if not what:
        return Written(_WITHHELD % "", *part)
    if "." in what:
        sql = _WITHHELD % " OR w.what = %s AND w.ref = {2}"
        return Written(sql, *part, models.OuterRef(ref), values=(what,))
    sql = _WITHHELD % " OR w.what = {3} AND w.ref = {2}"
    return Written(sql, *part, models.OuterRef(ref), models.OuterRef(what))


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
