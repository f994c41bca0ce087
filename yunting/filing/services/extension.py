"""More time: an evidence period extended before it ends, a missed period restored after.

民事诉讼证据规定 第五十四条; 民事诉讼法 第六十八条第二款, 第八十六条. TIME-05. The fifteen days to
answer are the law's: nobody extends them; missed for good reason they are restored.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.models import Deadline, DeadlineState, Participation
from yunting.core.procedure import Step, perform
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import ExtensionRequest, ExtensionState, PaperKind
from yunting.filing.selectors.periods import KINDS, subject_of, whose
from yunting.filing.services.objection import NoReasons
from yunting.filing.services.papers import lodge, require_own, require_signature
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules import periods
from yunting.rules.citation import cite
from yunting.rules.finding import Finding

EVIDENCE_RULES = "民事诉讼证据规定 第五十四条"


class NotExtendable(Refused):
    """The law fixes this period; nobody extends it."""

    code: ClassVar[str] = "period-not-extendable"


class TooLateToAsk(Refused):
    """A missed period is asked back within ten days after the obstacle has gone."""

    code: ClassVar[str] = "too-late-to-ask"


class NoLaterDay(Refused):
    """More time ends later than it did, and not in the past."""

    code: ClassVar[str] = "no-later-day"


class NoCause(Refused):
    """Who asks for time says why; for a missed period, what kept them and until when."""

    code: ClassVar[str] = "no-cause"


class AskedBefore(Refused):
    """One request about one period waits at a time."""

    code: ClassVar[str] = "asked-before"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: until which day, why, and for a missed period when the obstacle ended."""

    until: date
    reason: str
    signed_by: str
    obstacle_ended_on: date | None = None


def ask_for_time(deadline: Deadline, wish: Wish, *, by: Actor, at: datetime) -> ExtensionRequest:
    """Ask for a period to be extended, or one that was missed to be restored.

    :raises NotYours: if the period is another party's
    :raises NotSigned: if the signature is missing
    :raises NotExtendable: if it still runs and the law fixes it, or it is of no such kind
    :raises NoCause: if the reason, or for a missed period the end of the obstacle, is missing
    :raises TooLateToAsk: if the obstacle ended more than ten days ago
    :raises NoLaterDay: if the day is not later
    :raises AskedBefore: if a request about it waits
    """
    party = whose(deadline)
    if party is None or deadline.kind not in KINDS:
        raise _not_extendable(deadline)
    require_own(party, by)
    require_signature(wish.signed_by)
    is_over = _require_cause(deadline, wish, at=at)
    move = procedure.ASK_RESTORATION if is_over else procedure.ASK_TIME
    if not is_over:
        wish = replace(wish, obstacle_ended_on=None)
    with perform(move, None, by=by, at=at) as step:
        Deadline.objects.select_for_update(no_key=True, of=("self",)).get(pk=deadline.pk)
        _require_first(deadline, party)
        asked = step.subject = _lodged(wish, deadline, party, by=by, at=at)
        step.fact = events.ExtensionAsked(
            receipt=asked.lodged.receipt,
            sha256=asked.lodged.sha256,
            period=deadline.title,
            wanted_until=wish.until,
        )
    return asked


def grant(
    request: ExtensionRequest, *, until: date, reasons: str, by: Actor, at: datetime
) -> ExtensionRequest:
    """Give more time, until the day the judge sets, inclusive.

    An evidence period given to one party holds for the others (证据规定 第五十四条第二款): those
    that end earlier are put off as far. One that ran out while the request waited, or was missed,
    begins anew and ends on that day.

    :raises OutOfOrder: if it has been decided
    :raises NotYours: if the actor is no judge
    :raises NoReasons: if no reason is given
    :raises NoLaterDay: if the day is not later
    """
    _require_reasons(reasons)
    move = procedure.RESTORE if request.is_restoration else procedure.GRANT_TIME
    with perform(move, request, by=by, at=at) as step:
        held = step.subject
        deadline = Deadline.objects.get(pk=held.deadline_id)
        if deadline.state == DeadlineState.SUSPENDED:
            raise _standing_still(deadline)
        _require_later(until, deadline, on=clock.day_of(at))
        _decided(held, reasons, until=until, by=by, at=at)
        step.fact = events.ExtensionGranted(period=deadline.title, until=until, reasons=reasons)
        _give(step, deadline, until, reasons, on=clock.day_of(at))
    return step.subject


def refuse(request: ExtensionRequest, *, reasons: str, by: Actor, at: datetime) -> ExtensionRequest:
    """Give no more time, and say why.

    :raises OutOfOrder: if it has been decided
    :raises NotYours: if the actor is no judge
    :raises NoReasons: if no reason is given
    """
    _require_reasons(reasons)
    move = procedure.REFUSE_RESTORATION if request.is_restoration else procedure.REFUSE_TIME
    with perform(move, request, by=by, at=at) as step:
        _decided(step.subject, reasons, until=None, by=by, at=at)
        step.fact = events.ExtensionRefused(period=step.subject.deadline.title, reasons=reasons)
    return step.subject


