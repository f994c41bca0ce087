"""The papers served on somebody: unopened ones first, opened by one's own act. T20, T22."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunting.core.access import account_of, get_for
from yunting.core.models import Document
from yunting.delivery.forms.party import ContestForm
from yunting.delivery.models import Service, ServiceState
from yunting.delivery.selectors import door, services
from yunting.delivery.selectors.files import sealed_file
from yunting.delivery.services import certifying, deciding, tracing
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.forms import Form
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say

MOST = 200


@require_safe
@signed_in
def papers(request: HttpRequest) -> HttpResponse:
    """List the papers served on this person; what was not opened stands first."""
    found = list(services.papers_of(account_of(request))[:MOST])
    unopened = [one for one in found if one.opened_at is None]
    context = {
        "unopened": unopened,
        "opened": [one for one in found if one.opened_at is not None],
        "onward": request.session.get("delivery.onward", ""),
    }
    return show(request, "delivery/papers.html", context)


@require_POST
@signed_in
def open_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a paper: from now on it is read."""
    service, actor = door.receiver_of(request, pk)
    outcome = act(Form(request.POST), tracing.open_paper, service, by=actor, at=clock.now())
    assert outcome is not None, "opening is never refused"  # noqa: S101
    return done(request, "delivery:paper", pk)


@require_safe
@signed_in
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper that was opened: the file, what it starts, its proof; else how to open it."""
    service, _ = door.receiver_of(request, pk)
    replied = service.attempts.filter(replied_at__isnull=False).exists()
    context = {
        "service": service,
        "replied": replied,
        "may_contest": service.state == ServiceState.SERVED,
        "form": Form(),
    }
    return show(request, "delivery/paper.html", context)


@require_POST
@signed_in
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer that the paper is here."""
    service, actor = door.receiver_of(request, pk)
    form = Form(request.POST)
    outcome = act(form, tracing.acknowledge, service, by=actor, at=clock.now())
    if outcome is None:
        context = {"service": service, "form": form, "replied": False}
        return show(request, "delivery/paper.html", context, status=409)
    say(request, outcome, "已经告诉法院：您收到了这份文书。")
    return done(request, "delivery:paper", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Deny a service, or claim another day."""
    service, actor = door.receiver_of(request, pk)
    form = ContestForm(request.POST or None, on=clock.day_of(clock.now()))
    if form.is_valid():
        outcome = act(
            form, deciding.contest, service, **form.cleaned_data, by=actor, at=clock.now()
        )
        if outcome is not None:
            say(request, outcome, "法院已经收到您的异议，审查后会告诉您。")
            return done(request, "delivery:paper", pk)
    return show(request, "delivery/contest.html", {"service": service, "form": form})


@require_safe
@signed_in
def paper_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the sealed file of a paper that was opened."""
    service, _ = door.receiver_of(request, pk)
    if service.opened_at is None:
        return done(request, "delivery:paper", pk)
    return sealed_file(service.document)


@require_safe
@signed_in
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the proof of a service to who received the paper, and to the court."""
    service, _ = _certified(request, pk)
    context = {"service": service, "said": certifying.context_of(service)}
    return show(request, "delivery/certificate.html", context)


@require_safe
@signed_in
def certificate_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the sealed certificate."""
    _, document = _certified(request, pk)
    return sealed_file(document)


def _certified(request: HttpRequest, pk: int) -> tuple[Service, Document]:
    service, _ = get_for(request, Service, pk=pk)
    if service.certificate is None:
        raise NotVisible
    return service, service.certificate
