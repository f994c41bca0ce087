"""Consent to doing a stage online: one row per person and stage, on the file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yunting.core.models import Account, Case, Matter, Person, Side
from yunting.delivery.models.sight import by_parties, by_the_court
from yunting.rules.online import consent as rules


class Stage(models.TextChoices):
    """The stages, each agreed to by itself (在线诉讼规则 第一条, 第四条)."""

    FILING = "filing", rules.Stage.FILING.value
    MEDIATION = "mediation", rules.Stage.MEDIATION.value
    EVIDENCE_EXCHANGE = "evidence-exchange", rules.Stage.EVIDENCE_EXCHANGE.value
    INQUIRY = "inquiry", rules.Stage.INQUIRY.value
    HEARING = "hearing", rules.Stage.HEARING.value
    SERVICE = "service", rules.Stage.SERVICE.value


class Unfit(models.TextChoices):
    """Why a stage goes offline: the first three oblige the court, the others it weighs (第五条)."""

    NO_ABILITY = "no-ability", "当事人没有在线办理的能力"
    NO_MEANS = "no-means", "当事人没有在线办理的条件"
    UNSUITABLE = "unsuitable", "这个环节不适宜在线办理"
    COMPLEX = "complex", rules.Ground.COMPLEX.value
    WITNESS = "witness", rules.Ground.WITNESSES.value
    LIVE_EVIDENCE = "live-evidence", rules.Ground.LIVE.value


GROUNDS = {
    Unfit.COMPLEX: rules.Ground.COMPLEX,
    Unfit.WITNESS: rules.Ground.WITNESSES,
    Unfit.LIVE_EVIDENCE: rules.Ground.LIVE,
}


class ConsentState(models.TextChoices):
    """What one person has said about one stage; only GIVEN and RETRACTING are online."""

    ASKED = "asked", "等待答复"
    GIVEN = "given", "同意在线"
    REFUSED = "refused", "不同意，线下办理"
    RETRACTING = "retracting", "申请收回同意，待审查"
    WITHDRAWN = "withdrawn", "已收回同意，线下办理"
    SILENT = "silent", "逾期没有答复，线下办理"
    OFFLINE = "offline", "法院转为线下"


class ConsentQuerySet(models.QuerySet["OnlineConsent"]):
    """Filters on consents."""

    def visible_to(self, account: Account) -> ConsentQuerySet:
        """Keep those of the matters the account takes part in or serves: they are on the file."""
        return self.filter(Q(by_parties(account)) | by_the_court(account))


class OnlineConsent(models.Model):
    """One person's word on one stage. `notice` is the version of what was told before.

    `by_choice`: the person did the stage online without being asked (第四条第二款第（一）项).
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="consents")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    side = models.CharField(max_length=16, choices=Side.choices)
    stage = models.CharField(max_length=24, choices=Stage.choices)
    state = models.CharField(max_length=16, choices=ConsentState.choices)
    notice = models.CharField(max_length=16)
    by_choice = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person", "stage"], name="one_consent_per_stage"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ConsentState.ASKED, ConsentState.SILENT])
                | Q(state=ConsentState.OFFLINE)
                | Q(answered_at__isnull=False),
                name="consent_answered_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_stage_display()} {self.get_state_display()}"


class RequestState(models.TextChoices):
    """Where a request that a stage be held in person stands."""

    MADE = "made", "待审查"
    ALLOWED = "allowed", "准许，转为线下"
    DENIED = "denied", "不准许"


class RequestQuerySet(models.QuerySet["OfflineRequest"]):
    """Filters on requests."""

    def visible_to(self, account: Account) -> RequestQuerySet:
        """Keep those of the matters the account takes part in or serves."""
        return self.filter(Q(by_parties(account)) | by_the_court(account))


class OfflineRequest(models.Model):
    """One party asks that the others do a stage in person too (第五条第三款)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=16, choices=Side.choices)
    stage = models.CharField(max_length=24, choices=Stage.choices)
    state = models.CharField(max_length=16, choices=RequestState.choices)
    ground = models.CharField(max_length=24, choices=Unfit.choices)
    reason = models.CharField(max_length=1000)
    answer = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person", "stage"],
                condition=Q(state=RequestState.MADE),
                name="one_open_offline_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_stage_display()}"
