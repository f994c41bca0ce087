"""Give a case to a judge: by draw, overridden only with a reason, taken over when one is away."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, Q, QuerySet

from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Participation, Side
from yunting.core.procedure import perform
from yunting.core.roles import Role
from yunting.core.versions import require_seen
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Assignment
from yunting.lib import canonical
from yunting.lib.errors import Refused
from yunting.rules.assignment import Candidate, Drawn, draw


class NoReasonToOverride(Refused):
    """Who sets the draw aside says why; the reason stays on the file."""

    code: ClassVar[str] = "no-reason-to-override"


class NotACandidate(Refused):
    """A case goes to somebody who holds a judge's post in this court."""

    code: ClassVar[str] = "not-a-candidate"


def judges_for(case: Case) -> QuerySet[Account]:
    """Return the judges the case can go to, in the order of their staff numbers."""
    return (
        Account.objects.filter(
            posts__role=Role.JUDGE,
            posts__until__isnull=True,
            posts__division__court=case.court,
            is_active=True,
        )
        .select_related("person")
        .distinct()
        .order_by("handle")
    )


def judge_by_number(case: Case, handle: str) -> Account:
    """Return a judge by staff number.

    :raises NotACandidate: if there is no such judge of this court
    """
    found = judges_for(case).filter(handle=handle).first()
    if found is None:
        raise _not_a_candidate()
    return found


def candidates(case: Case) -> tuple[Candidate, ...]:
    """Return the judges the case can go to, with their open cases; one query."""
    held = Count("assigned", filter=Q(assigned__until__isnull=True), distinct=True)
    judges = judges_for(case).annotate(held=held).order_by("pk")
    return tuple(Candidate(str(judge.pk), judge.held) for judge in judges)


def assign(
    case: Case,
    *,
    to: Account | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Assignment:
    """Draw a judge for a case, or override the draw with a reason. T29.

    `seen` is the newest fact the page knew.

    :raises OutOfOrder: if it has a judge
    :raises MovedOn: if a colleague has acted since the page was made
    :raises NotYours: if the actor is neither the court's rule nor the chief of filing
    :raises NoReasonToOverride: if somebody is named and no reason is given
    :raises NotACandidate: if `to` is no judge of this court
    """
    with perform(procedure.ASSIGN, case, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        given, drawn = _give(step.subject, to=to, reason=reason, at=at)
        step.fact = events.CaseAssigned(**drawn)
        step.meet(deadlines.PASS_ON)
    return given


def reassign(
    case: Case,
    *,
    to: Account | None = None,
    reason: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Assignment:
    """Give a case to another judge, by a new draw or by name, with a reason.

    `seen` is the newest fact the page knew.

    :raises OutOfOrder: if it has no judge yet
    :raises MovedOn: if a colleague has acted since the page was made
    :raises NotYours: if the actor is neither chief of filing nor president
    :raises NoReasonToOverride: if no reason is given
    :raises NotACandidate: if `to` is no judge of this court, or the one who has it
    """
    _require_reason(reason)
    with perform(procedure.REASSIGN, case, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        held = Assignment.objects.get(case=step.subject, until__isnull=True)
        held.until = at
        held.save(update_fields=["until"])
        Participation.objects.filter(
            matter=step.subject.matter,
            case=step.subject,
            person=held.judge.person,
            role=Role.JUDGE,
            until__isnull=True,
        ).update(until=at)
        given, drawn = _give(step.subject, to=to, reason=reason, at=at, but=held.judge)
        step.fact = events.CaseReassigned(**drawn)
    return given


def _give(
    case: Case, *, to: Account | None, reason: str, at: datetime, but: Account | None = None
) -> tuple[Assignment, dict[str, str]]:
    field = [c for c in candidates(case) if but is None or c.key != str(but.pk)]
    seed = secrets.token_hex(16)
    drawn = draw(field, seed=seed)
    judge = _chosen(to, drawn, field)
    if to is not None:
        _require_reason(reason)
    overridden = str(judge.pk) != drawn.key
    assignment = Assignment.objects.create(
        case=case,
        judge=judge,
        drawn_id=int(drawn.key),
        seed=seed,
        candidates=_chances(drawn, field),
        override_reason=reason if overridden or but is not None else "",
        at=at,
    )
    if judge.person is None:
        raise TypeError("a judge is somebody")
    Participation.objects.create(
        matter=case.matter,
        case=case,
        person=judge.person,
        role=Role.JUDGE,
        side=Side.NONE,
        since=at,
    )
    told = {
        "judge": str(judge),
        "drawn": str(assignment.drawn),
        "seed": seed,
        "override_reason": assignment.override_reason,
    }
    return assignment, told


def _chosen(to: Account | None, drawn: Drawn, field: Iterable[Candidate]) -> Account:
    key = drawn.key if to is None else str(to.pk)
    if key not in {c.key for c in field}:
        raise _not_a_candidate()
    return Account.objects.select_related("person").get(pk=int(key))


def _not_a_candidate() -> NotACandidate:
    return NotACandidate(
        "只能分给本院在任且未承办本案的法官。", remedy="请从名单中选择。", field="to"
    )


def _chances(drawn: Drawn, field: Iterable[Candidate]) -> bytes:
    loads = {c.key: c.open_cases for c in field}
    return canonical.encode(
        [
            {"judge": key, "open": loads[key], "chance": f"{c.numerator}/{c.denominator}"}
            for key, c in drawn.chances
        ]
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReasonToOverride(
            "不按抽取结果分案，必须写明理由。",
            remedy="请填写理由，理由会留在卷内。",
            field="reason",
        )
