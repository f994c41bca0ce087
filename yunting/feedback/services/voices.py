"""Say something of a step, answer it, and bring what was not answered before the president."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar

from django.db import IntegrityError

from yunting.core import events as record
from yunting.core.actor import Actor
from yunting.core.models import Case, Matter, Person
from yunting.core.procedure import perform
from yunting.feedback import deadlines, events, procedure, settings
from yunting.feedback.models import About, Voice, VoiceKind, VoiceState
from yunting.feedback.selectors import naming
from yunting.lib import clock
from yunting.lib.errors import Refused


class WordsNeeded(Refused):
    """Thanks, a complaint and an answer say something; marks are given for a rating alone."""

    code: ClassVar[str] = "words-needed"


class TooManyToday(Refused):
    """Somebody has said as much today as is taken on one day."""

    code: ClassVar[str] = "too-many-voices-today"


class AlreadyRated(Refused):
    """A step of a dispute is rated once by each."""

    code: ClassVar[str] = "step-already-rated"


class NobodyToAnswer(Refused):
    """The court has nobody for it now, or no such judge yet."""

    code: ClassVar[str] = "nobody-to-answer"


class NotNamed(Refused):
    """Only whoever was named answers."""

    code: ClassVar[str] = "not-named-to-answer"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says. `score` is for a rating alone, `words` may be missing only there."""

    kind: str
    step: str
    about: str = About.WORK
    score: int | None = None
    words: str = ""


def say(matter: Matter, said: Said, *, by: Actor, at: datetime) -> Voice:
    """Say thanks, complain or rate; words reach a named colleague who answers in time.

    :raises WordsNeeded: if there is nothing in it, or too much
    :raises TooManyToday: if the actor has said enough today
    :raises AlreadyRated: if the actor has rated this step of the dispute
    :raises NobodyToAnswer: if nobody can be named, or it is about a judge there is not
    :raises NotYours: if the actor is no party
    """
    words = _checked(said)
    try:
        return _said(matter, said, words, by=by, at=at)
    except IntegrityError as error:
        # Two of one person's ratings came at the same moment.
        if "step_rated_once" not in str(error):
            raise
        raise _already_rated() from error


def _said(matter: Matter, said: Said, words: str, *, by: Actor, at: datetime) -> Voice:
    move = procedure.SAY if words else procedure.RATE
    with perform(move, None, by=by, at=at) as step:
        _refuse_too_much(matter, said, by, at)
        voice = step.subject = _written(matter, said, words, by, at)
        proof = record.commitment(_told(voice), bytes(voice.salt))
        if words:
            due = deadlines.last_day_to_answer(clock.day_of(at)).value
            step.fact = events.VoiceHeard(voice.pk, voice.step, proof, due)
            step.start(deadlines.ANSWERING, on=clock.day_of(at))
        else:
            step.fact = events.StepRated(voice.pk, voice.step, proof)
    return voice


def answer(voice: Voice, *, reply: str, by: Actor, at: datetime) -> Voice:
    """Answer what was said; whoever said it is told.

    :raises WordsNeeded: if the answer is empty or too long
    :raises NotNamed: if another was named
    :raises OutOfOrder: if it was answered, or needs no answer
    """
    text = _fitting(reply, field="reply")
    is_late = voice.state == VoiceState.OVERDUE
    move = procedure.ANSWER_LATE if is_late else procedure.ANSWER
    with perform(move, voice, by=by, at=at) as step:
        found = step.subject
        if by.account is None or found.assigned_to_id != by.account.pk:
            raise NotNamed("这条意见由别人答复。", basis=deadlines.BASIS)
        found.reply, found.answered_by, found.answered_at = text, by.account, at
        found.save(update_fields=["reply", "answered_by", "answered_at"])
        proof = record.commitment(text, bytes(found.salt))
        step.fact = events.VoiceAnswered(found.pk, proof)
        if not is_late:
            step.meet(deadlines.ANSWERING)
    return step.subject


