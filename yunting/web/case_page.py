"""The heart: one page per dispute, the same address for every role; what you may not see is absent.

Opens as fast with three thousand facts as with thirty: the timeline comes a page at a time.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yunting.core import agenda, audience
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Matter
from yunting.delivery.selectors import door
from yunting.feedback.forms import RatingForm
from yunting.feedback.selectors import door as feedback
from yunting.feedback.selectors import steps
from yunting.filing.selectors import queue
from yunting.filing.selectors.rulings import may_transfer
from yunting.lib import clock
from yunting.ui.pages import show, signed_in
from yunting.web import dispute
from yunting.web.standing import standing_of

PAGE = 30
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@signed_in
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show the dispute to whoever takes part in it or answers for it."""
    found, actor = get_for(request, Matter, code=code)
    before = request.GET.get("before", "")
    entries, earlier = dispute.timeline(
        found, actor, before=int(before) if before.isdecimal() else None, size=PAGE
    )
    context = {
        **_standing(found, account_of(request), actor),
        "entries": entries,
        "earlier": earlier,
        **_voice(found, actor, entries),
        "live": "" if before else live_address(found),
        "newest": entries[0].number if entries else 0,
        "frame_template": "ui/court.html" if audience.is_of_the_court(actor) else "ui/citizen.html",
    }
    return show(request, "web/matter.html", context, part="timeline")


def _voice(found: Matter, actor: Actor, entries: list[dispute.Entry]) -> dict[str, Any]:
    """Return the short form in which a party speaks of the step it has just seen; no query."""
    if not feedback.may_speak(found, actor):
        return {"voice": None}
    step = steps.latest(entry.kind for entry in entries)
    return {"voice": RatingForm(initial={"step": step}), "step": step}


def _standing(found: Matter, account: Account, actor: Actor) -> dict[str, Any]:
    """Return all of the page but the timeline."""
    of_the_court = audience.is_of_the_court(actor)
    now = standing_of(found, account, actor, on=clock.day_of(clock.now()))
    return {
        "matter": found,
        "heading": now.heading,
        "standing": now.sentence,
        "cards": now.cards,
        "case": now.case,
        "fee": now.fee,
        "progress": now.progress,
        "issues": now.issues,
        "clocks": now.clocks,
        "parties": now.parties,
        "papers": dispute.papers(found, account),
        "filing": now.filing,
        "reviews": bool(actor.roles & queue.MAY_REVIEW),
        "transfers": now.case is not None and may_transfer(now.case, actor),
        "serves": of_the_court and bool(actor.roles & door.MAY_SERVE),
        "is_party": not of_the_court and found.sent_at is not None,
    }


def live_address(matter: Matter) -> str:
    """Return where a page hears that a dispute has moved on; empty where nothing tells it."""
    return f"{settings.LIVE_URL}/live/matters/{matter.code}" if settings.LIVE_URL else ""


@require_safe
@signed_in
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Give the dispute's dates as a calendar file. S24."""
    found, _ = get_for(request, Matter, code=code)
    entries = agenda.of_matter(found, account=account_of(request))
    body = agenda.text(entries, name=str(found.code))
    return calendar_file(body, name=str(found.code))


def calendar_file(body: bytes, *, name: str) -> HttpResponse:
    """Answer with a calendar file that a phone or a program takes."""
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
