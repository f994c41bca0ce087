"""What there is to do: a reading of moves with a duty and running deadlines, never a table.

Anybody's list is made the same way: the subjects they may see, standing where a move begins that
somebody must make and that one of their roles may make.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Model, QuerySet

from yunting.core.actor import Actor
from yunting.core.audience import Audience, is_of_the_court, may_know
from yunting.core.deadline_kinds import kinds
from yunting.core.models import Account, Deadline, Matter, Participation, Post
from yunting.core.models.deadline import OPEN
from yunting.core.procedure import Move, Procedure, procedure_of, procedures
from yunting.core.roles import IN_THE_MATTER, POSTS, Role

MOST = 500
PARTIES = IN_THE_MATTER - POSTS


@dataclass(frozen=True, slots=True)
class Task:
    """Something somebody must do: the move, who may make it, and the first clock on it."""

    subject: Any
    move: Move
    deadline: Deadline | None

    @property
    def who(self) -> str:
        """Return whose turn it is, in words."""
        return _names(self.move.by)

    @property
    def since(self) -> datetime | None:
        """Return when it began to wait: when its clock was started; None without a clock."""
        return self.deadline.started_by.at if self.deadline else None

    @property
    def due_on(self) -> date | None:
        """Return the last day, inclusive; None when no clock runs."""
        return self.deadline.ends_on if self.deadline else None

    def days_left(self, on: date) -> int | None:
        """Return how many days are left on that day; negative when overdue."""
        return (self.due_on - on).days if self.due_on else None


def duties(subject: Any) -> tuple[Move, ...]:
    """Return the moves somebody must make from where the subject stands."""
    return tuple(m for m in procedure_of(subject).moves if m.duty and subject.state in m.source)


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that must happen next: what, who, by when and why; `is_mine` if the reader's."""

    what: str
    who: str
    due_on: date | None
    why: str
    basis: str
    is_mine: bool
    subject: Any
    move: Move | None


def periods_of(matter: Matter, actor: Actor) -> list[Deadline]:
    """Return the periods of a dispute the actor may know of, the first to end first; one query."""
    rows = Deadline.objects.filter(may_know(actor, Deadline), matter=matter)
    return list(rows.filter(kind__in=periods_known_to(actor)).order_by("lapses_at", "id"))


def next_steps(
    subjects: Sequence[Any],
    actor: Actor,
    *,
    of_others: Sequence[Any] = (),
    periods: Sequence[Deadline] | None = None,
) -> tuple[Next, ...]:
    """Return what must happen next with these subjects, the reader's own first; one query.

    None if the `periods` of their dispute are given.
    A running period whose subject has no move with a duty is something to do as well. `of_others`
    belong to other parties in the reader's role: a co-defendant's answer is not the reader's.
    """
    others = {_key(s) for s in of_others}
    clocks: dict[tuple[str, int], list[Deadline]] = {}
    for row in _open_now(subjects, actor) if periods is None else periods:
        if row.state not in OPEN or row.kind not in terms():
            continue
        clocks.setdefault((row.subject_kind, row.subject_id), []).append(row)
    found = [
        n
        for s in subjects
        for n in _nexts(s, clocks.get(_key(s), []), actor, is_other=_key(s) in others)
    ]
    return tuple(sorted(found, key=lambda n: (not n.is_mine, n.due_on or date.max)))


def _open_now(subjects: Sequence[Any], actor: Actor) -> QuerySet[Deadline]:
    rows = Deadline.objects.open().filter(
        may_know(actor, Deadline),
        subject_kind__in={s._meta.label for s in subjects},
        subject_id__in=[s.pk for s in subjects],
        kind__in=periods_known_to(actor),
    )
    return rows.order_by("lapses_at", "id")


def _nexts(subject: Any, clocks: list[Deadline], actor: Actor, *, is_other: bool) -> list[Next]:
    moves = duties(subject)
    if not moves:
        return [_from_clock(row, subject, actor, is_other=is_other) for row in clocks]
    first = clocks[0] if clocks else None
    movers = {role for move in moves for role in move.by}
    # What a party must do first stands beside the court's move that waits for it.
    of_parties = [r for r in clocks if kinds()[r.kind].who <= PARTIES - movers]
    return [
        *(_from_clock(row, subject, actor, is_other=is_other) for row in of_parties),
        *_from_moves(moves, first, subject, actor, is_other=is_other),
    ]


def _from_moves(
    moves: Sequence[Move], first: Deadline | None, subject: Any, actor: Actor, *, is_other: bool
) -> list[Next]:
    return [
        Next(
            what=move.task or move.label,
            who=_names(move.by),
            due_on=first.ends_on if first else None,
            why=kinds()[first.kind].on_lapse if first else "",
            basis=first.basis if first else move.basis,
            is_mine=bool(actor.roles & move.by) and not is_other,
            subject=subject,
            move=move,
        )
        for move in moves
    ]


