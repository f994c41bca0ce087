"""People and organisations, the accounts they sign in with, and who acts for whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class PersonKind(models.TextChoices):
    """民法典 第二、三、四章: natural persons, legal persons, unincorporated organisations."""

    NATURAL = "natural", "自然人"
    LEGAL = "legal", "法人"
    UNINCORPORATED = "unincorporated", "非法人组织"


class IdKind(models.TextChoices):
    """What the number on a person's paper is."""

    RESIDENT = "resident", "居民身份证"
    CREDIT_CODE = "credit-code", "统一社会信用代码"
    UNKNOWN = "unknown", "未知"


class Person(models.Model):
    """A natural person or an organisation. `verified_at` is machine-checked identity, if any."""

    kind = models.CharField(max_length=16, choices=PersonKind.choices)
    name = models.CharField(max_length=200)
    id_kind = models.CharField(max_length=16, choices=IdKind.choices, default=IdKind.UNKNOWN)
    id_number = models.CharField(max_length=32, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id_kind", "id_number"],
                condition=models.Q(verified_at__isnull=False),
                name="verified_person_once",
            )
        ]
        indexes = [models.Index(fields=["id_number"], name="person_by_number")]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["Account"]):
    """How accounts are made: by handle, with or without a password."""

    def create_user(self, handle: str, password: str | None = None, **fields: object) -> Account:
        """Create an account; without a password it can only sign in by another factor."""
        account = self.model(handle=handle, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What somebody signs in with: a phone number for the public, a staff number for the court."""

    handle = models.CharField(max_length=64, unique=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account"
    )
    is_court_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    elder_mode = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone__isnull=True) | ~models.Q(phone=""),
                name="phone_is_absent_or_real",
            )
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.handle


class MandateScope(models.TextChoices):
    """How far an agent may go (民事诉讼法 第六十二条); a colleague acts as the organisation."""

    COLLEAGUE = "colleague", "本单位经办人"
    GENERAL = "general", "一般授权"
    SPECIAL = "special", "特别授权"
    HELPER = "helper", "代办"


class Mandate(models.Model):
    """`agent` may act for `principal`, from `since` until `until` (open if empty).

    `last_day` is agreed beforehand and inclusive: a helper's mandate has one.
    """

    principal = models.ForeignKey(Person, models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Person, models.PROTECT, related_name="mandates_held")
    scope = models.CharField(max_length=16, choices=MandateScope.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "agent"],
                condition=models.Q(until__isnull=True),
                name="one_open_mandate",
            ),
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("agent")), name="no_mandate_to_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent} for {self.principal}"
