"""Every party's evidence on one page, and one item with all that was said of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yunting.core.access import account_of
from yunting.core.procedure import open_moves
from yunting.filing import settings
from yunting.filing.models import Evidence, ItemState, ListState
from yunting.filing.procedure import GIVES_EVIDENCE
from yunting.filing.selectors import evidence as read
from yunting.filing.selectors import place
from yunting.rules.online.materials import Doubt, Proof
from yunting.ui.pages import show, signed_in

MOVES = ("ask-original", "find-same", "hold-equal")


@never_cache
@require_safe
@signed_in
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Show the evidence of every party that the reader may see."""
    here = place.at_matter(request, code)
    sheets = read.sheets(here.matter, account_of(request))
    person = here.part.person if here.part else None
    items = [item for one in sheets for item in one.items]
    own = [item for one in sheets if one.person == person for item in one.items]
    context = {
        "matter": here.matter,
        "here": here,
        "sheets": sheets,
        "own": person,
        "draft": next(
            (
                found
                for one in sheets
                if one.person == person
                for found in one.lists
                if found.state == ListState.DRAFT
            ),
            None,
        ),
        "is_sent": here.matter.sent_at is not None,
        "unanswered": read.unanswered(items, person) if person else [],
        "wanted": [i for i in own if i.state == ItemState.ASKED],
    }
    return show(request, "filing/evidence.html", context)


@never_cache
@require_safe
@signed_in
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one item: its files, the opinions, the original, and what can be done now."""
    found, here = place.at_item(request, pk)
    is_own = here.part is not None and here.part.person_id == found.person_id
    how = settings.reasons(settings.COMPARED_HOW)
    moves = {m.name for m in open_moves(found, here.actor)} & set(MOVES)
    held = read.held_equal(found)
    context = {
        "item": found,
        "matter": here.matter,
        "here": here,
        "files": _files(found),
        "opinions": read.opinions_on(found),
        "requests": [
            (row, Doubt(row.reason), how.get(row.how)) for row in read.requests_for(found)
        ],
        "held": held,
        "held_ground": Proof(held.ground) if held else None,
        "is_own": is_own,
        "wanted": next((r for r in read.requests_for(found) if is_own and not r.result), None),
        "may_change": is_own and found.is_draft,
        "may_comment": _may_comment(found, here, is_own=is_own),
        "moves": moves if found.case_id else set(),
    }
    return show(request, "filing/evidence_item.html", context)


def _files(found: Evidence) -> list[object]:
    return list(read.files_of(found))


def _may_comment(found: Evidence, here: place.Place, *, is_own: bool) -> bool:
    is_party = here.part is not None and bool(here.actor.roles & GIVES_EVIDENCE)
    return is_party and not is_own and found.case_id is not None and not found.is_draft
