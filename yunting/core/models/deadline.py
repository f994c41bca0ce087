"""Periods set by law or by the court: the day they end on, and how it was reached."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from yunting.core.models.case import Case
from yunting.core.models.event import Event
from yunting.core.models.matter import Matter, Participation, Side
from yunting.core.models.person import Account


class DeadlineState(models.TextChoices):
    """Where a period stands; only the first two are open."""

    RUNNING = "running", "计算中"
    SUSPENDED = "suspended", "中止"
    MET = "met", "已完成"
    LAPSED = "lapsed", "已届满"
    RESTARTED = "restarted", "已重新起算"
    LIFTED = "lifted", "已不再适用"


FOR_EVERY_PARTY = ("public", "parties")
OPEN = (DeadlineState.RUNNING, DeadlineState.SUSPENDED)


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Filters on deadlines."""

    def visible_to(self, account: Account) -> DeadlineQuerySet:
        """Keep what a party may know of its matters; for the court's people, all they may see."""
        if account.is_court_staff:
            return self.filter(
                Q(matter__in=Matter.objects.visible_to(account))
                | Q(case__in=Case.objects.visible_to(account))
            )
        mine = Participation.objects.of(account, what="subject_kind", ref="subject_id")
        ours = mine.filter(side=OuterRef("side"))
        return self.filter(
            Q(Exists(mine), audience__in=FOR_EVERY_PARTY) | Q(Exists(ours), audience="side")
        )

    def open(self) -> DeadlineQuerySet:
        """Keep those that run or stand still."""
        return self.filter(state__in=OPEN)

    def of(self, subject: models.Model) -> DeadlineQuerySet:
        """Keep those of one subject."""
        return self.filter(subject_kind=subject._meta.label, subject_id=subject.pk)


class Deadline(models.Model):
    """One period of one subject. The day is computed once and stored with its computation.

    `subject_kind` is `app.Model`. `lapses_at` is the first instant that is too late: 24:00, by
    the court's clock, of `ends_on`. `run` counts how often the period has begun anew, `revision`
    how often this row has changed. `is_effect_due` says that it has lapsed and what follows from
    that has not been done yet; `error` then says what went wrong, `not_before` is machine time.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deadlines")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="deadlines")
    subject_kind = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=100)
    run = models.PositiveSmallIntegerField(default=1)
    started_by = models.ForeignKey(Event, models.PROTECT, related_name="+")
    started_on = models.DateField()
    ends_on = models.DateField()
    lapses_at = models.DateTimeField()
    state = models.CharField(
        max_length=16, choices=DeadlineState.choices, default=DeadlineState.RUNNING
    )
    closed_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    basis = models.CharField(max_length=200)
    computation = models.TextField()
    is_provisional = models.BooleanField(default=False)
    is_extended = models.BooleanField(default=False)
    audience = models.CharField(max_length=16, default="parties")
    side = models.CharField(max_length=16, choices=Side.choices, default=Side.NONE)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    is_effect_due = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=Q(state__in=OPEN),
                name="one_open_deadline_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("started_on")), name="deadline_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_by__isnull=True)
                | ~Q(state__in=OPEN) & Q(closed_by__isnull=False),
                name="deadline_closed_by_a_fact",
            ),
            models.CheckConstraint(
                condition=Q(is_effect_due=False) | Q(state=DeadlineState.LAPSED),
                name="only_a_lapse_has_an_effect",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lapses_at", "id"],
                name="deadline_running",
                condition=Q(state=DeadlineState.RUNNING),
            ),
            models.Index(
                fields=["matter", "lapses_at"],
                name="deadline_running_in_matter",
                condition=Q(state=DeadlineState.RUNNING),
            ),
            models.Index(
                fields=["matter"], name="deadline_effect_due", condition=Q(is_effect_due=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}至{self.ends_on:%Y-%m-%d}"

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the computation, line by line, as people read it."""
        return tuple(self.computation.splitlines())


class Suspension(models.Model):
    """Days a period stood still: from `since` to the day before `resumed_on` (open if empty)."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="suspensions")
    since = models.DateField()
    resumed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"],
                condition=Q(resumed_on__isnull=True),
                name="one_open_suspension",
            ),
            models.CheckConstraint(
                condition=Q(resumed_on__isnull=True) | Q(resumed_on__gte=F("since")),
                name="suspension_resumes_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} from {self.since}"
