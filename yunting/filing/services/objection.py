"""管辖权异议: raised in the period to answer, ruled on by the judge, effective after the appeals.

民事诉讼法 第一百三十条. FIL-17. The judge rules by signing a paper (`ruling`), which is served like
any other; what the court above decides is recorded here, the appeal itself is not handled.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yunting.core.actor import Actor
from yunting.core.models import Deadline, DeadlineState, Participation
from yunting.core.models.deadline import DeadlineQuerySet
from yunting.core.procedure import Move, OutOfOrder, perform
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import (
    Answer,
    AnswerState,
    JurisdictionObjection,
    ObjectionState,
    PaperKind,
)
from yunting.filing.selectors import law
from yunting.filing.selectors.parties import ANSWERS, SUING, case_of, parties_of
from yunting.filing.services.defence import NotADefendant
from yunting.filing.services.evidence_period import run_again, stand_still
from yunting.filing.services.papers import lodge, require_own, require_signature
from yunting.filing.settings import NEVER_TOO_LATE
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules import filing as rules

FINAL = "民诉法解释 第二百七十六条"


class NoGround(Refused):
    """An objection says on which ground, to which court, and why."""

    code: ClassVar[str] = "no-ground-to-object"


class TooLateToObject(Refused):
    """An objection is raised in the period to answer; level and exclusivity are never too late."""

    code: ClassVar[str] = "too-late-to-object"


class JurisdictionAccepted(Refused):
    """Who answered without objecting has accepted this court."""

    code: ClassVar[str] = "jurisdiction-accepted"


class ObjectedBefore(Refused):
    """One defendant objects once."""

    code: ClassVar[str] = "objected-before"


class NoReasons(Refused):
    """A ruling gives its reasons."""

    code: ClassVar[str] = "no-reasons"


class NotServedYet(Refused):
    """A ruling takes effect for all parties together, once each one's period has ended."""

    code: ClassVar[str] = "ruling-not-final"


def raise_objection(
    participation: Participation,
    *,
    ground: str,
    to_court: str,
    reason: str,
    signed_by: str,
    by: Actor,
    at: datetime,
) -> JurisdictionObjection:
    """Say that another court has jurisdiction. FIL-17; 民事诉讼法 第一百三十条第一款.

    :raises NotADefendant: if the party is none
    :raises NotYours: if it is somebody else
    :raises NotSigned: if the signature is missing
    :raises NoGround: if ground, court or reason is missing
    :raises TooLateToObject: if the period to answer is over
    :raises JurisdictionAccepted: if the defendant has answered without objecting
    :raises ObjectedBefore: if the defendant has objected before
    """
    if participation.role not in ANSWERS:
        raise NotADefendant("管辖权异议由被告提出。", basis=procedure.RAISE_OBJECTION.basis)
    require_own(participation, by)
    require_signature(signed_by)
    _require_ground(ground, to_court, reason)
    with perform(procedure.RAISE_OBJECTION, None, by=by, at=at) as step:
        # Two devices at once object once.
        Participation.objects.select_for_update(no_key=True, of=("self",)).get(pk=participation.pk)
        _require_open(participation, ground, on=clock.day_of(at))
        content = {"ground": ground, "to_court": to_court, "reason": reason, "signed": signed_by}
        lodged = lodge(PaperKind.OBJECTION, content, participation=participation, by=by, at=at)
        raised = step.subject = JurisdictionObjection.objects.create(
            matter=participation.matter,
            case=lodged.case,
            participation=participation,
            lodged=lodged,
            ground=ground,
            to_court=to_court,
        )
        step.fact = events.ObjectionRaised(
            receipt=lodged.receipt, sha256=lodged.sha256, ground=ground, to_court=to_court
        )
        stand_still(step, lodged.case, since=clock.day_of(at))
    return raised


def withdraw_objection(
    objection: JurisdictionObjection, *, reason: str, by: Actor, at: datetime
) -> JurisdictionObjection:
    """Take an objection back before it is ruled on.

    :raises OutOfOrder: if it has been ruled on
    :raises NotYours: if somebody else raised it
    """
    with perform(procedure.WITHDRAW_OBJECTION, objection, by=by, at=at) as step:
        require_own(step.subject.participation, by)
        step.fact = events.ObjectionWithdrawn(reason=reason)
        run_again(step, step.subject.case, on=clock.day_of(at))
    return step.subject


def uphold(
    objection: JurisdictionObjection, *, to_court: str, reasons: str, by: Actor, at: datetime
) -> JurisdictionObjection:
    """Rule that the objection holds and the case goes to another court.

    In small claims the ruling is effective at once (民诉法解释 第二百七十六条).

    :raises OutOfOrder: if it has been ruled on
    :raises NotYours: if the actor is no judge
    :raises NoReasons: if the reasons or the court are missing
    """
    require_reasons(reasons, to_court)
    with transaction.atomic():
        with perform(procedure.UPHOLD_OBJECTION, objection, by=by, at=at) as step:
            held = step.subject
            held.to_court = to_court
            _ruled(held, reasons, by=by, at=at)
            step.fact = events.ObjectionUpheld(to_court=to_court, reasons=reasons)
        return _final_at_once(held, at=at)


