"""How far the parties of a case have come: who answered, objected, asked for time, asks to join."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Account, Case, Deadline, Participation
from yunting.core.procedure import Move
from yunting.filing import deadlines
from yunting.filing.models import (
    Answer,
    AnswerState,
    Association,
    AssociationState,
    Evidence,
    ExtensionRequest,
    JurisdictionObjection,
    ObjectionState,
)
from yunting.filing.procedure import COMPARES
from yunting.filing.selectors import evidence
from yunting.filing.selectors.defending import answers_in, extensions_seen, objections_in
from yunting.filing.selectors.parties import ANSWERS, own_parties

PENDING = frozenset({ObjectionState.UPHELD, ObjectionState.DISMISSED, ObjectionState.APPEALED})


@dataclass(frozen=True, slots=True)
class Defendant:
    """One defendant, its answer if there is one, and whether the reader is it or acts for it."""

    party: Participation
    answer: Answer | None
    is_own: bool
    has_objected: bool

    @property
    def has_answered(self) -> bool:
        """Tell whether the answer was sent."""
        return self.answer is not None and self.answer.state == AnswerState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Proceeding:
    """What the case page tells besides filing and case; `running` are answers whose period runs."""

    defendants: tuple[Defendant, ...]
    objections: tuple[JurisdictionObjection, ...]
    extensions: tuple[ExtensionRequest, ...]
    waiting: tuple[Association, ...]
    running: frozenset[int]
    originals: tuple[Evidence, ...]
    own: frozenset[int]

    @property
    def subjects(self) -> list[Any]:
        """Return what follows a procedure and may be the next step.

        An answer nobody waits for yet is told to its own defendant alone.
        """
        answers = [
            one.answer
            for one in self.defendants
            if one.answer is not None and (one.is_own or one.answer.pk in self.running)
        ]
        return [*answers, *self.objections, *self.extensions, *self.waiting, *self.originals]

    @property
    def of_others(self) -> list[Any]:
        """Return the answers and originals that other parties have to give."""
        answers = [d.answer for d in self.defendants if d.answer is not None and not d.is_own]
        return [*answers, *(one for one in self.originals if one.person_id not in self.own)]

    @property
    def answered(self) -> int:
        """Return how many defendants have answered."""
        return sum(one.has_answered for one in self.defendants)

    @property
    def sentence(self) -> str:
        """Return where the case stands if an objection decides it; empty otherwise."""
        states = {one.state: one for one in self.objections}
        if moved := states.get(ObjectionState.TRANSFERRED):
            return f"管辖权异议成立，案件移送{moved.to_court}。"
        if ObjectionState.RAISED in states:
            return "被告提出了管辖权异议，法院正在审查。"
        if states.keys() & PENDING:
            return "管辖权异议已经裁定，裁定还没有生效。"
        return ""


def of_case(case: Case, account: Account, actor: Actor) -> Proceeding:
    """Return how far a case has come, as far as the reader may know; at most ten queries."""
    own = set()
    if not is_of_the_court(actor):
        own = {one.pk for one in own_parties(case, account, ANSWERS)}
    pairs = answers_in(case)
    objections = objections_in(case)
    objected = {one.participation_id for one in objections if one.state != ObjectionState.WITHDRAWN}
    waiting: tuple[Association, ...] = ()
    if actor.roles & COMPARES:
        rows = Association.objects.filter(case=case, state=AssociationState.ASKED)
        waiting = tuple(rows.select_related("matter", "participation__person").order_by("id"))
    answered, asked = _running(case)
    originals = evidence.asked_for(case, account) if asked else []
    parts = evidence.own_parts(case.matter, account) if originals else []
    return Proceeding(
        defendants=tuple(
            Defendant(part, answer, part.pk in own, part.pk in objected) for part, answer in pairs
        ),
        objections=tuple(objections),
        extensions=tuple(extensions_seen(case, account)),
        waiting=waiting,
        running=answered,
        originals=tuple(originals),
        own=frozenset(part.person_id for part in parts),
    )


def _running(case: Case) -> tuple[frozenset[int], frozenset[int]]:
    """Return the answers and the items of evidence whose period runs; one query."""
    kinds = (deadlines.ANSWER.name, deadlines.ORIGINAL.name)
    rows = Deadline.objects.open().filter(matter=case.matter_id, kind__in=kinds)
    found: dict[str, set[int]] = {kind: set() for kind in kinds}
    for kind, subject in rows.values_list("kind", "subject_id"):
        found[kind].add(subject)
    answers, originals = (frozenset(found[kind]) for kind in kinds)
    return answers, originals


def party_of(subject: Any, move: Move | None) -> str:
    """Return whose turn it is by role and name, for what only one of several parties can do.

    Without a `move` it is a period that somebody must keep.
    """
    if isinstance(subject, Evidence) and move is None:
        return subject.person.name
    if not isinstance(subject, Answer):
        return ""
    return f"{subject.participation.get_role_display()} {subject.participation.person}"
