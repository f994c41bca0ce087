"""Consent to doing a stage online: ask, choose, give, refuse. The court's decisions: converting.py.

Every act is about one stage: consent to one never implies another (在线诉讼规则 第四条).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from yunting.core import lapses, messages
from yunting.core.actor import Actor
from yunting.core.idempotency import first_time
from yunting.core.messages import Template
from yunting.core.models import Case, Matter, Person, PersonKind
from yunting.core.procedure import Move, perform
from yunting.delivery import deadlines, settings
from yunting.delivery.events import consent as events
from yunting.delivery.models import ConsentState, OnlineConsent
from yunting.delivery.models.consent import Stage
from yunting.delivery.procedure import consent as procedure
from yunting.delivery.selectors import parties
from yunting.lib import clock
from yunting.lib.errors import Refused

ASKED = Template(
    "是否同意在线办理",
    "法院询问您是否同意在线办理：{stages}。请打开案件页面，看过告知事项，逐项选择。"
    "不选择的，线下办理，不影响您的权利。",
)


class NoticeOutdated(Refused):
    """What is agreed to is what was told: the notice has a newer version."""

    code: ClassVar[str] = "notice-outdated"


class NothingSaid(Refused):
    """An answer is about at least one stage."""

    code: ClassVar[str] = "nothing-said"


class NoReason(Refused):
    """The court or the party gives a reason, and it stays on the file."""

    code: ClassVar[str] = "delivery-needs-reason"


def require_reason(reason: str) -> str:
    """Return the reason without blanks around it.

    :raises NoReason: if there is none
    """
    if not reason.strip():
        raise NoReason("请写明理由。", remedy="理由会留在卷内。", field="reason")
    return reason.strip()


def ask(
    matter: Matter,
    person: Person,
    stages: Iterable[Stage],
    *,
    case: Case | None = None,
    by: Actor,
    at: datetime,
) -> list[OnlineConsent]:
    """Tell somebody what a stage online means and ask, for each of the stages. OL-04, OL-10.

    Who has agreed already is not asked again; one message tells of all stages. Three days to
    answer and to link the case run from here.

    :raises NotYours: if the actor does not serve at the court
    """
    asked = []
    with first_time(by):
        for stage in stages:
            consent = _ask_one(matter, person, stage, case=case, by=by, at=at)
            if consent is not None:
                asked.append(consent)
                by = by.holding(None)
        if asked and person.kind == PersonKind.NATURAL:
            names = "、".join(str(one.get_stage_display()) for one in asked)
            messages.tell(person, ASKED, matter=matter, case=case, at=at, stages=names)
    return asked


def _ask_one(
    matter: Matter,
    person: Person,
    stage: Stage,
    *,
    case: Case | None,
    by: Actor,
    at: datetime,
) -> OnlineConsent | None:
    held = OnlineConsent.objects.filter(matter=matter, person=person, stage=stage).first()
    if held is not None and held.state not in procedure.ASK_AGAIN.source:
        return None
    move = procedure.ASK if held is None else procedure.ASK_AGAIN
    # Who has spoken unasked had no days to answer: these are the first.
    is_first = held is None or held.asked_at is None
    with perform(move, held, by=by, at=at) as step:
        consent = step.subject or _new(matter, person, stage, ConsentState.ASKED, case=case)
        consent.notice, consent.asked_at = settings.CONSENT_NOTICE, at
        consent.by_choice, consent.reason = False, ""
        consent.save()
        step.subject = consent
        step.fact = events.ConsentAsked(**named(consent), notice=consent.notice)
        start = step.start if is_first else step.restart
        start(deadlines.ANSWER, on=clock.day_of(at))
    return step.subject


def choose(matter: Matter, person: Person, stage: Stage, *, by: Actor, at: datetime) -> None:
    """Note that somebody has done a stage online unasked; a second consent is not needed. OL-04.

    Again, or after an answer, it changes nothing.
    """
    if OnlineConsent.objects.filter(matter=matter, person=person, stage=stage).exists():
        return
    with perform(procedure.CHOOSE, None, by=by, at=at) as step:
        consent = _new(matter, person, stage, ConsentState.GIVEN)
        consent.by_choice, consent.answered_at = True, at
        consent.save()
        step.subject = consent
        step.fact = events.ConsentChosen(**named(consent), notice=consent.notice)


def answer(
    matter: Matter,
    person: Person,
    said: Mapping[Stage, bool],
    *,
    notice: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> list[OnlineConsent]:
    """Say yes or no to stages, each by itself. OL-04.

    `notice` is the version of what the person read. A word that changes nothing is left out.

    :raises NothingSaid: if no stage is answered
    :raises NoticeOutdated: if the notice has a newer version
    :raises OutOfOrder: if a consent was given before and would have to be taken back
    """
    answered = []
    with first_time(by):
        _require_words(said, notice)
        for stage, agrees in said.items():
            consent = _answer_one(matter, person, stage, agrees, reason, by=by, at=at)
            if consent is not None:
                answered.append(consent)
                by = by.holding(None)
    return answered


def _require_words(said: Mapping[Stage, bool], notice: str) -> None:
    if not said:
        raise NothingSaid("请至少对一个环节作出选择。", remedy="不选择的，线下办理。")
    if notice != settings.CONSENT_NOTICE:
        raise NoticeOutdated(
            "告知事项有了新的版本。", basis="法释〔2021〕12号 第四条", remedy="请看过新版再选择。"
        )


def _answer_one(
    matter: Matter,
    person: Person,
    stage: Stage,
    agrees: bool,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> OnlineConsent | None:
    held = OnlineConsent.objects.filter(matter=matter, person=person, stage=stage).first()
    wanted = ConsentState.GIVEN if agrees else ConsentState.REFUSED
    if held is not None:
        lapses.lapse_due(held, at=at)
        held.refresh_from_db()
    offline = {ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.OFFLINE}
    if held is not None and held.state in ({wanted} if agrees else offline):
        return None
    with perform(_move(held, agrees), held, by=by, at=at) as step:
        consent = step.subject or _new(matter, person, stage, wanted)
        was_asked = held is not None and consent.state == ConsentState.ASKED
        consent.notice, consent.answered_at = settings.CONSENT_NOTICE, at
        consent.reason = "" if agrees else reason.strip()[:1000]
        consent.save()
        step.subject = consent
        told = {**named(consent), "notice": consent.notice}
        step.fact = (
            events.ConsentGiven(**told)
            if agrees
            else events.ConsentRefused(**told, reason=consent.reason)
        )
        if was_asked:
            step.meet(deadlines.ANSWER)
    return step.subject


def _move(held: OnlineConsent | None, agrees: bool) -> Move:
    if held is None:
        return procedure.VOLUNTEER if agrees else procedure.DECLINE_UNASKED
    if not agrees:
        return procedure.REFUSE
    return procedure.GIVE if held.state in procedure.GIVE.source else procedure.GIVE_LATER


def lapse(consent: OnlineConsent, *, by: Actor, at: datetime) -> OnlineConsent:
    """Note that nobody answered in time: the stage is offline, silence is no consent. OL-10.

    :raises OutOfOrder: if it was answered meanwhile
    """
    with perform(procedure.LAPSE, consent, by=by, at=at) as step:
        step.fact = events.ConsentLapsed(**named(step.subject))
    return step.subject


def _new(
    matter: Matter,
    person: Person,
    stage: Stage,
    state: ConsentState,
    *,
    case: Case | None = None,
) -> OnlineConsent:
    return OnlineConsent(
        matter=matter,
        case=case,
        person=person,
        side=parties.side_of(matter, person),
        stage=stage,
        state=state,
        notice=settings.CONSENT_NOTICE,
    )


def named(consent: OnlineConsent) -> dict[str, str]:
    """Return what every fact about a consent says."""
    return {
        "person": consent.person.name,
        "stage": consent.stage,
        "stage_name": str(consent.get_stage_display()),
    }
