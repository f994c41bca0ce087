"""Notice that a period has run out, and do what follows, before anybody acts on its subject.

The lapse is a fact of its own. What follows from it is a handler the project declares; if it
fails it is set aside with its error and tried again, and the next deadline goes on.

Whatever lapses in one dispute does so one at a time: its row is locked first, then the subject,
then the deadline. So a caller whose transaction lapses several periods never waits crosswise with
a process that lapses them one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q

from yunting.core.actor import Actor
from yunting.core.deadline_facts import DeadlineLapsed
from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.deadlines import tell
from yunting.core.models import Deadline, DeadlineState, Matter
from yunting.lib.errors import Refused

# What was received before midnight is let through before the poll closes the day.
DRAIN = timedelta(seconds=5)
MAX_ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=2)


class EffectPending(Refused):
    """A period has run out and what follows from it could not be done yet: nobody overtakes it."""

    code: ClassVar[str] = "lapse-effect-pending"


@dataclass(frozen=True, slots=True)
class Lapse:
    """A period that has run out, and its subject, locked. `at` is when the effect happens."""

    deadline: Deadline
    subject: Any
    at: datetime


Handler = Callable[[Lapse], object]
_handlers: dict[str, Handler] = {}
_carrying: ContextVar[bool] = ContextVar("carrying", default=False)


def on_lapse(kind: DeadlineKind, handler: Handler) -> None:
    """Declare what follows when a period of that kind runs out; called by project/handoffs only.

    The handler calls one service as `Actor.clock()`, with `at=lapse.at`.
    """
    if kind.name in _handlers:
        raise TypeError(f"{kind.name} has an effect already")
    _handlers[kind.name] = handler


def handled() -> frozenset[str]:
    """Return the names of the kinds from whose lapse something follows."""
    return frozenset(_handlers)


def lapse_due(subject: models.Model, *, at: datetime) -> None:
    """Let everything lapse that is due in the subject's matter, before a move on it is checked.

    `perform` calls this; one query when nothing is due. Waits for a process that is at it.

    :raises EffectPending: if what follows for this very subject could not be done
    """
    if _carrying.get():
        # A handler is doing what the law says: it must not wait for itself.
        return
    matter = _matter_id(subject)
    due = _running(at) | Q(is_effect_due=True)
    found = list(Deadline.objects.filter(due, matter=matter).order_by("lapses_at", "id"))
    for deadline in found:
        if deadline.is_effect_due:
            _retry(deadline.pk, at=at, wait=True)
        else:
            _lapse(deadline.pk, at=at, wait=True)
    if found and Deadline.objects.of(subject).filter(is_effect_due=True).exists():
        raise EffectPending(
            "有一项期限已经届满，系统正在办理后续事项，暂时不能办理其他事项。",
            remedy="请稍后再试。如仍不能办理，请拨打12368。",
        )


def lapse_one(*, at: datetime) -> bool:
    """Let the oldest due deadline lapse; False if none is due. `at` is court time.

    Safe in several processes: what another process holds is skipped.
    """
    due = Deadline.objects.filter(_running(at)).order_by("lapses_at", "id")
    return any(_lapse(pk, at=at, wait=False) for pk in due.values_list("pk", flat=True))


def lapse_all(*, at: datetime) -> int:
    """Let every due deadline lapse, in order, waiting for those another process holds.

    One that begins while this runs and is due already lapses too.
    """
    due = Deadline.objects.filter(_running(at)).order_by("lapses_at", "id")
    lapsed = 0
    while found := sum([_lapse(pk, at=at, wait=True) for pk in due.values_list("pk", flat=True)]):
        lapsed += found
    return lapsed


def next_due(*, after: datetime, until: datetime) -> datetime | None:
    """Return the earliest instant, later than `after` and not later than `until`, one lapses at."""
    running = Deadline.objects.filter(
        state=DeadlineState.RUNNING, lapses_at__gt=after, lapses_at__lte=until
    )
    return running.order_by("lapses_at").values_list("lapses_at", flat=True).first()


def retry_one(*, at: datetime, machine_at: datetime) -> bool:
    """Try again the oldest effect that was set aside; False if there is none to try now.

    `at` is court time for the effect, `machine_at` machine time for the wait between attempts.
    After the last attempt it stays, for people to see.
    """
    waiting = Deadline.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=machine_at),
        is_effect_due=True,
        attempts__lt=MAX_ATTEMPTS,
    ).order_by("lapses_at", "id")
    pks = waiting.values_list("pk", flat=True)
    return any(_retry(pk, at=at, wait=False, machine_at=machine_at) for pk in pks)


def set_aside() -> models.QuerySet[Deadline]:
    """Return the lapses whose effect has failed, oldest first."""
    return Deadline.objects.filter(is_effect_due=True).order_by("lapses_at", "id")


def _running(at: datetime) -> Q:
    return Q(state=DeadlineState.RUNNING, lapses_at__lte=at)


def _lapse(pk: int, *, at: datetime, wait: bool) -> bool:
    with transaction.atomic():
        found = _lock(pk, _running(at), wait=wait)
        if found is None:
            return False
        subject, deadline = found
        title, kind = deadline.title, deadline.kind
        fact = DeadlineLapsed(deadline.pk, kind, title, deadline.ends_on)
        event = tell(deadline, fact, by=Actor.clock(), at=at)
        Deadline.objects.filter(pk=pk).update(
            state=DeadlineState.LAPSED,
            closed_by=event,
            changed_at=at,
            revision=F("revision") + 1,
            is_effect_due=kind in _handlers,
        )
        deadline.refresh_from_db()
        if deadline.is_effect_due:
            _carry(Lapse(deadline, subject, at), machine_at=None)
    return True


def _retry(pk: int, *, at: datetime, wait: bool, machine_at: datetime | None = None) -> bool:
    with transaction.atomic():
        found = _lock(pk, Q(is_effect_due=True), wait=wait)
        if found is None:
            return False
        subject, deadline = found
        _carry(Lapse(deadline, subject, at), machine_at=machine_at)
    return True


def _lock(pk: int, still: Q, *, wait: bool) -> tuple[models.Model, Deadline] | None:
    """Lock dispute, subject, deadline if it is `still` so; None if not, or if one is held."""
    seen = Deadline.objects.only("subject_kind", "subject_id", "matter_id").get(pk=pk)
    dispute = _held(Matter.objects.only("pk"), wait=wait).filter(pk=seen.matter_id).first()
    if dispute is None:
        return None
    rows: Any = apps.get_model(seen.subject_kind)._default_manager
    subject = _held(rows, wait=wait).filter(pk=seen.subject_id).first()
    if subject is None:
        return None
    deadlines = _held(Deadline.objects.select_related("matter", "case"), wait=wait)
    deadline = deadlines.filter(still, pk=pk).first()
    return None if deadline is None else (subject, deadline)


def _held(rows: Any, *, wait: bool) -> Any:
    return rows.select_for_update(no_key=True, of=("self",), skip_locked=not wait)


def _carry(lapse: Lapse, *, machine_at: datetime | None) -> None:
    row = lapse.deadline
    row.attempts += 1
    try:
        with transaction.atomic(), _while_carrying():
            _handlers[row.kind](lapse)
    except Exception as error:
        row.error = f"{type(error).__name__}: {error}"[:2000]
        row.not_before = machine_at and machine_at + FIRST_WAIT * 2**row.attempts
    else:
        row.is_effect_due = False
        row.error = ""
    row.save(update_fields=["attempts", "error", "not_before", "is_effect_due"])


@contextmanager
def _while_carrying() -> Iterator[None]:
    token = _carrying.set(True)
    try:
        yield
    finally:
        _carrying.reset(token)


def _matter_id(subject: models.Model) -> int | None:
    return subject.pk if isinstance(subject, Matter) else getattr(subject, "matter_id", None)