def _lodged(
    wish: Wish, deadline: Deadline, party: Participation, *, by: Actor, at: datetime
) -> ExtensionRequest:
    content = {
        "period": deadline.title,
        "until": wish.until,
        "reason": wish.reason,
        "obstacle_ended_on": wish.obstacle_ended_on,
        "signed": wish.signed_by,
    }
    lodged = lodge(PaperKind.EXTENSION, content, participation=party, by=by, at=at)
    return ExtensionRequest.objects.create(
        matter=party.matter,
        case=lodged.case,
        participation=party,
        lodged=lodged,
        deadline=deadline,
        wanted_until=wish.until,
        obstacle_ended_on=wish.obstacle_ended_on,
    )


def _give(
    step: Step[ExtensionRequest], deadline: Deadline, until: date, reasons: str, *, on: date
) -> None:
    kind = KINDS[deadline.kind]
    if deadline.state == DeadlineState.RUNNING:
        step.extend(deadline, to=until, reason=reasons, basis=EVIDENCE_RULES)
    else:
        article = ("civil_procedure_law", "第八十六条")
        if not step.subject.is_restoration:
            article = ("evidence_2019", "第五十四条")
        found = Finding(
            value=until,
            basis=(cite(*article, on=on),),
            because=(("法院指定", f"至 {until:%Y-%m-%d}，{reasons}"),),
        )
        step.restart(kind, on=on, found=found, of=subject_of(deadline))
    if kind is not deadlines.EVIDENCE:
        return
    others = Deadline.objects.filter(
        case=deadline.case_id,
        matter=deadline.matter_id,
        kind=kind.name,
        state=DeadlineState.RUNNING,
        ends_on__lt=until,
    ).exclude(pk=deadline.pk)
    for other in others.order_by("id"):
        step.extend(other, to=until, reason="延长的举证期限适用于其他当事人", basis=EVIDENCE_RULES)


def _decided(
    request: ExtensionRequest, reasons: str, *, until: date | None, by: Actor, at: datetime
) -> None:
    request.reasons = reasons
    request.until = until
    request.decided_by = by.account
    request.decided_at = at
    request.save(update_fields=["reasons", "until", "decided_by", "decided_at"])


def _require_cause(deadline: Deadline, wish: Wish, *, at: datetime) -> bool:
    """Refuse what the law gives no time for; tell whether the period is over."""
    on = clock.day_of(at)
    if deadline.state == DeadlineState.SUSPENDED:
        raise _standing_still(deadline)
    is_over = deadline.state == DeadlineState.LAPSED or deadline.lapses_at <= at
    if not wish.reason.strip():
        raise NoCause("请写明为什么需要更多时间。", remedy="请写具体的原因。", field="reason")
    if is_over:
        _require_obstacle(wish, on=on)
    elif deadline.kind != deadlines.EVIDENCE.name:
        raise _not_extendable(deadline)
    _require_later(wish.until, deadline, on=on)
    return is_over


def _require_obstacle(wish: Wish, *, on: date) -> None:
    ended = wish.obstacle_ended_on
    if ended is None:
        raise NoCause(
            "期限已过。请写明障碍是哪一天消除的。",
            basis="民事诉讼法 第八十六条",
            remedy="障碍指不可抗力或者其他正当理由，例如住院、被封路。",
            field="obstacle_ended_on",
        )
    if ended > on:
        raise NoCause("障碍消除的日子还没有到。", remedy="请核对日期。", field="obstacle_ended_on")
    last = periods.last_day_to_ask_restoration(ended)
    if on > last.value:
        raise TooLateToAsk(
            f"障碍消除以后，申请顺延的最后一日是 {last.value:%Y-%m-%d}，已经过了。",
            basis="；".join(map(str, last.basis)),
            remedy="有疑问请拨打12368。",
            field="obstacle_ended_on",
        )


def _require_later(until: date, deadline: Deadline, *, on: date) -> None:
    if until <= max(deadline.ends_on, on):
        raise NoLaterDay(
            f"新的最后一日要晚于 {max(deadline.ends_on, on):%Y-%m-%d}。",
            basis=EVIDENCE_RULES,
            remedy="请另选一日。",
            field="until",
        )


def _require_first(deadline: Deadline, party: Participation) -> None:
    waiting = ExtensionRequest.objects.filter(
        deadline=deadline, participation=party, state=ExtensionState.ASKED
    )
    if waiting.exists():
        raise AskedBefore("您已经申请过，正在等法院决定。", remedy="有结果会发短信告诉您。")


def _require_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise NoReasons("请写明决定的理由。", remedy="当事人会看到这个理由。", field="reasons")


def _standing_still(deadline: Deadline) -> NotExtendable:
    return NotExtendable(
        f"{deadline.title}现在中止计算。",
        basis="民事诉讼证据规定 第五十五条第一项",
        remedy="管辖权异议有结果、期限恢复计算以后再申请。",
    )


def _not_extendable(deadline: Deadline) -> NotExtendable:
    return NotExtendable(
        f"{deadline.title}由法律规定，不能申请延长。",
        basis=deadline.basis,
        remedy="因不可抗力或者其他正当理由耽误的，期满以后可以申请顺延。"
        "逾期提交答辩状，法院也会收。",
    )
