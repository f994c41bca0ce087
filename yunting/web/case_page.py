"""The heart: one page per dispute, the same address for every role; what you may not see is absent.

Opens as fast with three thousand facts as with thirty: the timeline comes a page at a time.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yunting.core import agenda, audience, tasks
from yunting.core.access import account_of, get_for
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Matter
from yunting.delivery.selectors import door
from yunting.delivery.selectors import standing as delivery
from yunting.filing.forms.twin.issues import Issues
from yunting.filing.forms.twin.of_case import issues_of
from yunting.filing.selectors import proceeding, queue, standing
from yunting.filing.selectors.proceeding import Proceeding
from yunting.filing.selectors.rulings import may_transfer
from yunting.lib import clock
from yunting.ui.pages import show, signed_in
from yunting.web import dispute

PAGE = 30
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@signed_in
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show the dispute to whoever takes part in it or answers for it."""
    found, actor = get_for(request, Matter, code=code, besides=dispute.PRESENT)
    before = request.GET.get("before", "")
    entries, earlier = dispute.timeline(
        found, actor, before=int(before) if before.isdecimal() else None, size=PAGE
    )
    context = {
        **_standing(found, account_of(request), actor),
        "entries": entries,
        "earlier": earlier,
        "live": "" if before else live_address(found),
        "newest": entries[0].number if entries else 0,
        "frame_template": "ui/court.html" if audience.is_of_the_court(actor) else "ui/citizen.html",
    }
    return show(request, "web/matter.html", context, part="timeline")


def _standing(found: Matter, account: Account, actor: Actor) -> dict[str, Any]:
    """Return all of the page but the timeline; one query for each kind of thing there is."""
    on, of_the_court = clock.day_of(clock.now()), audience.is_of_the_court(actor)
    subjects = standing.subjects(found)
    case, parties = standing.newest_case(subjects), dispute.parties(found)
    periods = tasks.periods_of(found, actor)
    progress = (
        proceeding.of_case(case, account, actor, parties=parties, periods=periods) if case else None
    )
    ours, pairs = (progress.subjects, progress.pairs) if progress else ([], ())
    answers = [answer for _, answer in pairs if answer is not None]
    return {
        "matter": found,
        "heading": dispute.heading(subjects, on),
        "standing": (progress and progress.sentence) or standing.of(subjects),
        "cards": dispute.next_cards(
            [*subjects, *ours, *delivery.subjects(found, actor)],
            actor,
            on,
            of_others=progress.of_others if progress else (),
            periods=periods,
        ),
        "case": case,
        "progress": progress,
        "issues": _issues(case, progress) if case and progress and of_the_court else None,
        "clocks": dispute.clocks(periods, actor, on, *answers, *parties),
        "parties": parties,
        "papers": dispute.papers(found, account),
        "filing": standing.newest_filing(subjects),
        "reviews": bool(actor.roles & queue.MAY_REVIEW),
        "transfers": case is not None and may_transfer(case, actor),
        "serves": of_the_court and bool(actor.roles & door.MAY_SERVE),
        "is_party": not of_the_court and found.sent_at is not None,
    }


def _issues(case: Case, progress: Proceeding) -> Issues | None:
    return issues_of(case, progress.pairs) if progress.answered else None


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
