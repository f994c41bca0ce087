"""The ledger: double entry in whole fen, which only grows; the database holds that it balances."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yunting.core.models import Case, Court, Document, Event


class LedgerKind(models.TextChoices):
    """What an account of the ledger is for. The bank's is the court's money, all others owe it."""

    BANK = "bank", "诉讼费专户存款"
    CASE = "case", "案件预收诉讼费"
    HELD = "held", "待查款项"


class LedgerAccount(models.Model):
    """One account: the court's own, or one for each case (一案一账号). It never changes.

    `number` is what a payer transfers to; the court's own accounts have none.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="ledger_accounts")
    kind = models.CharField(max_length=16, choices=LedgerKind.choices)
    number = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "case", "kind"], nulls_distinct=False, name="ledger_account_once"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="account_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=LedgerKind.CASE, case__isnull=False) & ~Q(number="")
                | ~Q(kind=LedgerKind.CASE) & Q(case__isnull=True, number=""),
                name="account_of_a_case_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class MovementKind(models.TextChoices):
    """Why money moved."""

    PAID_IN = "paid-in", "收到诉讼费"
    HELD = "held", "收到待查款项"
    RETURNED = "returned", "退回付款人"


class Movement(models.Model):
    """One movement of money with the fact it follows from, and the paper that proves it, if any.

    `fen` is what moved: the sum of its debits, and of its credits.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="movements")
    kind = models.CharField(max_length=16, choices=MovementKind.choices)
    fen = models.BigIntegerField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="movement")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="movement_moves_something")
        ]

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """One line of a movement: debits are positive fen, credits negative."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="postings")
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="postings")
    fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "account"], name="one_line_of_an_account_in_a_movement"
            ),
            models.CheckConstraint(condition=~Q(fen=0), name="posting_moves_something"),
        ]
        indexes = [models.Index(fields=["account", "id"], name="posting_of_account")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.fen}"
