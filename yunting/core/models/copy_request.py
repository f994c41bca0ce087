"""A party asks for a certified copy of a paper or a file; the court gives it, or says why not."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from yunting.core.models.case import Case
from yunting.core.models.court import Post
from yunting.core.models.document import Document
from yunting.core.models.matter import (
    SEE_ALL_MATTERS,
    Matter,
    Participation,
    Side,
    beside_the_judge,
)
from yunting.core.models.person import Account, Person
from yunting.core.roles import OUTSIDE_THE_COURT, PARTIES


class CopyState(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", "待办理"
    ISSUED = "issued", "已出具"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class CopyRequestQuerySet(models.QuerySet["CopyRequest"]):
    """Filters on requests for certified copies."""

    def visible_to(self, account: Account) -> CopyRequestQuerySet:
        """Keep one's own side's, and for the court those of disputes it works on."""
        parts = Participation.objects.of(account, what="what", ref="ref")
        own = Q(Exists(parts.filter(role__in=PARTIES, side=OuterRef("side"))))
        if not account.is_court_staff:
            return self.filter(own)
        post = Post.objects.filter(
            account=account,
            division__court=OuterRef("matter__court"),
            role__in=SEE_ALL_MATTERS,
            until__isnull=True,
        )
        working = parts.exclude(role__in=OUTSIDE_THE_COURT)
        beside = beside_the_judge(account, matter="matter")
        return self.filter(own | Exists(working) | Exists(post) | beside)


class CopyRequest(models.Model):
    """One request for a certified copy of one item; `document` is the paper that answered it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="copy_requests")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=64)
    ref = models.BigIntegerField()
    title = models.CharField(max_length=250)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, choices=Side.choices)
    purpose = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=CopyState.choices)
    reason = models.CharField(max_length=1000, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="copy_request"
    )
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    audience = "side"
    objects = CopyRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "ref", "person"],
                condition=Q(state=CopyState.ASKED),
                name="copy_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=CopyState.ISSUED) | Q(document__isnull=False),
                name="copy_issued_is_a_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state=CopyState.REFUSED) | ~Q(reason=""),
                name="copy_refused_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="copy_request_of_matter")]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Return the address of the request's page: the same for both sides of the counter."""
        return reverse("web:copy", args=[self.pk])
