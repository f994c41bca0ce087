"""举证期限: each party's own, from the day the notice to give evidence was served on it.

民事诉讼证据规定 第五十一条, 第五十五条. An objection to jurisdiction lets it stand still until the
ruling that dismisses it takes effect.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yunting.core.actor import Actor
from yunting.core.deadlines import restart, start
from yunting.core.events import record
from yunting.core.models import Case, Deadline, DeadlineState, Participation
from yunting.core.models.deadline import DeadlineQuerySet
from yunting.core.procedure import NotYours, Step
from yunting.core.roles import Role
from yunting.filing import deadlines, events
from yunting.filing.models import JurisdictionObjection, ObjectionState
from yunting.filing.selectors.parties import case_of
from yunting.filing.services.papers import NoCaseYet
from yunting.lib.errors import Refused
from yunting.rules.limits import EvidencePeriod, evidence_end, is_evidence_period_allowed

BOUNDS = {
    "ordinary": EvidencePeriod.ORDINARY,
    "summary": EvidencePeriod.SUMMARY,
    "small_claims": EvidencePeriod.SMALL_CLAIMS,
}
# While one of these stands, nobody has to give evidence to this court.
UNSETTLED = frozenset(
    {
        ObjectionState.RAISED,
        ObjectionState.UPHELD,
        ObjectionState.DISMISSED,
        ObjectionState.APPEALED,
    }
)


class PeriodOutOfBounds(Refused):
    """The law bounds how long a period to give evidence may be."""

    code: ClassVar[str] = "evidence-period-out-of-bounds"


def begin_evidence_period(
    participation: Participation, *, on: date, days: int, by: Actor, at: datetime
) -> Deadline:
    """Begin one party's period to give evidence, of so many days from the day it was notified.

    `on` is the effective date of that service and is not counted. Told twice of the same, nothing
    happens; notified again, it begins anew. `by` is the court.

    :raises NotYours: if the actor is not the court
    :raises NoCaseYet: if the complaint has not been accepted
    :raises PeriodOutOfBounds: if the case's procedure does not allow a period of that length
    """
    if Role.COURT not in by.roles:
        raise NotYours("举证期限由法院起算。", basis=deadlines.EVIDENCE.article)
    case = case_of(participation)
    if case is None:
        raise NoCaseYet("法院还没有立案。", remedy="立案以后再指定举证期限。")
    _require_allowed(case, days, on=on)
    with transaction.atomic():
        Participation.objects.select_for_update(no_key=True, of=("self",)).get(pk=participation.pk)
        rows = Deadline.objects.of(participation).filter(kind=deadlines.EVIDENCE.name)
        last = rows.order_by("-run").first()
        if last is not None and last.started_on == on:
            return last
        fact = events.EvidencePeriodBegun(
            participation=participation.pk,
            party=participation.person.name,
            served_on=on,
            days=days,
        )
        event = record(
            fact,
            matter=participation.matter,
            case=case,
            by=by,
            at=at,
            basis="民事诉讼证据规定 第五十一条",
        )
        begin = start if last is None else restart
        found = evidence_end(on, days)
        return begin(
            deadlines.EVIDENCE, participation, event=event, on=on, by=by, at=at, found=found
        )


def stand_still(step: Step[JurisdictionObjection], case: Case, *, since: date) -> None:
    """Let every running period of the case stand still from the day of an objection on."""
    for row in _periods(case).filter(state=DeadlineState.RUNNING):
        step.suspend(row, since=since, reason="当事人提出管辖权异议")


def run_again(step: Step[JurisdictionObjection], case: Case, *, on: date) -> None:
    """Let them run again, from that day, if no other objection stands."""
    others = JurisdictionObjection.objects.filter(case=case, state__in=UNSETTLED)
    if others.exclude(pk=step.subject.pk).exists():
        return
    for row in _periods(case).filter(state=DeadlineState.SUSPENDED):
        step.resume(row, on=on)


def _periods(case: Case) -> DeadlineQuerySet:
    rows = Deadline.objects.filter(matter=case.matter_id, kind=deadlines.EVIDENCE.name)
    return rows.order_by("id")


def _require_allowed(case: Case, days: int, *, on: date) -> None:
    found = is_evidence_period_allowed(BOUNDS[case.procedure], days, on=on)
    if not found.value:
        raise PeriodOutOfBounds(
            f"{case.number}的举证期限不能是{days}日：{found.reasons[-1]}。",
            basis="；".join(map(str, found.basis)),
            remedy="请另定天数。",
            field="days",
        )
