"""What signing in needs to remember. People, accounts, mandates and posts stand in the core.

What the door of core.access opens here belongs to no matter: `matter` says so.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yunting.core.models import Account, Court, Mandate, Person
from yunting.core.models.person import IdKind


class PhoneCode(models.Model):
    """A code sent to a phone. Only its keyed hash is kept; the newest of a phone counts.

    `sent_key` and `used_key` are the form keys of the requests that asked for it and used it, so
    that a double click is neither a second code nor a second use.
    """

    phone = models.CharField(max_length=20)
    digest = models.BinaryField()
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_key = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True)
    used_key = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone", "-sent_at"], name="code_by_phone")]

    def __str__(self) -> str:
        return f"code sent at {self.sent_at}"


class Lock(models.Model):
    """Wrong attempts in a row against one thing that can be tried, existing or not.

    `subject` is a keyed hash: a list of what was tried must not become a list of people.
    """

    subject = models.CharField(max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    touched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures} failures"


class StaffPassword(models.Model):
    """The passwords an account has had, hashed; the newest is the one in force."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="passwords")
    encoded = models.CharField(max_length=200)
    since = models.DateTimeField()
    is_temporary = models.BooleanField()

    def __str__(self) -> str:
        return f"password of {self.account_id} since {self.since}"


class SecondFactor(models.Model):
    """A time-based code generator. `last_step` keeps a code from being used twice."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="second_factor")
    secret = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"second factor of {self.account_id}"


class RecoveryCode(models.Model):
    """A code on paper that stands in for the second factor once."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="recovery_codes")
    digest = models.BinaryField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Filters on sign-ins."""

    def visible_to(self, account: Account) -> SignInQuerySet:
        """Keep the account's own."""
        return self.filter(account=account)


class SignIn(models.Model):
    """One session of an account, from which device, until when."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    how = models.CharField(max_length=16)
    device = models.CharField(max_length=60)
    address = models.GenericIPAddressField(null=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    matter: ClassVar[None] = None
    objects = SignInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["account"],
                name="open_sessions",
                condition=models.Q(until__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} since {self.since}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Filters on access tokens."""

    def visible_to(self, account: Account) -> AccessTokenQuerySet:
        """Keep the account's own."""
        return self.filter(account=account)


class AccessToken(models.Model):
    """A bearer token for a program. Only its hash is kept; `hint` is its last four characters."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="access_tokens")
    name = models.CharField(max_length=60)
    digest = models.BinaryField(unique=True)
    hint = models.CharField(max_length=8)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    matter: ClassVar[None] = None
    objects = AccessTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"


class CheckState(models.TextChoices):
    """How far the check of an identity has come."""

    ASKED = "asked", "等待核验"
    MATCHED = "matched", "已核验"
    MISMATCHED = "mismatched", "不一致"
    UNKNOWN = "unknown", "查不到"
    TAKEN = "taken", "已有账号"
    GONE = "gone", "单位已注销"
    SILENT = "silent", "核验服务没有回应"


class IdentityCheckQuerySet(models.QuerySet["IdentityCheck"]):
    """Filters on identity checks."""

    def visible_to(self, account: Account) -> IdentityCheckQuerySet:
        """Keep those the account asked for."""
        return self.filter(account=account)


class IdentityCheck(models.Model):
    """A question to the identity register about a person or an organisation, as it was typed.

    `legal_representative`, `declaration` and `differs` (what the register has otherwise) are filled
    for an organisation only.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="identity_checks")
    id_kind = models.CharField(max_length=16, choices=IdKind.choices)
    id_number = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    legal_representative = models.CharField(max_length=200, blank=True)
    declaration = models.TextField(blank=True)
    differs = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=16, choices=CheckState.choices)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="+")
    matter: ClassVar[None] = None
    objects = IdentityCheckQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "-asked_at"], name="check_by_account")]

    def __str__(self) -> str:
        return f"{self.get_id_kind_display()}: {self.get_state_display()}"


class HelpState(models.TextChoices):
    """How far a mandate to lend a hand has come."""

    OFFERED = "offered", "等对方接受"
    GIVEN = "given", "正在生效"
    DECLINED = "declined", "对方没有接受"
    ENDED = "ended", "已解除"
    EXPIRED = "expired", "已到期"


class Kinship(models.TextChoices):
    """Who lends the hand, as the principal says."""

    FAMILY = "family", "家人"
    NEIGHBOUR = "neighbour", "邻居、朋友"
    OPERATOR = "operator", "村社、共享法庭工作人员"


class HelpMandateQuerySet(models.QuerySet["HelpMandate"]):
    """Filters on mandates to lend a hand."""

    def visible_to(self, account: Account) -> HelpMandateQuerySet:
        """Keep those the account's person gives, holds, or is offered under its phone."""
        own = models.Q(helper__isnull=False, helper=account.person_id)
        if account.person_id:
            own |= models.Q(principal=account.person_id)
        if account.phone:
            own |= models.Q(helper__isnull=True, phone=account.phone)
        return self.filter(own)


class HelpMandate(models.Model):
    """`principal` lets who has `phone` lend a hand in what is said, to `last_day` inclusive.

    `helper` and `mandate` are there once it is accepted.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    principal = models.ForeignKey(Person, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20)
    helper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kinship = models.CharField(max_length=16, choices=Kinship.choices)
    may_file = models.BooleanField()
    may_read = models.BooleanField()
    last_day = models.DateField()
    state = models.CharField(max_length=16, choices=HelpState.choices)
    offered_at = models.DateTimeField()
    mandate = models.OneToOneField(Mandate, models.PROTECT, null=True, related_name="help")
    matter: ClassVar[None] = None
    objects = HelpMandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(may_file=True) | models.Q(may_read=True),
                name="help_covers_something",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("offered", "declined"))
                | models.Q(mandate__isnull=False, helper__isnull=False)
                | models.Q(state__in=("ended", "expired")),
                name="help_given_has_a_helper",
            ),
            models.UniqueConstraint(
                fields=["principal", "phone"],
                condition=models.Q(state__in=("offered", "given")),
                name="one_open_help_mandate",
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "state"], name="help_by_helper"),
            models.Index(fields=["phone", "state"], name="help_by_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.principal} lets {self.helper or self.phone} help"

    @property
    def topics(self) -> str:
        """Return in words what it covers."""
        said = (("代写起诉材料", self.may_file), ("查看案件", self.may_read))
        return "、".join(name for name, is_covered in said if is_covered)
