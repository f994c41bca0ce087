"""The court's own papers: what each says, whom it addresses, whether it is in force."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from yunting.core.models.case import Case
from yunting.core.models.court import Court, Post
from yunting.core.models.matter import (
    SEE_ALL_MATTERS,
    Matter,
    Participation,
    Side,
    beside_the_judge,
)
from yunting.core.models.person import Account, Person
from yunting.core.roles import OUTSIDE_THE_COURT


class DocumentState(models.TextChoices):
    """Where a paper stands: only a sealed one is the court's word."""

    PREPARED = "prepared", "待签发"
    ISSUED = "issued", "已签发，正在用印"
    SEALED = "sealed", "有效"
    SUPERSEDED = "superseded", "已被替换"
    RECALLED = "recalled", "已撤回"
    DISCARDED = "discarded", "未签发"


LEFT_THE_COURT = (DocumentState.SEALED, DocumentState.SUPERSEDED, DocumentState.RECALLED)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Filters on papers."""

    def visible_to(self, account: Account) -> DocumentQuerySet:
        """Keep what the account's person may read: the court all of it, a side what is for it.

        Outside the court a paper is there once it bears its seal, and stays when superseded.
        """
        mine = Participation.objects.of(account, what="core.Document")
        parties = mine.filter(role__in=OUTSIDE_THE_COURT)
        sealed = Q(sealed_at__isnull=False)
        seen = sealed & (
            Q(audience__in=["public", "parties"]) & Exists(parties)
            | Q(audience="side") & Exists(parties.filter(side=OuterRef("side")))
        )
        if not account.is_court_staff:
            return self.filter(seen)
        post = Post.objects.filter(
            account=account,
            division__court=OuterRef("court"),
            role__in=SEE_ALL_MATTERS,
            until__isnull=True,
        )
        of_the_court = mine.exclude(role__in=OUTSIDE_THE_COURT)
        return self.filter(
            seen
            | Exists(of_the_court)
            | beside_the_judge(account, matter="matter")
            | Q(matter__sent_at__isnull=False) & Exists(post)
        )


class Document(models.Model):
    """One paper of the court. `context` is everything it says, fixed when it is issued.

    `number` is what is printed: its case's number, or the next of its kind's own series, whose
    parts stand beside it. `sealed_sha256` names the one sealed file there will ever be of it, `sm2`
    is a detached signature over that file, in hexadecimal DER.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="documents")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="documents")
    kind = models.CharField(max_length=64)
    title = models.CharField(max_length=100)
    number = models.CharField(max_length=64, blank=True)
    series = models.CharField(max_length=16, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    audience = models.CharField(max_length=16)
    side = models.CharField(max_length=16, choices=Side.choices, default=Side.NONE)
    context = models.BinaryField()
    context_sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=16, choices=DocumentState.choices)
    basis = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    sealed_sha256 = models.CharField(max_length=64, blank=True)
    sm2 = models.CharField(max_length=200, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    reason = models.CharField(max_length=1000, blank=True)
    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "series", "year", "sequence"],
                condition=~Q(series=""),
                name="document_number_once",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, sealed_sha256="", pages__isnull=True)
                | Q(sealed_at__isnull=False, pages__isnull=False) & ~Q(sealed_sha256=""),
                name="document_sealed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DocumentState.SEALED, DocumentState.SUPERSEDED])
                | Q(sealed_at__isnull=False),
                name="document_in_force_is_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="document_by_matter"),
            models.Index(
                fields=["court", "id"],
                condition=Q(state=DocumentState.PREPARED),
                name="document_to_sign",
            ),
            models.Index(
                fields=["sealed_sha256"], condition=~Q(sealed_sha256=""), name="document_by_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of the paper's page: the same for every role."""
        return reverse("web:document", args=[self.code])


class DocumentSeries(models.Model):
    """The last number given in one series of papers: court, series, year."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    series = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "series", "year"], name="one_document_series_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.series}: {self.last}"


class Sealing(models.Model):
    """A paper on its way through the press; gone when it is sealed.

    `sealed` is the one sealed file, kept here from the moment the seal was used until the paper
    names it: whoever takes up the work of a press that was killed finds it and seals nothing
    again. `due_at` is its place in the queue, in court time; `not_before` is machine time.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="sealing")
    due_at = models.DateTimeField()
    sealed = models.BinaryField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    seal = models.CharField(max_length=64, blank=True)
    sm2 = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"sealing of {self.document_id}"
