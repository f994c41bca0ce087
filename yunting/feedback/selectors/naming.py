"""Who is named to answer: the colleague of the step, or the court's office.

A complaint about a person goes to the office, past the person and, about a judge, past the clerk
who works beside them. A judge is never named.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from yunting.core.models import Account, Court, Event, Matter, Participation, Person, Post
from yunting.core.roles import Role
from yunting.feedback.models import About, Step, VoiceKind

REVIEWERS = (Role.FILING_CLERK, Role.FILING_CHIEF)


def judges_of(matter: Matter) -> list[Person]:
    """Return who judges the dispute now, the newest first; one query."""
    rows = Participation.objects.filter(matter=matter, role=Role.JUDGE, until__isnull=True)
    return [one.person for one in rows.select_related("person").order_by("-id")]


def colleague_of(matter: Matter, step: str) -> Account | None:
    """Return who does the work of a step: the reviewer while filing, the clerk afterwards."""
    return _reviewer(matter) if step == Step.FILING else _clerk(matter)


def named_for(matter: Matter, *, step: str, kind: str, about: str) -> Account | None:
    """Return who answers what is said; None if the court has nobody for it."""
    shut_out = {person.pk for person in judges_of(matter)}
    own = colleague_of(matter, step)
    if kind != VoiceKind.COMPLAINT or about == About.WORK:
        if own is not None and own.person_id not in shut_out:
            return own
    elif own is not None and own.person_id is not None:
        shut_out.add(own.person_id)
    return _holder(matter.court, Role.FILING_CHIEF, but=shut_out) or president_for(
        matter.court, but=shut_out
    )


def president_for(court: Court, *, but: Collection[int]) -> Account | None:
    """Return the court's president, unless it is one of these persons; one query."""
    return _holder(court, Role.PRESIDENT, but=but)


def _holder(court: Court, role: Role, *, but: Collection[int]) -> Account | None:
    rows = _posts(role).filter(division__court=court).exclude(account__person__in=but)
    post = rows.first()
    return post.account if post else None


def _posts(*roles: Role) -> QuerySet[Post]:
    rows = Post.objects.filter(role__in=roles, until__isnull=True, account__is_active=True)
    return rows.select_related("account__person").order_by("id")


def _reviewer(matter: Matter) -> Account | None:
    """Return who of the filing division acted in the dispute last and still has that post."""
    seen = Event.objects.filter(
        matter=matter, kind__startswith="filing.", role__in=REVIEWERS, account__isnull=False
    )
    last = seen.order_by("-id").values_list("account", flat=True).first()
    post = _posts(*REVIEWERS).filter(account=last).first() if last else None
    return post.account if post else None


def _clerk(matter: Matter) -> Account | None:
    """Return the clerk of the case: who takes part as such, or sits in its judge's division."""
    parts = Participation.objects.filter(matter=matter, role=Role.CLERK, until__isnull=True)
    post = _posts(Role.CLERK).filter(account__person__in=parts.values("person")).first()
    if post is None:
        judges = [person.pk for person in judges_of(matter)]
        rooms = Post.objects.filter(
            account__person__in=judges, role=Role.JUDGE, until__isnull=True
        ).values("division")
        post = _posts(Role.CLERK).filter(division__in=rooms).first()
    return post.account if post else None
