"""The complaint under way: where it stands, and one question a screen."""

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yunting.filing.forms.sheet import of_filing
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors.mine import written as to_write
from yunting.filing.views import asking
from yunting.filing.views.filer import door
from yunting.ui.pages import done, show, signed_in

GET_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@signed_in
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is done, what is missing and where to go on."""
    filing, actor = to_write(request, pk)
    if filing.state != FilingState.DRAFT:
        return done(request, door.way_on(filing))
    context = {"filing": filing, **asking.overview_of(of_filing(filing, actor))}
    return show(request, "filing/draft.html", context)


@never_cache
@require_http_methods(GET_POST)
@signed_in
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Ask one question; whatever is sent is saved, readable or not."""
    filing, actor = to_write(request, pk)
    return asking.ask(request, partial(of_filing, filing, actor), _pages(filing), key)


def _pages(filing: Filing) -> asking.Pages:
    return asking.Pages(
        overview=door.way_on(filing),
        check=reverse("filing:check", args=[filing.pk]),
        question=lambda key, back: door.to_question(filing, key, back=back),
    )
