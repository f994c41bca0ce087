"""The defendant's side: linked to the case, answering, objecting to this court, asking for time."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yunting.core.models import (
    Account,
    Case,
    Deadline,
    Matter,
    Participation,
    Person,
    Side,
)
from yunting.filing.models.filing import Submission


def _of_the_case(account: Account) -> Q:
    """Return the filter on what belongs to a case whose parties or court the account is of."""
    return Q(case__in=Case.objects.visible_to(account))


def _of_the_party(account: Account) -> Q:
    """Return the filter on what belongs to a party that the account is, or represents."""
    part = Participation.objects.of(account).filter(
        Q(pk=OuterRef("participation")) | Q(represents=OuterRef("participation"))
    )
    return Q(Exists(part))


class PaperKind(models.TextChoices):
    """What a party other than the plaintiff hands in."""

    ANSWER = "answer", "答辩状"
    OBJECTION = "objection", "管辖权异议申请书"
    EXTENSION = "extension", "延期申请书"


class Lodgement(models.Model):
    """A paper as it was sent, byte for byte. Append-only; `receipt` is its public code."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="lodgements")
    case = models.ForeignKey(Case, models.PROTECT, related_name="lodgements")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=PaperKind.choices)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    receipt = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.receipt}"


class AssociationState(models.TextChoices):
    """Whether somebody's account is tied to the party named in a case."""

    ASKED = "asked", "等待法院确认"
    LINKED = "linked", "已关联"
    REJECTED = "rejected", "未予确认"


class AssociationQuerySet(models.QuerySet["Association"]):
    """Filters on associations."""

    def visible_to(self, account: Account) -> AssociationQuerySet:
        """Keep one's own, and for the court those of the cases it answers for."""
        if not account.is_court_staff:
            shut = Participation.objects.shut_out(account, what="core.Matter", ref="matter_id")
            return self.filter(account=account).exclude(Exists(shut))
        return self.filter(_of_the_case(account))


class Association(models.Model):
    """An account tied to a party by code and verified identity (法释〔2021〕12号 第十条).

    `person` is who the party turned out to be; `account` whose hand it was. Asked for only where
    the complaint gives no number: then the court compares what else it says.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="associations")
    case = models.ForeignKey(Case, models.PROTECT, related_name="associations")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="associations")
    account = models.ForeignKey(Account, models.PROTECT, related_name="associations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=AssociationState.choices)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    side = Side.ANSWERING
    objects = AssociationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "account"],
                condition=~Q(state=AssociationState.REJECTED),
                name="one_association_per_account",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssociationState.REJECTED) | ~Q(reason=""),
                name="rejection_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="association_queue")]

    def __str__(self) -> str:
        return f"{self.account_id} as {self.participation_id}"


class AnswerState(models.TextChoices):
    """Where an answer stands."""

    AWAITED = "awaited", "等待答辩"
    SUBMITTED = "submitted", "已答辩"


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Filters on answers."""

    def visible_to(self, account: Account) -> AnswerQuerySet:
        """Keep one's own; once sent, for everybody in the case; for the court all of its cases."""
        own = _of_the_party(account)
        if account.is_court_staff:
            return self.filter(_of_the_case(account))
        return self.filter(own | Q(_of_the_case(account), state=AnswerState.SUBMITTED))


class Answer(models.Model):
    """One defendant's answer to one complaint, in its twin form; several defendants, several.

    `complaint` is the submission it answers, `sent` what was sent in the end.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="answers")
    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="answers")
    complaint = models.ForeignKey(Submission, models.PROTECT, related_name="answers")
    state = models.CharField(
        max_length=16, choices=AnswerState.choices, default=AnswerState.AWAITED
    )
    is_late = models.BooleanField(default=False)
    sent = models.OneToOneField(Lodgement, models.PROTECT, null=True, related_name="answer")
    side = Side.ANSWERING
    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "participation"], name="one_answer_per_defendant"
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.AWAITED) | Q(sent__isnull=False),
                name="answer_sent_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"answer of {self.participation_id}"


class ObjectionState(models.TextChoices):
    """Where an objection to jurisdiction stands."""

    RAISED = "raised", "审查中"
    UPHELD = "upheld", "裁定移送，未生效"
    DISMISSED = "dismissed", "裁定驳回，未生效"
    APPEALED = "appealed", "已上诉，等待二审裁定"
    TRANSFERRED = "transferred", "移送裁定已生效"
    KEPT = "kept", "驳回裁定已生效"
    WITHDRAWN = "withdrawn", "已撤回"


class ObjectionQuerySet(models.QuerySet["JurisdictionObjection"]):
    """Filters on objections to jurisdiction."""

    def visible_to(self, account: Account) -> ObjectionQuerySet:
        """Keep those of cases the account takes part in or answers for."""
        return self.filter(_of_the_case(account))


class JurisdictionObjection(models.Model):
    """A defendant says that another court has to decide (民事诉讼法 第一百三十条)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="objections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="objections")
    lodged = models.OneToOneField(Lodgement, models.PROTECT, related_name="objection")
    ground = models.CharField(max_length=32)
    to_court = models.CharField(max_length=100)
    state = models.CharField(
        max_length=16, choices=ObjectionState.choices, default=ObjectionState.RAISED
    )
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)
    fee = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    side = Side.ANSWERING
    objects = ObjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "participation"],
                condition=~Q(state=ObjectionState.WITHDRAWN),
                name="one_objection_per_defendant",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ObjectionState.RAISED, ObjectionState.WITHDRAWN))
                | Q(decided_by__isnull=False) & ~Q(reasons=""),
                name="objection_ruling_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} → {self.to_court}"


class ExtensionState(models.TextChoices):
    """Where a request for time stands."""

    ASKED = "asked", "等待决定"
    GRANTED = "granted", "准许"
    REFUSED = "refused", "不准许"


class ExtensionQuerySet(models.QuerySet["ExtensionRequest"]):
    """Filters on requests for time."""

    def visible_to(self, account: Account) -> ExtensionQuerySet:
        """Keep one's own party's, and for the court those of its cases: a reason may be private."""
        mine = _of_the_case(account) if account.is_court_staff else _of_the_party(account)
        return self.filter(mine)


class ExtensionRequest(models.Model):
    """A party asks for more time: before a period ends, or after an obstacle made it miss one.

    `obstacle_ended_on` is filled where a missed period is to be restored (第八十六条); `until` is
    the last day the court gave.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extension_requests")
    case = models.ForeignKey(Case, models.PROTECT, related_name="extension_requests")
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="extension_requests"
    )
    lodged = models.OneToOneField(Lodgement, models.PROTECT, related_name="extension_request")
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    wanted_until = models.DateField()
    obstacle_ended_on = models.DateField(null=True)
    state = models.CharField(
        max_length=16, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)
    until = models.DateField(null=True)
    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "participation"],
                condition=Q(state=ExtensionState.ASKED),
                name="one_open_request_per_period",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.ASKED)
                | Q(state=ExtensionState.GRANTED, until__isnull=False)
                | Q(state=ExtensionState.REFUSED, until__isnull=True),
                name="granted_time_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.ASKED)
                | Q(decided_by__isnull=False) & ~Q(reasons=""),
                name="extension_decision_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.wanted_until}"

    @property
    def side(self) -> str:
        """Return whose side asks: both may."""
        return self.participation.side

    @property
    def is_restoration(self) -> bool:
        """Tell whether a missed period is to be restored."""
        return self.obstacle_ended_on is not None
