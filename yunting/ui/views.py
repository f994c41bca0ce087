"""Pages of the machinery itself: elder switch, help, terms, components, errors."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from yunting.ui import elder, examples, terms
from yunting.ui.pages import show
from yunting.ui.refusals import not_found
from yunting.ui.resubmit import keep_what_was_typed

__all__ = ["bad_request", "csrf_failed", "forbidden", "not_found", "server_error"]


@require_POST
def elder_switch(request: HttpRequest) -> HttpResponse:
    """Turn elder mode on or off and go back to where the person was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back, status=303)
    elder.switch(request, response, on=request.POST.get("elder") == "on")
    return response


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how the pages work and whom to call."""
    return show(request, "ui/help.html")


@require_GET
def terms_page(request: HttpRequest) -> HttpResponse:
    """List every term with its plain explanation."""
    return show(request, "ui/terms.html", {"terms": terms.all_terms()})


@require_GET
def signed_in_page(request: HttpRequest) -> HttpResponse:
    """Tell somebody who signed in in a second window to go back to the first."""
    return show(request, "ui/signed_in.html")


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """List the components; shown only where COMPONENTS_SHOWN says so."""
    _only_where_shown()
    return show(request, "ui/examples/index.html", {"examples": examples.EXAMPLES})


@require_GET
def component(request: HttpRequest, name: str) -> HttpResponse:
    """Show one component empty, typical, long and with errors."""
    _only_where_shown()
    example = examples.find(name)
    if example is None:
        raise Http404
    return show(request, f"ui/examples/{name}.html", {"example": example, **example.context()})


def _only_where_shown() -> None:
    if not settings.COMPONENTS_SHOWN:
        raise Http404


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with what to do now."""
    return render(request, "ui/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with whom to call."""
    return render(request, "ui/forbidden.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a lost session: what was typed stays on the page."""
    return keep_what_was_typed(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from a page that needs neither session nor database."""
    context = {"name": settings.COURT_NAME, "phone": settings.HELP_PHONE}
    return HttpResponse(render_to_string("ui/server_error.html", context), status=500)
