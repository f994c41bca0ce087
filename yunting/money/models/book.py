"""The bank's book of a day as the bank told it, and where it differs from the court's own."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yunting.core.models import Account, Court, Matter
from yunting.lib import dates, money
from yunting.money.models.payment import Payment, handled_by


class BookState(models.TextChoices):
    """Where the comparison of a day stands."""

    ASKED = "asked", "等银行对账单"
    AGREES = "agrees", "一致"
    DIFFERS = "differs", "有差异"
    SETTLED = "settled", "差异已查清"


class DifferenceKind(models.TextChoices):
    """How the two books differ."""

    NOT_HERE = "not-here", "银行有，本院没有"
    NOT_THERE = "not-there", "本院有，银行没有"
    OTHER = "other", "金额或者账号不同"
    DOUBLED = "doubled", "银行列了两次"
    OTHER_DAY = "other-day", "不是这一天的对账单"
    TOO_MANY = "too-many", "差异太多，没有逐笔列出"


class DifferenceState(models.TextChoices):
    """Where a difference stands."""

    OPEN = "open", "待查"
    TAKEN = "taken", "已补记"
    EXPLAINED = "explained", "已说明"
    GONE = "gone", "重发的对账单里没有了"


class BookQuerySet(models.QuerySet["Book"]):
    """Filters on books."""

    def visible_to(self, account: Account) -> BookQuerySet:
        """Keep those of the court whose money the account's post handles."""
        return self.filter(handled_by(account, court="court"))


class Book(models.Model):
    """One day of the court's account at the bank, in the bank's book and in the court's.

    `attempt` counts how often the bank was asked; `told` is how many rows of this attempt it has
    told so far. Sums are fen: what came, less what went back.
    """

    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=16, choices=BookState.choices)
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    told = models.PositiveIntegerField(default=0)
    bank_fen = models.BigIntegerField(default=0)
    own_count = models.PositiveIntegerField(default=0)
    own_fen = models.BigIntegerField(default=0)
    compared_at = models.DateTimeField(null=True)
    objects = BookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "day"], name="book_of_a_day_once"),
            models.CheckConstraint(condition=Q(attempt__gt=0), name="book_was_asked_for"),
            models.CheckConstraint(
                condition=Q(state=BookState.ASKED) | Q(compared_at__isnull=False),
                name="book_stands_as_compared",
            ),
        ]

    def __str__(self) -> str:
        return f"{dates.brief(self.day)}对账"

    def get_absolute_url(self) -> str:
        """Return the address of its page at the court."""
        return reverse("money:book", args=[self.pk])

    @property
    def matter(self) -> None:
        """Return no dispute: a day belongs to none."""
        return

    @property
    def reference(self) -> str:
        """Return the name under which the bank is asked for it, this time."""
        return f"账{self.pk}-{self.attempt}"

    @property
    def bank_amount(self) -> Decimal:
        """Return the sum of the bank's rows, in yuan; negative if more went back than came."""
        return money.yuan(self.bank_fen)

    @property
    def own_amount(self) -> Decimal:
        """Return the sum of the court's own rows, in yuan; negative likewise."""
        return money.yuan(self.own_fen)


class BookRow(models.Model):
    """One row of the bank's book in one attempt; `fen` is negative where money went back."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="rows")
    attempt = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    serial = models.CharField(max_length=40)
    account_number = models.CharField(max_length=40)
    reference = models.CharField(max_length=40, blank=True)
    fen = models.BigIntegerField()
    payer = models.CharField(max_length=200)
    method = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "attempt", "position"], name="book_row_once"),
            models.CheckConstraint(condition=~Q(fen=0), name="book_row_is_something"),
        ]
        indexes = [models.Index(fields=["book", "attempt", "serial"], name="book_row_by_serial")]

    def __str__(self) -> str:
        return self.serial

    @property
    def amount(self) -> Decimal:
        """Return what came, in yuan; negative where it went back."""
        return money.yuan(self.fen)


class DifferenceQuerySet(models.QuerySet["Difference"]):
    """Filters on differences."""

    def visible_to(self, account: Account) -> DifferenceQuerySet:
        """Keep those of the court whose money the account's post handles."""
        return self.filter(handled_by(account, court="book__court"))


class Difference(models.Model):
    """One thing in which the two books of a day differ, until somebody has found out why.

    `row` is the bank's, `payment` the court's own; sums are fen, None where a book has nothing.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="differences")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=DifferenceKind.choices)
    serial = models.CharField(max_length=40, blank=True)
    row = models.ForeignKey(BookRow, models.PROTECT, null=True, related_name="+")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+")
    bank_fen = models.BigIntegerField(null=True)
    own_fen = models.BigIntegerField(null=True)
    state = models.CharField(
        max_length=16, choices=DifferenceState.choices, default=DifferenceState.OPEN
    )
    note = models.CharField(max_length=1000, blank=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "kind", "serial"],
                condition=Q(state=DifferenceState.OPEN),
                name="difference_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=DifferenceState.EXPLAINED) | ~Q(note=""),
                name="difference_is_explained_in_words",
            ),
        ]
        indexes = [
            models.Index(fields=["book"], name="difference_to_look_at", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.serial}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows it."""
        return f"{reverse('money:book', args=[self.book_id])}#difference-{self.pk}"

    @property
    def court(self) -> Court:
        """Return the court whose books differ."""
        return self.book.court

    @property
    def bank_amount(self) -> Decimal | None:
        """Return what the bank's book says, in yuan; None if it says nothing."""
        return None if self.bank_fen is None else money.yuan(self.bank_fen)

    @property
    def own_amount(self) -> Decimal | None:
        """Return what the court's book says, in yuan; None if it says nothing."""
        return None if self.own_fen is None else money.yuan(self.own_fen)
