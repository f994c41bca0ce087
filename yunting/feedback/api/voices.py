"""Speak of a step, read the answer, answer, and count, as the pages do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from yunting.core.access import account_of, get_for
from yunting.core.idempotency import once
from yunting.feedback import settings
from yunting.feedback.models import About, Score, Step, Voice, VoiceKind, VoiceState
from yunting.feedback.selectors import door, satisfaction, voices
from yunting.feedback.services import voices as services
from yunting.feedback.services.voices import Said
from yunting.lib import clock
from yunting.lib.errors import NotVisible

party_api = Router(tags=["意见"])
court_api = Router(tags=["意见"])


class VoiceOut(Schema):
    """What was said and answered. `score` is 5 for 很满意 to 1 for 很不满意, null without marks."""

    id: int
    matter: str
    kind: str
    step: str
    about: str
    score: int | None
    words: str
    state: str
    said_at: datetime
    answerer: str
    due_on: date | None
    reply: str
    answered_at: datetime | None


class VoiceBody(Schema):
    """Thanks and complaints need words, a rating its marks."""

    kind: VoiceKind
    step: Step
    about: About = About.WORK
    score: Score | None = None
    words: str = Field("", max_length=settings.WORDS_MOST)


class ReplyBody(Schema):
    """What is answered."""

    reply: str = Field(max_length=settings.WORDS_MOST)


class FigureOut(Schema):
    """What was said of one step in one month; `month` is its first day."""

    month: date
    step: str
    thanks: int
    complaints: int
    ratings: int
    satisfied: int
    waiting: int
    in_time: int
    late: int


@party_api.get("/voices", response=list[VoiceOut], summary="我提过的意见，新的在前")
def list_own(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what I have said; at most two hundred."""
    return _voices(list(voices.said_by(account_of(request))[: voices.MOST]))


@party_api.get("/voices/{int:pk}", response=VoiceOut, summary="一条意见和它的答复")
def get_voice(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return one, to whoever said it and to whoever answers it."""
    get_for(request, Voice, pk=pk)
    return _voice(pk)


@party_api.post("/matters/{code}/voices", response=VoiceOut, summary="感谢、投诉或者评价一个步骤")
def speak(request: HttpRequest, code: str, body: VoiceBody) -> dict[str, Any]:
    """Say something of a step; sent again under the same key it is said once."""
    matter, actor = door.speaker_of(request, code)
    outcome = once(services.say, matter, Said(**body.dict()), by=actor, at=clock.now())
    own = voices.said_by(account_of(request), matter=matter)
    return _voice(outcome.value.pk if outcome.value else own[0].pk)


@court_api.get("/voices", response=list[VoiceOut], summary="由我答复的意见，新的在前")
def list_to_answer(request: HttpRequest, state: VoiceState | None = None) -> list[dict[str, Any]]:
    """Return what I was named to answer; at most two hundred."""
    rows = voices.to_answer(door.colleague_of(request)).order_by("-id")
    rows = rows.filter(state=state) if state else rows
    return _voices(list(rows[: voices.MOST]))


@court_api.post("/voices/{int:pk}/answer", response=VoiceOut, summary="答复意见")
def answer(request: HttpRequest, pk: int, body: ReplyBody) -> dict[str, Any]:
    """Answer what was said."""
    found, actor = get_for(request, Voice, pk=pk)
    if actor.account is None or found.assigned_to_id != actor.account.pk:
        raise NotVisible
    once(services.answer, found, **body.dict(), by=actor, at=clock.now())
    return _voice(pk)


@court_api.get("/voices/figures", response=list[FigureOut], summary="满意度，按月份和步骤")
def figures(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the counts of a year, the newest month first."""
    court = door.reader_of(request)
    since = clock.day_of(clock.now()) - timedelta(days=31 * (settings.MONTHS_SHOWN - 1))
    return [
        {name: getattr(one, name) for name in FigureOut.model_fields}
        for one in satisfaction.figures_of(court, since=since)
    ]


def _voice(pk: int) -> dict[str, Any]:
    rows = Voice.objects.select_related("matter", "assigned_to__person")
    return _voices([rows.get(pk=pk)])[0]


def _voices(found: list[Voice]) -> list[dict[str, Any]]:
    due = voices.last_days_of(found)
    return [
        {
            "id": one.pk,
            "matter": one.matter.code,
            "kind": one.kind,
            "step": one.step,
            "about": one.about,
            "score": one.score,
            "words": one.words,
            "state": one.state,
            "said_at": one.said_at,
            "answerer": str(one.assigned_to or ""),
            "due_on": due.get(one.pk),
            "reply": one.reply,
            "answered_at": one.answered_at,
        }
        for one in found
    ]
