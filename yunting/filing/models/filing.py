"""The complaint on its way to a case, what was sent, what came back, who judges."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yunting.core.models import Account, Case, Matter, Participation, Post, Side
from yunting.core.models.matter import SEE_ALL_MATTERS, beside_the_judge
from yunting.core.roles import Role


class FilingState(models.TextChoices):
    """Where a filing stands."""

    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "审查中"
    RETURNED = "returned", "待补正"
    REFUSAL_DRAFTED = "refusal-drafted", "拟不予受理"
    ACCEPTED = "accepted", "已立案"
    REFUSED = "refused", "已裁定不予受理"
    WITHDRAWN = "withdrawn", "已撤回"
    REDIRECTED = "redirected", "应向其他机关或法院提出"
    NOT_CORRECTED = "not-corrected", "逾期未补正，已退回"


UNDER_REVIEW = frozenset({FilingState.SUBMITTED, FilingState.REFUSAL_DRAFTED})
OPEN = frozenset({FilingState.SUBMITTED, FilingState.RETURNED, FilingState.REFUSAL_DRAFTED})
REVIEWERS = (Role.FILING_CLERK, Role.FILING_CHIEF)


class FilingQuerySet(models.QuerySet["Filing"]):
    """Filters on filings."""

    def visible_to(self, account: Account) -> FilingQuerySet:
        """Keep the account's own filings, and for the court what was sent, as it sees disputes."""
        mine = Participation.objects.of(account, what="filing.Filing")
        post = Post.objects.filter(
            account=account,
            division__court=OuterRef("matter__court"),
            role__in=SEE_ALL_MATTERS,
            until__isnull=True,
        )
        sent = ~Q(state=FilingState.DRAFT) & Q(run__gt=0)
        beside = beside_the_judge(account, matter="matter")
        return self.filter(Exists(mine) | (sent & (Exists(post) | beside)))


class Filing(models.Model):
    """A complaint, from the first answer to acceptance.

    `run` counts submissions: 0 while drafting, 1 when sent, 2 after a correction; each run has
    its own seven days (法释〔2015〕8号 第七、八条). `received_at` is when the present run began.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="filings")
    form = models.CharField(max_length=64)
    cause = models.CharField(max_length=32)
    state = models.CharField(max_length=20, choices=FilingState.choices, default=FilingState.DRAFT)
    run = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=400, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    is_money_only = models.BooleanField(default=True)
    is_escalated = models.BooleanField(default=False)
    reviewer = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="filing")
    side = Side.CLAIMING
    objects = FilingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FilingState.DRAFT, run=0)
                | Q(state=FilingState.WITHDRAWN)
                | Q(run__gt=0, received_at__isnull=False),
                name="filing_sent_has_a_run",
            ),
            models.CheckConstraint(
                condition=~Q(state=FilingState.ACCEPTED) | Q(case__isnull=False),
                name="filing_accepted_has_a_case",
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at", "id"], name="filing_queue")]

    def __str__(self) -> str:
        return self.title or f"{self.form} of {self.matter_id}"


class Submission(models.Model):
    """What was sent in one run, byte for byte. Append-only; `receipt` is its public code."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="submissions")
    run = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    receipt = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "run"], name="one_submission_per_run")
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} run {self.run}"


class FilingParty(models.Model):
    """A party as named in the latest submission; lets the same dispute be found again."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="parties")
    side = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    id_number = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "side", "position"], name="one_party_per_place"
            )
        ]
        indexes = [models.Index(fields=["name", "side"], name="filing_party_by_name")]

    def __str__(self) -> str:
        return self.name


class Return(models.Model):
    """The one written notice of everything to correct; a second needs the chief's leave."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="returns")
    run = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField()
    is_second = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "run"], name="one_return_per_run")]

    def __str__(self) -> str:
        return f"{self.filing_id} returned in run {self.run}"


class Defect(models.Model):
    """One thing to correct in one field, with reason and legal basis."""

    notice = models.ForeignKey(Return, models.PROTECT, related_name="defects")
    path = models.CharField(max_length=120)
    reason = models.CharField(max_length=32)
    basis = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "path"], name="one_defect_per_field"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(basis=""), name="defect_has_reason_and_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class SecondReturnLeave(models.Model):
    """The chief's leave to return a filing once more, on a new ground, with a reason."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="second_return_leave")
    ground = models.CharField(max_length=32)
    reason = models.CharField(max_length=1000)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="second_return_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.filing_id}: {self.ground}"


class Assignment(models.Model):
    """Who got a case, how the draw ran, and why it was overridden or the case changed hands."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(Account, models.PROTECT, related_name="assigned")
    drawn = models.ForeignKey(Account, models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    candidates = models.BinaryField()
    override_reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until__isnull=True), name="one_judge_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(judge=models.F("drawn")) | ~Q(override_reason=""),
                name="override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.judge_id}"