def dismiss(
    objection: JurisdictionObjection, *, reasons: str, by: Actor, at: datetime
) -> JurisdictionObjection:
    """Rule that this court has jurisdiction; the objector bears the fee of such an objection.

    诉讼费用交纳办法 第十三条第六项. In small claims effective at once (民诉法解释 第二百七十六条).

    :raises OutOfOrder: if it has been ruled on
    :raises NotYours: if the actor is no judge
    :raises NoReasons: if no reasons are given
    """
    require_reasons(reasons, "本院")
    with transaction.atomic():
        with perform(procedure.DISMISS_OBJECTION, objection, by=by, at=at) as step:
            held = step.subject
            held.fee = law.fee_of_objection(on=clock.day_of(at)).value
            _ruled(held, reasons, by=by, at=at)
            step.fact = events.ObjectionDismissed(reasons=reasons, fee=held.fee)
        return _final_at_once(held, at=at)


def begin_appeal_period(
    objection: JurisdictionObjection,
    participation: Participation,
    *,
    on: date,
    by: Actor,
    at: datetime,
) -> JurisdictionObjection:
    """Begin one party's ten days to appeal, from the day the ruling was served on it.

    `on` is not counted. Told twice of the same day, nothing happens; served again, it begins anew.
    民事诉讼法 第一百七十一条第二款. `by` is the court.

    :raises OutOfOrder: if there is no ruling that can be appealed
    """
    move = procedure.RULING_SERVED.get(ObjectionState(objection.state))
    if move is None:
        raise OutOfOrder(
            f"现在的状态是“{objection.get_state_display()}”，没有可以上诉的裁定。",
            basis="民事诉讼法 第一百七十一条第二款",
        )
    last = _appeals(objection).filter(subject_id=participation.pk).order_by("-run").first()
    if last is not None and last.started_on == on:
        return objection
    with perform(move, objection, by=by, at=at) as step:
        step.fact = events.ObjectionRulingServed(
            objection=objection.pk,
            participation=participation.pk,
            party=participation.person.name,
            served_on=on,
        )
        begin = step.start if last is None else step.restart
        begin(deadlines.OBJECTION_APPEAL, on=on, of=participation)
    return step.subject


def take_effect(
    objection: JurisdictionObjection, *, by: Actor, at: datetime
) -> JurisdictionObjection:
    """Let a ruling take effect once every party's own period to appeal has ended.

    :raises OutOfOrder: if there is no such ruling
    :raises NotServedYet: if somebody can still appeal, or has not been served
    """
    if objection.case.procedure != law.SMALL_CLAIMS and not is_final(objection):
        raise NotServedYet(
            "还有当事人没有收到裁定，或者上诉期没有届满，裁定还没有生效。",
            basis="民事诉讼法 第一百七十一条第二款",
        )
    move = procedure.RULING_TAKES_EFFECT.get(ObjectionState(objection.state))
    if move is None:
        raise OutOfOrder(f"现在的状态是“{objection.get_state_display()}”，没有待生效的裁定。")
    return _take_effect(objection, move, by=by, at=at)


def record_appeal(
    objection: JurisdictionObjection, participation: Participation, *, by: Actor, at: datetime
) -> JurisdictionObjection:
    """Record that a party has appealed in its period; the ruling waits for the court above.

    :raises OutOfOrder: if there is no ruling to appeal, or it has taken effect
    :raises TooLateToObject: if that party's period to appeal is not running
    """
    with perform(procedure.RECORD_APPEAL, objection, by=by, at=at) as step:
        running = {row.subject_id for row in _appeals(step.subject).open()}
        if participation.pk not in running:
            raise TooLateToObject(
                f"{participation.person.name}的上诉期没有在计算，不能登记上诉。",
                basis=procedure.RECORD_APPEAL.basis,
                remedy="请核对裁定送达的日期。",
                field="party",
            )
        step.fact = events.ObjectionAppealed(
            party=participation.person.name, appealed_on=clock.day_of(at)
        )
        for one in parties_of(step.subject.case, (*SUING, *ANSWERS)):
            step.lift(deadlines.OBJECTION_APPEAL, reason="已有当事人上诉", of=one)
    return step.subject


def record_second_instance(
    objection: JurisdictionObjection, *, is_transfer: bool, by: Actor, at: datetime
) -> JurisdictionObjection:
    """Record what the court above has ruled: final. 民事诉讼法 第一百七十八条.

    :raises OutOfOrder: if nobody has appealed
    """
    state = ObjectionState.TRANSFERRED if is_transfer else ObjectionState.KEPT
    return _take_effect(objection, procedure.SECOND_INSTANCE[state], by=by, at=at)


