"""What somebody said of a step, to whom it went, and what was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yunting.core.models import Account, Case, Matter, Person
from yunting.core.roles import Role

# Whoever may be named to answer: never a judge.
ANSWERERS = frozenset({Role.CLERK, Role.FILING_CLERK, Role.FILING_CHIEF, Role.PRESIDENT})


class VoiceKind(models.TextChoices):
    """What it is."""

    THANKS = "thanks", "表示感谢"
    COMPLAINT = "complaint", "投诉"
    RATING = "rating", "评价打分"


class Step(models.TextChoices):
    """Which step of a dispute it is about."""

    FILING = "filing", "立案"
    FEE = "fee", "交费"
    SERVICE = "service", "送达和在线办理"
    DEFENCE = "defence", "答辩和举证"
    PAPERS = "papers", "文书和案卷"


class About(models.TextChoices):
    """Whom or what it is about."""

    WORK = "work", "办理的过程"
    JUDGE = "judge", "承办法官"
    STAFF = "staff", "书记员或者其他工作人员"


class Score(models.IntegerChoices):
    """How satisfied somebody is."""

    BEST = 5, "很满意"
    GOOD = 4, "满意"
    FAIR = 3, "一般"
    POOR = 2, "不满意"
    WORST = 1, "很不满意"


class VoiceState(models.TextChoices):
    """Where it stands."""

    WAITING = "waiting", "等待答复"
    OVERDUE = "overdue", "逾期，交院长办理"
    ANSWERED = "answered", "已答复"
    NOTED = "noted", "已计入评价"


class VoiceQuerySet(models.QuerySet["Voice"]):
    """Filters on what was said."""

    def visible_to(self, account: Account) -> VoiceQuerySet:
        """Keep what the account said, and at the court what it was named to answer."""
        own = Q(said_by=account)
        return self.filter(own | Q(assigned_to=account) if account.is_court_staff else own)


class Voice(models.Model):
    """One thing somebody said of one step. What was said never changes: the database holds it.

    `concerns` is the person it is about. `assigned_to` answers; nobody has to answer marks without
    words. `raised_at` is when it was not answered in time. `salt` opens the commitment in its fact.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="voices")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=VoiceKind.choices)
    step = models.CharField(max_length=16, choices=Step.choices)
    about = models.CharField(max_length=16, choices=About.choices)
    score = models.PositiveSmallIntegerField(choices=Score.choices, null=True)
    words = models.CharField(max_length=1000, blank=True)
    salt = models.BinaryField(max_length=16)
    concerns = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey(Account, models.PROTECT, related_name="voices")
    said_at = models.DateTimeField()
    assigned_to = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices=VoiceState.choices)
    objects = VoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["said_by", "matter", "step"],
                condition=Q(kind=VoiceKind.RATING),
                name="step_rated_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=VoiceKind.RATING, score__range=(Score.WORST, Score.BEST))
                | ~Q(kind=VoiceKind.RATING) & Q(score__isnull=True) & ~Q(words=""),
                name="voice_has_words_or_a_score",
            ),
            models.CheckConstraint(
                condition=Q(state=VoiceState.NOTED, words="", assigned_to__isnull=True)
                | ~Q(state=VoiceState.NOTED) & ~Q(words="") & Q(assigned_to__isnull=False),
                name="voice_with_words_reaches_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(reply="")
                | Q(answered_at__isnull=True, answered_by__isnull=True, reply=""),
                name="voice_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=VoiceState.ANSWERED) | Q(answered_at__isnull=False),
                name="voice_answered_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(state=VoiceState.OVERDUE) | Q(raised_at__isnull=False),
                name="voice_overdue_since",
            ),
        ]
        indexes = [
            models.Index(fields=["said_by", "-id"], name="voice_of_speaker"),
            models.Index(fields=["assigned_to", "state", "-id"], name="voice_to_answer"),
            models.Index(fields=["said_at"], name="voice_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.get_step_display()}"

    def get_absolute_url(self) -> str:
        """Return the address of its page: the same for who said it and who answers."""
        return reverse("feedback:voice", args=[self.pk])
