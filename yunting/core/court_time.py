"""Set the court's clock: forward, through everything that falls due on the way, in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import connection, transaction

from yunting.core import court_clock, events, handoffs, lapses
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.facts import Fact
from yunting.core.models import CourtTime
from yunting.core.procedure import NotYours
from yunting.core.roles import Role
from yunting.lib import clock
from yunting.lib.errors import Refused

ONLY = 1
BASIS = "培训法庭规则"
BEING_SET = 20_260_302


class NotInTraining(Refused):
    """Only a training court sets its clock."""

    code: ClassVar[str] = "not-in-training"


class NotForward(Refused):
    """Court time never goes back."""

    code: ClassVar[str] = "court-time-not-forward"


class AdvanceUnderWay(Refused):
    """Somebody else is moving the court's clock."""

    code: ClassVar[str] = "court-time-being-set"


@dataclass(frozen=True, slots=True)
class CourtTimeAdvanced(Fact):
    """The court's clock was put forward."""

    was: datetime
    to: datetime
    lapsed: int
    kind: ClassVar[str] = "core.court-time-advanced"
    sentence: ClassVar[str] = "{actor}将法院时间由 {was} 推进到 {to}，期间届满 {lapsed} 项"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


@dataclass(frozen=True, slots=True)
class CourtTimeReset(Fact):
    """The clock of a training court was set anew."""

    was: datetime
    to: datetime
    kind: ClassVar[str] = "core.court-time-reset"
    sentence: ClassVar[str] = "{actor}将法院时间由 {was} 重设为 {to}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.COURT


def offset() -> timedelta:
    """Return how far court time is ahead, as the caller's transaction sees it; one query."""
    known = CourtTime.objects.filter(pk=ONLY).values_list("offset", flat=True).first()
    return known or timedelta()


def show() -> datetime:
    """Return court time, read from the database itself; one query."""
    return clock.machine_now() + offset()


def advance(to: datetime, *, by: Actor) -> int:
    """Put court time forward, and return how many periods ran out on the way.

    Walks every due instant in order: the clock is set to it, what is due lapses with its effect,
    what takes over is carried; then comes the next, which may have begun only just now.

    :raises NotInTraining: if this is not a training court
    :raises NotYours: if the actor is not the operator
    :raises NotForward: if it is past that instant already
    :raises AdvanceUnderWay: if somebody else is at it
    """
    _require_operator(by)
    with _alone():
        was = show()
        if to <= was:
            raise NotForward(
                f"法院时间已是 {_told(was)}，只能向后推进。", remedy="请选一个更晚的时间。"
            )
        lapsed = 0
        due: datetime | None = was
        while due is not None:
            _forward(due, by=by)
            lapsed += lapses.lapse_all(at=due)
            handoffs.carry_all()
            due = lapses.next_due(after=due, until=to)
        _forward(to, by=by)
        fact = CourtTimeAdvanced(was, to, lapsed)
        events.record(fact, by=by.holding(None), at=to, basis=BASIS)
    return lapsed


def reset(to: datetime, *, by: Actor) -> None:
    """Set the clock of a training court anew, also backwards; nothing lapses by that.

    :raises NotInTraining: if this is not a training court
    :raises NotYours: if the actor is not the operator
    """
    _require_operator(by)
    with _alone(), transaction.atomic():
        row = _row()
        machine_at = clock.machine_now()
        fact = CourtTimeReset(machine_at + row.offset, to)
        row.offset, row.set_at, row.set_by = to - machine_at, machine_at, by.account
        row.resets += 1
        row.save()
        events.record(fact, by=by.holding(None), at=to, basis=BASIS)
    court_clock.forget()


def _forward(to: datetime, *, by: Actor) -> None:
    with transaction.atomic():
        row = _row()
        machine_at = clock.machine_now()
        if to - machine_at > row.offset:
            row.offset, row.set_at, row.set_by = to - machine_at, machine_at, by.account
            row.save()
    court_clock.forget()


def _row() -> CourtTime:
    made = {"set_at": clock.machine_now()}
    return CourtTime.objects.select_for_update().get_or_create(pk=ONLY, defaults=made)[0]


def _require_operator(by: Actor) -> None:
    if not settings.TRAINING:
        raise NotInTraining("正式法院的时间不能调整。", basis=BASIS)
    if Role.OPERATOR not in by.roles:
        raise NotYours("法院时间只能由系统管理员调整。", basis=BASIS, remedy="请联系系统管理员。")


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [BEING_SET])
        if not cursor.fetchone()[0]:
            raise AdvanceUnderWay("法院时间正在调整。", remedy="请稍后再试。")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [BEING_SET])


def _told(at: datetime) -> str:
    return f"{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
