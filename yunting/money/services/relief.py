"""司法救助: ask to pay a fee later, less or not at all; for the judge, decide by a signed paper.

诉讼费用交纳办法 第四十四条至第四十九条; 登记立案规定 第十一条: who has asked is not held to have
withdrawn for want of payment, so no days run until it is decided.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.db import transaction

from yunting.core import documents, files, lapses
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.idempotency import first_time
from yunting.core.models import Account, Document, DocumentState, PersonKind, Upload
from yunting.core.procedure import NotYours, OutOfOrder, perform
from yunting.lib import clock, codes, money
from yunting.lib.errors import Refused
from yunting.money import documents as papers
from yunting.money import events, procedure
from yunting.money.models import FeeNotice, FeeState, JudicialRelief, ReliefKind, ReliefState
from yunting.money.selectors import relief as read
from yunting.money.services import fees
from yunting.rules.citation import cite
from yunting.rules.fees import relief as rules
from yunting.rules.parameter import parameter

WHY_STANDING_STILL = "已申请司法救助，决定以前不计算交费期限"
_GROUPS = 3


class AskedBefore(Refused):
    """One fee, one application."""

    code: ClassVar[str] = "relief-asked-before"


class NothingToRelieve(Refused):
    """The fee is not to be paid any more, or the days to pay it are over."""

    code: ClassVar[str] = "nothing-to-relieve"


class NoDecision(Refused):
    """A decision on relief has reasons, and says how much or until when."""

    code: ClassVar[str] = "relief-decision-incomplete"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody applies with: the ground in law, and how things stand, in their own words."""

    ground: rules.Ground
    reason: str
    signed_by: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a judge decides: without `outcome` it is refused.

    `share` is what is taken off where it is reduced, `until` the last day, inclusive, where it is
    put off.
    """

    outcome: ReliefKind | None
    reasons: str
    share: Fraction | None = None
    until: date | None = None


def ask(
    notice: FeeNotice, wish: Wish, uploads: Sequence[Upload], *, by: Actor, at: datetime
) -> JudicialRelief:
    """Apply for relief from a fee; from here no days to pay run. FEE-40 to FEE-44.

    `uploads` are the proof: whole files of the dispute.

    :raises ReliefIncomplete: if it says nothing, or has no proof
    :raises NoExemption: if the ground exempts and who asks is no natural person
    :raises NothingToRelieve: if the fee is paid, closed or has run out
    :raises AskedBefore: if it was asked for before, whatever became of it
    :raises NotYours: if the actor does not speak for the side that owes it
    """
    lapses.lapse_due(notice, at=at)
    with transaction.atomic():
        with perform(procedure.ASK_RELIEF, None, by=by, at=at) as step:
            written, on = bool(wish.reason.strip()), clock.day_of(at)
            rules.check_application(written=written, proof=bool(uploads), on=on)
            fee = _locked(notice, by)
            asked = step.subject = _applied(fee, wish, by=by, at=at)
            asked.files.set(
                files.finish_uploads(
                    uploads, audience=Audience.SIDE, side=fee.side, case=fee.case, by=by, at=at
                )
            )
            step.fact = events.ReliefAsked(
                relief=asked.pk,
                notice=fee.pk,
                wanted=asked.get_wanted_display(),
                ground=read.ground_in_words(asked.ground),
                reference=asked.reference,
            )
        fees.end_period(fee, reason=WHY_STANDING_STILL, by=Actor.court(), at=at)
    return asked


def _applied(fee: FeeNotice, wish: Wish, *, by: Actor, at: datetime) -> JudicialRelief:
    who = by.on_behalf_of or by.person
    if who is None or not isinstance(by.account, Account):
        raise TypeError("relief is asked for by somebody")
    natural = who.kind == PersonKind.NATURAL
    wanted = rules.relief(wish.ground, natural_person=natural, on=clock.day_of(at)).value
    return JudicialRelief.objects.create(
        matter=fee.matter,
        case=fee.case,
        notice=fee,
        side=fee.side,
        person=who,
        account=by.account,
        reference=codes.make(secrets.randbelow, groups=_GROUPS),
        wanted=ReliefKind(wanted.value),
        ground=wish.ground.value,
        reason=wish.reason.strip(),
        signed_by=wish.signed_by,
        at=at,
    )


def withdraw(asked: JudicialRelief, *, by: Actor, at: datetime) -> JudicialRelief:
    """Take the application back; the days to pay are counted anew from here.

    :raises OutOfOrder: if it was decided meanwhile
    :raises NotYours: if the actor does not speak for the side
    """
    if by.side != asked.side:
        raise _not_yours()
    with transaction.atomic():
        with perform(procedure.WITHDRAW_RELIEF, asked, by=by, at=at) as step:
            _end(step.subject, at=at)
            step.fact = events.ReliefWithdrawn(relief=asked.pk, notice=asked.notice_id)
        _discard_paper(step.subject, "申请人已撤回申请", at=at)
    return step.subject


def drop(notice: FeeNotice, *, reason: str, by: Actor, at: datetime) -> None:
    """Decide no more on what has lost its object: the fee was paid, or is no longer asked for."""
    asked = JudicialRelief.objects.filter(notice=notice, state=ReliefState.ASKED).first()
    if asked is None:
        return
    with transaction.atomic():
        with perform(procedure.DROP_RELIEF, asked, by=by, at=at) as step:
            _end(step.subject, at=at)
            step.fact = events.ReliefDropped(relief=asked.pk, notice=notice.pk, reason=reason)
        _discard_paper(step.subject, reason, at=at)


def prepare_decision(
    asked: JudicialRelief, decision: Decision, *, by: Actor, at: datetime
) -> Document:
    """Draw up the decision on an application, for the judge to read and sign. FEE-40 to FEE-44.

    :raises NotYours: if the actor is no judge of the case
    :raises NoDecision: if reasons, share or day are missing, or everything is taken off
    :raises NoExemption: if it exempts somebody who is no natural person
    :raises TooLittleRelief: if less is taken off than the Measures allow
    :raises OutOfOrder: if it has been decided or withdrawn, or a decision waits already
    """
    if not by.roles & procedure.GRANT_RELIEF.by:
        raise NotYours(
            "司法救助申请由承办法官决定。",
            basis=procedure.GRANT_RELIEF.basis,
            remedy="请交承办法官办理。",
        )
    if not decision.reasons.strip():
        raise NoDecision(
            "请写明决定的理由。",
            basis=procedure.APPLICATION,
            remedy="申请人会看到这个理由。",
            field="reasons",
        )
    with first_time(by):
        rows = JudicialRelief.objects.select_for_update(no_key=True, of=("self",))
        held = rows.select_related("notice", "case", "matter", "person").get(pk=asked.pk)
        _require_undecided(held)
        said = _said(held, decision, on=clock.day_of(at))
        kind = papers.RELIEF_GRANTED if decision.outcome else papers.RELIEF_REFUSED
        return documents.prepare(
            kind,
            said,
            matter=held.matter,
            case=held.case,
            to=held.person,
            side=held.side,
            by=by,
            at=at,
        )


def take_effect(document: Document, *, by: Actor, at: datetime) -> JudicialRelief:
    """Do what the signed decision says: the effect of signing it, in the same transaction.

    :raises OutOfOrder: if it was withdrawn, or the fee was paid, meanwhile
    :raises NoLaterDay: if the day it was put off to has come
    """
    said, held = documents.said_in(document), read.relief_of(document)
    if document.kind == papers.RELIEF_REFUSED.name:
        with perform(procedure.REFUSE_RELIEF, held, by=by, at=at) as step:
            _end(step.subject, at=at, reasons=said["reasons"])
            step.fact = events.ReliefRefused(held.pk, held.notice_id, said["reasons"])
        return step.subject
    granted, due = ReliefKind(said["outcome"]), Decimal(said["due"])
    until = date.fromisoformat(said["until"]) if said["until"] else None
    with perform(procedure.GRANT_RELIEF, held, by=by, at=at) as step:
        step.subject.granted, step.subject.until = granted, until
        step.subject.due_fen = money.fen(due)
        _end(step.subject, at=at, reasons=said["reasons"])
        step.fact = events.ReliefGranted(
            held.pk, held.notice_id, granted.label, due, until, said["reasons"]
        )
    _change_fee(held.notice, granted, due, until, tuple(said["steps"]), at=at)
    return step.subject


def _change_fee(
    fee: FeeNotice,
    granted: ReliefKind,
    due: Decimal,
    until: date | None,
    steps: tuple[str, ...],
    *,
    at: datetime,
) -> None:
    by = Actor.court()
    if granted == ReliefKind.EXEMPT:
        fees.close(fee, reason="准许免交案件受理费", by=by, at=at)
    elif granted == ReliefKind.REDUCE:
        fees.reduce(fee, to=due, lines=steps, by=by, at=at)
    elif until is not None:
        fees.defer(fee, until=until, by=by, at=at)


def _said(held: JudicialRelief, decision: Decision, *, on: date) -> papers.ReliefDecision:
    fee = held.notice
    due, steps = _due(held, decision, on=on)
    return papers.ReliefDecision(
        reference=held.reference,
        applicant=held.person.name,
        asked_on=clock.day_of(held.at),
        wanted=held.get_wanted_display(),
        ground=read.ground_in_words(held.ground),
        fee=fee.amount,
        account=fee.account.number,
        outcome=decision.outcome.value if decision.outcome else "",
        due=due,
        steps=steps,
        until=decision.until if decision.outcome == ReliefKind.DEFER else None,
        reasons=_sentence(decision.reasons),
        articles=_articles(decision.outcome, on=on),
        pay_days=parameter("fee_measures.prepayment", on=on).whole,
    )


def _due(held: JudicialRelief, decision: Decision, *, on: date) -> tuple[Decimal, tuple[str, ...]]:
    """Return what is to be paid after a decision, in yuan, and how that was reached."""
    fee = held.notice.amount
    if decision.outcome == ReliefKind.EXEMPT:
        natural = held.person.kind == PersonKind.NATURAL
        rules.relief(rules.Ground.OTHER_EXEMPT, natural_person=natural, on=on)
        return Decimal(0), ()
    if decision.outcome == ReliefKind.REDUCE:
        if decision.share is None or decision.share == 1:
            raise NoDecision(
                "请写明减交的比例。", remedy="全部不用交的，请选择免交。", field="share"
            )
        found = rules.reduced(fee, decision.share, on=on)
        return found.value, found.reasons
    if decision.outcome == ReliefKind.DEFER:
        fees.require_later(decision.until, on=on)
    return fee, ()


def _articles(outcome: ReliefKind | None, *, on: date) -> str:
    article = {
        ReliefKind.EXEMPT: "第四十五条",
        ReliefKind.REDUCE: "第四十六条",
        ReliefKind.DEFER: "第四十七条",
        None: "第四十八条第二款",
    }[outcome]
    return str(cite("fee_measures", article, on=on))


def _sentence(text: str) -> str:
    whole = " ".join(text.split())
    return whole if whole.endswith(("。", "！", "？")) else f"{whole}。"


def _locked(notice: FeeNotice, by: Actor) -> FeeNotice:
    """Return the fee, locked, if relief from it can be asked for."""
    rows = FeeNotice.objects.select_related("matter", "case")
    fee = rows.select_for_update(no_key=True, of=("self",)).get(pk=notice.pk)
    if by.side != fee.side:
        raise _not_yours()
    if JudicialRelief.objects.filter(notice=fee).exists():
        raise AskedBefore(
            "这项案件受理费已经申请过一次。",
            basis=procedure.APPLICATION,
            remedy="请看申请的结果。情况有变化的，请拨打12368告诉承办法官。",
        )
    if fee.state != FeeState.DUE:
        raise NothingToRelieve(
            f"案件受理费现在的状态是“{fee.get_state_display()}”，不能再申请缓交、减交或者免交。",
            basis=procedure.APPLICATION,
            remedy="如果您认为有误，请拨打12368。",
        )
    return fee


def _require_undecided(held: JudicialRelief) -> None:
    basis = procedure.GRANT_RELIEF.basis
    if held.state != ReliefState.ASKED:
        raise OutOfOrder(
            f"现在的状态是“{held.get_state_display()}”，不能再作出决定。",
            basis=basis,
            remedy="请刷新页面，查看现在可以办理的事项。",
        )
    waiting = read.paper_on(held)
    if waiting is not None and waiting.state == DocumentState.PREPARED:
        raise OutOfOrder(
            "这件申请的决定书已经拟出，等待签发。",
            basis=basis,
            remedy="请打开那一份签发；要改的，先选择“不签发”。",
        )


def _discard_paper(held: JudicialRelief, reason: str, *, at: datetime) -> None:
    waiting = read.paper_on(held)
    if waiting is not None and waiting.state == DocumentState.PREPARED:
        documents.discard(waiting, reason=reason, by=Actor.court(), at=at)


def _end(held: JudicialRelief, *, at: datetime, reasons: str = "") -> None:
    held.reasons, held.ended_at = reasons, at
    held.save(update_fields=["reasons", "ended_at", "granted", "due_fen", "until"])


def _not_yours() -> NotYours:
    return NotYours(
        "只有应当交费的一方可以办理。",
        basis=procedure.APPLICATION,
        remedy="如您认为身份有误，请拨打12368。",
    )
