"""How far the parties of a case have come: who answered, objected, asked for time, asks to join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.models import Account, Case, Deadline, Matter, Participation
from yunting.core.models.deadline import OPEN
from yunting.core.procedure import Move
from yunting.core.roles import PARTIES
from yunting.filing import deadlines
from yunting.filing.models import (
    Answer,
    AnswerState,
    Association,
    AssociationState,
    Evidence,
    ExtensionRequest,
    JurisdictionObjection,
    Lodgement,
    ObjectionState,
    PaperKind,
    Submission,
)
from yunting.filing.procedure import COMPARES
from yunting.filing.selectors import evidence
from yunting.filing.selectors.parties import ANSWERS

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
    """What the case page tells besides filing and case; `running` are answers whose period runs.

    `complaint` is what the answers answer, as it was sent last; known to the court, once one has.
    """

    defendants: tuple[Defendant, ...]
    objections: tuple[JurisdictionObjection, ...]
    extensions: tuple[ExtensionRequest, ...]
    waiting: tuple[Association, ...]
    running: frozenset[int]
    originals: tuple[Evidence, ...]
    own: frozenset[int]
    complaint: Submission | None

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
    def pairs(self) -> list[tuple[Participation, Answer | None]]:
        """Return every defendant with its answer, if there is one."""
        return [(one.party, one.answer) for one in self.defendants]

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


def asked(
    matter: Matter,
    account: Account,
    actor: Actor,
    *,
    parties: Sequence[Participation],
    periods: Sequence[Deadline],
) -> dict[str, QuerySet[Any]]:
    """Return what `of_case` has to know of a dispute, by name: to be fetched together."""
    found: dict[str, QuerySet[Any]] = {}
    if any(one.role in ANSWERS for one in parties):
        found = {
            "answers": Answer.objects.filter(matter=matter),
            "sent": Lodgement.objects.filter(matter=matter, kind=PaperKind.ANSWER),
            "objections": JurisdictionObjection.objects.filter(matter=matter),
            "extensions": ExtensionRequest.objects.visible_to(account).filter(matter=matter),
        }
    if found and actor.roles & COMPARES:
        found["waiting"] = Association.objects.filter(matter=matter, state=AssociationState.ASKED)
    if found and is_of_the_court(actor):
        answers = Answer.objects.filter(case=OuterRef("filing__case"), sent__isnull=False)
        found["complaints"] = Submission.objects.filter(Exists(answers), filing__matter=matter)
    if _run(periods, deadlines.ORIGINAL):
        found["originals"] = evidence.asked_for(matter, account)
    return found


def of_case(
    case: Case,
    account: Account,
    actor: Actor,
    *,
    parties: Sequence[Participation],
    periods: Sequence[Deadline],
    found: Mapping[str, Sequence[Any]],
) -> Proceeding:
    """Return how far a case has come, as far as the reader may know; no query.

    `parties` are all who ever took part in its matter, `periods` the matter's, `found` what `asked`
    asks for.
    """
    told = {name: [one for one in rows if _is_of(one, case)] for name, rows in found.items()}
    present = [one for one in parties if one.until is None]
    own = set() if is_of_the_court(actor) else _own(present, account)
    answers = {one.participation_id: one for one in told.get("answers", ())}
    objections = told.get("objections", [])
    objected = {one.participation_id for one in objections if one.state != ObjectionState.WITHDRAWN}
    complaints: Iterable[Submission] = told.get("complaints", ())
    return Proceeding(
        defendants=tuple(
            Defendant(part, answers.get(part.pk), part.pk in own, part.pk in objected)
            for part in present
            if part.role in ANSWERS and part.case_id in (None, case.pk)
        ),
        objections=tuple(objections),
        extensions=tuple(told.get("extensions", ())),
        waiting=tuple(told.get("waiting", ())),
        running=_run(periods, deadlines.ANSWER),
        originals=tuple(told.get("originals", ())),
        own=frozenset(part.person_id for part in present if part.pk in own),
        complaint=max(complaints, key=lambda one: one.run, default=None),
    )


def _is_of(row: Any, case: Case) -> bool:
    return bool((row.filing.case_id if isinstance(row, Submission) else row.case_id) == case.pk)


def _run(periods: Sequence[Deadline], kind: DeadlineKind) -> frozenset[int]:
    """Return what the open periods of a kind are about."""
    return frozenset(
        row.subject_id for row in periods if row.kind == kind.name and row.state in OPEN
    )


def _own(parties: Sequence[Participation], account: Account) -> set[int]:
    """Return which of the parties the account is or acts for."""
    person = account.person_id
    mine = {one.pk for one in parties if one.person_id == person}
    return mine | {
        one.represents_id
        for one in parties
        if one.represents_id and one.person_id == person and one.role in PARTIES
    }


def party_of(subject: Any, move: Move | None) -> str:
    """Return whose turn it is by role and name, for what only one of several parties can do.

    Without a `move` it is a period that somebody must keep.
    """
    if isinstance(subject, Evidence) and move is None:
        return subject.person.name
    if not isinstance(subject, Answer):
        return ""
    return f"{subject.participation.get_role_display()} {subject.participation.person}"
