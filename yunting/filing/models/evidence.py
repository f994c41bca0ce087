"""Evidence: each party's lists, what each item is to prove, what the others say, the originals."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yunting.core.models import Account, Case, File, Matter, Participation, Person, Side


class ListState(models.TextChoices):
    """Where a list of evidence stands."""

    DRAFT = "draft", "准备中"
    SUBMITTED = "submitted", "已提交"
    DISCLOSED = "disclosed", "已交换"


class ItemState(models.TextChoices):
    """Where an item stands as a copy of its original (法释〔2021〕12号 第十二、十三条)."""

    COPY = "copy", "复制件"
    REMOVED = "removed", "已撤下"
    ASKED = "asked", "要求提交原件"
    COMPARED = "compared", "已核对，与原件一致"
    DIFFERS = "differs", "已核对，与原件不一致"
    ABSENT = "absent", "未提交原件"
    EQUAL = "equal", "视同原件"


class Original(models.TextChoices):
    """What there is besides the copy in the file."""

    HELD = "held", "有原件，可以当庭出示"
    COPY = "copy", "只有复印件"
    ELECTRONIC = "electronic", "本来就是电子数据"


class Stance(models.TextChoices):
    """What a party says of one quality of an item."""

    ACCEPTED = "accepted", "认可"
    DISPUTED = "disputed", "不认可"


# The three qualities every opinion is about: 民诉法解释 第一百零四条.
QUALITIES = (("authenticity", "真实性"), ("legality", "合法性"), ("relevance", "关联性"))


def _own(account: Account) -> Q:
    """Return the filter on what belongs to the account's person or to one it represents."""
    part = Participation.objects.of(account)
    return Q(Exists(part), person=account.person_id) | Q(
        Exists(part.filter(represents__person=OuterRef("person")))
    )


def _part(account: Account) -> Exists:
    return Exists(Participation.objects.of(account))


class ListQuerySet(models.QuerySet["EvidenceList"]):
    """Filters on lists of evidence."""

    def visible_to(self, account: Account) -> ListQuerySet:
        """Keep one's own, those exchanged with everybody, and for the court all handed in."""
        if account.is_court_staff:
            seen = Matter.objects.visible_to(account)
            return self.filter(matter__in=seen).exclude(state=ListState.DRAFT)
        return self.filter(_own(account) | Q(_part(account), state=ListState.DISCLOSED))


class EvidenceList(models.Model):
    """One list a party hands in; `run` counts its lists. `late_reason` says why it came late."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="evidence_lists")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="evidence_lists")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, choices=Side.choices)
    run = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=ListState.choices, default=ListState.DRAFT)
    late_reason = models.CharField(max_length=1000, blank=True)
    receipt = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    objects = ListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person", "run"], name="evidence_list_once_per_run"
            ),
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=Q(state=ListState.DRAFT),
                name="one_evidence_list_in_the_making",
            ),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="evidence_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.DRAFT)
                | Q(submitted_at__isnull=False) & ~Q(receipt="") & ~Q(sha256=""),
                name="evidence_list_handed_in_has_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListState.DISCLOSED) | Q(case__isnull=False),
                name="evidence_list_exchanged_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}的证据清单（{self.run}）"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Filters on items of evidence."""

    def visible_to(self, account: Account) -> EvidenceQuerySet:
        """Keep the items of the lists one may see, without those taken off or withheld."""
        lists = EvidenceList.objects.visible_to(account)
        shut = Participation.objects.shut_out(account, what="filing.Evidence")
        rows = self.filter(on_list__in=lists).exclude(state=ItemState.REMOVED)
        return rows.exclude(Exists(shut))


class Evidence(models.Model):
    """One item. `number` is given when its list is handed in, and counts a party's items."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="evidence")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="evidence")
    on_list = models.ForeignKey(EvidenceList, models.PROTECT, related_name="items")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, choices=Side.choices)
    number = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=200)
    proves = models.CharField(max_length=1000)
    source = models.CharField(max_length=300)
    original = models.CharField(max_length=16, choices=Original.choices)
    state = models.CharField(max_length=16, choices=ItemState.choices, default=ItemState.COPY)
    at = models.DateTimeField()
    files = models.ManyToManyField(File, through="EvidenceFile", related_name="evidence")
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person", "number"], name="evidence_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(proves="") & ~Q(source=""),
                name="evidence_says_its_purpose",
            ),
        ]
        indexes = [models.Index(fields=["matter", "side", "number"], name="evidence_of_matter")]

    def __str__(self) -> str:
        return f"证据{self.number}：{self.name}" if self.number else self.name

    @property
    def is_draft(self) -> bool:
        """Tell whether its list has not been handed in."""
        return self.number is None

    @property
    def page_count(self) -> int | None:
        """Return how many pages it has; None when a file has none; no query once prefetched."""
        counted = [file.pages for file in self.files.all()]
        return None if any(n is None for n in counted) else sum(n for n in counted if n)


class EvidenceFile(models.Model):
    """A file of an item, in its place; a file belongs to one item."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="places")
    file = models.OneToOneField(File, models.PROTECT, related_name="place")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "position"], name="one_file_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id}/{self.position}"


class EvidenceOpinion(models.Model):
    """What a party says of another's item, quality by quality (民诉法解释 第一百零四条).

    Append-only; the newest of a person counts.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, choices=Side.choices)
    run = models.PositiveSmallIntegerField()
    authenticity = models.CharField(max_length=16, choices=Stance.choices)
    legality = models.CharField(max_length=16, choices=Stance.choices)
    relevance = models.CharField(max_length=16, choices=Stance.choices)
    authenticity_reason = models.CharField(max_length=1000, blank=True)
    legality_reason = models.CharField(max_length=1000, blank=True)
    relevance_reason = models.CharField(max_length=1000, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "person", "run"], name="evidence_opinion_once_per_run"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{quality: Stance.ACCEPTED}) | ~Q(**{f"{quality}_reason": ""}),
                    name=f"evidence_{quality}_disputed_with_reason",
                )
                for quality, _ in QUALITIES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.evidence_id}"

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Return each quality with what was said of it and why, in words."""
        return [
            (label, Stance(getattr(self, name)).label, getattr(self, f"{name}_reason"))
            for name, label in QUALITIES
        ]


class OriginalRequest(models.Model):
    """The court asks for the original of a copy, and what the comparison came to."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="requests")
    reason = models.CharField(max_length=32)
    note = models.CharField(max_length=1000)
    due_on = models.DateField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    result = models.CharField(max_length=16, choices=ItemState.choices, blank=True)
    how = models.CharField(max_length=32, blank=True)
    finding = models.CharField(max_length=1000, blank=True)
    compared_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    compared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(result=""), name="one_open_request_for_an_original"
            ),
            models.CheckConstraint(
                condition=Q(result="", compared_at__isnull=True)
                | ~Q(result="") & Q(compared_at__isnull=False) & ~Q(finding=""),
                name="original_compared_with_a_finding",
            ),
        ]

    def __str__(self) -> str:
        return f"original of {self.evidence_id}"


class CopyHeldEqual(models.Model):
    """The court holds a copy equal to its original, on one of five grounds. Append-only."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="held_equal")
    ground = models.CharField(max_length=32)
    note = models.CharField(max_length=1000, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.ground}"
