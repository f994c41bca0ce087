"""移送管辖: the judge draws up the ruling, reads it with its effects, and signs. JUR-10, T18."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yunting.core.access import get_for
from yunting.core.actor import Actor
from yunting.core.models import Case, CaseState
from yunting.filing import documents as papers
from yunting.filing.forms.transferring import TransferForm
from yunting.filing.selectors.rulings import TRANSFERS, transfer_of
from yunting.filing.services import issuing
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.pages import done, show, signed_in
from yunting.ui.refusals import act, say


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for court, article and reason; draw up the ruling and go on to where it is signed."""
    case, actor = _judge_of(request, pk)
    form = TransferForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        outcome = act(
            form, issuing.prepare_transfer, case, **form.cleaned_data, by=actor, at=clock.now()
        )
        paper = outcome and (outcome.value or transfer_of(case))
        if outcome and paper:
            say(request, outcome, "裁定书已拟出。请看全文和签发后的效果，再签发。")
            return done(request, paper)
    case.refresh_from_db()
    context = {
        "case": case,
        "form": form,
        "paper": transfer_of(case),
        "is_transferred": case.state == CaseState.TRANSFERRED,
        "effects": papers.TRANSFER.effects,
        "basis": papers.TRANSFER.basis,
    }
    return show(request, "filing/transfer.html", context)


def _judge_of(request: HttpRequest, pk: int) -> tuple[Case, Actor]:
    case, actor = get_for(request, Case, pk=pk)
    if not actor.roles & TRANSFERS:
        raise NotVisible
    return case, actor
