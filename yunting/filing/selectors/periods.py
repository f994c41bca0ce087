"""Whose a period is: the party that must keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import models

from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.models import Deadline, Participation
from yunting.filing import deadlines
from yunting.filing.models import Answer

# The periods a party may ask to have extended or restored.
KINDS: Mapping[str, DeadlineKind] = {
    kind.name: kind for kind in (deadlines.ANSWER, deadlines.EVIDENCE)
}


def subject_of(deadline: Deadline) -> models.Model:
    """Return what a party's period is about: its answer, or its part in the case; one query."""
    if deadline.subject_kind == Answer._meta.label:
        return Answer.objects.get(pk=deadline.subject_id)
    return Participation.objects.get(pk=deadline.subject_id)


def whose(deadline: Deadline) -> Participation | None:
    """Return the party that must keep a period; None where it is the court's; one query."""
    return parties_of([deadline]).get(deadline.pk)


def parties_of(
    rows: Iterable[Deadline], *known: Answer | Participation
) -> dict[int, Participation]:
    """Return the party that must keep each of these periods, by the period; two queries at most.

    What is `known` already is not asked for.
    """
    found = list(rows)
    answers = {d.subject_id for d in found if d.subject_kind == Answer._meta.label}
    parts = {d.subject_id for d in found if d.subject_kind == Participation._meta.label}
    by_answer = {one.pk: one for one in known if isinstance(one, Answer)}
    by_part = {one.pk: one for one in known if isinstance(one, Participation)}
    with_person = ("participation__person", "participation__matter")
    if missing := answers - by_answer.keys():
        by_answer |= Answer.objects.select_related(*with_person).in_bulk(missing)
    if missing := parts - by_part.keys():
        by_part |= Participation.objects.select_related("person", "matter").in_bulk(missing)
    return {
        d.pk: by_answer[d.subject_id].participation
        if d.subject_kind == Answer._meta.label
        else by_part[d.subject_id]
        for d in found
        if d.subject_kind in (Answer._meta.label, Participation._meta.label)
    }


def runs_from(participation: Participation) -> date | None:
    """Return the day a defendant's period to answer runs from; None while none runs."""
    open_now = Deadline.objects.open().filter(
        kind=deadlines.ANSWER.name, subject_kind=Answer._meta.label
    )
    answers = Answer.objects.filter(participation=participation).values("pk")
    return open_now.filter(subject_id__in=answers).values_list("started_on", flat=True).first()


def appeal_runs_from(participation: Participation) -> date | None:
    """Return the day a party's period to appeal a ruling runs from; None while none runs."""
    open_now = Deadline.objects.open().filter(
        kind=deadlines.OBJECTION_APPEAL.name,
        subject_kind=Participation._meta.label,
        subject_id=participation.pk,
    )
    return open_now.values_list("started_on", flat=True).first()
