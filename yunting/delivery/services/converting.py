"""Taking consent back, and moving a stage offline: asked by a party, decided by the court."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.models import Matter, Person
from yunting.core.procedure import perform
from yunting.delivery import deadlines
from yunting.delivery.events import consent as events
from yunting.delivery.models import ConsentState, OfflineRequest, OnlineConsent, RequestState
from yunting.delivery.models.consent import GROUNDS, Stage, Unfit
from yunting.delivery.procedure import consent as procedure
from yunting.delivery.selectors import parties
from yunting.delivery.services.consents import named, require_reason
from yunting.lib import clock
from yunting.lib.errors import Refused
from yunting.rules.online import consent as rules


class AskedAlready(Refused):
    """One request about a stage is looked at at a time."""

    code: ClassVar[str] = "offline-asked-already"


class MayNotBeTakenBack(Refused):
    """A consent is taken back before the act, and not to delay it."""

    code: ClassVar[str] = "consent-may-not-be-taken-back"


def retract(consent: OnlineConsent, *, reason: str, by: Actor, at: datetime) -> OnlineConsent:
    """Ask to take a consent back; the stage stays online until the court has decided. OL-05.

    :raises OutOfOrder: if there is no consent to take back
    :raises NoReason: if no reason is given
    """
    with perform(procedure.RETRACT, consent, by=by, at=at) as step:
        _keep(step.subject, require_reason(reason))
        step.fact = events.RetractionAsked(**named(step.subject), reason=step.subject.reason)
    return step.subject


def allow_retraction(
    consent: OnlineConsent,
    *,
    act_begun: bool,
    delays_on_purpose: bool,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> OnlineConsent:
    """Let a consent be taken back, after the court has looked at both conditions. OL-05.

    :raises OutOfOrder: if nobody has asked
    :raises MayNotBeTakenBack: if the stage has begun, or this is to delay it
    """
    found = rules.may_retract(
        before_the_act=not act_begun, delays_on_purpose=delays_on_purpose, on=clock.day_of(at)
    )
    if not found.value:
        raise MayNotBeTakenBack(
            "环节已经开始或者是为了拖延，不能准许收回同意。",
            basis=str(found.basis[0]),
            remedy="请作出不准许的决定，写明理由。",
        )
    with perform(procedure.ALLOW_RETRACTION, consent, by=by, at=at) as step:
        told = reason.strip() or step.subject.reason
        _keep(step.subject, told)
        step.fact = events.RetractionAllowed(**named(step.subject), reason=told)
    return step.subject


def deny_retraction(
    consent: OnlineConsent, *, reason: str, by: Actor, at: datetime
) -> OnlineConsent:
    """Do not let a consent be taken back, with the reason. OL-05.

    :raises OutOfOrder: if nobody has asked
    :raises NoReason: if no reason is given
    """
    with perform(procedure.DENY_RETRACTION, consent, by=by, at=at) as step:
        _keep(step.subject, require_reason(reason))
        step.fact = events.RetractionDenied(**named(step.subject), reason=step.subject.reason)
    return step.subject


def convert(
    consent: OnlineConsent, *, why: Unfit, reason: str, by: Actor, at: datetime
) -> OnlineConsent:
    """Move one person's part of a stage offline, with ground and reason. OL-05.

    What was done online before stays valid.

    :raises OutOfOrder: if the stage is not online, or asked about, for that person
    :raises NoReason: if no reason is given
    """
    with perform(procedure.CONVERT, consent, by=by, at=at) as step:
        was_asked = step.subject.state == ConsentState.ASKED
        _keep(step.subject, require_reason(reason))
        step.basis = _basis(why, at)
        step.fact = events.StageConverted(
            **named(step.subject), ground=why, reason=f"{why.label}；{step.subject.reason}"
        )
        if was_asked:
            step.lift(deadlines.ANSWER, reason="已转为线下")
    return step.subject


def note_non_action(consent: OnlineConsent, *, what: str, by: Actor, at: datetime) -> OnlineConsent:
    """Record that somebody who agreed did not act online, nor asked to go offline. OL-06.

    What follows from it the judge decides.

    :raises OutOfOrder: if there is no consent
    :raises NoReason: if it is not said what was missed
    """
    with perform(procedure.NOTE_NON_ACTION, consent, by=by, at=at) as step:
        step.fact = events.NonActionNoted(**named(step.subject), what=require_reason(what))
    return step.subject


def ask_offline(
    matter: Matter,
    person: Person,
    stage: Stage,
    *,
    why: Unfit,
    reason: str,
    by: Actor,
    at: datetime,
) -> OfflineRequest:
    """Ask that the others do a stage in person too, with a concrete reason. OL-05.

    :raises NoReason: if no reason is given
    :raises AskedAlready: if one's earlier request about the stage is still looked at
    """
    told = require_reason(reason)
    with perform(procedure.ASK_OFFLINE, None, by=by, at=at) as step:
        open_ones = OfflineRequest.objects.filter(matter=matter, person=person, stage=stage)
        if open_ones.filter(state=RequestState.MADE).exists():
            raise AskedAlready("这个环节的申请正在审查。", remedy="请等候法院的决定。")
        request = step.subject = OfflineRequest.objects.create(
            matter=matter,
            person=person,
            side=parties.side_of(matter, person),
            stage=stage,
            state=RequestState.MADE,
            ground=why,
            reason=told,
            at=at,
        )
        step.fact = events.OfflineAsked(
            **_request(step.subject), ground=why, reason=f"{why.label}；{told}"
        )
    return request


def allow_offline(
    request: OfflineRequest, *, reason: str = "", by: Actor, at: datetime
) -> OfflineRequest:
    """Hold the stage in person: everybody's consent to it is converted. OL-05.

    :raises OutOfOrder: if it was decided
    """
    with perform(procedure.ALLOW_OFFLINE, request, by=by, at=at) as step:
        found = step.subject
        _answer(found, reason)
        step.fact = events.OfflineAllowed(**_request(found), reason=found.answer)
        online_ones = OnlineConsent.objects.filter(
            matter=found.matter, stage=found.stage, state__in=procedure.CONVERT.source
        )
        for consent in online_ones.select_related("matter").order_by("id"):
            convert(
                consent,
                why=Unfit(found.ground),
                reason=found.reason,
                by=by.holding(None),
                at=at,
            )
    return step.subject


def deny_offline(
    request: OfflineRequest, *, reason: str, by: Actor, at: datetime
) -> OfflineRequest:
    """Do not hold the stage in person, with the reason. OL-05.

    :raises OutOfOrder: if it was decided
    :raises NoReason: if no reason is given
    """
    with perform(procedure.DENY_OFFLINE, request, by=by, at=at) as step:
        _answer(step.subject, require_reason(reason))
        step.fact = events.OfflineDenied(**_request(step.subject), reason=step.subject.answer)
    return step.subject


def _basis(why: Unfit, at: datetime) -> str:
    """Return under which paragraph a stage goes offline: the court must, or it may."""
    on = clock.day_of(at)
    if why in GROUNDS:
        found = rules.may_call_in(frozenset({GROUNDS[why]}), reasons_given=True, on=on)
    else:
        found = rules.must_go_offline(
            lacks_ability=why is Unfit.NO_ABILITY,
            lacks_means=why is Unfit.NO_MEANS,
            unsuitable=why is Unfit.UNSUITABLE,
            on=on,
        )
    return str(found.basis[0])


def _keep(consent: OnlineConsent, reason: str) -> None:
    consent.reason = reason[:1000]
    consent.save(update_fields=["reason"])


def _answer(request: OfflineRequest, reason: str) -> None:
    request.answer = reason.strip()[:1000]
    request.save(update_fields=["answer"])


def _request(request: OfflineRequest) -> dict[str, str]:
    return {
        "person": request.person.name,
        "stage": request.stage,
        "stage_name": str(request.get_stage_display()),
    }
