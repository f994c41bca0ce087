"""The one state machine engine. An app declares its procedure as data; this moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar, overload

from django.apps import apps
from django.db import IntegrityError, models, transaction

from yunting.core import deadlines, events, idempotency, lapses
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.facts import Fact
from yunting.core.idempotency import AlreadyDone
from yunting.core.models import Case, Deadline, Event, Matter
from yunting.core.roles import Role
from yunting.lib.errors import Refused
from yunting.rules.finding import Finding

__all__ = ["AlreadyDone", "Move", "NotYours", "OutOfOrder", "Procedure", "Step", "perform"]

S = TypeVar("S", bound=models.Model)
BIRTH: frozenset[str] = frozenset()


class OutOfOrder(Refused):
    """The procedure has no such move from where it stands."""

    code: ClassVar[str] = "out-of-order"


class NotYours(Refused):
    """The move belongs to another role."""

    code: ClassVar[str] = "not-yours"


@dataclass(frozen=True, slots=True)
class Move:
    """One act of a procedure: from where to where, by whom, under which article.

    An empty `source` is a birth: the act creates the subject. `duty` says that somebody must do
    it, so it stands on the next-step card and in the tasks; `label` is the button, `task` says
    what there is to do where the button alone would prejudge it.
    """

    name: str
    source: frozenset[str]
    target: str
    by: frozenset[Role]
    basis: str
    fact: type[Fact]
    label: str
    duty: bool = False
    task: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """All moves of one kind of subject; `subject` is its model as `app.Model`."""

    subject: str
    title: str
    states: type[models.TextChoices]
    moves: tuple[Move, ...]

    def model(self) -> type[models.Model]:
        """Return the subject's model."""
        return apps.get_model(self.subject)


