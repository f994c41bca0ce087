"""What was said, for whoever answers it; and what it all comes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.procedure import open_moves
from yunting.feedback import settings
from yunting.feedback.forms import ReplyForm
from yunting.feedback.models import Step, Voice, VoiceKind, VoiceState
from yunting.feedback.selectors import door, satisfaction, voices
from yunting.feedback.services import voices as services
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui import wording
from yunting.ui.lists import Column, Filter, Listing, State
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

LISTING: Listing[Any] = Listing(
    name="voices",
    title="意见",
    columns=(
        Column("what", "意见", str, kind="short"),
        Column(
            "state",
            "状态",
            lambda v: v.get_state_display(),
            kind="badge",
            tone=lambda v: wording.state_tone(v.state),
        ),
        Column("who", "提出人", lambda v: str(v.said_by)),
        Column("case", "案件", lambda v: str(v.case or v.matter), kind="short"),
        Column("said", "提出时间", lambda v: v.said_at, kind="instant", on_phone=False),
    ),
    link=lambda v: v.get_absolute_url(),
    order=("-id",),
    filters=(
        Filter("kind", "类别", lambda rows, one: rows.filter(kind=one), tuple(VoiceKind.choices)),
        Filter("step", "步骤", lambda rows, one: rows.filter(step=one), tuple(Step.choices)),
    ),
    states=tuple(
        State(value, str(label))
        for value, label in VoiceState.choices
        if value != VoiceState.NOTED.value
    ),
)


@require_safe
@signed_in
def all_voices(request: HttpRequest) -> HttpResponseBase:
    """List what one was named to answer, the newest first."""
    account = door.colleague_of(request)
    return LISTING.answer(request, voices.to_answer(account), "feedback/voices.html")


@require_safe
@signed_in
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one to whoever said it and to whoever answers it."""
    found, actor = get_for(request, Voice, pk=pk)
    return _show(request, found, actor, ReplyForm())


@require_POST
@signed_in
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it."""
    found, actor = get_for(request, Voice, pk=pk)
    if not _answers(found, actor):
        raise NotVisible
    form = ReplyForm(request.POST)
    if form.is_valid():
        outcome = act(form, services.answer, found, **form.cleaned_data, by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, "已经答复，并发消息告诉提出人。")
            return done(request, found)
    return _show(request, found, actor, form, status=409)


@require_safe
@signed_in
def figures(request: HttpRequest) -> HttpResponse:
    """Count by month and step what people said."""
    court = door.reader_of(request)
    today = clock.day_of(clock.now())
    since = today - timedelta(days=31 * (settings.MONTHS_SHOWN - 1))
    context = {
        "figures": satisfaction.figures_of(court, since=since),
        "since": since.replace(day=1),
        "at": clock.now(),
        "days": settings.ANSWER_DAYS,
    }
    return show(request, "feedback/figures.html", context)


def _answers(found: Voice, actor: Actor) -> bool:
    return actor.account is not None and found.assigned_to_id == actor.account.pk


def _show(
    request: HttpRequest, found: Voice, actor: Actor, form: ReplyForm, *, status: int = 200
) -> HttpResponse:
    found.refresh_from_db()
    is_colleague = _answers(found, actor)
    on = clock.day_of(clock.now())
    period = voices.period_of(found) if voices.waits(found) else None
    context = {
        "voice": found,
        "form": form,
        "is_colleague": is_colleague,
        "replies": is_colleague and bool(open_moves(found, actor)),
        "period": period,
        "left": wording.days_left(period.ends_on, on=on) if period else "",
        "frame_template": "ui/court.html" if is_colleague else "ui/citizen.html",
    }
    return show(request, "feedback/voice.html", context, status=status)
