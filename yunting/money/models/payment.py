"""Money that came, as the bank told it: for a fee, or held until it goes back."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from yunting.core.models import Account, Case, Court, Matter, Post
from yunting.core.roles import Role
from yunting.lib import money
from yunting.money.models.fee import FeeNotice

HANDLES_MONEY = frozenset({Role.FINANCE, Role.PRESIDENT})


class PaymentState(models.TextChoices):
    """Where a payment stands."""

    MATCHED = "matched", "已计入案件"
    HELD = "held", "待查"
    PROPOSED = "proposed", "待复核退回"
    RETURNING = "returning", "银行退回中"
    RETURNED = "returned", "已退回"


class Why(models.TextChoices):
    """Why a payment counts for no fee."""

    UNKNOWN_ACCOUNT = "unknown-account", "账号不属于任何案件"
    OTHER_REFERENCE = "other-reference", "单号与账号不是同一件案件"
    WRONG_AMOUNT = "wrong-amount", "金额与应交的不一致"
    PAID_TWICE = "paid-twice", "这件案件的费用已经交清"
    TOO_LATE = "too-late", "交费期限已过"
    CLOSED = "closed", "这件案件不再收取费用"


class Method(models.TextChoices):
    """How it was paid."""

    QR = "qr", "扫码支付"
    TRANSFER = "transfer", "银行转账"
    COUNTER = "counter", "柜台现金"


def handled_by(account: Account, *, court: str) -> Exists:
    """Keep rows of a court whose money the account's post handles; `court` names it in the row."""
    held = Post.objects.filter(
        account=account,
        division__court=OuterRef(court),
        role__in=HANDLES_MONEY,
        until__isnull=True,
    )
    return Exists(held)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Filters on payments."""

    def visible_to(self, account: Account) -> PaymentQuerySet:
        """Keep those of the court whose money the account's post handles."""
        return self.filter(handled_by(account, court="court"))


class Payment(models.Model):
    """One payment by its serial number at the bank. `payer` is who paid, whoever owes.

    One that is held goes back where it came from: proposed by one person, confirmed by another.
    `day` and `back_day` are those of the bank's book in which it stands and stands sent back.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    notice = models.ForeignKey(FeeNotice, models.PROTECT, null=True, related_name="payments")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    serial = models.CharField(max_length=40)
    account_number = models.CharField(max_length=40)
    reference = models.CharField(max_length=40, blank=True)
    fen = models.BigIntegerField()
    payer = models.CharField(max_length=200)
    method = models.CharField(max_length=16, choices=Method.choices)
    paid_at = models.DateTimeField()
    told_at = models.DateTimeField()
    day = models.DateField()
    state = models.CharField(max_length=16, choices=PaymentState.choices)
    why = models.CharField(max_length=24, choices=Why.choices, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    back_serial = models.CharField(max_length=40, blank=True)
    back_day = models.DateField(null=True)
    failure = models.CharField(max_length=200, blank=True)
    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "serial"], name="payment_taken_once"),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(state=PaymentState.MATCHED),
                name="fee_paid_by_one_payment",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="payment_is_something"),
            models.CheckConstraint(
                condition=Q(state=PaymentState.MATCHED, why="", notice__isnull=False)
                | ~Q(state=PaymentState.MATCHED) & ~Q(why=""),
                name="payment_counts_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaymentState.PROPOSED, PaymentState.RETURNING])
                | Q(proposed_by__isnull=False) & ~Q(reason=""),
                name="return_proposed_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["court", "day", "id"], name="payment_of_day_of_court"),
            models.Index(
                fields=["court", "back_day"],
                name="payment_returned_on_day",
                condition=Q(back_day__isnull=False),
            ),
            models.Index(
                fields=["court", "state", "-id"],
                name="payment_to_look_at",
                condition=~Q(state=PaymentState.MATCHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer} {money.show(self.amount)}"

    def get_absolute_url(self) -> str:
        """Return the address of its page at the court."""
        return reverse("money:payment", args=[self.pk])

    @property
    def amount(self) -> Decimal:
        """Return what came, in yuan."""
        return money.yuan(self.fen)

    @property
    def back_reference(self) -> str:
        """Return the name under which the bank is asked to send it back, this time."""
        return f"退{self.pk}-{self.attempts}"
