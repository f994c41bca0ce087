"""The queue of the filing division: what was sent, on which day of seven, in whose hands."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from yunting.core.models import Account, Deadline, Post
from yunting.filing.deadlines import REVIEW
from yunting.filing.models import (
    REVIEWERS,
    UNDER_REVIEW,
    Filing,
    FilingState,
    SecondReturnLeave,
)

MAY_REVIEW = frozenset(REVIEWERS)
# What waits for the court comes first, then what waits for the filer, then what is done.
_RANK = Case(
    When(state__in=UNDER_REVIEW, then=Value(0)),
    When(state=FilingState.RETURNED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def is_reviewer(account: Account) -> bool:
    """Tell whether the account holds a post in a filing division; one query."""
    return Post.objects.filter(account=account, role__in=REVIEWERS, until__isnull=True).exists()


def sent_to(account: Account) -> QuerySet[Filing]:
    """Return the filings sent to the courts whose filing division the account is of."""
    courts = Post.objects.filter(account=account, role__in=REVIEWERS, until__isnull=True).values(
        "division__court"
    )
    return Filing.objects.filter(run__gt=0, matter__court__in=courts)


def queue(account: Account, *, on: date) -> QuerySet[Filing]:
    """Return what the account's division answers for, with clock, rank and flags; no query yet.

    Adds `rank`, `review_started`, `review_ends` and `review_run` of the running seven days, `today`
    and `was_allowed_again` (a second return was allowed).
    """
    clock = Deadline.objects.open().filter(
        subject_kind=Filing._meta.label, subject_id=OuterRef("pk"), kind=REVIEW.name
    )
    return (
        sent_to(account)
        .select_related("matter", "reviewer__person", "case")
        .annotate(
            rank=_RANK,
            review_started=Subquery(clock.values("started_on")[:1]),
            review_ends=Subquery(clock.values("ends_on")[:1]),
            review_run=Subquery(clock.values("run")[:1]),
            today=Value(on, output_field=DateField()),
            was_allowed_again=Exists(SecondReturnLeave.objects.filter(filing=OuterRef("pk"))),
        )
    )


def day_of_seven(row: Any) -> str:
    """Return the day a row of the queue is on, `第3日，共7日`, with its run from the second on."""
    if row.review_started is None:
        return ""
    day, of = (row.today - row.review_started).days, (row.review_ends - row.review_started).days
    again = f"（第{row.review_run}次）" if row.review_run > 1 else ""
    return f"第{day}日，共{of}日{again}"


def flags(row: Any) -> str:
    """Return what stands out about a row: escalated, returned again by leave."""
    return "、".join(
        word
        for word, holds in (
            ("督办", row.is_escalated and row.rank == 0),
            ("再次退回", row.was_allowed_again),
        )
        if holds
    )


def next_after(filing: Filing, account: Account) -> Filing | None:
    """Return what waits for this reviewer after a filing: their own or nobody's, oldest first."""
    rows = sent_to(account).filter(state__in=UNDER_REVIEW).exclude(pk=filing.pk)
    free = rows.filter(Q(reviewer=account) | Q(reviewer__isnull=True))
    return free.order_by("received_at", "id").first()


def reviewers_beside(account: Account) -> QuerySet[Account]:
    """Return the division's reviewers in the order of their staff numbers; one query."""
    courts = Post.objects.filter(account=account, role__in=REVIEWERS, until__isnull=True)
    return (
        Account.objects.filter(
            posts__role__in=REVIEWERS,
            posts__until__isnull=True,
            posts__division__court__in=courts.values("division__court"),
        )
        .select_related("person")
        .distinct()
        .order_by("handle")
    )


def former_or_present_reviewers(account: Account) -> QuerySet[Account]:
    """Return everybody whose queue can be taken over: who has had a post in this division."""
    courts = Post.objects.filter(account=account, role__in=REVIEWERS, until__isnull=True)
    return (
        Account.objects.filter(
            posts__role__in=REVIEWERS,
            posts__division__court__in=courts.values("division__court"),
        )
        .select_related("person")
        .distinct()
    )


def under_review_of(colleague: Account) -> QuerySet[Filing]:
    """Return what a colleague has under review, oldest first."""
    rows = Filing.objects.filter(reviewer=colleague, state=FilingState.SUBMITTED)
    return rows.select_related("matter", "reviewer__person").order_by("received_at", "id")
