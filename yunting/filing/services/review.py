"""Review a filing: return it once, allow a second time, draft a refusal, send it elsewhere.

`seen` is the newest fact the reviewer's page knew: when a colleague has acted since, the act is
refused as `MovedOn` and nothing is recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.deadlines import day_n_of, open_one
from yunting.core.models import Account
from yunting.core.procedure import perform
from yunting.core.versions import require_seen
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Defect, Filing, Return, SecondReturnLeave
from yunting.filing.selectors import law
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.citation import cite
from yunting.rules.finding import Finding


class NoDefect(Refused):
    """A return names at least one field, and each field's reason and legal basis."""

    code: ClassVar[str] = "no-defect"


class NoTime(Refused):
    """A period to correct lies in the future."""

    code: ClassVar[str] = "no-time"


class SecondReturn(Refused):
    """Everything to correct is told at once; a second return needs the chief's leave."""

    code: ClassVar[str] = "second-return"


class NoReason(Refused):
    """An act that departs from the ordinary course says why."""

    code: ClassVar[str] = "no-reason"


@dataclass(frozen=True, slots=True)
class Fault:
    """One field to correct: reason code, legal basis, and what to do in plain words."""

    path: str
    reason: str
    basis: str
    note: str = ""


def return_filing(
    filing: Filing,
    faults: Sequence[Fault],
    *,
    due_on: date,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Return:
    """Tell the filer everything to correct, once, field by field. FIL-08.

    `due_on` is the last day to correct, inclusive. 法释〔2015〕8号 第七条.

    :raises OutOfOrder: if it is not under review
    :raises NotYours: if the actor is not of the filing division
    :raises NoDefect: if no field is named, or one lacks its reason or basis
    :raises NoTime: if the day set is not after today
    :raises SecondReturn: if it was returned before and no leave was given for these grounds
    """
    _require_reasons(faults)
    with perform(procedure.RETURN, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        is_second = _require_first_or_leave(step.subject, faults)
        notice = Return.objects.create(
            filing=step.subject,
            run=step.subject.run,
            account=_hand(by),
            at=at,
            due_on=due_on,
            is_second=is_second,
        )
        Defect.objects.bulk_create(
            Defect(notice=notice, path=f.path, reason=f.reason, basis=f.basis, note=f.note)
            for f in faults
        )
        step.fact = events.FilingReturned(
            run=step.subject.run,
            paths=tuple(f.path for f in faults),
            reasons=tuple(f.reason for f in faults),
            due_on=due_on,
            is_second=is_second,
        )
        step.meet(deadlines.REVIEW)
        step.lift(deadlines.ALARM, reason="已一次性告知补正")
        step.start(deadlines.CORRECTION, on=clock.day_of(at), found=_set_day(due_on, at))
    return notice


def _set_day(due_on: date, at: datetime) -> Finding[date]:
    """Return the day the reviewer set; the law leaves its length to the court."""
    on = clock.day_of(at)
    if due_on <= on:
        raise NoTime(
            "补正期限的最后一日必须在今天之后。",
            basis=procedure.RETURN.basis,
            remedy="请给当事人留出合理的时间。",
            field="due_on",
        )
    return Finding(
        value=due_on,
        basis=(cite("registration_2015", "第七条", on=on),),
        because=(("指定期限", f"由法院指定，至 {due_on:%Y-%m-%d}"),),
    )


def _require_reasons(faults: Sequence[Fault]) -> None:
    if not faults:
        raise NoDefect(
            "请至少标出一处需要补正的内容。",
            basis=procedure.RETURN.basis,
            remedy="请在需要补正的内容旁选择理由。",
        )
    known = law.return_reasons()
    for fault in faults:
        if fault.reason not in known or not fault.basis.strip():
            raise NoDefect(
                "每处补正都要选择理由并写明法律依据。",
                basis=procedure.RETURN.basis,
                remedy="请补全标红的一项。",
                field=fault.path,
            )


def _require_first_or_leave(filing: Filing, faults: Sequence[Fault]) -> bool:
    earlier = set(Defect.objects.filter(notice__filing=filing).values_list("reason", flat=True))
    times = filing.returns.count()
    if times == 0:
        return False
    leave = SecondReturnLeave.objects.filter(filing=filing).first()
    grounds = {f.reason for f in faults}
    if times > 1 or leave is None or grounds != {leave.ground} or leave.ground in earlier:
        raise SecondReturn(
            "该起诉材料已经一次性告知补正过，不能再次退回。",
            basis=procedure.RETURN.basis,
            remedy="确有新的事由的，请立案庭庭长准许并写明理由；否则请作出是否立案的决定。",
        )
    return True


def allow_second_return(
    filing: Filing,
    *,
    ground: str,
    reason: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> SecondReturnLeave:
    """Allow one more return on a new ground; it is flagged for ever. FIL-08.

    :raises OutOfOrder: if it is not under review
    :raises NotYours: if the actor does not head the filing division
    :raises NoReason: if no reason is given
    :raises SecondReturn: if it was never returned, was allowed before, or the ground is not new
    """
    if not reason.strip():
        raise NoReason("请写明准许再次告知补正的理由。", remedy="请填写理由。", field="reason")
    with perform(procedure.ALLOW_SECOND_RETURN, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        earlier = set(
            Defect.objects.filter(notice__filing=step.subject).values_list("reason", flat=True)
        )
        used = SecondReturnLeave.objects.filter(filing=step.subject).exists()
        if not earlier or used or ground in earlier or ground not in law.return_reasons():
            raise SecondReturn(
                "只有在第一次告知之后、就新的事由，才能准许一次再次告知。",
                basis=procedure.RETURN.basis,
                remedy="请选择一个此前没有用过的事由。",
                field="ground",
            )
        leave = SecondReturnLeave.objects.create(
            filing=step.subject, ground=ground, reason=reason, account=_hand(by), at=at
        )
        step.fact = events.SecondReturnAllowed(ground=ground, reason=reason)
    return leave


def draft_refusal(
    filing: Filing, *, ground: str, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Filing:
    """Propose not to accept. The written ruling is another act. FIL-09.

    :raises OutOfOrder: if it is not under review
    :raises NotYours: if the actor is not of the filing division
    :raises NoReason: if the ground is unknown or no reason is given
    """
    if ground not in law.refusal_grounds() or not reason.strip():
        raise NoReason(
            "拟不予受理必须选择法定事由并写明理由。",
            basis=procedure.DRAFT_REFUSAL.basis,
            remedy="请选择事由，写明理由。",
            field="reason",
        )
    with perform(procedure.DRAFT_REFUSAL, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        step.fact = events.RefusalDrafted(ground=ground, reason=reason)
    return step.subject


def take_back_refusal(
    filing: Filing, *, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Filing:
    """Take the proposal back; the review goes on within its seven days.

    :raises OutOfOrder: if no refusal was drafted
    :raises NotYours: if the actor is not of the filing division
    """
    with perform(procedure.TAKE_BACK_REFUSAL, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        step.fact = events.RefusalTakenBack(reason=reason)
    return step.subject


def redirect(
    filing: Filing, *, ground: str, to: str, by: Actor, at: datetime, seen: int | None = None
) -> Filing:
    """Tell the filer which court or authority the matter is for. FIL-11, JUR-11.

    :raises OutOfOrder: if it is not under review
    :raises NotYours: if the actor is not of the filing division
    :raises NoReason: if the ground or the addressee is missing
    """
    if ground not in law.redirect_grounds() or not to.strip():
        raise NoReason(
            "请选择告知事由，并写明应向哪里提出。",
            basis=procedure.REDIRECT.basis,
            remedy="例如：宁波海事法院。",
            field="to",
        )
    with perform(procedure.REDIRECT, filing, by=by, at=at) as step:
        require_seen(step.subject.matter, seen=seen, by=by)
        step.fact = events.FilingRedirected(to=to, ground=ground)
        step.meet(deadlines.REVIEW)
        step.lift(deadlines.ALARM, reason="已告知向其他机关或法院提出")
    return step.subject


def escalate(filing: Filing, *, by: Actor, at: datetime) -> Filing:
    """Tell the chief that the seven days are nearly over. S6.

    :raises OutOfOrder: if it is no longer under review
    """
    with perform(procedure.ESCALATE, filing, by=by, at=at) as step:
        step.subject.is_escalated = True
        step.subject.save(update_fields=["is_escalated"])
        review = open_one(deadlines.REVIEW, step.subject)
        day = day_n_of(review, clock.day_of(at)).n if review else 0
        step.fact = events.FilingEscalated(day=day)
    return step.subject


def _hand(by: Actor) -> Account:
    if by.account is None:
        raise TypeError("this act is a person's")
    return by.account
