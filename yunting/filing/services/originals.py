"""Say what one holds of another's evidence; ask for originals, compare, hold copies equal.

质证: 民诉法解释 第一百零三、一百零四条. Originals: 在线诉讼规则 第十二、十三条 (OL-12, OL-13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Max

from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account
from yunting.core.procedure import NotYours, perform
from yunting.filing import deadlines, events, procedure
from yunting.filing.models import (
    QUALITIES,
    CopyHeldEqual,
    Evidence,
    EvidenceOpinion,
    ItemState,
    OriginalRequest,
    Stance,
)
from yunting.filing.selectors import evidence as read
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.finding import Finding
from yunting.rules.online.materials import Doubt, Proof, must_show_original

OPINION_BASIS = "民诉法解释 第一百零四条"
_NEEDS_PROOF = frozenset({Proof.NOTARISED, Proof.ACCEPTED_BEFORE, Proof.OTHER})


class OpinionWithoutReason(Refused):
    """Who disputes a quality of an item says why."""

    code: ClassVar[str] = "opinion-without-reason"


class NotExchanged(Refused):
    """Only evidence that was exchanged is commented on and asked the original of."""

    code: ClassVar[str] = "not-exchanged"


class NobodyObjected(Refused):
    """The ground that the other side objects needs an objection with reasons."""

    code: ClassVar[str] = "nobody-objected"


class OriginalDueTooSoon(Refused):
    """The day for bringing an original lies ahead."""

    code: ClassVar[str] = "original-due-too-soon"


class GroundNotMet(Refused):
    """What the ground of OL-13 needs is not there."""

    code: ClassVar[str] = "ground-not-met"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A stance on each of the three qualities, with a reason where it is disputed."""

    authenticity: Stance
    legality: Stance
    relevance: Stance
    authenticity_reason: str = ""
    legality_reason: str = ""
    relevance_reason: str = ""


def give_opinion(
    evidence: Evidence, opinion: Opinion, *, by: Actor, at: datetime
) -> EvidenceOpinion:
    """Say what a party holds of another's item; a later opinion takes the place of an earlier.

    :raises NotYours: if the actor is no party, or the item is its own
    :raises NotExchanged: if the item was not exchanged
    :raises OpinionWithoutReason: if a quality is disputed without a reason
    """
    person = by.on_behalf_of or by.person
    if not isinstance(by.account, Account) or person is None:
        raise TypeError("an opinion is somebody's")
    if not by.roles & procedure.GIVES_EVIDENCE or person == evidence.person:
        raise NotYours("质证由对方当事人进行。", basis=OPINION_BASIS)
    _require_exchanged(evidence)
    _require_reasoned(opinion)
    with first_time(by):
        Evidence.objects.select_for_update(no_key=True).get(pk=evidence.pk)
        own = EvidenceOpinion.objects.filter(evidence=evidence, person=person)
        run = (own.aggregate(last=Max("run"))["last"] or 0) + 1
        said = EvidenceOpinion.objects.create(
            evidence=evidence,
            person=person,
            side=by.side,
            run=run,
            account=by.account,
            at=at,
            **{f: getattr(opinion, f) for f in opinion.__dataclass_fields__},
        )
        fact = _given(evidence, opinion)
        record(fact, matter=evidence.matter, case=evidence.case, by=by, at=at, basis=OPINION_BASIS)
    return said


def _require_reasoned(opinion: Opinion) -> None:
    for quality, label in QUALITIES:
        disputes = getattr(opinion, quality) == Stance.DISPUTED
        if disputes and not getattr(opinion, f"{quality}_reason").strip():
            raise OpinionWithoutReason(
                f"不认可{label}的，应当说明理由。",
                basis=OPINION_BASIS,
                remedy="请写明哪里不对、为什么。",
                field=f"{quality}_reason",
            )


def _given(evidence: Evidence, opinion: Opinion) -> events.OpinionGiven:
    return events.OpinionGiven(
        evidence=evidence.pk,
        party=evidence.person.name,
        number=evidence.number or 0,
        name=evidence.name,
        authenticity=opinion.authenticity.label,
        legality=opinion.legality.label,
        relevance=opinion.relevance.label,
    )