def _from_clock(row: Deadline, subject: Any, actor: Actor, *, is_other: bool) -> Next:
    kind = kinds()[row.kind]
    return Next(
        what=row.title,
        who=_names(kind.who),
        due_on=row.ends_on,
        why=kind.on_lapse,
        basis=row.basis,
        is_mine=bool(actor.roles & kind.who) and not is_other,
        subject=subject,
        move=None,
    )


def periods_known_to(actor: Actor) -> frozenset[str]:
    """Return the names of the periods this actor may know of."""
    if is_of_the_court(actor):
        return frozenset(kinds())
    open_to_all = {Audience.PUBLIC, Audience.PARTIES}
    return frozenset(
        name
        for name, kind in kinds().items()
        if kind.audience in open_to_all
        or (kind.audience == Audience.SIDE and kind.side == actor.side)
    )


def terms() -> frozenset[str]:
    """Return the names of the periods somebody must keep: all but reminders."""
    return frozenset(name for name, kind in kinds().items() if not kind.is_reminder)


def _names(roles: frozenset[Role]) -> str:
    return "、".join(sorted(Role(r).label for r in roles if r != Role.COURT))


def tasks_of(account: Account) -> list[Task]:
    """Return everything this account must do, most urgent first; at most `MOST` a procedure.

    Four queries and one for each procedure in which one of the account's roles has a duty, however
    much there is to do.
    """
    posts = frozenset(
        Post.objects.filter(account=account, until__isnull=True).values_list("role", flat=True)
    )
    held = frozenset(_live(account).order_by().values_list("role", flat=True).distinct())
    subjects = [s for p in procedures() for s in _subjects(p, account, posts, held)]
    roles = _roles_in(account, {s.matter_id for s in subjects})
    found: list[tuple[Any, Move]] = []
    for subject in subjects:
        mine = posts | roles.get(subject.matter_id, frozenset())
        found += [(subject, move) for move in duties(subject) if move.by & mine]
    clocks = _clocks([s for s, _ in found])
    tasks = [Task(s, m, clocks.get(_key(s))) for s, m in found]
    return sorted(tasks, key=lambda t: (t.due_on or date.max, t.subject.pk))


def own_deadlines(account: Account, *, limit: int = 20) -> list[Deadline]:
    """Return the running periods of what one takes part in, the first to end first; one query."""
    mine = Participation.objects.of(account, what="subject_kind", ref="subject_id")
    rows = Deadline.objects.open().filter(Exists(mine)).select_related("case", "matter")
    return list(rows.order_by("lapses_at", "id")[:limit])


def _subjects(
    procedure: Procedure, account: Account, posts: frozenset[str], held: frozenset[str]
) -> Iterable[Any]:
    moves = [m for m in procedure.moves if m.duty]
    by_post = {m for m in moves if m.by & posts & POSTS}
    in_matter = {m for m in moves if m.by & held & IN_THE_MATTER}
    states = {s for m in by_post | in_matter for s in m.source}
    if not states:
        return ()
    manager: Any = procedure.model()._default_manager
    rows: QuerySet[Any] = manager.visible_to(account).filter(state__in=states)
    if not by_post:
        mine = Participation.objects.of(account)
        rows = rows.filter(Exists(mine.filter(role__in={r for m in in_matter for r in m.by})))
    return list(rows.select_related("matter").order_by("id")[:MOST])


def _live(account: Account) -> QuerySet[Participation]:
    return Participation.objects.filter(person=account.person_id, until__isnull=True)


def _roles_in(account: Account, matters: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the account's roles in each of these disputes; one query, none for none."""
    roles: dict[int, frozenset[str]] = {}
    held = _live(account).filter(matter__in=matters).values_list("matter_id", "role")
    for matter, role in held:
        roles[matter] = roles.get(matter, frozenset()) | {role}
    return roles


def _key(subject: Model) -> tuple[str, int]:
    return subject._meta.label, subject.pk


def _clocks(subjects: Sequence[Model]) -> dict[tuple[str, int], Deadline]:
    """Return the first running clock of each subject; one query."""
    labels = {s._meta.label for s in subjects}
    rows = Deadline.objects.open().filter(
        subject_kind__in=labels, subject_id__in=[s.pk for s in subjects], kind__in=terms()
    )
    first: dict[tuple[str, int], Deadline] = {}
    for row in rows.select_related("started_by").order_by("lapses_at", "id"):
        first.setdefault((row.subject_kind, row.subject_id), row)
    return first
