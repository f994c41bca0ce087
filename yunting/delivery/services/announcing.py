"""Service by public notice: the last way, thirty days, and what the notice must say. ES-14."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.models import Deadline
from yunting.core.procedure import perform
from yunting.delivery import deadlines
from yunting.delivery.events import service as events
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.models.address import Channel
from yunting.delivery.procedure import service as procedure
from yunting.delivery.selectors import services
from yunting.delivery.services.consents import require_reason
from yunting.delivery.services.facts import effective_fact, named, note_effect
from yunting.delivery.services.ladder import new_attempt
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.service import ladder, ways
from yunting.rules.service.ways import Announced


class MayNotAnnounce(Refused):
    """Public notice is the last way, and not one of every procedure."""

    code: ClassVar[str] = "may-not-announce"


class NoticeIncomplete(Refused):
    """A public notice says everything the law asks of it."""

    code: ClassVar[str] = "notice-incomplete"


class NotYetPast(Refused):
    """What is recorded has happened."""

    code: ClassVar[str] = "not-yet-past"


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice: where and when it was posted last, what it says, why it is needed."""

    published_on: date
    where: Sequence[str]
    parts: frozenset[Announced]
    text: str
    reason: str
    is_missing: bool = False


def publish(service: Service, notice: Notice, *, by: Actor, at: datetime) -> Service:
    """Serve by public notice, once everything else has failed; thirty days from posting. ES-14.

    :raises MayNotAnnounce: if other ways are left, or the procedure knows no public notice
    :raises NoticeIncomplete: if the notice lacks what it must say, or where it was posted
    :raises NotYetPast: if it is to be posted later
    :raises OutOfOrder: if it is under way or served
    """
    on = clock.day_of(at)
    _require_notice(service, notice, on)
    with perform(procedure.PUBLISH, service, by=by, at=at) as step:
        step.subject.is_missing = notice.is_missing
        step.subject.save(update_fields=["is_missing"])
        new_attempt(
            step.subject,
            Channel.ANNOUNCEMENT,
            by=by,
            at=at,
            place="、".join(notice.where)[:300],
            note=f"{notice.reason}\n{notice.text}"[:1000],
            printed_at=at,
        )
        step.fact = events.NoticePublished(
            **named(step.subject),
            published_on=notice.published_on,
            where="、".join(notice.where),
            reason=notice.reason,
            text=notice.text,
        )
        for kind in deadlines.WAITS.values():
            step.lift(kind, reason="改为公告送达")
        step.start(deadlines.ANNOUNCEMENT, on=notice.published_on)
    return step.subject


def _require_notice(service: Service, notice: Notice, on: date) -> None:
    require_reason(notice.reason)
    tried = services.rungs_tried(service.attempts.values_list("method", flat=True))
    may = ways.may_announce(
        services.procedure_of(service),
        missing=notice.is_missing,
        others_failed=tried >= ladder.BEFORE_NOTICE,
        on=on,
    )
    if not may.value:
        raise MayNotAnnounce(
            f"现在不能公告送达：{'；'.join(may.reasons)}。",
            basis=str(may.basis[-1]),
            remedy="请先用其他方式送达；简易程序需要公告的，先转为普通程序。",
        )
    lacking = ways.missing_from_announcement(notice.parts, judgment=False, on=on)
    if lacking.value or not notice.where:
        names = "、".join(lacking.value) or "张贴或者刊登的地方"
        raise NoticeIncomplete(
            f"公告还缺：{names}。", basis=str(lacking.basis[0]), remedy="补齐以后再公告。"
        )
    if notice.published_on > on:
        raise NotYetPast("公告的日期还没有到。", remedy="请在发出公告以后再登记。")


def announcement_over(service: Service, ended: Deadline, *, by: Actor, at: datetime) -> None:
    """Let a public notice serve, once its thirty days are over. ES-14."""
    if service.state != ServiceState.UNDER_WAY:
        return
    why = ended.steps
    with perform(procedure.TAKE_EFFECT, service, by=by, at=at) as step:
        note_effect(step.subject, ended.ends_on, "ES-14", Channel.ANNOUNCEMENT, why)
        step.fact = effective_fact(step.subject)