def _take_effect(
    objection: JurisdictionObjection, move: Move, *, by: Actor, at: datetime
) -> JurisdictionObjection:
    with perform(move, objection, by=by, at=at) as step:
        step.fact = events.ObjectionRulingEffective(outcome=_outcome(move.target, step.subject))
        if move.target == ObjectionState.KEPT:
            run_again(step, step.subject.case, on=clock.day_of(at))
    return step.subject


def _outcome(target: str, objection: JurisdictionObjection) -> str:
    if target == ObjectionState.TRANSFERRED:
        return f"案件移送{objection.to_court}"
    return "本院继续审理"


def _final_at_once(objection: JurisdictionObjection, *, at: datetime) -> JurisdictionObjection:
    if objection.case.procedure != law.SMALL_CLAIMS:
        return objection
    return take_effect(objection, by=Actor.court(), at=at)


def _ruled(objection: JurisdictionObjection, reasons: str, *, by: Actor, at: datetime) -> None:
    objection.reasons = reasons
    objection.decided_by = by.account
    objection.decided_at = at
    objection.save(update_fields=["reasons", "decided_by", "decided_at", "to_court", "fee"])


def _appeals(objection: JurisdictionObjection) -> DeadlineQuerySet:
    return Deadline.objects.filter(
        matter=objection.matter_id,
        kind=deadlines.OBJECTION_APPEAL.name,
        subject_kind=Participation._meta.label,
    )


def require_reasons(reasons: str, to_court: str) -> None:
    """Refuse a ruling without its reasons, or one that transfers to nowhere.

    :raises NoReasons: if either is missing
    """
    if not reasons.strip():
        raise NoReasons(
            "裁定要写明理由。", basis="民事诉讼法 第一百五十七条第三款", field="reasons"
        )
    if not to_court.strip():
        raise NoReasons("请写明移送到哪个法院。", basis="民事诉讼法 第三十七条", field="to_court")


def is_final(objection: JurisdictionObjection) -> bool:
    """Tell whether each party has been served with the ruling and its own period has ended."""
    over = set(
        _appeals(objection)
        .filter(state=DeadlineState.LAPSED, changed_at__gte=objection.decided_at)
        .values_list("subject_id", flat=True)
    )
    still = _appeals(objection).open().exists()
    parties = {one.pk for one in parties_of(objection.case, (*SUING, *ANSWERS))}
    return not still and parties <= over


def _require_ground(ground: str, to_court: str, reason: str) -> None:
    if ground not in law.objection_grounds():
        raise NoGround("请选择提出异议的理由。", remedy="请从列出的理由中选一项。", field="ground")
    if not to_court.strip():
        raise NoGround(
            "请写明您认为应当由哪个法院管辖。", remedy="请写法院的全称。", field="to_court"
        )
    if not reason.strip():
        raise NoGround("请写明事实和理由。", remedy="请写明住所、履行地或者约定。", field="reason")


def _require_open(participation: Participation, ground: str, *, on: date) -> None:
    held = JurisdictionObjection.objects.filter(participation=participation)
    if held.exclude(state=ObjectionState.WITHDRAWN).exists():
        raise ObjectedBefore(
            "您已经提出过管辖权异议。",
            basis=procedure.RAISE_OBJECTION.basis,
            remedy="请在案件页面查看审查结果。",
        )
    is_absolute = ground in NEVER_TOO_LATE
    answer = Answer.objects.filter(participation=participation, case=case_of(participation)).first()
    answered = answer is not None and answer.state == AnswerState.SUBMITTED
    accepted = rules.has_accepted_jurisdiction(
        objected=False, answered=answered, level_or_exclusive=is_absolute, on=on
    )
    if accepted.value:
        raise JurisdictionAccepted(
            "您已经答辩，没有提出管辖权异议，视为本院有管辖权。",
            basis="；".join(map(str, accepted.basis)),
            remedy="违反级别管辖或者专属管辖的，仍然可以提出。",
            field="ground",
        )
    period = _period_of(answer)
    if period is None:
        return
    found = rules.may_object_to_jurisdiction(
        defence_ends=period.ends_on, objected=on, level_or_exclusive=is_absolute
    )
    if not found.value:
        raise TooLateToObject(
            f"管辖权异议要在答辩期内提出，您的答辩期到 {period.ends_on:%Y-%m-%d} 为止。",
            basis="；".join(map(str, found.basis)),
            remedy="违反级别管辖或者专属管辖的，仍然可以提出。"
            "因不可抗力等正当理由耽误的，可以申请顺延期限。",
            field="ground",
        )


def _period_of(answer: Answer | None) -> Deadline | None:
    if answer is None:
        return None
    rows = Deadline.objects.of(answer).filter(kind=deadlines.ANSWER.name)
    return rows.order_by("-run").first()
