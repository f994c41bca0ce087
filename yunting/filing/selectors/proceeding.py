"""How far the parties of a case have come: who answered, objected, asked for time, asks to join."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Account, Case, Deadline, Participation
from yunting.filing import deadlines
from yunting.filing.models import (
    Answer,
    AnswerState,
    Association,
    AssociationState,
    ExtensionRequest,
    JurisdictionObjection,
    ObjectionState,
)
from yunting.filing.procedure import COMPARES
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
        return [*answers, *self.objections, *self.extensions, *self.waiting]

    @property
    def of_others(self) -> list[Any]:
        """Return the answers that other defendants have to give."""
        return [d.answer for d in self.defendants if d.answer is not None and not d.is_own]

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
    """Return how far a case has come, as far as the reader may know; at most seven queries."""
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
    return Proceeding(
        defendants=tuple(
            Defendant(part, answer, part.pk in own, part.pk in objected) for part, answer in pairs
        ),
        objections=tuple(objections),
        extensions=tuple(extensions_seen(case, account)),
        waiting=waiting,
        running=_running([answer for _, answer in pairs if answer is not None]),
    )


def _running(answers: list[Answer]) -> frozenset[int]:
    if not answers:
        return frozenset()
    rows = Deadline.objects.open().filter(
        kind=deadlines.ANSWER.name,
        subject_kind=Answer._meta.label,
        subject_id__in=[one.pk for one in answers],
    )
    return frozenset(rows.values_list("subject_id", flat=True))


def party_of(subject: Any) -> str:
    """Return whose turn it is by role and name, for what only one of several parties can do."""
    if not isinstance(subject, Answer):
        return ""
    return f"{subject.participation.get_role_display()} {subject.participation.person}"
