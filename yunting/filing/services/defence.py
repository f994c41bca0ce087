"""The answer of one defendant: opened, its period begun by service, written, signed and sent.

民事诉讼法 第一百二十八条. FIL-15. Each defendant has an answer, a period and a draft of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yunting.core.actor import Actor
from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.deadlines import NotRunning, lift, meet, open_one
from yunting.core.models import (
    Case,
    Deadline,
    DeadlineState,
    Draft,
    Mandate,
    MandateScope,
    Participation,
)
from yunting.core.procedure import NotYours, OutOfOrder, perform
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import Answer, AnswerState, Filing, Lodgement, PaperKind
from yunting.filing.selectors.parties import ANSWERS, SUING, case_of, is_online, parties_of
from yunting.filing.selectors.submissions import latest
from yunting.filing.selectors.writing import draft_key
from yunting.filing.services.drafting import keep
from yunting.filing.services.papers import NoCaseYet, lodge, require_own, require_signature
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.finding import Finding

LATE = "（逾期）"
# A period that was lifted or begun anew makes nobody late.
HELD = (DeadlineState.RUNNING, DeadlineState.LAPSED)


class NotADefendant(Refused):
    """Only a defendant answers a complaint."""

    code: ClassVar[str] = "not-a-defendant"


class NothingAnswered(Refused):
    """An answer that says nothing about any claim, fact or ground is none."""

    code: ClassVar[str] = "nothing-answered"


class NeedsSpecialAuthority(Refused):
    """An agent with general authority cannot admit a claim (民事诉讼法 第六十二条)."""

    code: ClassVar[str] = "needs-special-authority"


@dataclass(frozen=True, slots=True)
class Defence:
    """Everything about an answer that its acts need, as the form made it.

    `confirmed` and `disputed` count elements; `admits` names the claims that are confirmed.
    """

    form: str
    title: str
    values: Mapping[str, str]
    confirmed: int
    disputed: int
    says_more: bool
    admits: tuple[str, ...]
    signed_by: str


def open_answer(participation: Participation, *, by: Actor, at: datetime) -> Answer:
    """Return the defendant's answer to the complaint, made empty if there is none.

    :raises NotADefendant: if the party is none
    :raises NoCaseYet: if the complaint has not been accepted
    :raises NotYours: if a party opens another's
    """
    case = case_of(participation)
    if participation.role not in ANSWERS:
        raise NotADefendant("只有被告需要答辩。", basis=procedure.ANSWER.basis)
    if case is None:
        raise NoCaseYet("法院还没有立案。", remedy="立案以后再答辩。")
    if by.account is not None:
        require_own(participation, by)
    with transaction.atomic():
        # Two devices at once open one answer: the second waits for the first and finds it.
        Participation.objects.select_for_update(no_key=True, of=("self",)).get(pk=participation.pk)
        held = Answer.objects.filter(case=case, participation=participation).first()
        if held is not None:
            return held
        with perform(procedure.OPEN_ANSWER, None, by=by, at=at) as step:
            answer = step.subject = Answer.objects.create(
                matter=participation.matter,
                case=case,
                participation=participation,
                complaint=latest(Filing.objects.get(case=case)),
            )
            step.fact = events.AnswerOpened(participation=participation.pk)
    return answer


def begin_answer_period(
    participation: Participation,
    *,
    on: date,
    found: Finding[date] | None = None,
    by: Actor,
    at: datetime,
) -> Answer:
    """Begin the fifteen days of one defendant, from the day the complaint was served on it.

    `on` is the effective date of that service and is not counted; `found` gives the last day where
    the service itself fixes another. Served again on another day (ES-10), the period begins anew;
    told twice of the same day, nothing happens. Who has answered before being served has nothing
    left to keep. 民事诉讼法 第一百二十八条. `by` is the court.

    :raises NotADefendant: if the party is none
    :raises NotYours: if the actor is not the court
    """
    with transaction.atomic():
        answer = open_answer(participation, by=by, at=at)
        last = _last_period(answer)
        is_told = last is not None and last.started_on == on
        if answer.state == AnswerState.SUBMITTED or is_told:
            return answer
        with perform(procedure.BEGIN_ANSWER_PERIOD, answer, by=by, at=at) as step:
            step.fact = events.AnswerPeriodBegun(
                participation=participation.pk, party=participation.person.name, served_on=on
            )
            begin = step.start if last is None else step.restart
            begin(deadlines.ANSWER, on=on, found=found)
    return answer


def end_answer_period(
    participation: Participation, *, reason: str, by: Actor, at: datetime
) -> None:
    """End a period that began although the complaint had not reached the defendant.

    Nothing happens if none is open: it begins when the complaint does reach it. `by` is the court.
    """
    answer = Answer.objects.filter(participation=participation).first()
    if answer is not None and open_one(deadlines.ANSWER, answer) is not None:
        lift(deadlines.ANSWER, answer, reason=reason, by=by, at=at)


def note_copies_sent(case: Case, *, by: Actor, at: datetime) -> None:
    """Note that the complaint has left for every defendant within its five days. A7.2-court-acts.

    Nothing happens if that was noted before, or the days have run out. 民事诉讼法 第一百二十八条.
    """
    _met(deadlines.COPY, case, by=by, at=at)


def note_answer_shown(answer: Answer, *, by: Actor, at: datetime) -> None:
    """Note that the answer lies open to every plaintiff, where all of them are online.

    A plaintiff without an account is sent a copy by hand: the five days run on.
    民事诉讼法 第一百二十八条.
    """
    if all(is_online(one) for one in parties_of(answer.case, SUING)):
        _met(deadlines.COPY_OF_ANSWER, answer, by=by, at=at)


def _met(kind: DeadlineKind, subject: Case | Answer, *, by: Actor, at: datetime) -> None:
    if open_one(kind, subject) is not None:
        with suppress(NotRunning):
            meet(kind, subject, by=by, at=at)


def save_answers(
    answer: Answer, answers: Mapping[str, str], *, seen: int, by: Actor, at: datetime
) -> Draft:
    """Save what a defendant writes, readable or not, from a page that last saw save `seen`.

    :raises NotYours: if it is somebody else's answer
    :raises OutOfOrder: if it has been sent
    :raises Changed: if a colleague changed the same answers after `seen`; the others are saved
    """
    with transaction.atomic():
        rows = Answer.objects.select_for_update(no_key=True, of=("self",))
        locked = rows.select_related("matter", "participation").get(pk=answer.pk)
        if not by.roles & procedure.ANSWER.by:
            raise NotYours("只有被告能填写答辩状。", basis=procedure.ANSWER.basis)
        require_own(locked.participation, by)
        if locked.state != AnswerState.AWAITED:
            raise OutOfOrder(
                "答辩状已经提交，内容不能再改。",
                basis=procedure.ANSWER.basis,
                remedy="刚才填写的内容还在本页，没有保存。需要补充的，可以在开庭时说明。",
            )
        key = draft_key(locked)
        draft, changed = keep(locked.matter, key, answers, seen=seen, by=by, at=at)
    if changed is not None:
        raise changed
    return draft


def submit(answer: Answer, defence: Defence, *, by: Actor, at: datetime) -> Lodgement:
    """Sign and send the answer; give the receipt. FIL-15.

    An answer after its period is taken all the same, and marked: 逾期答辩不影响审理.

    :raises OutOfOrder: if it has been sent before
    :raises NotYours: if it is somebody else's, or the actor is no defendant
    :raises NothingAnswered: if it says nothing
    :raises NotSigned: if the signature is missing
    :raises NeedsSpecialAuthority: if a general agent admits a claim
    """
    require_signature(defence.signed_by)
    _require_content(defence)
    with perform(procedure.ANSWER, answer, by=by, at=at) as step:
        held = step.subject
        require_own(held.participation, by)
        _require_authority(defence, by)
        last = _last_period(held)
        is_late = last is not None and last.state in HELD and last.lapses_at <= at
        content = {"values": dict(defence.values), "answers": defence.form}
        held.sent = lodge(PaperKind.ANSWER, content, participation=held.participation, by=by, at=at)
        held.is_late = is_late
        held.save(update_fields=["sent", "is_late"])
        step.fact = events.AnswerSubmitted(
            receipt=held.sent.receipt,
            sha256=held.sent.sha256,
            remark=LATE if is_late else "",
            signed_by=defence.signed_by,
            confirmed=defence.confirmed,
            disputed=defence.disputed,
        )
        if open_one(deadlines.ANSWER, held) is not None:
            step.meet(deadlines.ANSWER)
        step.start(deadlines.COPY_OF_ANSWER, on=clock.day_of(at))
    return held.sent


def _last_period(answer: Answer) -> Deadline | None:
    rows = Deadline.objects.of(answer).filter(kind=deadlines.ANSWER.name)
    return rows.order_by("-run").first()


def _require_content(defence: Defence) -> None:
    if not (defence.confirmed or defence.disputed or defence.says_more):
        raise NothingAnswered(
            "答辩状里还没有任何答复。",
            basis=procedure.ANSWER.basis,
            remedy="请至少答复一项诉讼请求或者事实，或者写明您的答辩意见。",
        )


def _require_authority(defence: Defence, by: Actor) -> None:
    if by.on_behalf_of is None or by.person is None or not defence.admits:
        return
    mandate = Mandate.objects.filter(
        principal=by.on_behalf_of, agent=by.person, until__isnull=True
    ).first()
    if mandate is None or mandate.scope == MandateScope.GENERAL:
        named = "、".join(f"“{one}”" for one in defence.admits[:3])
        raise NeedsSpecialAuthority(
            f"代为承认诉讼请求要有特别授权，您确认了{named}。",
            basis="民事诉讼法 第六十二条第二款",
            remedy="请取得特别授权，或者由当事人本人提交，或者改为“异议”。",
        )