def bring_before_the_president(voice: Voice, *, by: Actor, at: datetime) -> Voice:
    """Name the president where nobody answered in time; where there is none for it, it stays.

    :raises OutOfOrder: if it was answered
    """
    with perform(procedure.RAISE, voice, by=by, at=at) as step:
        found = step.subject
        but = {person.pk for person in naming.judges_of(found.matter)}
        if found.concerns_id:
            but.add(found.concerns_id)
        found.raised_at = at
        found.assigned_to = naming.president_for(found.matter.court, but=but) or found.assigned_to
        found.save(update_fields=["raised_at", "assigned_to"])
        step.fact = events.VoiceOverdue(found.pk)
    return step.subject


def _checked(said: Said) -> str:
    """Return the words that were said, if any."""
    is_rating = said.kind == VoiceKind.RATING
    if is_rating and said.score is None:
        raise WordsNeeded(
            "请选择满意程度。", basis=deadlines.BASIS, remedy="选一项就可以提交。", field="score"
        )
    if is_rating and not said.words.strip():
        return ""
    return _fitting(said.words, field="words")


def _fitting(words: str, *, field: str) -> str:
    text = words.strip()
    if not text or len(text) > settings.WORDS_MOST:
        raise WordsNeeded(
            f"请写明内容，不超过{settings.WORDS_MOST}字。" if text else "请写明内容。",
            basis=deadlines.BASIS,
            remedy="材料较多的，请在案件里提交，或者拨打12368。",
            field=field,
        )
    return text


def _refuse_too_much(matter: Matter, said: Said, by: Actor, at: datetime) -> None:
    begin = datetime.combine(clock.day_of(at), time(), tzinfo=clock.ZONE)
    own = Voice.objects.filter(said_by=by.account)
    if own.filter(said_at__gte=begin).count() >= settings.MOST_PER_DAY:
        raise TooManyToday(
            f"您今天已经提了{settings.MOST_PER_DAY}次。",
            basis=deadlines.BASIS,
            remedy="请明天再提；急事请拨打12368。",
        )
    is_rating = said.kind == VoiceKind.RATING
    if is_rating and own.filter(matter=matter, step=said.step, kind=said.kind).exists():
        raise _already_rated()


def _already_rated() -> AlreadyRated:
    return AlreadyRated(
        "这一步您已经评价过。",
        basis=deadlines.BASIS,
        remedy="还有话要说的，可以表示感谢或者投诉。",
        field="step",
    )


def _written(matter: Matter, said: Said, words: str, by: Actor, at: datetime) -> Voice:
    if by.account is None:
        raise TypeError("a person says something, no clock does")
    is_rating = said.kind == VoiceKind.RATING
    named = None
    if words:
        named = naming.named_for(matter, step=said.step, kind=said.kind, about=said.about)
        if named is None:
            raise NobodyToAnswer(
                "现在没有可以答复的人员。", basis=deadlines.BASIS, remedy="请拨打12368。"
            )
    return Voice.objects.create(
        matter=matter,
        case=Case.objects.filter(matter=matter).order_by("-id").first(),
        kind=said.kind,
        step=said.step,
        about=said.about,
        score=said.score if is_rating else None,
        words=words,
        salt=secrets.token_bytes(record.SALT_BYTES),
        concerns=_concerned(matter, said),
        said_by=by.account,
        said_at=at,
        assigned_to=named,
        state=VoiceState.WAITING if words else VoiceState.NOTED,
    )


def _concerned(matter: Matter, said: Said) -> Person | None:
    if said.about == About.JUDGE:
        judges = naming.judges_of(matter)
        if not judges:
            raise NobodyToAnswer(
                "本案还没有承办法官。",
                basis=deadlines.BASIS,
                remedy="请选择其他对象。",
                field="about",
            )
        return judges[0]
    if said.about == About.STAFF:
        colleague = naming.colleague_of(matter, said.step)
        return colleague.person if colleague else None
    return None


def _told(voice: Voice) -> str:
    """Return what the commitment in the fact is to: all that was said."""
    return "\n".join([voice.kind, voice.step, voice.about, str(voice.score or ""), voice.words])
