"""Notice when the court could not be reached, put off what ended then, and certify it.

The worker beats by machine time. A gap between two beats is an outage; the operator may also
declare one. Whoever beats calls `beat` before it lets anything lapse.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from yunting.core import court_time, deadlines, events
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.facts import Fact
from yunting.core.models import (
    Deadline,
    DeadlineState,
    Heartbeat,
    Outage,
    OutageCause,
    OutageShift,
)
from yunting.core.procedure import NotYours
from yunting.core.roles import Role
from yunting.lib import clock, codes
from yunting.lib.errors import Refused
from yunting.rules.outages import last_day_after_outage

TOLERATED = timedelta(seconds=60)
ONLY = 1
BASIS = "系统故障顺延（本院设置）"
MAY_DECLARE = frozenset({Role.OPERATOR, Role.PRESIDENT})


_CERTIFICATE = """\
系统故障证明
编号：{code}
自 {began:%Y-%m-%d %H:%M:%S} 至 {ended:%Y-%m-%d %H:%M:%S}（北京时间），\
本院网上诉讼服务不能使用，共{minutes}分钟。
原因：{reason}
最后一日受此影响且仍在计算的期限，依本院设置顺延，共{shifted}项；新的最后一日见各案的期限页。
已经届满的期限，可以在障碍消除后凭本证明依照民事诉讼法第八十六条申请顺延，是否准许由人民法院决定。
签发：{at:%Y-%m-%d %H:%M:%S}
"""


class NotAnOutage(Refused):
    """What was declared cannot have been an outage."""

    code: ClassVar[str] = "not-an-outage"


class AlreadyCertified(Refused):
    """A part of this time has been certified before."""

    code: ClassVar[str] = "outage-already-certified"


@dataclass(frozen=True, slots=True)
class OutageCertified(Fact):
    """The court has certified that it could not be reached; times are court time."""

    code: str
    began_at: datetime
    ended_at: datetime
    reason: str
    kind: ClassVar[str] = "core.outage-certified"
    sentence: ClassVar[str] = "系统故障证明 {code}：{reason}"
    personal: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.PUBLIC


def beat(*, machine_at: datetime) -> Outage | None:
    """Show that the court works; return the certificate of the outage that lies behind, if any.

    Several workers share one heart: only when all of them are gone is there a gap.
    """
    with transaction.atomic():
        made = {"at": machine_at}
        heart, is_first = Heartbeat.objects.select_for_update().get_or_create(
            pk=ONLY, defaults=made
        )
        last, was_resting = heart.at, heart.is_resting
        heart.at, heart.is_resting = max(machine_at, last), False
        heart.save()
        if is_first or was_resting or machine_at - last <= TOLERATED:
            return None
        began = _after_known(last, machine_at)
        if began >= machine_at:
            return None
        return _certify(
            began,
            machine_at,
            cause=OutageCause.DETECTED,
            reason="系统检测到服务中断。",
            by=Actor.court(),
            at=machine_at + court_time.offset(),
        )


def rest(*, machine_at: datetime) -> None:
    """Shut a training court on purpose: the time until the next beat is no outage.

    A court that people rely on has no such rest: there a planned stop is an outage too.
    """
    if not settings.TRAINING:
        raise court_time.NotInTraining("正式法院停止服务须有系统故障证明。", basis=BASIS)
    Heartbeat.objects.update_or_create(pk=ONLY, defaults={"at": machine_at, "is_resting": True})


def declare(
    began_at: datetime, ended_at: datetime, *, reason: str, by: Actor, at: datetime
) -> Outage:
    """Certify an outage that no beat noticed; both ends are machine time, `at` is court time.

    :raises NotYours: if the actor is neither operator nor president
    :raises NotAnOutage: if it does not end after it began, or has not ended yet
    :raises AlreadyCertified: if it overlaps with one that is certified
    """
    if not by.roles & MAY_DECLARE:
        raise NotYours("系统故障只能由系统管理员或院长登记。", basis=BASIS)
    with transaction.atomic():
        # One certificate at a time, so that no two cover the same minute.
        Heartbeat.objects.select_for_update().get_or_create(pk=ONLY, defaults={"at": ended_at})
        if not began_at < ended_at <= at - court_time.offset():
            raise NotAnOutage(
                "故障的结束时间应晚于开始时间，且不晚于现在。",
                basis=BASIS,
                remedy="请核对后重新填写。",
                field="ended_at",
            )
        known = _overlapping(began_at, ended_at).first()
        if known is not None:
            raise AlreadyCertified(
                f"这段时间已有系统故障证明 {known.code}。", basis=BASIS, field="began_at"
            )
        cause = OutageCause.DECLARED
        return _certify(began_at, ended_at, cause=cause, reason=reason, by=by, at=at)


def by_code(typed: str) -> Outage | None:
    """Return the outage whose public code somebody typed; None if there is none."""
    try:
        code = codes.parse(typed)
    except codes.BadCode:
        return None
    return Outage.objects.filter(code=code).first()


@dataclass(frozen=True, slots=True)
class Moved:
    """Periods of one kind that an outage moved to one day: how many. `title` says nothing more."""

    title: str
    was: date
    ends_on: date
    number: int


OF_THE_COURT = "法院内部期限"


def moved_by(outage: Outage) -> list[Moved]:
    """Return what an outage moved as anybody may know it: kinds, days and counts; one query.

    Periods of the court alone are counted together.
    """
    rows = outage.shifts.values_list("deadline__title", "deadline__audience", "was", "ends_on")
    counted: dict[tuple[str, date, date], int] = {}
    for title, audience, was, ends_on, number in rows.annotate(number=Count("pk")):
        key = (OF_THE_COURT if audience == Audience.COURT else title, was, ends_on)
        counted[key] = counted.get(key, 0) + number
    return [Moved(*key, number) for key, number in sorted(counted.items())]


def _overlapping(began: datetime, ended: datetime) -> QuerySet[Outage]:
    return Outage.objects.filter(began_at__lt=ended, ended_at__gt=began).order_by("-ended_at")


def _after_known(began: datetime, ended: datetime) -> datetime:
    known = _overlapping(began, ended).first()
    return began if known is None else max(began, known.ended_at)


def _certify(
    began: datetime, ended: datetime, *, cause: OutageCause, reason: str, by: Actor, at: datetime
) -> Outage:
    code = codes.make(secrets.randbelow, groups=2)
    ahead = court_time.offset()
    since, until = ((instant + ahead).astimezone(clock.ZONE) for instant in (began, ended))
    fact = OutageCertified(code, since, until, reason)
    event = events.record(fact, by=by.holding(None), at=at, basis=BASIS)
    moved = _put_off(since, until, code=code, at=at)
    outage = Outage.objects.create(
        code=code,
        began_at=began,
        ended_at=ended,
        offset=ahead,
        cause=cause,
        reason=reason,
        shifted=len(moved),
        certificate=_certificate(code, since, until, reason=reason, shifted=len(moved), at=at),
        certified_by=event,
    )
    OutageShift.objects.bulk_create(
        OutageShift(outage=outage, deadline=row, was=was, ends_on=row.ends_on) for row, was in moved
    )
    return outage


def _put_off(
    began: datetime, ended: datetime, *, code: str, at: datetime
) -> list[tuple[Deadline, date]]:
    """Return the periods that were put off, each with the day that was its last."""
    touched = Q(ends_on__gte=began.date(), ends_on__lte=ended.date())
    rows = Deadline.objects.select_for_update(no_key=True, of=("self",)).filter(
        touched, state=DeadlineState.RUNNING
    )
    moved = []
    for row in rows.select_related("matter", "case").order_by("id"):
        found = last_day_after_outage(row.ends_on, began=began, ended=ended)
        if found.value > row.ends_on:
            moved.append((row, row.ends_on))
            deadlines.put_off(
                row,
                to=found.value,
                reason=f"系统故障，证明编号 {code}",
                basis=str(found.basis[0]),
                by=Actor.court(),
                at=at,
            )
    return moved


def _certificate(
    code: str, began: datetime, ended: datetime, *, reason: str, shifted: int, at: datetime
) -> str:
    return _CERTIFICATE.format(
        code=code,
        began=began,
        ended=ended,
        minutes=(ended - began) // timedelta(minutes=1),
        reason=reason,
        shifted=shifted,
        at=at.astimezone(clock.ZONE),
    )