_registry: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Add a procedure to the registry; each app does it once, at import."""
    names = [m.name for m in procedure.moves]
    if len(set(names)) != len(names):
        raise TypeError(f"{procedure.subject} names a move twice")
    _registry[procedure.subject] = procedure
    return procedure


def procedures() -> tuple[Procedure, ...]:
    """Return every registered procedure."""
    return tuple(_registry.values())


def procedure_of(subject: models.Model) -> Procedure:
    """Return the procedure a subject follows."""
    return _registry[f"{subject._meta.app_label}.{subject._meta.object_name}"]


def open_moves(subject: Any, actor: Actor) -> tuple[Move, ...]:
    """Return the moves this actor could make from where the subject stands."""
    return tuple(
        m for m in procedure_of(subject).moves if subject.state in m.source and actor.roles & m.by
    )


Then = Callable[[Any, Event, Actor, datetime], object]


@dataclass(slots=True)
class Step(Generic[S]):
    """A move under way. `subject` is locked; `fact` must be set before the step ends.

    What it does to periods happens in the same transaction, once its fact is recorded. `basis` is
    the article of this one step where the move's own is too wide.
    """

    subject: S
    fact: Fact | None = field(default=None)
    event: Event | None = field(default=None)
    basis: str = ""
    _then: list[Then] = field(default_factory=list)

    def start(
        self,
        kind: DeadlineKind,
        *,
        on: date,
        found: Finding[date] | None = None,
        of: models.Model | None = None,
    ) -> None:
        """Start a period of the subject, or `of` what it became, from this step's fact.

        See `deadlines.start`.
        """
        self._then.append(
            lambda subject, event, by, at: deadlines.start(
                kind, of or subject, event=event, on=on, by=by, at=at, found=found
            )
        )

    def restart(
        self,
        kind: DeadlineKind,
        *,
        on: date,
        found: Finding[date] | None = None,
        of: models.Model | None = None,
    ) -> None:
        """Begin a period of the subject, or `of` another, anew from this step's fact.

        See `deadlines.restart`.
        """
        self._then.append(
            lambda subject, event, by, at: deadlines.restart(
                kind, of or subject, event=event, on=on, by=by, at=at, found=found
            )
        )

    def extend(self, deadline: Deadline, *, to: date, reason: str, basis: str) -> None:
        """Put off the last day of a running period; see `deadlines.extend`."""
        self._then.append(
            lambda subject, event, by, at: deadlines.extend(
                deadline, to=to, reason=reason, basis=basis, by=by, at=at
            )
        )

    def meet(self, kind: DeadlineKind) -> None:
        """Record that this step does what a period of the subject was for."""
        self._then.append(
            lambda subject, event, by, at: deadlines.meet(kind, subject, by=by, at=at)
        )

    def suspend(self, deadline: Deadline, *, since: date, reason: str) -> None:
        """Let a running period stand still from a day on; see `deadlines.suspend`."""
        self._then.append(
            lambda subject, event, by, at: deadlines.suspend(
                deadline, since=since, reason=reason, by=by, at=at
            )
        )

    def resume(self, deadline: Deadline, *, on: date) -> None:
        """Let a period run again; `on` is the first day counted; see `deadlines.resume`."""
        self._then.append(
            lambda subject, event, by, at: deadlines.resume(deadline, on=on, by=by, at=at)
        )

    def lift(self, kind: DeadlineKind, *, reason: str, of: models.Model | None = None) -> None:
        """End a period of the subject, or `of` another, that loses its object, if one is open."""
        self._then.append(
            lambda subject, event, by, at: (
                deadlines.open_one(kind, of or subject)
                and deadlines.lift(kind, of or subject, reason=reason, by=by, at=at)
            )
        )

    def lift_any(self, kinds: Iterable[DeadlineKind], *, reason: str) -> None:
        """End those of several periods of the subject that are open; one query if none is."""
        named = {kind.name: kind for kind in kinds}
        self._then.append(
            lambda subject, event, by, at: [
                deadlines.lift(named[name], subject, reason=reason, by=by, at=at)
                for name in deadlines.open_among(named, subject)
            ]
        )


@overload
def perform(
    move: Move, subject: None, *, by: Actor, at: datetime
) -> AbstractContextManager[Step[Any]]: ...
@overload
def perform(
    move: Move, subject: S, *, by: Actor, at: datetime
) -> AbstractContextManager[Step[S]]: ...
def perform(
    move: Move, subject: Any, *, by: Actor, at: datetime
) -> AbstractContextManager[Step[Any]]:
    """Lock the subject, check the move, let the caller write, then move and record.

    A birth has no subject yet: the caller sets `step.subject`. Whatever is due in the subject's
    matter lapses first, so no effect of the law waits for the poll.

    :raises AlreadyDone: if the actor did this under the same key before
    :raises KeyReused: if the key was used for other content
    :raises OutOfOrder: if the subject does not stand where the move begins
    :raises NotYours: if the actor holds none of the move's roles
    :raises EffectPending: if a lapse that comes first could not take effect
    """
    return _performing(move, subject, by, at)


@contextmanager
def _performing(move: Move, subject: Any, by: Actor, at: datetime) -> Iterator[Step[Any]]:
    idempotency.check(by)
    if subject is not None:
        lapses.lapse_due(subject, at=at)
    try:
        with transaction.atomic():
            step: Step[Any] = Step(None if subject is None else _locked(move, subject, by))
            _check(move, step.subject, by)
            yield step
            _finish(move, step, by, at)
    except IntegrityError as error:
        if "one_fact_per_key" in str(error):
            idempotency.check(by)
        raise


def _locked(move: Move, subject: Any, by: Actor) -> Any:
    rows = type(subject)._default_manager
    locked = rows.select_for_update(no_key=True, of=("self",)).get(pk=subject.pk)
    # Whoever held the lock before us may have been the first copy of this very request.
    idempotency.check(by)
    return locked


def _check(move: Move, subject: Any, by: Actor) -> None:
    if (subject is None) != (not move.source):
        raise TypeError(f"{move.name} begins at {set(move.source) or 'birth'}")
    if not by.roles & move.by:
        wanted = "、".join(sorted(r.label for r in move.by))
        raise NotYours(
            f"“{move.label}”只能由{wanted}办理。",
            basis=move.basis,
            remedy="如您认为身份有误，请拨打12368。",
        )
    if subject is not None and subject.state not in move.source:
        standing = subject.get_state_display()
        raise OutOfOrder(
            f"现在的状态是“{standing}”，不能“{move.label}”。",
            basis=move.basis,
            remedy="请刷新页面，查看现在可以办理的事项。",
        )


@contextmanager
def bear(move: Move, *, by: Actor, at: datetime) -> Iterator[list[tuple[models.Model, Fact]]]:
    """Let the caller make several subjects as one birth: each with its fact, added to the list.

    They belong to one dispute, case and side and have one audience. As many queries as for one.

    :raises NotYours: if the actor holds none of the move's roles
    """
    _check(move, None, by)
    with transaction.atomic():
        born: list[tuple[models.Model, Fact]] = []
        yield born
        if born:
            _record(move, born, by, at, move.basis)


def _finish(move: Move, step: Step[Any], by: Actor, at: datetime) -> None:
    (step.event,) = _record(move, [(step.subject, step.fact)], by, at, step.basis or move.basis)
    for then in step._then:
        then(step.subject, step.event, by, at)


def _record(
    move: Move,
    moved: Sequence[tuple[Any, Fact | None]],
    by: Actor,
    at: datetime,
    basis: str,
) -> list[Event]:
    """Let subjects stand where the move leads, with a fact for each."""
    facts = []
    for subject, fact in moved:
        if type(fact) is not move.fact:
            raise TypeError(f"{move.name} must record a {move.fact.__name__}")
        facts.append(fact)
        if subject.state != move.target:
            type(subject)._default_manager.filter(pk=subject.pk).update(state=move.target)
            subject.state = move.target
    first = moved[0][0]
    matter = _matter_of(first)
    return events.record_all(
        facts,
        matter=matter,
        court=None if matter else getattr(first, "court", None),
        case=first if isinstance(first, Case) else getattr(first, "case", None),
        by=by,
        role=min(by.roles & move.by),
        side=getattr(first, "side", None),
        at=at,
        basis=basis,
        audience=_narrower(facts[0], first),
    )


def _narrower(fact: Fact, subject: Any) -> Audience | None:
    """Return who may know of a fact about something that is for some alone, like a paper."""
    own = getattr(subject, "audience", None)
    if own is None or fact.audience == Audience.COURT:
        return None
    return Audience(own)


def _matter_of(subject: Any) -> Matter | None:
    return subject if isinstance(subject, Matter) else getattr(subject, "matter", None)