def ask_original(
    evidence: Evidence, *, reason: Doubt, note: str, due_on: date, by: Actor, at: datetime
) -> OriginalRequest:
    """Ask a party for the original of a copy, for one of four reasons, by a day. OL-12.

    `due_on` is inclusive.

    :raises NotExchanged: if the item was not exchanged
    :raises NobodyObjected: if the reason is an objection and nobody disputes authenticity
    :raises OriginalDueTooSoon: if the day is not after today
    :raises OutOfOrder: if it was asked for already
    :raises NotYours: if the actor is neither judge nor clerk
    """
    _require_exchanged(evidence)
    on = clock.day_of(at)
    if due_on <= on:
        raise OriginalDueTooSoon("提交原件的日期要在今天以后。", field="due_on")
    if reason is Doubt.OBJECTED and not any(map(read.is_disputed, read.opinions_on(evidence))):
        raise NobodyObjected(
            "对方没有对真实性提出异议，不能以此为由。",
            basis=reason.article,
            remedy="请选择其他理由。",
            field="reason",
        )
    with perform(procedure.ASK_ORIGINAL, evidence, by=by, at=at) as step:
        request = OriginalRequest.objects.create(
            evidence=evidence,
            reason=reason,
            note=note.strip(),
            due_on=due_on,
            asked_by=_somebody(by),
            asked_at=at,
        )
        step.fact = events.OriginalAsked(
            evidence=evidence.pk,
            party=evidence.person.name,
            number=evidence.number or 0,
            reason=reason.says,
            due_on=due_on,
        )
        step.basis = reason.article
        asked = must_show_original(frozenset({reason}), on=on)
        set_by_court = (*asked.because, ("法院指定", f"{due_on:%Y-%m-%d}"))
        found = Finding(value=due_on, basis=asked.basis, because=set_by_court)
        step.start(deadlines.ORIGINAL, on=on, found=found)
    return request


def compare(
    evidence: Evidence, *, result: ItemState, how: str, finding: str, by: Actor, at: datetime
) -> Evidence:
    """Note what the comparison with the original came to, or that it was not produced. OL-12.

    :raises OutOfOrder: if the original was not asked for
    :raises NotYours: if the actor is neither judge nor clerk
    """
    move = procedure.COMPARISONS[result]
    with perform(move, evidence, by=by, at=at) as step:
        OriginalRequest.objects.filter(evidence=evidence, result="").update(
            result=result,
            how=how,
            finding=finding.strip(),
            compared_by=_somebody(by),
            compared_at=at,
        )
        step.fact = events.OriginalCompared(
            evidence=evidence.pk,
            party=evidence.person.name,
            number=evidence.number or 0,
            result=result.label,
            how=how,
            finding=finding.strip(),
        )
        if result == ItemState.ABSENT:
            step.lift(deadlines.ORIGINAL, reason="未提交原件，已记录")
        else:
            step.meet(deadlines.ORIGINAL)
    return step.subject


def hold_equal(
    evidence: Evidence, *, ground: Proof, note: str, by: Actor, at: datetime
) -> CopyHeldEqual:
    """Hold a copy equal to its original, on one of five grounds. OL-13.

    `note` says by what, where the ground is a notary's deed, an earlier judgment or other proof.

    :raises NotExchanged: if the item was not exchanged
    :raises GroundNotMet: if what the ground needs is not there
    :raises OutOfOrder: if the original was asked for and not shown, or differs
    :raises NotYours: if the actor is not the judge
    """
    _require_exchanged(evidence)
    with perform(procedure.HOLD_EQUAL, evidence, by=by, at=at) as step:
        missing = _missing(step.subject, ground, note)
        if missing:
            raise GroundNotMet(
                missing, basis=ground.article, remedy="请选择其他情形。", field="ground"
            )
        held = CopyHeldEqual.objects.create(
            evidence=evidence, ground=ground, note=note.strip(), account=_somebody(by), at=at
        )
        step.fact = events.CopyEqual(
            evidence=evidence.pk,
            party=evidence.person.name,
            number=evidence.number or 0,
            ground=ground.says,
        )
        step.basis = ground.article
    return held


def _missing(evidence: Evidence, ground: Proof, note: str) -> str:
    """Return what a ground lacks, as a sentence; empty if nothing."""
    if ground is Proof.NOT_OBJECTED:
        said = read.opinions_on(evidence)
        if not said:
            return "对方还没有发表质证意见，不能认为没有异议。"
        return "对方对真实性有异议。" if any(map(read.is_disputed, said)) else ""
    if ground is Proof.COMPARED and evidence.state != ItemState.COMPARED:
        return "还没有与原件核对一致的记录。"
    if ground in _NEEDS_PROOF and not note.strip():
        return "请写明公证书、裁判文书的编号，或者用什么证明。"
    return ""


def _require_exchanged(evidence: Evidence) -> None:
    if evidence.case_id is None or evidence.is_draft:
        raise NotExchanged("这项证据还没有交换。", remedy="证据交换以后再办理。")


def _somebody(by: Actor) -> Account:
    if not isinstance(by.account, Account):
        raise TypeError("this is done by somebody")
    return by.account
