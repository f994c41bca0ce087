"""Say something of a step of one's own dispute, and read what was answered. S29."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yunting.core.access import account_of
from yunting.core.models import Matter
from yunting.feedback import settings
from yunting.feedback.forms import VoiceForm
from yunting.feedback.models import VoiceKind
from yunting.feedback.selectors import door, voices
from yunting.feedback.services import voices as services
from yunting.lib import clock
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

SAID = "已经收到。写了内容的，答复以后会发消息告诉您。"


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """List what one has said, the newest first."""
    found = list(voices.said_by(account_of(request))[: voices.MOST])
    due = voices.last_days_of(found)
    rows = [(one, due.get(one.pk)) for one in found]
    return show(request, "feedback/mine.html", {"rows": rows, "is_court": _is_court(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def speak(request: HttpRequest, code: str) -> HttpResponse:
    """Say thanks, complain or rate."""
    matter, actor = door.speaker_of(request, code)
    if request.method != "POST":
        return _show(request, matter, VoiceForm(initial=_asked(request)))
    form = VoiceForm(request.POST)
    if form.is_valid():
        outcome = act(form, services.say, matter, form.said, by=actor, at=clock.now())
        if outcome is not None:
            say(request, outcome, SAID)
            return done(request, "feedback:speak", code)
    return _show(request, matter, form, status=409)


def _asked(request: HttpRequest) -> dict[str, str]:
    """Return what the link that led here has chosen already."""
    kind = request.GET.get("kind", "")
    return {
        "kind": kind if kind in VoiceKind.values else VoiceKind.RATING,
        "step": request.GET.get("step", ""),
    }


def _show(
    request: HttpRequest, matter: Matter, form: VoiceForm, *, status: int = 200
) -> HttpResponse:
    found = list(voices.said_by(account_of(request), matter=matter)[: voices.MOST])
    due = voices.last_days_of(found)
    context = {
        "matter": matter,
        "form": form,
        "rows": [(one, due.get(one.pk)) for one in found],
        "days": settings.ANSWER_DAYS,
        "most": settings.MOST_PER_DAY,
    }
    return show(request, "feedback/speak.html", context, status=status)


def _is_court(request: HttpRequest) -> bool:
    return account_of(request).is_court_staff
