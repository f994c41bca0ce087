"""Whether the draws were kept: each judge's count against what the rule promised. T29."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from yunting.core.models import Account, Case, Court
from yunting.core.roles import Role
from yunting.filing.models import Assignment
from yunting.rules.assignment import Candidate, Drawn, draw, fairness

MAY_SEE = frozenset({Role.FILING_CLERK, Role.FILING_CHIEF, Role.DIVISION_CHIEF, Role.PRESIDENT})


@dataclass(frozen=True, slots=True)
class Share:
    """One judge: what the draws gave, what they promised, and the reasonable interval.

    `given` counts overrides in: it is what the judge got in the end.
    """

    judge: Account
    drawn: int
    given: int
    expected: Fraction
    low: Fraction
    high: Fraction
    is_within: bool


def courts_seen_by(account: Account) -> QuerySet[Court]:
    """Return the courts whose draws the account may look at."""
    return Court.objects.filter(
        divisions__posts__account=account,
        divisions__posts__role__in=MAY_SEE,
        divisions__posts__until__isnull=True,
    ).distinct()


def draws(courts: QuerySet[Court], *, year: int) -> QuerySet[Assignment]:
    """Return the draws of these courts in a year of the court's calendar, newest first."""
    rows = Assignment.objects.filter(case__court__in=courts, at__year=year)
    return rows.select_related("case", "judge__person", "drawn__person").order_by("-at", "-id")


def present(case: Case) -> Assignment:
    """Return the draw by which the case has its judge now; one query.

    :raises Assignment.DoesNotExist: if it has none yet
    """
    rows = Assignment.objects.select_related("judge__person", "drawn__person")
    return rows.get(case=case, until__isnull=True)


def chances_of(assignment: Assignment) -> tuple[tuple[str, int, Fraction], ...]:
    """Return what the draw started from, as it was stored: candidate, open cases, chance."""
    stored = json.loads(bytes(assignment.candidates))
    return tuple((one["judge"], one["open"], Fraction(one["chance"])) for one in stored)


def redrawn(assignment: Assignment) -> str:
    """Run a stored draw again from its seed; return whom it gives, as anybody else could."""
    field = [Candidate(key, held) for key, held, _ in chances_of(assignment)]
    return draw(field, seed=assignment.seed).key


def shares(rows: Iterable[Assignment]) -> list[Share]:
    """Return each judge's share in the order of their staff numbers, which ranks nobody.

    One query for the judges' names, however many draws.
    """
    found = list(rows)
    drawn = Counter(str(one.drawn_id) for one in found)
    given = Counter(str(one.judge_id) for one in found)
    told = fairness(
        (Drawn(str(one.drawn_id), _promised(one)) for one in found),
        dict(drawn),
    )
    judges = Account.objects.select_related("person").in_bulk([int(one.key) for one in told])
    return sorted(
        (
            Share(
                judges[int(one.key)],
                one.got,
                given[one.key],
                one.expected,
                one.low,
                one.high,
                one.is_within,
            )
            for one in told
        ),
        key=lambda share: share.judge.handle,
    )


def _promised(assignment: Assignment) -> tuple[tuple[str, Fraction], ...]:
    return tuple((key, chance) for key, _, chance in chances_of(assignment))
